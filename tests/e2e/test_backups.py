"""Copies of the database made by the real program while people use it, and what is put back."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import sys
from asyncio.subprocess import DEVNULL
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from bot.core import events as e
from bot.core.content import Content
from bot.sandbox import SandboxServer
from tests.e2e.accounts import account
from tests.e2e.bot_process import BotProcess, Ended, environment, rows, run_to_the_end
from tests.e2e.moved_clock import MovedClock
from tests.e2e.test_delete import PERSON, SENTINEL, erase, folded
from tests.e2e.walking import Step, Walker
from tests.small_disk import small_disk

NIGHT = "nightly work is done"
TO_THE_MOVES = (
    Step("welcome", e.ConsentGiven()),
    Step("emergency_check", e.NothingReported()),
    Step("caution_check", e.NothingReported()),
    Step("sitting_before", e.ScoreGiven(3)),
    Step("getting_up_before", e.ScoreGiven(4)),
)


@pytest.fixture
def clock(tmp_path: Path) -> MovedClock:
    return MovedClock(tmp_path / "clock.json", datetime(2026, 3, 25, 10, tzinfo=UTC))


def counts(database: Path) -> dict[str, int]:
    """The rows of every table there is."""
    tables = rows(database, "SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name: rows(database, f'SELECT count(*) FROM "{name}"')[0][0] for [name] in tables}


def made(bot: BotProcess) -> set[str]:
    return {file.name for file in (bot.folder / "backups").iterdir()}


async def said(bot: BotProcess, *command: str) -> Ended:
    ended = await run_to_the_end(bot.folder, *command, **bot.settings)
    assert "Traceback" not in ended.err
    return ended


async def refused(bot: BotProcess, *command: str) -> str:
    """The one sentence with which a command changes nothing."""
    ended = await said(bot, *command)
    assert (ended.code, ended.out) == (2, "")
    [sentence] = ended.err.splitlines()
    return sentence


async def test_a_backup_in_the_middle_of_everything_is_all_there_and_all_goes_on_from_it(
    bot: BotProcess, sandbox: SandboxServer, content: Content
):
    await bot.start()
    people = [Walker(sandbox.person(f"Somebody-{number}"), content) for number in range(6)]
    walks = asyncio.gather(*(each.walk(TO_THE_MOVES, then="knee_rocks") for each in people))
    for each in people:
        each.person.start()
    await sandbox.updates.wait_confirmed(20)
    copy = bot.folder / "copy.db"
    ended = await said(bot, "backup", str(copy))
    assert ended.code == 0, ended
    assert not walks.done(), "nobody was busy any more"
    found = counts(copy)
    assert found["people"] == 6
    assert f"{sum(found.values()):,} rows" in ended.out
    assert "is there already" in await refused(bot, "backup", str(copy))
    await walks
    assert "Another bot is using" in await refused(bot, "restore", str(copy))
    await bot.terminate()
    books = account(bot, people, content)
    assert (books.given, books.lost, books.doubled, books.untold) == (12, 0, 0, 0)

    before = counts(bot.database)
    ended = await said(bot, "restore", str(copy))
    assert ended.code == 0, ended
    assert counts(bot.database) == found
    [aside] = bot.folder.glob("bot.db.before-restore-*")
    assert str(aside) in ended.out
    assert counts(aside) == before
    # What was on its way when the copy was made is said once more.
    bot.may_be_refused("message is not modified")
    await bot.start()
    asked = people[0].person.send("/score")
    await people[0].person.next_message(after=asked)


async def killed_restore(bot: BotProcess, copy: Path, seconds: float) -> int | None:
    """Kill the command after so long; its exit code when it was done before."""
    restoring = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "restore", str(copy)),
        cwd=bot.folder,
        env=environment(**bot.settings),
        stdout=DEVNULL,
        stderr=DEVNULL,
    )
    await asyncio.sleep(seconds)
    if restoring.returncode is None:
        restoring.kill()
    return await restoring.wait()


async def test_a_restore_that_is_killed_leaves_the_one_or_the_other_whole(
    bot: BotProcess, sandbox: SandboxServer, content: Content
):
    await bot.start()
    ada = Walker(sandbox.person("Adalind"), content)
    await ada.arrive()
    await bot.settled()
    await bot.terminate()
    with closing(sqlite3.connect(bot.database)) as db, db:  # so that copying it takes a while
        db.execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20)"
            " INSERT INTO set_aside (at, why, payload)"
            " SELECT strftime('%Y-%m-%dT%H:%M:%fZ'), 'test', hex(randomblob(500000)) FROM n"
        )
    copy, now = bot.folder / "copy.db", bot.folder / "now.db"
    assert (await said(bot, "backup", str(copy))).code == 0
    with closing(sqlite3.connect(bot.database)) as db, db:
        db.execute("DELETE FROM set_aside WHERE id > 19")
    shutil.copy(bot.database, now)
    old, new = counts(now), counts(copy)
    chance = Random(7)
    for _ in range(8):
        for left in bot.folder.glob("bot.db*"):
            left.unlink()
        shutil.copy(now, bot.database)
        ended = await killed_restore(bot, copy, chance.uniform(0.2, 0.9))
        with closing(sqlite3.connect(bot.database)) as db:  # as whoever writes: it may have something to undo
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        found = counts(bot.database)
        assert found == new if ended == 0 else found in (old, new)
    assert (await said(bot, "restore", str(copy))).code == 0
    assert counts(bot.database) == new
    assert not list(bot.folder.glob("*.part*"))
    await bot.start()


async def test_whoever_is_erased_is_in_no_backup_a_month_later(
    bot: BotProcess, sandbox: SandboxServer, content: Content, clock: MovedClock
):
    await bot.start()
    leaving = Walker(sandbox.person(SENTINEL, PERSON), content)
    await leaving.arrive()
    await leaving.walk([Step("welcome", e.ConsentGiven())], then="emergency_check")
    await bot.logged(NIGHT)
    shutil.rmtree(bot.folder / "backups")  # the one of a moment ago, when nobody was there
    await bot.terminate()
    shutil.copy(bot.database, f"{bot.database}.before-upgrade-m006_silent")
    await bot.start()
    await bot.logged(NIGHT, 2)
    assert "bot-2026-03-25.db" in holders(bot)
    await erase(leaving.person, content)
    await folded(bot)
    clock.move(timedelta(days=20))
    await bot.terminate()
    await bot.start()
    await bot.logged(NIGHT, 3)
    assert "bot-2026-03-25.db" in holders(bot)
    assert "bot-2026-04-14.db" not in holders(bot)
    # The clock of the machine itself can't be moved: by it the file was made in the year the test runs.
    clock.set(datetime.now(UTC) + timedelta(days=32))
    await bot.terminate()
    await bot.start()
    await bot.logged(NIGHT, 4)
    assert holders(bot) == set()
    assert len(made(bot)) == 1


def holders(bot: BotProcess) -> set[str]:
    """The files that know the person who is erased."""
    return {
        file.name
        for file in bot.folder.rglob("*.db*")
        if file.is_file() and PERSON.to_bytes(6, "big") in file.read_bytes()
    }


async def test_the_host_is_told_when_there_is_no_backup_and_the_older_ones_stay(
    bot: BotProcess, sandbox: SandboxServer
):
    owner = sandbox.person("Hostess")
    bot.settings["BOT_OWNER"] = str(owner.person_id)
    await bot.start()
    before = (await owner.next_message(after=owner.start())).message_id
    await bot.logged(NIGHT)
    await bot.terminate()
    bot.may_say("No backup was made")
    with small_disk(bot.folder / "full", kilobytes=64) as full:
        older = full / "bot-2020-01-01.db"
        older.write_bytes(b"an older one")
        bot.settings["BOT_BACKUPS"] = str(full)
        await bot.start()
        told = await owner.next_message(after=before)
        file = full / "bot-2026-03-25.db"
        assert told.text == (
            f"The nightly backup could not be made: {file} can't be written: there is not enough room on its "
            "disk. Those that were there are kept."
        )
        assert list(full.iterdir()) == [older]
        await bot.logged(NIGHT, 2)
        await bot.terminate()


async def test_a_host_may_want_no_backups(bot: BotProcess):
    bot.settings["BOT_BACKUPS"] = "none"
    await bot.start()
    await bot.logged(NIGHT)
    assert not (bot.folder / "backups").exists()


async def test_a_bot_that_makes_a_large_backup_ends_in_time(bot: BotProcess):
    """Ending takes as long as always, and nothing half is left."""
    await bot.start()
    await bot.logged(NIGHT)
    await bot.terminate()
    shutil.rmtree(bot.folder / "backups")
    with closing(sqlite3.connect(bot.database)) as db, db:
        db.execute("CREATE TABLE bulk (words TEXT)")
        db.execute("CREATE INDEX bulk_words ON bulk (words)")
        db.execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000)"
            " INSERT INTO bulk SELECT hex(randomblob(60)) FROM n"
        )
    await bot.launch()
    folder = bot.folder / "backups"
    async with asyncio.timeout(20):
        while not (folder.exists() and any(file.stat().st_size for file in folder.iterdir())):  # noqa: ASYNC110
            await asyncio.sleep(0.005)
    assert await bot.terminate() < 2
    assert made(bot) == set()
