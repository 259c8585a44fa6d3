"""How late the event loop is, as the running bot itself tells it, while much is asked of it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from bot.adapters.store import Store, database_at
from bot.core.content import Content
from bot.core.kept import KeptScore
from bot.core.session import Measure, Moment
from bot.sandbox import Person, SandboxServer
from tests.e2e.bot_process import BotProcess
from tests.e2e.measured import Measured
from tests.e2e.test_health import numbers
from tests.e2e.walking import Scores, Walker

TEN_YEARS = 3650
ASKED = ("/progress", "/history", "/report", "/export")


def keep_ten_years(bot: BotProcess, person: int) -> None:
    """Two scores on each day of ten years."""
    today = datetime.now(UTC)
    with database_at(bot.database) as db, db.atomic():
        store = Store(db)
        store.people.add(person, today)
        store.people.record_consent(person, "1", today)
        for days in range(TEN_YEARS):
            at = today - timedelta(days=days)
            for measure in Measure:
                score = KeptScore(0, measure, Moment.DAILY, (days * 7) % 11, None, None)
                store.scores.keep(person, score, on=at.date(), now=at, update_id=None, source_message_id=None)


async def ask_for_everything(person: Person, rounds: int) -> None:
    """Each command in turn, as soon as the one before is answered."""
    for number in range(rounds):
        before = person.last.message_id
        person.send(ASKED[number % len(ASKED)])
        await person.next_message(after=before + 1, timeout=30)


@pytest.mark.parametrize(
    ("people", "days", "rounds", "never"),
    # Beside other tests a process may wait for its turn as long.
    [(5, 1, 4, "1.0"), pytest.param(20, 8, 80, "0.5", marks=[pytest.mark.soak, pytest.mark.timeout(600)])],
)
async def test_the_loop_is_held_by_nothing(
    bot: BotProcess,
    sandbox: SandboxServer,
    content: Content,
    measured: Measured,
    people: int,
    days: int,
    rounds: int,
    never: str,
):
    address = bot.listen()
    bot.settings["BOT_KEEP_MONTHS"] = "1200"
    old = sandbox.person("Methuselah")
    keep_ten_years(bot, old.person_id)
    await bot.start()
    old.start()
    await old.next_message(after=0)
    walkers = [Walker(sandbox.person(f"Person-{n}"), content, Random(n)) for n in range(people)]

    async def live(walker: Walker) -> None:
        await walker.first_day(Scores.any(walker.random))
        for _ in range(days - 1):
            await walker.another_day(Scores.any(walker.random))

    await asyncio.gather(ask_for_everything(old, rounds), *(live(walker) for walker in walkers))
    found = await numbers(address)
    late = {
        edge: found["bot_loop_lag_seconds_count"] - found[f'bot_loop_lag_seconds_bucket{{le="{edge}"}}']
        for edge in ("0.02", "0.1", "0.5", "1.0")
    }
    looked = found["bot_loop_lag_seconds_count"]
    measured.tell(looked=looked, over_20_ms=late["0.02"], over_100_ms=late["0.1"], over_500_ms=late["0.5"])
    assert looked > 0
    assert late[never] == 0
    await bot.terminate()
