"""The writer on real files: what it reports committed is committed, whatever fails in between."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlite_utils import Database

from bot.adapters.store import database_at
from bot.adapters.writer import Writer, WriterClosed, thread
from bot.adapters.writer.thread import BATCH


def add(name: str) -> Callable[[Database], str]:
    def job(db: Database) -> str:
        db.table("set_aside").insert({"at": "", "why": name, "payload": ""})
        return name

    return job


def names(path: Path) -> list[str]:
    """What another connection sees."""
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT why FROM set_aside ORDER BY id")]


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold the database as another program would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bot.db"


@pytest_asyncio.fixture
async def writer(path: Path) -> AsyncIterator[Writer]:
    writer = Writer(lambda: database_at(path))
    await writer.start()
    yield writer
    await writer.close()


class Held:
    """Keeps the writer busy, so that what is submitted meanwhile waits together."""

    def __init__(self) -> None:
        self._begun, self._go = threading.Event(), threading.Event()
        self._busy: list[asyncio.Future[None]] = []

    async def hold(self, writer: Writer) -> None:
        self._busy = writer.submit([self._wait])
        await asyncio.to_thread(self._begun.wait, 10)

    def _wait(self, db: Database) -> None:
        self._begun.set()
        self._go.wait(10)

    async def let_go(self) -> None:
        self._go.set()
        await asyncio.gather(*self._busy)


async def hold(writer: Writer) -> Held:
    held = Held()
    await held.hold(writer)
    return held


async def test_a_result_comes_after_its_commit(writer, path):
    assert await writer.run(add("one")) == "one"
    assert names(path) == ["one"]


async def test_jobs_run_in_the_order_they_were_given(writer, path):
    several = [str(number).zfill(3) for number in range(3 * BATCH)]
    results = await asyncio.gather(*writer.submit([add(name) for name in several]))
    assert results == several
    assert names(path) == several


async def test_what_waits_together_is_committed_together(writer, path):
    held = await hold(writer)
    futures = writer.submit([*(add(str(number)) for number in range(5)), lambda db: names(path)])
    await held.let_go()
    *_, seen_outside = await asyncio.gather(*futures)
    assert seen_outside == []
    assert len(names(path)) == 5


async def test_no_commit_holds_more_than_a_batch(writer, path):
    held = await hold(writer)
    futures = writer.submit([add(str(number)) for number in range(BATCH)] + [lambda db: len(names(path))])
    await held.let_go()
    assert (await asyncio.gather(*futures))[-1] == BATCH


def fail(db: Database) -> None:
    add("half done")(db)
    raise KeyError("a bug")


def insert(value: Any) -> Callable[[Database], None]:
    def job(db: Database) -> None:
        add("half done")(db)
        db.execute("INSERT INTO seen_updates (update_id, at) VALUES (?, '')", [value])

    return job


OWN_FAULTS: list[tuple[Callable[[Database], Any], type[Exception]]] = [
    (fail, KeyError),
    (insert("no number"), sqlite3.IntegrityError),
    (insert(2**63), OverflowError),
    (insert("\ud83d"), UnicodeEncodeError),
    (insert(object()), sqlite3.ProgrammingError),
    (lambda db: db.execute("SELECT ?", []), sqlite3.ProgrammingError),
    (lambda db: db.execute("SELECT * FROM nowhere"), sqlite3.OperationalError),
    (lambda db: db.execute("SELEKT"), sqlite3.OperationalError),
    (lambda db: db.execute("SELECT json('{')"), sqlite3.OperationalError),
    (lambda db: db.execute("SELECT CAST(x'FF' AS TEXT)").fetchone(), sqlite3.OperationalError),
    (lambda db: db.execute("SELECT zeroblob(3000000000)").fetchall(), sqlite3.DataError),
    (
        lambda db: db.execute("INSERT INTO conversations VALUES (1, '', '')"),
        sqlite3.IntegrityError,
    ),
]


@pytest.mark.parametrize(("job", "error"), OWN_FAULTS)
async def test_a_fault_of_a_jobs_own_undoes_that_job_alone(writer, path, job, error):
    held = await hold(writer)
    before, wrong, after = writer.submit([add("before"), job, add("after")])
    await held.let_go()
    assert await before == "before"
    assert await after == "after"
    with pytest.raises(error):
        await wrong
    assert names(path) == ["before", "after"]


async def test_an_error_that_no_future_takes_keeps_nobody_waiting(writer, path):
    def stops(db: Database) -> None:
        raise StopIteration

    held = await hold(writer)
    futures = writer.submit([add("before"), stops, add("after")])
    await held.let_go()
    async with asyncio.timeout(5):
        before, stopped, after = await asyncio.gather(*futures, return_exceptions=True)
    assert (before, after) == ("before", "after")
    assert isinstance(stopped, RuntimeError)
    assert names(path) == ["before", "after"]


async def test_another_programs_lock_only_delays(writer, path, caplog):
    with lock(path):
        assert writer.stalled() is None
        futures = writer.submit([add("patient"), fail])
        await asyncio.sleep(0.8)
        assert not any(future.done() for future in futures)
        seconds, why = writer.stalled()
        assert 0.5 < seconds < 5
        assert why == "SQLITE_BUSY"
    assert await futures[0] == "patient"
    assert writer.stalled() is None
    with pytest.raises(KeyError):
        await futures[1]
    assert names(path) == ["patient"]
    warnings = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert [record.getMessage() for record in warnings] == [
        "The database can't be written right now (SQLITE_BUSY): nothing is lost, trying again."
    ]


async def test_a_full_disk_undoes_the_whole_batch_and_delays_it(writer, path, caplog):
    freed, thrice = threading.Event(), threading.Event()
    runs = []

    def room(db: Database) -> None:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages + (10_000 if freed.is_set() else 2)}")

    def fill(db: Database) -> int:
        runs.append(1)
        if len(runs) == 3:
            thrice.set()
        db.table("set_aside").insert({"at": "", "why": "large", "payload": "x" * 100_000})
        return len(runs)

    held = await hold(writer)
    futures = writer.submit([room, add("before"), fill, add("after")])
    await held.let_go()
    await asyncio.to_thread(thrice.wait, 10)
    assert names(path) == []
    assert not any(future.done() for future in futures)
    freed.set()
    assert await asyncio.gather(*futures) == [None, "before", len(runs), "after"]
    assert sorted(names(path)) == ["after", "before", "large"]
    assert "SQLITE_FULL" in caplog.text
    assert "xxx" not in caplog.text


async def test_a_job_that_hides_the_full_disk_does_not_split_the_batch(writer, path):
    """Our own code may catch what SQLite raised; the transaction is gone all the same."""
    runs = []

    def swallow(db: Database) -> str:
        runs.append(1)
        if len(runs) > 2:
            return "room again"
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages}")
        try:
            db.table("set_aside").insert({"at": "", "why": "large", "payload": "x" * 100_000})
        except sqlite3.Error:
            db.execute("PRAGMA max_page_count = 100000")
        return "swallowed"

    held = await hold(writer)
    futures = writer.submit([add("before"), swallow, add("after")])
    await held.let_go()
    await asyncio.gather(*futures)
    assert names(path) == ["before", "after"]


async def test_trouble_is_logged_once_a_minute(writer, path, caplog):
    with lock(path):
        future = asyncio.ensure_future(writer.run(add("patient")))
        await asyncio.sleep(1.5)
    await future
    assert caplog.text.count("trying again") == 1


async def test_closing_finishes_what_waits(path):
    writer = Writer(lambda: database_at(path))
    await writer.start()
    held = await hold(writer)
    futures = writer.submit([add(str(number)) for number in range(200)])
    closing_down = asyncio.ensure_future(writer.close())
    await held.let_go()
    await closing_down
    assert all(future.done() for future in futures)
    assert len(names(path)) == 200
    with pytest.raises(WriterClosed):
        await writer.run(add("late"))
    await writer.close()


async def test_closing_gives_up_what_cannot_be_written(path):
    writer = Writer(lambda: database_at(path))
    await writer.start()
    with lock(path):
        futures = writer.submit([add(str(number)) for number in range(2 * BATCH)])
        await asyncio.sleep(0.1)
        async with asyncio.timeout(4):
            await writer.close()
        for future in futures:
            with pytest.raises(WriterClosed):
                await future
    assert names(path) == []


async def test_a_cancelled_wait_takes_nothing_back(writer, path):
    held = await hold(writer)
    [future] = writer.submit([add("done all the same")])
    future.cancel()
    await held.let_go()
    assert await writer.run(names_in) == ["done all the same"]


def names_in(db: Database) -> list[str]:
    return [row["why"] for row in db["set_aside"].rows]


async def test_a_database_that_cannot_be_opened_says_so_to_whoever_starts(path):
    path.write_bytes(b"no database at all, but long enough to be looked at" * 100)
    writer = Writer(lambda: database_at(path))
    with pytest.raises(Exception, match="is no SQLite database"):
        await writer.start()
    with pytest.raises(WriterClosed):
        await writer.run(add("never"))
    await writer.close()


async def test_an_idle_writer_folds_its_log_so_that_what_is_deleted_is_gone(path, monkeypatch):
    monkeypatch.setattr(thread, "IDLE", 0.05)
    writer = Writer(lambda: database_at(path))
    await writer.start()
    await writer.run(add("raspberry"))
    await asyncio.sleep(0.3)
    assert b"raspberry" in path.read_bytes()
    await writer.run(lambda db: db.table("set_aside").delete_where())
    await asyncio.sleep(0.3)
    for file in path.parent.iterdir():
        assert b"raspberry" not in file.read_bytes(), file.name
    await writer.close()


async def test_an_error_it_can_not_go_on_after_ends_it_and_everybody_is_told(path, monkeypatch, caplog):
    def no_memory(db: Database, batch: object) -> None:
        raise MemoryError("my back hurts")

    writer = Writer(lambda: database_at(path))
    await writer.start()
    await writer.run(add("before"))
    held = await hold(writer)
    futures = writer.submit([add(str(number)) for number in range(2 * BATCH)])
    monkeypatch.setattr(thread, "attempt", no_memory)
    await held.let_go()
    async with asyncio.timeout(5):
        await writer.ended()
        for future in futures:
            with pytest.raises(WriterClosed):
                await future
    with pytest.raises(WriterClosed):
        await writer.run(add("late"))
    await writer.close()
    assert names(path) == ["before"]
    [record] = [record for record in caplog.records if record.levelno == logging.CRITICAL]
    assert record.getMessage() == "The database can't be written any more (MemoryError)."


async def test_a_writer_that_is_closed_ends_without_a_word(path, caplog):
    writer = Writer(lambda: database_at(path))
    await writer.start()
    await writer.close()
    await asyncio.wait_for(writer.ended(), 5)
    assert not caplog.records


KILLED = """
import asyncio, sys
from pathlib import Path
from bot.adapters.store import database_at
from bot.adapters.writer import Writer

def add(name):
    return lambda db: db["set_aside"].insert({"at": "", "why": name, "payload": ""}) and name

async def one(writer, start):
    for number in range(start, 10**9, 8):
        sys.stdout.write(await writer.run(add(str(number))) + "\\n")
        sys.stdout.flush()

async def main():
    writer = Writer(lambda: database_at(Path(sys.argv[1])))
    await writer.start()
    await asyncio.gather(*(one(writer, start) for start in range(8)))

asyncio.run(main())
"""


@pytest.mark.parametrize("lines", [1, 40, 173])
def test_what_was_reported_committed_outlives_a_kill(path, lines):
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert child.stdout is not None
    reported = [child.stdout.readline().strip() for _ in range(lines)]
    os.kill(child.pid, signal.SIGKILL)
    reported += [line.strip() for line in child.stdout if line.endswith("\n")]
    child.wait()
    child.stdout.close()
    with database_at(path) as db:
        kept = {row["why"] for row in db["set_aside"].rows}
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert len(reported) >= lines
    assert set(reported) <= kept
