"""Whether it grows slower as people come: the same work on a file of many people and on one of a thousand.

    python benchmarks/many_people.py [people]

In turn, for people drawn at random: what /progress reads, what a tap costs until it is committed, the start
to the first question for updates, and idle memory. A million people have ten million scores (3 GB).
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import time
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import click

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.crowds import FIRST_PERSON, NOW, beside, copied
from benchmarks.start_and_memory import PROGRAMS, measured
from bot.adapters.clock import SystemClock
from bot.adapters.content_files import load
from bot.adapters.store import Store, database_at, history, tidy
from bot.adapters.writer import Writer
from bot.coach import Coach
from bot.core.incoming import Incoming, Typed
from tests.e2e.bot_process import ROOT

FEW, MANY = 1_000, 100_000
READS, TAPS, STARTS = 2_000, 2_000, 3
UTC_ZONE = ZoneInfo("UTC")


class Crowd:
    """A copy of a database, and people of it drawn at random."""

    def __init__(self, people: int, folder: Path) -> None:
        self.people, self.path = people, copied(people, folder)
        self._random = random.Random(people)  # noqa: S311 - nothing secret

    def anybody(self) -> int:
        """One of them."""
        return FIRST_PERSON + self._random.randrange(self.people)


def read(crowd: Crowd) -> float:
    """Seconds of reading somebody's days."""
    person, began = crowd.anybody(), time.perf_counter()
    history(crowd.path, person, NOW, UTC_ZONE)
    return time.perf_counter() - began


async def taps(crowds: list[Crowd]) -> list[list[float]]:
    """Seconds of each tap, until it and what it says are committed, in every crowd in turn."""
    content, found = load(ROOT / "content"), [list[float]() for _ in crowds]
    coach = Coach(Store, content, SystemClock(), UTC_ZONE)
    writers = [Writer(partial(database_at, crowd.path), tidy) for crowd in crowds]
    for writer in writers:
        await writer.start()
    for number in range(TAPS):
        for crowd, writer, seconds in zip(crowds, writers, found, strict=True):
            said = Incoming(10**9 + number, crowd.anybody(), Typed("3", number + 1))
            began = time.perf_counter()
            await writer.run(partial(coach.handle, incoming=said))
            seconds.append(time.perf_counter() - began)
    for writer in writers:
        await writer.close()
    return found


async def compare(many: int) -> None:
    """All of it, told in lines."""
    with beside("many-") as folder:
        crowds = [Crowd(people, Path(folder)) for people in (FEW, many)]
        reads = list(zip(*([read(crowd) for crowd in crowds] for _ in range(READS)), strict=True))
        few, lot = map(statistics.median, reads)
        _tell("reading somebody's days", few * 1000, lot * 1000, "ms", f"{few / lot:.2f} of the speed (0.9)")
        few, lot = map(statistics.median, await taps(crowds))
        _tell("a score until it is committed", few * 1000, lot * 1000, "ms", f"{lot / few:.2f} times (1.2)")
        command = PROGRAMS["this bot"]
        starts = [[await measured(command, crowd.path) for crowd in crowds] for _ in range(STARTS)]
        for what in ("seconds", "MiB"):
            few, lot = (statistics.median(run[i][what] for run in starts) for i in (0, 1))
            name = "start to the first question" if what == "seconds" else "memory five seconds later"
            _tell(name, few, lot, what, f"{lot / few:.2f} times (1.3)")


def _tell(what: str, few: float, many: float, unit: str, ratio: str) -> None:
    click.echo(f"  {what:32} {few:8.2f} {many:8.2f} {unit:8} {ratio}")


if __name__ == "__main__":
    asyncio.run(compare(int(sys.argv[1]) if sys.argv[1:] else MANY))
