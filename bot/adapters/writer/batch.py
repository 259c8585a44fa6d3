"""A batch of jobs: one transaction, in which one job that fails undoes no other, and what came of it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlite_utils import Database

Result = TypeVar("Result")
Job = Callable[[Database], Result]


@dataclass(frozen=True)
class Waiting:
    """A job, and whom to tell."""

    job: Job[Any]
    future: asyncio.Future[Any]
    loop: asyncio.AbstractEventLoop


@dataclass(frozen=True)
class Outcome:
    """What came of a job; told only after its commit."""

    future: asyncio.Future[Any]
    result: Any = None
    error: Exception | None = None

    def tell(self) -> None:
        """Let whoever waits know; nobody does when the wait was cancelled."""
        if self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


def attempt(db: Database, batch: list[Waiting]) -> list[Outcome]:
    """Run a batch and commit it. Raises sqlite3.Error when the batch as a whole has to be tried again.

    Hardly any job fails. When one has, all are run again, each in a savepoint, so that it alone is undone:
    savepoints for all of them would take a seventh of the time.
    """
    db.execute("BEGIN IMMEDIATE")
    try:
        outcomes = [_run(db, waiting) for waiting in batch]
    except Exception as error:  # noqa: BLE001 - whichever failed is run again, and told
        _raise_if_all_is_undone(db, error)
        db.execute("ROLLBACK")
        db.execute("BEGIN IMMEDIATE")
        outcomes = [_run_apart(db, waiting) for waiting in batch]
    db.execute("COMMIT")
    return outcomes


def _run(db: Database, waiting: Waiting) -> Outcome:
    result = waiting.job(db)
    if not db.conn.in_transaction:  # the job has hidden it: see below
        raise sqlite3.OperationalError("the transaction is gone")
    return Outcome(waiting.future, result=result)


def _run_apart(db: Database, waiting: Waiting) -> Outcome:
    try:
        # Not ``db.atomic()``: its savepoints have ever new names, so that SQLite can reuse no statement.
        db.execute("SAVEPOINT job")
        outcome = _run(db, waiting)
    except Exception as error:  # noqa: BLE001 - whoever waits for the job is told
        _raise_if_all_is_undone(db, error)
        db.execute("ROLLBACK TO job")
        if isinstance(error, StopIteration):  # no future takes that one, and those behind it were never told
            error = RuntimeError("a job raised StopIteration")
        outcome = Outcome(waiting.future, error=error)
    db.execute("RELEASE job")
    return outcome


def _raise_if_all_is_undone(db: Database, error: Exception) -> None:
    """Raise sqlite3.Error when it is not one job that failed, but the disk, or a lock that is in the way."""
    # A full disk takes the whole transaction with it: go on, and the rest would commit alone.
    gone = not db.conn.in_transaction
    if isinstance(error, sqlite3.Error) and (gone or not _is_the_jobs_own(error)):
        raise error
    if gone:
        raise sqlite3.OperationalError("the transaction is gone") from error


def _is_the_jobs_own(error: sqlite3.Error) -> bool:
    """Whether the statement or its values are wrong, not the disk or a lock: trying again can't help."""
    wrong = (
        sqlite3.IntegrityError,
        sqlite3.DataError,
        sqlite3.InterfaceError,
        sqlite3.ProgrammingError,
        sqlite3.NotSupportedError,
    )
    # Without a code it is Python's own: a text that is none. One bad byte must not stop everybody.
    return isinstance(error, wrong) or getattr(error, "sqlite_errorcode", None) in (
        None,
        sqlite3.SQLITE_ERROR,
    )


def tell(loop: asyncio.AbstractEventLoop, outcomes: list[Outcome]) -> None:
    """Let those who wait in an event loop know, from another thread."""
    # A loop that is gone has nobody left to tell.
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(_tell_all, outcomes)


def _tell_all(outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        outcome.tell()
