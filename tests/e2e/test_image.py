"""What the Dockerfile says, without an engine: its files are enough, and only its volume is written to."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import signal
import subprocess
import sys
from asyncio.subprocess import DEVNULL
from pathlib import Path

import pytest

from bot.cli import main
from bot.core import events as e
from bot.core.content import Content
from bot.sandbox import SandboxServer
from tests.e2e.bot_process import ROOT, environment, rows
from tests.e2e.walking import Step, Walker

READ_ONLY = """
set -e
mount --bind . . && cd "$PWD" && mount --bind data data
mount -o remount,ro,bind . && mount -o remount,ro,bind /
if touch outside bot/outside /outside /var/tmp/outside 2>/dev/null; then exit 9; fi
exec "$@"
"""
"""For a shell with mounts of its own: all is read-only now, but for the folder ``data``."""


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's lines, each with its first word apart."""
    lines = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ").splitlines()
    return [(found[1], found[2]) for line in lines if (found := re.fullmatch(r"([A-Z]+) +(.*)", line))]


def of(name: str) -> list[str]:
    return [rest for first, rest in instructions() if first == name]


def settings() -> dict[str, str]:
    """What the image sets for the bot."""
    return dict(word.split("=", 1) for rest in of("ENV") for word in rest.split())


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """The folder that the image works in, laid out as it copies it; a volume is mounted on ``data``."""
    app = tmp_path / "app"
    for source, target in (rest.split() for rest in of("COPY")):
        (app / target).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, app / target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / source, app / target)
    (app / "data").mkdir()
    return app


@pytest.fixture
def may_mount() -> None:
    if subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False).returncode:
        pytest.skip("only who may mount can have a read-only disk")


@pytest.mark.usefixtures("may_mount")
async def test_its_files_are_enough_and_nothing_is_written_outside_its_volume(
    app: Path, sandbox: SandboxServer, content: Content
):
    inside = {name: value.replace("/app", str(app)) for name, value in settings().items()}
    told = {"BOT_TOKEN": sandbox.token, "TELEGRAM_API_URL": sandbox.url, "PYTHONPATH": ""}
    log = (app.parent / "log.txt").open("wb")
    process = await asyncio.create_subprocess_exec(
        *("unshare", "--mount", "sh", "-c", READ_ONLY, "sh"),
        *(sys.executable, "-m", "bot", "run"),
        cwd=app,
        env=environment(**inside, **told),
        stdin=DEVNULL,
        stdout=log,
        stderr=log,
    )
    try:
        ada = Walker(sandbox.person("Adalind"), content)
        await ada.arrive()
        await ada.walk([Step("welcome", e.ConsentGiven())], then="emergency_check")
        async with asyncio.timeout(10):
            while not list((app / "data").glob("backups/*.db")):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        process.send_signal(getattr(signal, of("STOPSIGNAL")[0]))
        assert await asyncio.wait_for(process.wait(), 5) == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        log.close()
    assert rows(app / "data" / "bot.db", "SELECT count(*) FROM consents") == [(1,)]
    assert not [line for line in (app.parent / "log.txt").read_text().splitlines() if " INFO " not in line]


def test_nothing_but_what_is_copied_is_handed_to_the_build():
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    handed = {line[1:] for line in ignored if line.startswith("!")}
    assert "*" in ignored
    assert handed == {rest.split()[0] for rest in of("COPY")}


def test_it_sets_nothing_the_bot_does_not_know():
    known = (ROOT / ".env.example").read_text("utf-8")
    ours = {name for name in settings() if name.startswith("BOT_")}
    assert ours
    assert [name for name in ours if f"{name}=" not in known] == []


def test_it_starts_a_command_there_is():
    [entry], [command] = of("ENTRYPOINT"), of("CMD")
    assert json.loads(entry) == ["python", "-m", "bot"]
    assert json.loads(command)[0] in main.commands


def test_it_asks_for_health_by_a_command_there_is():
    [check] = of("HEALTHCHECK")
    words = json.loads(check[check.index("[") :])
    assert words[:3] == ["python", "-m", "bot"]
    assert words[3] in main.commands


def test_it_is_nobodys_who_owns_anything():
    assert of("USER") == ["10001:10001"]
    assert instructions().index(("USER", "10001:10001")) > max(
        number for number, (name, _) in enumerate(instructions()) if name in ("COPY", "RUN")
    )
