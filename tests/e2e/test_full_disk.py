"""A disk that is full, on a small one of its own: what arrives waits, and comes in once there is room."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.core.content import Content
from bot.sandbox import SandboxServer
from tests.e2e.bot_process import BotProcess, run_to_the_end
from tests.e2e.test_alarms import SCORE_GIVEN, at_the_scores, nothing_is_lost, told

SIZE = "4m"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few megabytes, where one may be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("only who may mount a file system can run this")
    yield folder
    subprocess.run(["umount", folder], check=True)


@pytest.fixture
def bot(disk: Path, bot: BotProcess) -> BotProcess:
    """A bot with its database there."""
    bot.database = disk / "bot.db"
    bot.settings["BOT_DATABASE"] = str(bot.database)
    return bot


def fill(disk: Path) -> Path:
    """A file that takes all that is free."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            return filler


def remount(disk: Path, how: str) -> None:
    """Have it read only, or written again."""
    subprocess.run(["mount", "-o", f"remount,{how}", disk], check=True)


async def test_a_full_disk_and_one_that_is_freed_again(
    bot: BotProcess, sandbox: SandboxServer, content: Content, disk: Path
):
    host = sandbox.person("Hostess")
    host.start()
    bot.settings["BOT_OWNER"] = str(host.person_id)
    bot.program = ("-m", "tests.e2e.hasty_bot")
    await bot.start()
    assert str(bot.database) in (await told(host, "are free on the disk")).text
    ada = await at_the_scores(sandbox, content)
    await bot.settled()

    filler = fill(disk)
    question = await ada.sees("sitting_before")
    ada.person.tap(question.message_id, "4")
    await bot.logged("can't be written right now (SQLITE_FULL)")
    assert "The disk is full: make room" in (await told(host, "can't be written")).text
    assert sandbox.updates.pending_count > 0
    filler.unlink()
    ada.given.append(SCORE_GIVEN)
    await nothing_is_lost(bot, ada)
    assert bot.log.count("Trouble of the kind disk") == 1


async def test_a_disk_that_may_only_be_read(bot: BotProcess, disk: Path):
    await bot.start()
    await bot.terminate()
    remount(disk, "ro")
    ended = await run_to_the_end(bot.folder, "run", **{**bot.settings, "BOT_LOG_FORMAT": "plain"})
    remount(disk, "rw")
    assert ended.code == 2
    [line] = ended.err.splitlines()
    assert line.startswith(str(bot.database))
    assert "Read-only" in line
    await bot.start()
