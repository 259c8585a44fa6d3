"""The scheduler's whole part: to call the tick and the look for trouble every few seconds, and the nightly
work at the start and once a night. With a moved clock it ticks at every beat of that as well, so that a jump
acts at once.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler

_scheduler_log = logging.getLogger(f"{__name__}.scheduler")
# It would warn every few seconds while a tick waits for a locked database, which the writer has told already.
_scheduler_log.setLevel(logging.ERROR)


class _NotCutOff(logging.Filter):
    """Leaves out what the scheduler says of work that was cut off in the end before it had begun."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not (record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError))


logging.getLogger("apscheduler.executors.default").addFilter(_NotCutOff())

TICK_SECONDS = 2
LOOK_SECONDS = 5
BEAT_SECONDS = 0.05
"""How often a moved clock is looked at."""
_SET_BACK_SECONDS = 1.0
NIGHTLY_HOUR = 3
"""Hour in UTC, 0-23."""


def _ahead() -> float:
    """By how many seconds the machine's clock is ahead of the time that nobody sets."""
    return time.time() - time.monotonic()  # noqa: TID251 - as above


async def _nothing() -> None:
    pass


class Ticking:
    """Calls ``tick`` and ``look`` every few seconds, ``nightly`` at the start and once a night, never one of
    them twice at a time.
    """

    def __init__(
        self,
        tick: Callable[[], Awaitable[None]],
        nightly: Callable[[], Awaitable[None]],
        beat: Callable[[], object] | None = None,
        look: Callable[[], Awaitable[None]] = _nothing,
        over: tuple[type[Exception], ...] = (),
        failed: Callable[[str, Exception], None] = lambda what, error: None,
    ) -> None:
        """``beat`` gives another value whenever a moved clock has to be ticked by; None without one.
        ``over``: what they raise once the bot is about to end. ``failed`` is told what else they raise, and
        whose it was; they are called again when it is time.
        """
        job = partial(_job, over=over, failed=failed)
        # However late it is, a tick does its work; several missed ones are one.
        self._scheduler = AsyncIOScheduler(
            logger=_scheduler_log,
            timezone=UTC,  # without it the machine's zone is looked for, which may have no name
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        ringing = {"next_run_time": None}  # not before ``ring``
        every = [
            self._scheduler.add_job(job(tick, "what is due"), "interval", seconds=TICK_SECONDS, **ringing)
        ]
        if beat is not None:
            at_beats = job(_at_every(beat, tick), "what is due")
            every.append(self._scheduler.add_job(at_beats, "interval", seconds=BEAT_SECONDS, **ringing))
        self._ringing = tuple(every)
        # A bot that never runs at night does its nightly work all the same.
        at_once = datetime.now(UTC)  # noqa: TID251 - a scheduler goes by real time
        self._scheduler.add_job(
            job(nightly, "the nightly work"), "cron", hour=NIGHTLY_HOUR, next_run_time=at_once
        )
        every.append(
            self._scheduler.add_job(
                job(look, "the look for trouble"), "interval", seconds=LOOK_SECONDS, next_run_time=at_once
            )
        )
        self._every_few_seconds = every
        self._watching: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look and to work at night, in the running event loop; and to tick from ``ring`` on."""
        self._scheduler.start()
        self._watching = asyncio.ensure_future(self._watch())

    def ring(self) -> None:
        """Tick from now on."""
        for job in self._ringing:
            job.resume()

    def stop(self) -> None:
        """Call nothing any more. What is under way is cut off; what it has given the writer to do is done."""
        self._scheduler.shutdown(wait=False)
        if self._watching is not None:
            self._watching.cancel()

    async def _watch(self) -> None:
        """The scheduler goes by the machine's clock: where that is set back, it would wait until the time it
        had been is there again.
        """
        ahead = _ahead()
        while True:
            await asyncio.sleep(TICK_SECONDS)
            before, ahead = ahead, _ahead()
            if before - ahead > _SET_BACK_SECONDS:
                for job in self._every_few_seconds:
                    if job.next_run_time is None:  # it does not tick yet
                        continue
                    job.modify(next_run_time=datetime.now(UTC))  # noqa: TID251 - as above


def _at_every(
    beat: Callable[[], object], tick: Callable[[], Awaitable[None]]
) -> Callable[[], Awaitable[None]]:
    """A look at the beat, and a tick when it is another one."""
    last = beat()

    async def look() -> None:
        nonlocal last
        now = beat()
        if now != last:
            last = now
            await tick()

    return look


def _job(
    work: Callable[[], Awaitable[None]],
    what: str,
    over: tuple[type[Exception], ...],
    failed: Callable[[str, Exception], None],
) -> Callable[[], Awaitable[None]]:
    """The same work; that it is cut off in the end is no error for the scheduler to log."""

    async def job() -> None:
        with suppress(asyncio.CancelledError, *over):
            try:
                await work()
            except over:
                raise
            except Exception as error:
                failed(what, error)
                raise  # the scheduler logs where

    return job
