"""Somebody with ten years of days asks for them, and nobody else waits for that."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from statistics import median

import pytest

from bot.core.content import Content
from bot.sandbox import Person, SandboxServer
from bot.sandbox.people.seen import Seen
from tests.e2e.bot_process import ROOT, BotProcess
from tests.e2e.measured import Measured
from tests.e2e.walking import Scores, Walker
from tests.pictures.people import ten_years

LATE, LATEST = 0.02, 0.1
"""Seconds that the event loop may be late by: for 99 of 100 looks, and ever."""
A_CHATS_PACE = 1.2
"""Seconds."""


def write_ten_years(database: Path, person: int) -> None:
    """Have somebody done the routine for ten years."""
    history = ten_years()
    with closing(sqlite3.connect(database)) as db, db:
        first = db.execute("SELECT max(id) FROM sessions").fetchone()[0]
        begun = {score.session: score.at for score in history.scores}
        for done in history.sessions:
            at = text_of(begun[done.number])
            values = (first + done.number, person, at, done.day.isoformat(), done.level, done.ending, at)
            db.execute(
                "INSERT INTO sessions (id, person, started_at, local_date, child, level, ending, closed_at)"
                " VALUES (?, ?, ?, ?, 0, ?, ?, ?)",
                values,
            )
            db.executemany(
                "INSERT INTO exercises_done VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(first + done.number, person, *move, at) for move in done.exercises],
            )
        db.executemany(
            "INSERT INTO scores (person, session, measure, moment, value, at, local_date)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    *(person, score.session and first + score.session),
                    *(score.measure.value, score.moment.value, score.value),
                    *(text_of(score.at), score.day.isoformat()),
                )
                for score in history.scores
            ],
        )


def text_of(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S.000Z}"


def shows(title: str, person: Person) -> Seen | None:
    newest = person.last
    return newest if newest.text.startswith(title) else None


def looks_in(late: Path) -> list[float]:
    return [float(line) for line in late.read_text("ascii").splitlines()]


@pytest.mark.soak  # a busy machine is late whatever the bot does
async def test_ten_years_are_shown_soon_and_the_loop_turns_on_meanwhile(
    bot: BotProcess, sandbox: SandboxServer, content: Content, measured: Measured
):
    late = bot.folder / "late.txt"
    bot.settings |= {"LATE_LOOKS": str(late), "BOT_KEEP_MONTHS": "1200"}
    bot.program = (str(ROOT / "tests/e2e/watched_bot.py"),)
    await bot.start()
    ada = sandbox.person("Ada")
    await Walker(ada, content).first_day(Scores(4, 6, 3, 5))
    await bot.settled()
    await bot.terminate()
    write_ten_years(bot.database, ada.person_id)
    await bot.start()

    async def seconds(asked: Callable[[], object], title: str) -> float:
        await asyncio.sleep(A_CHATS_PACE)  # or what is measured is how long a chat rests after a message
        began = time.perf_counter()
        asked()
        await ada.wait_for(partial(shows, title))
        return time.perf_counter() - began

    month = "Your last 30 days"
    await seconds(lambda: ada.send("/progress"), month)  # the first one loads what draws
    before = len(looks_in(late))
    took: dict[str, list[float]] = {name: [] for name in ("progress", "all_days", "history", "export")}
    for _ in range(5):
        await seconds(lambda: ada.send("/help"), "What you can")
        took["progress"].append(await seconds(lambda: ada.send("/progress"), month))
        took["all_days"].append(
            await seconds(lambda: ada.tap(ada.last.message_id, "All days"), "All your days")
        )
        took["history"].append(await seconds(lambda: ada.send("/history"), "Your last days"))
        took["export"].append(await seconds(lambda: ada.send("/export"), "Here is everything"))
    looks = sorted(looks_in(late)[before:])
    measured.tell(**{f"{name}_ms": median(each) * 1000 for name, each in took.items()})
    measured.tell(late_p99_ms=looks[-len(looks) // 100] * 1000, late_most_ms=looks[-1] * 1000)
    assert looks[-len(looks) // 100] < LATE
    assert looks[-1] < LATEST
