"""The scheduler's whole part: to call the tick and the look for trouble every few seconds, and the nightly
work at the start and once a night. With a moved clock it ticks at every beat of that as well, so that a jump
acts at once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime

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
NIGHTLY_HOUR = 3
"""Hour in UTC, 0-23."""


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
    ) -> None:
        """``beat`` gives another value whenever a moved clock has to be ticked by; None without one."""
        # However late it is, a tick does its work; several missed ones are one.
        self._scheduler = AsyncIOScheduler(
            logger=_scheduler_log,
            timezone=UTC,  # without it the machine's zone is looked for, which may have no name
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self._scheduler.add_job(_cut_off_quietly(tick), "interval", seconds=TICK_SECONDS)
        if beat is not None:
            self._scheduler.add_job(_cut_off_quietly(_at_every(beat, tick)), "interval", seconds=BEAT_SECONDS)
        # A bot that never runs at night does its nightly work all the same.
        at_once = datetime.now(UTC)  # noqa: TID251 - a scheduler goes by real time
        self._scheduler.add_job(_cut_off_quietly(nightly), "cron", hour=NIGHTLY_HOUR, next_run_time=at_once)
        self._scheduler.add_job(
            _cut_off_quietly(look), "interval", seconds=LOOK_SECONDS, next_run_time=at_once
        )

    def start(self) -> None:
        """Begin, in the running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Call nothing any more. What is under way is cut off; what it has given the writer to do is done."""
        self._scheduler.shutdown(wait=False)


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


def _cut_off_quietly(work: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
    """The same work; that it is cut off in the end is no error for the scheduler to log."""

    async def job() -> None:
        with suppress(asyncio.CancelledError):
            await work()

    return job
