"""The look for what has come due: while nothing has, when fifty reminders come, and ten thousand at once.

    python benchmarks/due_tick.py [people]

With the coach and the writer of the bot, on a file of that many people with a reminder tomorrow each. Beside
it python-telegram-bot's own ``run_daily`` with as many jobs, which it holds in memory and loses at the end.
"""

from __future__ import annotations

import asyncio
import logging
import statistics
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import click

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.crowds import FIRST_PERSON, NOW, beside, copied
from bot.adapters.clock import SystemClock
from bot.adapters.content_files import load
from bot.adapters.store import Store, database_at, tidy
from bot.adapters.store.instants import text_of
from bot.adapters.writer import Writer, WriterClosed
from bot.coach import Coach
from bot.reminders import Reminders
from tests.e2e.bot_process import ROOT

PEOPLE = 100_000
IDLE, ROUNDS, FIFTY, AT_ONCE = 2_000, 200, 50, 10_000
LOOK_SECONDS = 0.001
"""How often it is looked how late the loop is."""


@dataclass
class Standing:
    """A clock that shows what it is told to."""

    shown: datetime = NOW

    def now(self) -> datetime:
        """The instant."""
        return self.shown


async def nothing() -> None:
    """There is always room."""


class Lag:
    """How late the event loop was, looked at again and again."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self._task = asyncio.ensure_future(self._look())

    async def _look(self) -> None:
        while True:
            due = time.perf_counter() + LOOK_SECONDS
            await asyncio.sleep(LOOK_SECONDS)
            self.seconds.append(max(0.0, time.perf_counter() - due))

    def stop(self) -> list[float]:
        """All it has seen."""
        self._task.cancel()
        return self.seconds


def ninety_nine(seconds: Iterable[float]) -> float:
    """What 99 of 100 are at most."""
    return statistics.quantiles(seconds, n=100)[-1]


async def have_come(writer: Writer, first: int, count: int) -> None:
    """Have the reminders of so many people come now."""
    await writer.run(
        lambda db: (
            db.execute(
                "UPDATE due SET at = ?, day = ? WHERE person >= ? AND person < ?",
                [text_of(NOW), NOW.date().isoformat(), first, first + count],
            ).rowcount
        )
    )


async def measure(people: int, path: Path) -> None:
    """All of it, told in lines."""
    writer = Writer(partial(database_at, path), tidy)
    await writer.start()
    said: list[int] = []
    coach = Coach(Store, load(ROOT / "content"), Standing(), ZoneInfo("UTC"))
    reminders = Reminders(
        writer, coach, lambda db: Store(db).due, Standing(), said.extend, nothing, WriterClosed
    )
    click.echo(f"{people} people")
    idle = await timed(reminders, IDLE)
    bare = [await _bare(writer) for _ in range(IDLE)]
    click.echo(
        f"  a tick while nothing is due: {statistics.median(idle) * 1e6:.0f} µs, of which the way to the"
        f" writer and back is {statistics.median(bare) * 1e6:.0f} µs (aim: under 100)"
    )
    fifty = []
    for number in range(ROUNDS):
        await have_come(writer, FIRST_PERSON + number * FIFTY, FIFTY)
        fifty += await timed(reminders, 1)
    click.echo(
        f"  fifty that come at once: median {statistics.median(fifty) * 1000:.1f} ms, p99"
        f" {ninety_nine(fifty) * 1000:.1f} ms (aim: p99 under 20)"
    )
    await have_come(writer, FIRST_PERSON + ROUNDS * FIFTY, AT_ONCE)
    lag, before, began = Lag(), len(said), time.perf_counter()
    await reminders.tick()
    seconds, late = time.perf_counter() - began, lag.stop()
    click.echo(
        f"  {AT_ONCE} at once, {len(said) - before} said: {seconds:.1f} s, the loop held for"
        f" {ninety_nine(late) * 1000:.1f} ms (p99), {max(late) * 1000:.1f} ms at most (aim: p99 20)"
    )
    await writer.close()


async def timed(reminders: Reminders, count: int) -> list[float]:
    """Seconds of each tick."""
    found = []
    for _ in range(count):
        began = time.perf_counter()
        await reminders.tick()
        found.append(time.perf_counter() - began)
    return found


async def _bare(writer: Writer) -> float:
    began = time.perf_counter()
    await writer.run(lambda db: None)
    return time.perf_counter() - began


async def run_daily(count: int) -> None:
    """As many jobs of the library's own scheduler, due at once."""
    from apscheduler.events import EVENT_JOB_EXECUTED, EVENT_JOB_MISSED, JobExecutionEvent
    from telegram.ext import Application, ContextTypes, JobQueue

    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    came, all_came = {EVENT_JOB_EXECUTED: 0, EVENT_JOB_MISSED: 0}, asyncio.Event()

    async def ring(context: ContextTypes.DEFAULT_TYPE) -> None:
        """Does nothing at all."""

    def note(event: JobExecutionEvent) -> None:
        came[event.code] += 1
        if sum(came.values()) == count:
            all_came.set()

    application = Application.builder().token("1:a").build()
    jobs = cast("JobQueue[Any]", application.job_queue)
    jobs.scheduler.add_listener(note, EVENT_JOB_EXECUTED | EVENT_JOB_MISSED)
    await jobs.start()
    soon = SystemClock().now() + timedelta(seconds=max(3.0, count / 1500))
    for number in range(count):
        jobs.run_daily(ring, soon.timetz(), chat_id=number)
    lag = Lag()
    await all_came.wait()
    late = lag.stop()
    click.echo(
        f"run_daily, {count} at once: {came[EVENT_JOB_EXECUTED]} ran, {came[EVENT_JOB_MISSED]} were left out"
        f" for being a second late; the loop held for {max(late) * 1000:.0f} ms at most"
    )
    await jobs.stop(wait=False)


if __name__ == "__main__":
    count = int(sys.argv[1]) if sys.argv[1:] else PEOPLE
    with beside("due-") as folder:
        asyncio.run(measure(count, copied(count, Path(folder))))
    asyncio.run(run_daily(AT_ONCE))
