"""A database of an older version under today's program: nothing is lost, however often it is killed."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.adapters.migrations import MIGRATIONS
from bot.core import events as e
from bot.core.content import Content
from bot.sandbox import SandboxServer
from tests.e2e.bot_process import BotProcess, rows
from tests.e2e.test_backups import TO_THE_MOVES, counts, refused, said
from tests.e2e.walking import Step, Walker

FIRST_NEW = "m006_silent"
"""The first of the migrations that the older version did not know."""
NO_ONES = {"_sqlite_migrations", "sqlite_sequence", "settings", "seen_updates"}
"""Tables whose rows come and go without anybody's doing."""


@pytest.fixture
async def ada(bot: BotProcess, sandbox: SandboxServer, content: Content) -> Walker:
    """Somebody who has just come."""
    await bot.start()
    walker = Walker(sandbox.person("Adalind"), content)
    await walker.arrive()
    return walker


async def as_if_older(bot: BotProcess) -> dict[str, int]:
    """End the bot and make its database one of an older version; the rows of each table."""
    await bot.settled()
    await bot.terminate()
    make_old(bot.database)
    return counts(bot.database)


def make_old(path: Path) -> None:
    """The same rows in the tables of the older version, and so many more that copying them takes a while."""
    new = path.rename(path.with_name("new.db"))
    with closing(sqlite3.connect(path)) as connection, connection:
        MIGRATIONS.apply(Database(connection), stop_before=FIRST_NEW)
        connection.execute("ATTACH ? AS new", [str(new)])
        for table in counts(path).keys() - {"_sqlite_migrations", "sqlite_sequence"}:
            columns = ", ".join(name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})"))
            connection.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM new.{table}")
        connection.execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30)"
            " INSERT INTO set_aside (at, why, payload)"
            " SELECT strftime('%Y-%m-%dT%H:%M:%fZ'), 'test', hex(randomblob(500000)) FROM n"
        )
    new.unlink()


def before_upgrade(bot: BotProcess) -> list[Path]:
    """The copies that were made, whole ones and others."""
    return list(bot.folder.glob(f"{bot.database.name}.before-upgrade-*"))


async def test_an_old_database_is_brought_up_to_date_and_the_person_goes_on(bot: BotProcess, ada: Walker):
    first, second, *_ = ada.exercises()
    await ada.walk((*TO_THE_MOVES, Step(first, e.ExerciseDone())), then=second)
    old = await as_if_older(bot)
    assert all(
        old[table] for table in ("people", "safety_checks", "conversations", "exercises_done", "scores")
    )
    await bot.start()
    [copy] = before_upgrade(bot)
    assert copy.name == f"bot.db.before-upgrade-{FIRST_NEW}"
    assert counts(copy) == old
    assert_all_there(bot, old)
    await ada.walk([Step(second, e.ExerciseDone())], then=ada.exercises()[2])
    await bot.settled()
    await bot.terminate()
    await bot.start()
    assert before_upgrade(bot) == [copy]


def assert_all_there(bot: BotProcess, old: dict[str, int]) -> None:
    """Every row of the older version, and every table of this one."""
    new = counts(bot.database)
    kept = old.keys() - NO_ONES
    assert {table: new[table] for table in kept} == {table: old[table] for table in kept}
    applied = [name for [name] in rows(bot.database, "SELECT name FROM _sqlite_migrations ORDER BY id")]
    with closing(sqlite3.connect(":memory:")) as empty:
        assert applied == [each.name for each in MIGRATIONS.pending(Database(empty))]


@pytest.mark.parametrize("wait", [None, 0.0, 0.005, 0.02])
async def test_an_upgrade_that_is_killed_goes_on_at_the_next_start(
    bot: BotProcess, ada: Walker, wait: float | None
):
    """Killed while it copies (None), or so many seconds after the copy is whole."""
    old = await as_if_older(bot)
    await bot.launch()
    copy = bot.folder / f"bot.db.before-upgrade-{FIRST_NEW}"
    async with asyncio.timeout(20):
        while not (before_upgrade(bot) if wait is None else copy.exists()):  # noqa: ASYNC110
            await asyncio.sleep(0.0005)
    await asyncio.sleep(wait or 0)
    await bot.kill()
    if wait is None:
        assert not copy.exists()
        assert counts(bot.database) == old
    await bot.start()
    assert [file for file in before_upgrade(bot) if file.suffix == ".part"] == []
    assert counts(copy) == old
    assert_all_there(bot, old)


async def test_an_older_bot_takes_nothing_from_a_newer_database(bot: BotProcess):
    """Neither as its own nor as a backup, by one sentence."""
    await bot.start()
    await bot.terminate()
    newer = bot.folder / "newer.db"
    await said(bot, "backup", str(newer))
    with closing(sqlite3.connect(newer)) as connection, connection:
        later = "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)"
        connection.execute(later, ["bot", "m999_later", "2099-01-01"])
    before = bot.database.read_bytes()
    assert "newer version of this bot (m999_later)" in await refused(bot, "restore", str(newer))
    assert bot.database.read_bytes() == before
    bot.settings["BOT_DATABASE"] = str(newer)
    assert "newer version of this bot (m999_later)" in await refused(bot, "run")
