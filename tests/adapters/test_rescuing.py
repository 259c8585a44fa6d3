"""A database file that is lost while a bot has it open: what becomes of it, its log and its successor."""

from __future__ import annotations

import resource
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.adapters.store import SamePlace, database_at
from bot.adapters.store.rescuing import Gone

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
    """No file may grow beyond some pages."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5 * 4096, hard))
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
        add(db, THEIRS + 1)
        with no_room(), pytest.raises(Gone):
            look(db)
    assert found(path)[0] == OTHERS
    # It holds what was written last, should the file itself be somewhere still.
    [log] = path.parent.glob("bot.db.rescued-*.log")
    assert log.stat().st_size > 0
