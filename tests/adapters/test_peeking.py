"""Looking into a database that somebody else writes."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.store import Backlog, Peek, Store, Unreadable, all_due, backlog, database_at, next_due, peek

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = datetime(2026, 3, 3, 7, 30, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "a b#?.db"  # a path, not an address
    with database_at(path) as db, db.conn:
        store = Store(db)
        for person in (7, 8):
            store.people.add(person, NOW)
        store.people.keep_conversation(7, '{"step": "resting"}', NOW)
        store.people.block(8, blocked=True)
        store.due.schedule(8, "snooze_over", "", LATER)
        store.due.schedule(7, "reminder_came", "1", NOW)
    return path


def test_what_is_stored_of_a_person(database: Path):
    assert peek(database, 7) == Peek(None, False, '{"step": "resting"}')
    assert peek(database, 8) == Peek(None, True, None)
    assert peek(database, 9) is None


def test_what_is_due_in_order(database: Path):
    assert all_due(database, 5) == [(NOW, "reminder_came", 7), (LATER, "snooze_over", 8)]
    assert all_due(database, 1) == [(NOW, "reminder_came", 7)]
    assert next_due(database) == (NOW, "reminder_came", 7)


def test_how_much_waits(database: Path):
    with database_at(database) as db, db.conn:
        insert = "INSERT INTO outbox (person, slot, screen, args, revision, in_place, set_aside) VALUES "
        for why in (None, None, "refused"):
            db.execute(f"{insert} (7, 'note', 'help', '{{}}', 1, 0, ?)", [why])
    found = backlog(database, NOW + timedelta(seconds=90))
    assert (found.owed_screens, found.due_lag_seconds) == (2, 90.0)
    assert found.database_bytes >= database.stat().st_size > 0
    assert backlog(database, NOW - timedelta(seconds=1)).due_lag_seconds == 0


def test_before_there_is_a_database_nothing_is_known_and_none_is_made(tmp_path: Path):
    path = tmp_path / "bot.db"
    assert (peek(path, 7), all_due(path, 5), next_due(path)) == (None, [], None)
    assert backlog(path, NOW) == Backlog()
    assert not path.exists()


def test_a_database_that_is_being_made_or_is_none_cannot_be_read(tmp_path: Path):
    for content in (b"", b"this is no database at all, and long enough to be looked at" * 9):
        path = tmp_path / "bot.db"
        path.write_bytes(content)
        with pytest.raises(Unreadable):
            peek(path, 7)
        with pytest.raises(Unreadable):
            all_due(path, 5)
        with pytest.raises(Unreadable):
            backlog(path, NOW)
        assert next_due(path) is None
        assert path.read_bytes() == content


def test_who_writes_is_not_held_up_and_does_not_hold_up(database: Path):
    with database_at(database) as db:
        db.execute("BEGIN IMMEDIATE")
        db.execute("DELETE FROM due")
        assert len(all_due(database, 5)) == 2
        db.execute("COMMIT")
        assert all_due(database, 5) == []


def test_a_locked_database_is_said(database: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.adapters.store.reading._BUSY_SECONDS", 0.01)
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("PRAGMA journal_mode = DELETE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Unreadable):
        peek(database, 7)
    other.close()
