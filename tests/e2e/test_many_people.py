"""Many people at once: everybody has their own scores, and nobody else's."""

from __future__ import annotations

import asyncio
from random import Random

from bot.core.content import Content
from bot.sandbox import SandboxServer
from tests.e2e.accounts import account, check_days, repeats
from tests.e2e.bot_process import BotProcess
from tests.e2e.measured import Measured
from tests.e2e.walking import Scores, Walker

PEOPLE = 20


async def test_twenty_people_do_the_routine_at_once(
    bot: BotProcess, sandbox: SandboxServer, content: Content, measured: Measured
):
    walkers = [
        Walker(sandbox.person(f"Person-{number}"), content, Random(number), types=number % 2 == 0)
        for number in range(PEOPLE)
    ]
    days = [Scores(n % 6, n // 2, n % 6 // 2, n // 2 + n % 2) for n in range(PEOPLE)]
    assert len(set(days)) == PEOPLE
    await bot.start()
    await asyncio.gather(*(walker.first_day(day) for walker, day in zip(walkers, days, strict=True)))
    await bot.terminate()

    for walker, day in zip(walkers, days, strict=True):
        assert [given.value for given in walker.given] == [
            day.sitting_before,
            day.getting_up_before,
            day.sitting_after,
            day.getting_up_after,
        ]
        check_days(bot, walker)
        assert all(tap.answer is not None for tap in walker.person.taps)
    books = account(bot, walkers, content)
    assert (books.lost, books.doubled, books.untold) == (0, 0, 0)
    assert not repeats(sandbox)
    measured.tell(people=PEOPLE, scores=books.given, lost=books.lost, doubled=books.doubled)
