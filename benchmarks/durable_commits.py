"""What it costs that everything is on the disk before anybody hears of it.

    python benchmarks/durable_commits.py [scores]

Scores are kept by 64 callers at once through the bot's writer (each hears only once its own is committed),
beside the same statements in one transaction of a plain connection. And a lone caller, who shares a commit
with nobody, beside ``fdatasync`` of as many bytes on the same disk, in turn.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

sys.path.insert(0, str(Path(__file__).parents[1]))

from bot.adapters.store import Store, database_at, tidy
from bot.adapters.store.opening import PRAGMAS
from bot.adapters.writer import Writer
from bot.core.kept import KeptScore
from bot.core.session import Measure, Moment

SCORES = 12_800
CALLERS = 64
ALONE = 300
"""Commits of the lone caller."""
PAGE = 4096
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
SCORE = KeptScore(0, Measure.SITTING, Moment.DAILY, 4, None, None)


def keep(db: Any, number: int) -> None:
    """One person's score, as a tap keeps it."""
    person = number % CALLERS + 1
    Store(db).scores.keep(person, SCORE, on=NOW.date(), now=NOW, update_id=number, source_message_id=None)


def prepare(path: Path) -> None:
    """The tables, and people."""
    with database_at(path) as db, db.atomic():
        for person in range(1, CALLERS + 1):
            Store(db).people.add(person, NOW)


def in_one_transaction(folder: Path, scores: int) -> float:
    """Scores a second, with a single commit at the end."""
    prepare(folder / "one.db")
    with database_at(folder / "one.db") as db:
        began = time.perf_counter()
        with db.atomic():
            for number in range(scores):
                keep(db, number)
        return scores / (time.perf_counter() - began)


async def by_callers(folder: Path, scores: int) -> float:
    """Scores a second, each of which its caller has waited for."""
    path = folder / "many.db"
    prepare(path)
    writer = Writer(lambda: database_at(path), tidy)
    await writer.start()

    async def caller(first: int) -> None:
        for number in range(first, scores, CALLERS):
            await writer.run(lambda db, number=number: keep(db, number))  # type: ignore[misc]

    began = time.perf_counter()
    await asyncio.gather(*map(caller, range(CALLERS)))
    rate = scores / (time.perf_counter() - began)
    await writer.close()
    return rate


async def alone(folder: Path) -> tuple[list[float], list[float], list[float]]:
    """Seconds of each commit of a lone caller, of the same by a plain connection, and of ``fdatasync``."""
    path = folder / "alone.db"
    prepare(path)
    prepare(folder / "plain.db")
    plain = sqlite3.connect(folder / "plain.db", isolation_level=None)
    for pragma in PRAGMAS:
        plain.execute(f"PRAGMA {pragma}").fetchall()
    file = os.open(folder / "bytes", os.O_WRONLY | os.O_CREAT)
    writer = Writer(lambda: database_at(path), tidy)
    await writer.start()
    ours, plains, syncs = list[float](), list[float](), list[float]()
    for number in range(ALONE):
        began = time.perf_counter()
        await writer.run(lambda db, number=number: keep(db, number))  # type: ignore[misc]
        ours.append(time.perf_counter() - began)
        began = time.perf_counter()
        plain.execute(
            "INSERT INTO scores (person, measure, moment, value, at, local_date) VALUES (?, ?, ?, ?, ?, ?)",
            [1, "sitting", "daily", 4, NOW.isoformat(), "2026-03-02"],
        )
        plains.append(time.perf_counter() - began)
        began = time.perf_counter()
        os.pwrite(file, bytes(PAGE), PAGE * number)
        os.fdatasync(file)
        syncs.append(time.perf_counter() - began)
    await writer.close()
    return ours, plains, syncs


async def compare(scores: int) -> None:
    """All of it, told in lines."""
    with tempfile.TemporaryDirectory(prefix="durable-", dir=Path.cwd()) as name:
        folder = Path(name)
        one, many = in_one_transaction(folder, scores), await by_callers(folder, scores)
        ours, plains, syncs = map(statistics.median, await alone(folder))
    click.echo(f"{scores} scores in one transaction: {one:.0f} a second")
    click.echo(f"by {CALLERS} callers, durable each: {many:.0f} a second, ratio {many / one:.2f} (aim: 0.5)")
    click.echo(
        f"a lone caller: {ours * 1000:.2f} ms; SQLite by itself {plains * 1000:.2f} ms; fdatasync"
        f" {syncs * 1000:.2f} ms: {(ours - syncs) * 1000:.2f} ms more (aim: at most 0.5)"
    )


if __name__ == "__main__":
    asyncio.run(compare(int(sys.argv[1]) if sys.argv[1:] else SCORES))
