"""A database file that is lost while a bot has it open: what becomes of it, its log and its successor."""

from __future__ import annotations

import asyncio
import resource
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.adapters.store import SamePlace, UnusableDatabase, database_at, opening
from bot.adapters.store.rescuing import Gone, Unsaved
from bot.adapters.writer import Writer, WriterClosed

THEIRS, OTHERS, LATEST = 100, 5000, 9999


def now() -> datetime:
    return datetime(2026, 3, 2, 9, tzinfo=UTC)


def add(db: Database, *people: int) -> None:
    with db.conn:
        for person in people:
            db.execute("INSERT INTO people (id, created_at) VALUES (?, '2026-03-02T09:00:00Z')", [person])


@contextmanager
def running(path: Path) -> Iterator[tuple[Database, SamePlace]]:
    """A database with a person in it, as a writer has it open."""
    with database_at(path) as db:
        look = SamePlace(path, now)
        look(db)
        add(db, THEIRS)
        look(db)
        yield db, look


def lost(db: Database, look: SamePlace) -> None:
    """One more person is committed, and it is seen that the file is lost."""
    add(db, THEIRS + 1)
    with pytest.raises(Gone):
        look(db)


def found(path: Path) -> list[int]:
    """Who is in a database once a bot begins with it; it is whole."""
    with database_at(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [number for [number] in db.execute("SELECT id FROM people ORDER BY id").fetchall()]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "place").mkdir()
    with database_at(tmp_path / "place" / "bot.db"):
        return tmp_path / "place" / "bot.db"


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another whole database of this bot's, of more people."""
    (tmp_path / "other").mkdir()
    with database_at(tmp_path / "other" / "bot.db") as db:
        add(db, *range(OTHERS, OTHERS + 300))
    return tmp_path / "other" / "bot.db"


@contextmanager
def no_room() -> Iterator[None]:
    """There is room for what is committed next, and none for a copy."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (25 * 4096, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_what_is_in_a_file_that_is_replaced_is_saved_and_not_mixed_into_the_other(path, other):
    with running(path) as (db, look):
        other.rename(path)
        lost(db, look)
    assert found(path)[0] == OTHERS
    [saved] = path.parent.glob("bot.db.rescued-*")
    assert found(saved) == [THEIRS, THEIRS + 1]


def test_behind_a_link_the_log_of_a_file_that_is_replaced_does_not_meet_the_other_either(path, other):
    link = path.parent.parent / "bot.db"
    link.symlink_to(path)
    with running(link) as (db, look):
        other.rename(path)
        lost(db, look)
    assert found(link)[0] == OTHERS
    assert len(found(link)) == 300


def test_a_log_that_came_with_the_other_file_stays_with_it(path, other, tmp_path):
    come = tmp_path / "come"
    come.mkdir()
    with closing(sqlite3.connect(other)) as elsewhere:
        elsewhere.execute("INSERT INTO people (id, created_at) VALUES (?, '2026-03-02T09:00:00Z')", [LATEST])
        elsewhere.commit()
        for ending in ("", "-wal"):
            shutil.copy(f"{other}{ending}", come / f"bot.db{ending}")
    with running(path) as (db, look):
        for ending in ("-wal", ""):
            (come / f"bot.db{ending}").rename(f"{path}{ending}")
        lost(db, look)
    assert LATEST in found(path)


def test_a_log_is_out_of_the_way_of_the_other_file_even_where_nothing_can_be_saved(path, other):
    with running(path) as (db, look):
        other.rename(path)
        with no_room(), pytest.raises(Unsaved):
            look(db)
    assert found(path)[0] == OTHERS
    # It holds what was written last, should the file itself be somewhere still.
    [log] = path.parent.glob("bot.db.rescued-*.log")
    assert log.stat().st_size > 0


def test_a_file_whose_folder_has_another_name_is_saved_where_it_was(path):
    with running(path) as (db, look):
        path.parent.rename(path.parent.parent / "elsewhere")
        lost(db, look)
    with pytest.raises(UnusableDatabase, match=r"is not there, but what was in it is"), database_at(path):
        pass
    [saved] = path.parent.glob("bot.db.rescued-*")
    assert found(saved) == [THEIRS, THEIRS + 1]


def add_one(number: int) -> Callable[[Database], None]:
    def job(db: Database) -> None:
        db.execute("INSERT INTO people (id, created_at) VALUES (?, '2026-03-02T09:00:00Z')", [number])

    return job


async def until_it_waits(writer: Writer) -> None:
    async with asyncio.timeout(10):
        while writer.stalled() is None:  # noqa: ASYNC110 - no event tells it
            await asyncio.sleep(0.01)


async def test_without_room_it_is_saved_once_there_is_some_and_nobody_hears_of_success(path, caplog):
    writer = Writer(lambda: database_at(path), check=SamePlace(path, now))
    await writer.start()
    await writer.run(add_one(THEIRS))
    path.unlink()
    with no_room():
        waiting = asyncio.ensure_future(writer.run(add_one(THEIRS + 1)))
        await until_it_waits(writer)
        await asyncio.sleep(0.3)
        assert not waiting.done()
    with pytest.raises(WriterClosed):
        await asyncio.wait_for(waiting, 10)
    await writer.close()
    [saved] = path.parent.glob("bot.db.rescued-*")
    assert found(saved) == [THEIRS, THEIRS + 1]
    assert sum("can't be saved yet" in record.getMessage() for record in caplog.records) == 1


async def test_a_bot_that_is_ended_before_there_is_room_does_not_begin_anew_with_nothing(path):
    writer = Writer(lambda: database_at(path), check=SamePlace(path, now))
    await writer.start()
    path.unlink()
    with no_room():
        waiting = asyncio.ensure_future(writer.run(add_one(THEIRS)))
        await until_it_waits(writer)
        await asyncio.wait_for(writer.close(), 5)
        with pytest.raises(WriterClosed):
            await waiting
    with pytest.raises(UnusableDatabase, match=r"what was in it could not be saved"), database_at(path):
        pass


def test_a_file_that_can_not_be_looked_at_just_now_is_not_lost(path, monkeypatch):
    def refused(self, **more):
        raise PermissionError

    with running(path) as (db, look):
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(Path, "stat", refused)
            look(db)
        path.unlink()
        lost(db, look)


def test_a_file_that_is_lost_stays_lost_when_its_folder_can_not_be_looked_at(path, monkeypatch):
    def refused(self, **more):
        raise PermissionError

    with running(path) as (db, look):
        add(db, THEIRS + 1)
        path.unlink()
        with no_room(), pytest.raises(Unsaved):
            look(db)
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(Path, "stat", refused)
            with no_room(), pytest.raises(Unsaved):
                look(db)
        with pytest.raises(Gone):
            look(db)
    [saved] = path.parent.glob("bot.db.rescued-*")
    assert found(saved) == [THEIRS, THEIRS + 1]


@pytest.mark.parametrize("replaced", [False, True])
async def test_a_file_that_is_lost_while_it_is_opened_is_saved_and_not_begun_with(
    path, other, monkeypatch, replaced
):
    """An upgrade copies a large database and changes its tables first, which takes seconds."""
    with database_at(path) as db:
        add(db, THEIRS)
    bring_up_to_date = opening._prepared

    def lost_meanwhile(connection, path, migrations):
        db = bring_up_to_date(connection, path, migrations)
        other.rename(path) if replaced else path.unlink()
        return db

    look = SamePlace(path, now)
    writer = Writer(lambda: database_at(path, look.begin), check=look)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(opening, "_prepared", lost_meanwhile)
        with pytest.raises(Gone):
            await writer.start()
    await writer.close()
    [saved] = path.parent.glob("bot.db.rescued-*")
    assert found(saved) == [THEIRS]
