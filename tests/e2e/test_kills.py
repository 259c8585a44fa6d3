"""SIGKILL at random points of the bot's work: no score is lost or stored twice, and no message is missing.

What may happen is that one message which was on its way comes twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial
from itertools import islice
from random import Random

import pytest

from bot.core.content import Content
from bot.core.events import ConsentGiven
from bot.sandbox import Person, SandboxServer
from tests.e2e.accounts import SENDS, account, check_days, repeats, told_scores
from tests.e2e.bot_process import BotProcess
from tests.e2e.killer import Killer
from tests.e2e.measured import Measured
from tests.e2e.walking import Given, Scores, Step, Walker

PEOPLE, SCORES_EACH = 30, 10
MANY_PEOPLE = 100
"""So that ten runs are about ten thousand scores."""
SAYING_SECONDS = 90
"""Until all that waits is said, at Telegram's thirty a second."""
SETTLING_SECONDS = 20
"""Until what a few people are still to be told is said: one message a second for each."""
IN_VAIN = ("message is not modified", "query is too old")
"""Telegram's words for an edit or an answer that it had already taken before the bot was killed."""


async def days_with_kills(
    bot: BotProcess, sandbox: SandboxServer, walkers: list[Walker], killer: Killer, kills: int
) -> None:
    """People do the routine while the bot is killed so often, and then finish their day."""

    async def live(walker: Walker) -> None:
        await walker.first_day(Scores.any(walker.random))
        while killer.kills.total() < kills - 5:
            await walker.another_day(Scores.any(walker.random))

    bot.may_be_refused(*IN_VAIN)
    await bot.start()
    lives = asyncio.gather(*(live(walker) for walker in walkers))
    try:
        while killer.kills.total() < kills:
            await killer.strike()
        await lives
    finally:
        lives.cancel()
    # The last kill may come when all have what they wait for: what the bot had not noted is still to be said.
    await bot.settled(SETTLING_SECONDS)
    await bot.terminate()


async def check_and_tell(
    bot: BotProcess,
    sandbox: SandboxServer,
    walkers: list[Walker],
    content: Content,
    killer: Killer,
    measured: Measured,
) -> None:
    """Nothing lost, nothing doubled, nothing missing, and at most one repeat a kill."""
    books, repeated, kills = account(bot, walkers, content), repeats(sandbox), killer.kills.total()
    taps = [tap for walker in walkers for tap in walker.person.taps]
    measured.tell(
        kills=kills,
        scores=books.given,
        lost=books.lost,
        doubled=books.doubled,
        not_on_screen=books.untold,
        messages=sum(len(bot.calls_of(method)) for method in SENDS),
        repeated=repeated.total(),
        taps=len(taps),
        taps_not_answered=sum(tap.answer is None for tap in taps),
        tapped_again=sum(walker.tapped_again for walker in walkers),
        points=len(killer.kills),
        points_missed=killer.missed,
    )
    assert (books.lost, books.doubled, books.untold) == (0, 0, 0)
    for walker in walkers:
        check_days(bot, walker)
    assert repeated.total() <= kills
    # Buttons that are to go may still wait for the next start: they come last of all.
    assert bot.rows("SELECT slot, screen FROM outbox WHERE slot <> 'buttons'") == []
    assert bot.rows("SELECT count(*) FROM set_aside") == [(0,)]
    [(consents,)] = bot.rows("SELECT count(*) FROM consents")
    assert consents == len(walkers)


async def patient_days(
    bot: BotProcess, sandbox: SandboxServer, content: Content, measured: Measured, seed: int, kills: int
) -> None:
    """Three people who wait as long as it takes: nothing they do has to be done twice."""
    walkers = [
        Walker(sandbox.person(f"Patient-{n}"), content, Random(seed * 10 + n), types=n == 1, thinks=0.3)
        for n in range(3)
    ]
    killer = Killer(bot, sandbox, Random(seed))
    await days_with_kills(bot, sandbox, walkers, killer, kills)
    await check_and_tell(bot, sandbox, walkers, content, killer, measured)
    assert [walker.tapped_again for walker in walkers] == [0, 0, 0]


async def impatient_days(
    bot: BotProcess, sandbox: SandboxServer, content: Content, measured: Measured, seed: int, kills: int
) -> None:
    """Three people who tap once more when nothing comes, also while the bot is dead."""
    walkers = [
        Walker(sandbox.person(f"Hasty-{n}"), content, Random(seed * 10 + n), thinks=0.1, patience=0.6 + n)
        for n in range(3)
    ]
    killer = Killer(bot, sandbox, Random(seed))
    await days_with_kills(bot, sandbox, walkers, killer, kills)
    await check_and_tell(bot, sandbox, walkers, content, killer, measured)
    assert any(walker.tapped_again for walker in walkers)


async def killed_backlog(
    bot: BotProcess,
    sandbox: SandboxServer,
    content: Content,
    measured: Measured,
    seed: int,
    kills: int,
    people: int = PEOPLE,
) -> None:
    """Scores that are typed while no bot lives, and bots that die over them, one after the other."""
    random, scores = Random(seed), people * SCORES_EACH
    walkers = [Walker(sandbox.person(f"Diarist-{n}"), content, random) for n in range(people)]
    bot.may_be_refused(*IN_VAIN)
    await bot.start()
    for walker in walkers:
        walker.person.start()
    await asyncio.gather(
        *(walker.walk([Step("welcome", ConsentGiven())], then="emergency_check") for walker in walkers)
    )
    await bot.kill()

    typing = typed_scores(walkers, random)
    killer = Killer(bot, sandbox, random)
    some = scores // (2 * kills)
    type_some(typing, scores - (kills - 1) * some)
    await killer.strike_a_new_one()
    for _ in range(kills - 1):
        type_some(typing, some)
        await killer.strike_a_new_one()
    left = sandbox.updates.pending_count
    await bot.start()
    await sandbox.updates.wait_confirmed(SAYING_SECONDS)
    async with asyncio.timeout(SAYING_SECONDS):
        for walker in walkers:
            await walker.person.wait_for(partial(all_told, walker, content), SAYING_SECONDS)
    await bot.terminate()

    books, repeated = account(bot, walkers, content), repeats(sandbox)
    measured.tell(
        kills=kills,
        scores=books.given,
        lost=books.lost,
        doubled=books.doubled,
        not_on_screen=books.untold,
        repeated=repeated.total(),
        updates_left_after_the_kills=left,
        points=len(killer.kills),
        points_missed=killer.missed,
    )
    assert books.given == scores
    assert (books.lost, books.doubled, books.untold) == (0, 0, 0)
    assert repeated.total() <= kills
    assert bot.rows("SELECT count(*) FROM outbox") == [(0,)]


def typed_scores(walkers: list[Walker], random: Random) -> Iterator[None]:
    """At each step somebody types a score, each of their own only once."""
    numbers = {walker.person.person_id: random.sample(range(11), SCORES_EACH) for walker in walkers}
    for turn in range(SCORES_EACH):
        for walker in random.sample(walkers, len(walkers)):
            score = numbers[walker.person.person_id][turn]
            walker.person.send(str(score))
            walker.given.append(Given("sitting", "daily", score))
            yield


def type_some(typing: Iterator[None], times: int) -> None:
    """So many more scores are typed."""
    assert len(list(islice(typing, times))) == times


def all_told(walker: Walker, content: Content, person: Person) -> bool:
    """Whether the person has seen every score they gave."""
    told = {score for seen in person.bot_messages for score in told_scores(seen, content, "sitting")}
    return told == {given.value for given in walker.given}


async def test_twenty_kills_and_patient_people(
    bot: BotProcess, sandbox: SandboxServer, content: Content, measured: Measured
):
    await patient_days(bot, sandbox, content, measured, seed=1, kills=20)


async def test_ten_kills_and_impatient_people(
    bot: BotProcess, sandbox: SandboxServer, content: Content, measured: Measured
):
    await impatient_days(bot, sandbox, content, measured, seed=2, kills=10)


async def test_three_hundred_scores_wait_while_ten_bots_die(
    bot: BotProcess, sandbox: SandboxServer, content: Content, measured: Measured
):
    await killed_backlog(bot, sandbox, content, measured, seed=3, kills=10)


@pytest.mark.soak
@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", range(301, 311))
async def test_a_thousand_scores_wait_while_twenty_bots_die(
    bot: BotProcess, sandbox: SandboxServer, content: Content, measured: Measured, seed: int
):
    await killed_backlog(bot, sandbox, content, measured, seed, kills=20, people=MANY_PEOPLE)


# With the two hundred of the impatient and the four hundred with a webhook these are a thousand.
@pytest.mark.soak
@pytest.mark.timeout(180)
@pytest.mark.parametrize("seed", range(101, 121))
async def test_four_hundred_kills_and_patient_people(
    bot: BotProcess, sandbox: SandboxServer, content: Content, measured: Measured, seed: int
):
    await patient_days(bot, sandbox, content, measured, seed, kills=20)


@pytest.mark.soak
@pytest.mark.timeout(180)
@pytest.mark.parametrize("seed", range(201, 211))
async def test_two_hundred_kills_and_impatient_people(
    bot: BotProcess, sandbox: SandboxServer, content: Content, measured: Measured, seed: int
):
    await impatient_days(bot, sandbox, content, measured, seed, kills=20)
