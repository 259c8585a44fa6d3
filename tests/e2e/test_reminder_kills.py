"""Killed while reminders are on their way: none is lost, and at most one a kill comes twice."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from bot.core.content import Content
from bot.sandbox import Person, SandboxServer
from tests.e2e.accounts import repeats
from tests.e2e.bot_process import BotProcess
from tests.e2e.killer import Killer
from tests.e2e.measured import Measured
from tests.e2e.moved_clock import MovedClock
from tests.e2e.reminded import Life, Reminded, asks_for_the_day, reminder_calls

PEOPLE = 30
DUE = datetime(2026, 3, 3, 7, 30, tzinfo=UTC)
POINTS = ("anywhere", "committed, not sent", "taken, not told", "taken and told")


@pytest.fixture
def clock(tmp_path: Path) -> MovedClock:
    return MovedClock(tmp_path / "clock.json", datetime(2026, 3, 2, 20, tzinfo=UTC))


def _was_reminded(person: Person) -> bool:
    return any(asks_for_the_day(seen.keyboard) for seen in person.bot_messages)


async def kills_over_reminders(
    bot: BotProcess,
    sandbox: SandboxServer,
    clock: MovedClock,
    content: Content,
    measured: Measured,
    *,
    seed: int,
    kills: int,
) -> None:
    """All are due in the same minute, and bots die over them one after the other."""
    bot.settings |= {"BOT_SEND_RATE": "15"}
    await bot.start()
    life = Life("Sleeper", "London", "Europe/London", "07:30")
    people = [Reminded(sandbox.person(f"Sleeper-{n}"), life, content) for n in range(PEOPLE)]
    await asyncio.gather(*(one.set_up() for one in people))
    killer = Killer(bot, sandbox, Random(seed), POINTS)
    clock.set(DUE)
    while killer.kills.total() < kills:
        await killer.strike()
    for one in people:
        await one.person.wait_for(_was_reminded, 20)
    await bot.terminate()
    came = [len(reminder_calls(sandbox, one.person)) for one in people]
    doubled = repeats(sandbox).total()
    measured.tell(
        kills=kills, people=PEOPLE, lost=came.count(0), doubled=doubled, points_missed=killer.missed
    )
    assert came.count(0) == 0
    assert sum(came) - len(came) <= doubled <= kills
    assert bot.rows("SELECT count(*) FROM reminders_over") == [(PEOPLE,)]
    tomorrow = "SELECT count(*) FROM due WHERE kind = 'reminder_came' AND day = '2026-03-04'"
    assert bot.rows(tomorrow) == [(PEOPLE,)]


async def test_eight_kills_over_thirty_reminders(
    bot: BotProcess, sandbox: SandboxServer, clock: MovedClock, content: Content, measured: Measured
):
    await kills_over_reminders(bot, sandbox, clock, content, measured, seed=1, kills=8)


@pytest.mark.soak
@pytest.mark.timeout(180)
@pytest.mark.parametrize("seed", range(401, 411))
async def test_twenty_kills_over_thirty_reminders(
    bot: BotProcess,
    sandbox: SandboxServer,
    clock: MovedClock,
    content: Content,
    measured: Measured,
    seed: int,
):
    await kills_over_reminders(bot, sandbox, clock, content, measured, seed=seed, kills=20)
