"""Erased people leave the bytes of the file, not only its rows."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.adapters.store import Store, database_at, insist, tidy, tidying
from bot.adapters.writer import Writer, thread
from bot.core.effects import ScreenRow, Slot
from bot.core.kept import KeptScore
from bot.core.session import Measure, Moment

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
FIRST_ID = 0x5EAC_0000_0000
"""Telegram's ids of today need six bytes; nothing else in the file begins like these."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bot.db"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    with database_at(path) as db:
        yield db


def lived_in(db: Database, people: list[int], days: int) -> None:
    """So much goes on, in so mixed an order, that SQLite moves rows from page to page."""
    chance, store = random.Random(1), Store(db)
    db.execute("PRAGMA synchronous = off")  # nobody cuts the power here
    with db.conn:
        for person in people:
            store.people.add(person, NOW)
    for day in range(days):
        now = NOW + timedelta(days=day)
        with db.conn:
            for person in chance.sample(people, len(people) * 2 // 3):
                store.people.keep_conversation(person, "x" * chance.randrange(200, 900), now)
                store.due.schedule(person, "reminder_came", str(chance.random()), now)
                for _ in range(2):
                    score = KeptScore(0, Measure.SITTING, Moment.DAILY, 4, None, chance.randrange(10**6))
                    number = chance.randrange(10**9)
                    store.scores.keep(
                        person, score, on=now.date(), now=now, update_id=number, source_message_id=None
                    )
                store.outbox.show(person, Slot.SESSION, ScreenRow("exercise"), edit=None, in_place=False)
                row = store.outbox.next(person)
                assert row is not None
                store.outbox.accepted(row, chance.randrange(10**6))


def traces(path: Path, people: list[int]) -> int:
    """How often these people's ids stand in the files."""
    files = [file.read_bytes() for file in path.parent.iterdir()]
    return sum(file.count(person.to_bytes(6, "big")) for file in files for person in people)


def fold(db: Database) -> None:
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def test_whoever_is_erased_is_in_no_byte_once_the_file_is_written_anew(db, path):
    people = [FIRST_ID + 7919 * number for number in range(150)]
    lived_in(db, people, 20)
    leaving, staying = people[::4], people[1::4]
    with db.conn:
        for person in leaving:
            Store(db).people.delete(person)
    fold(db)
    assert traces(path, leaving), "SQLite leaves copies behind, or there would be nothing to be done"
    before = db.execute("SELECT count(*), sum(value) FROM scores").fetchone()
    assert tidy(db, True)
    fold(db)
    assert traces(path, leaving) == 0
    assert traces(path, staying)
    assert db.execute("SELECT count(*), sum(value) FROM scores").fetchone() == before
    assert not tidy(db, True), "once is enough"


def test_a_large_file_is_written_anew_at_night_only(db, monkeypatch):
    monkeypatch.setattr(tidying, "SOON_UP_TO", 0)
    anew: list[str] = []
    db.conn.set_trace_callback(lambda statement: anew.append(statement) if statement == "VACUUM" else None)
    with db.conn:
        Store(db).people.delete(7)
    assert tidy(db, False), "the log is folded in at once all the same"
    assert not tidy(db, False)
    assert not tidy(db, True)
    assert anew == []
    with db.conn:
        insist(db)
    assert tidy(db, False)
    assert anew == ["VACUUM"]
    with db.conn:
        insist(db)
    assert not tidy(db, True), "a night on which nothing is owed changes nothing"
    assert anew == ["VACUUM"]


class FullDisk(Database):
    """There is no room for a second copy of the file."""

    full = True

    def execute(self, sql: str, parameters: object = None) -> sqlite3.Cursor:
        if sql == "VACUUM" and self.full:
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        return super().execute(sql) if parameters is None else super().execute(sql, parameters)  # type: ignore[arg-type]


def test_what_fails_is_told_once_and_done_at_night(db, caplog):
    full = FullDisk(db.conn)
    with full.conn:
        Store(full).people.delete(7)
    for _ in range(3):
        tidy(full, True)
    assert caplog.text.count("could not be written anew") == 1
    full.full = False
    assert not tidy(full, True)
    with full.conn:
        insist(full)
    assert tidy(full, False)
    assert not tidy(full, False)


class Pauses:
    """Tells when the writer has a pause, and so has done all of the one before."""

    def __init__(self) -> None:
        self._came: asyncio.Queue[bool] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()

    def tidy(self, db: Database, pause: bool) -> bool:
        if pause:
            self._loop.call_soon_threadsafe(self._came.put_nowait, True)
        return tidy(db, pause)

    async def two(self, writer: Writer) -> None:
        """Until the writer has had a pause and has begun another."""
        for _ in range(2):
            while not self._came.empty():
                self._came.get_nowait()
            await writer.run(lambda db: None)
            await asyncio.wait_for(self._came.get(), 10)


async def test_what_a_killed_bot_owed_is_done_in_the_first_pause(path, monkeypatch):
    with database_at(path) as db, db.conn:
        Store(db).people.delete(7)
    monkeypatch.setattr(thread, "IDLE", 0.02)
    pauses = Pauses()
    writer = Writer(lambda: database_at(path), pauses.tidy)
    await writer.start()
    await pauses.two(writer)
    await writer.close()
    with database_at(path) as db:
        assert not tidy(db, True), "nothing is owed any more"


async def test_the_log_of_a_killed_bot_is_folded_in_though_nobody_writes(path, monkeypatch):
    """A log that is left is taken up, not folded in, by whoever opens the database."""
    monkeypatch.setattr(thread, "IDLE", 0.02)
    emptied = threading.Event()

    def tidied(db: Database, pause: bool) -> bool:
        if pause:
            emptied.set()
        return False

    writer = Writer(lambda: database_at(path), tidied)
    await writer.start()
    assert await asyncio.to_thread(emptied.wait, 10)
    await writer.close()


async def test_a_reader_that_holds_the_log_back_only_delays(path, monkeypatch):
    monkeypatch.setattr(thread, "IDLE", 0.02)
    pauses, person = Pauses(), FIRST_ID + 1
    writer = Writer(lambda: database_at(path), pauses.tidy)
    await writer.start()
    await writer.run(lambda db: Store(db).people.add(person, NOW))
    await writer.run(lambda db: Store(db).people.record_consent(person, "1", NOW))
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM people").fetchone()
        await writer.run(lambda db: Store(db).people.delete(person))
        await pauses.two(writer)
        assert traces(path, [person]), "the reader still sees it, so it is still there"
        reader.execute("ROLLBACK")
        await pauses.two(writer)
        assert traces(path, [person]) == 0
    await writer.close()
