"""The writer's thread: what waits, when it is tried again, and how it ends."""

from __future__ import annotations

import asyncio
import logging
import queue
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from time import monotonic

from sqlite_utils import Database

from bot.adapters.writer.batch import Job, Outcome, Result, Waiting, attempt, tell

log = logging.getLogger(__name__)

BATCH = 64
"""Most jobs in one commit."""
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 5.0
"""Seconds between attempts while the database can't be written: doubled from first to longest."""
LOG_EVERY = 60.0
"""Seconds between two log lines on the same trouble."""
IDLE = 1.0
"""Seconds without work after which the write-ahead log is folded in, and what was deleted leaves the disk."""

Tidy = Callable[[Database, bool], bool]
"""What is done between two transactions, after each, and in a pause (then it is told True). Whether the log
should be folded in at once.
"""

Check = Callable[[Database], None]
"""Looks after opening, and after each commit before anybody hears of it, whether what is written is kept.
Raises when it is not; then the writer ends. An error of SQLite's: it has to look again, as long as it takes.
"""


class WriterClosed(Exception):
    """The writer was closed before this job could be committed: it has not happened."""


class Writer:
    """Runs jobs one after the other in a thread of its own, where ``opening`` opens the database."""

    def __init__(
        self,
        opening: Callable[[], AbstractContextManager[Database]],
        tidy: Tidy = lambda db, pause: False,
        check: Check = lambda db: None,
    ) -> None:
        self._opening, self._tidy, self._check = opening, tidy, check
        self._waiting: queue.SimpleQueue[Waiting | None] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self._gone: asyncio.Future[None] | None = None
        self._logged_at = -LOG_EVERY
        self.failed = False
        """Whether it has ended by an error that it can't go on after."""
        self._stalled: tuple[float, str] | None = None
        """Since when one commit has been tried, and SQLite's name for what is in its way."""

    async def start(self) -> None:
        """Open the database. Raises what ``opening`` raises."""
        loop = asyncio.get_running_loop()
        opened, self._gone = loop.create_future(), loop.create_future()
        # A daemon: whatever ends the process otherwise need not wait for it, and what was committed is safe.
        self._thread = threading.Thread(
            target=self._live, args=(loop, opened, self._gone), name="writer", daemon=True
        )
        self._thread.start()
        await opened

    def submit(self, jobs: Sequence[Job[Result]]) -> list[asyncio.Future[Result]]:
        """Queue jobs in order; each future has its job's result once that is committed.

        An exception of a job's own undoes that job alone and is its future's. Cancelling a future does not
        take its job back. Raises WriterClosed when nothing is taken any more.
        """
        if self._thread is None or self._closing.is_set():
            raise WriterClosed("The writer takes no more work.")
        loop = asyncio.get_running_loop()
        futures: list[asyncio.Future[Result]] = [loop.create_future() for _ in jobs]
        for job, future in zip(jobs, futures, strict=True):
            self._waiting.put(Waiting(job, future, loop))
        return futures

    async def run(self, job: Job[Result]) -> Result:
        """The job's result, once it is committed. Raises what the job raises, and WriterClosed."""
        [future] = self.submit([job])
        return await future

    async def ended(self) -> None:
        """Wait until the thread has ended: closed, or by an error that it can't go on after."""
        if self._gone is not None:
            await asyncio.shield(self._gone)

    def stalled(self) -> tuple[float, str] | None:
        """For how many seconds a commit has been tried in vain, and SQLite's name for the reason."""
        stalled = self._stalled
        return None if stalled is None else (monotonic() - stalled[0], stalled[1])

    async def close(self) -> None:
        """Finish what waits and close the database. What can't be written even now ends with WriterClosed."""
        if self._gone is None:
            return
        if not self._closing.is_set():
            self._closing.set()
            self._waiting.put(None)
        await self.ended()

    # --- in the thread ----------------------------------------------------------------------------

    def _live(
        self, loop: asyncio.AbstractEventLoop, opened: asyncio.Future[None], gone: asyncio.Future[None]
    ) -> None:
        working = False
        try:
            with self._opening() as db:
                self._check(db)
                tell(loop, [Outcome(opened)])
                working = True
                self._work(db)
        except Exception as error:  # noqa: BLE001 - whoever called start() or ended() hears of it
            tell(loop, [Outcome(opened, error=error)])
            if working:
                self.failed = True
                log.critical("The database can't be written any more (%s).", type(error).__name__)
        finally:
            self._closing.set()
            self._refuse_the_rest()
            tell(loop, [Outcome(gone)])

    def _refuse_the_rest(self) -> None:
        closed = WriterClosed("The writer has ended.")
        with suppress(queue.Empty):
            while True:
                waiting = self._waiting.get_nowait()
                if waiting is not None:
                    tell(waiting.loop, [Outcome(waiting.future, error=closed)])

    def _work(self, db: Database) -> None:
        folded = False  # what an earlier process has left may have to be
        while True:
            try:
                batch = self._next_batch(None if folded else IDLE)
            except queue.Empty:
                folded = self._tidied(db, pause=True)
                continue
            if not batch:
                return
            try:
                outcomes = self._committed(db, batch)
                self._looked(db)
            except Exception:
                for waiting in batch:
                    self._waiting.put(waiting)
                raise
            for loop in {waiting.loop for waiting in batch}:
                tell(loop, [outcomes[i] for i, waiting in enumerate(batch) if waiting.loop is loop])
            self._tidied(db, pause=False)
            folded = False  # a pause may find more to be done

    def _tidied(self, db: Database, *, pause: bool) -> bool:
        """Tidy up between two transactions. Whether nothing is left in the write-ahead log."""
        try:
            return (self._tidy(db, pause) or pause) and _fold_log(db)
        except sqlite3.Error:
            with suppress(sqlite3.Error):
                db.rollback()
            return False  # in the next pause it is tried again

    def _next_batch(self, patience: float | None) -> list[Waiting]:
        """What waits, at most BATCH of it; empty at the end. Raises queue.Empty when nothing came in time."""
        batch: list[Waiting] = []
        waiting = self._waiting.get(timeout=patience)
        while waiting is not None:
            batch.append(waiting)
            if len(batch) == BATCH:
                break
            try:
                waiting = self._waiting.get_nowait()
            except queue.Empty:
                break
        else:
            if batch:
                # The end is for the next round.
                self._waiting.put(None)
        return batch

    def _committed(self, db: Database, batch: list[Waiting]) -> list[Outcome]:
        """The outcomes of a batch after its commit, however long the disk or a lock makes it wait."""
        pause, began = FIRST_PAUSE, monotonic()
        while True:
            try:
                outcomes = attempt(db, batch)
            except sqlite3.Error as error:
                with suppress(sqlite3.Error):
                    db.rollback()
                if self._closing.is_set():
                    closed = WriterClosed("The database could not be written before the bot ended.")
                    return [Outcome(waiting.future, error=closed) for waiting in batch]
                self._stalled = (began, _name(error))
                self._complain(error)
                self._closing.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                if self._stalled is not None:
                    self._stalled = None
                    log.info("The database can be written again, after %.1f s.", monotonic() - began)
                return outcomes

    def _looked(self, db: Database) -> None:
        """Have ``check`` look, until it could do what it has to. Raises what it raises."""
        pause, began = FIRST_PAUSE, monotonic()
        while True:
            try:
                self._check(db)
            except sqlite3.Error as error:
                if self._closing.is_set():
                    raise
                self._stalled = (began, _name(error))
                self._closing.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                self._stalled = None
                return

    def _complain(self, error: sqlite3.Error) -> None:
        if monotonic() - self._logged_at >= LOG_EVERY:
            self._logged_at = monotonic()
            log.warning(
                "The database can't be written right now (%s): nothing is lost, trying again.", _name(error)
            )


def _name(error: sqlite3.Error) -> str:
    return str(getattr(error, "sqlite_errorname", type(error).__name__))


def _fold_log(db: Database) -> bool:
    """Whether the log could be emptied: a reader may hold it back."""
    [busy, *_] = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
