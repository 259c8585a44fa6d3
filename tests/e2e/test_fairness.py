"""One person's flood, or a chat that Telegram is slow with, delays nobody else."""

from __future__ import annotations

import asyncio
import time
from itertools import cycle, pairwise
from statistics import median

import pytest

from bot.core import events as e
from bot.core.content import Content
from bot.sandbox import Person, SandboxServer
from tests.e2e.accounts import account, told_scores
from tests.e2e.bot_process import BotProcess
from tests.e2e.measured import Measured
from tests.e2e.walking import Given, Step, Walker

AT_MOST = 4.0
"""Seconds within which a tap is answered and the next question stands there, beside other tests. Alone on two
cores it takes half a second.
"""
NINETY_NINE = 2.0
"""The same for 99 of 100 taps, beside a flood that is no more than people can type."""
FLOOD = 1_000
WAY_IN = (
    Step("welcome", e.ConsentGiven()),
    Step("emergency_check", e.NothingReported()),
    Step("caution_check", e.NothingReported()),
)


async def timed(walker: Walker, step: Step, then: str) -> float:
    """Answer a question; the seconds until the next one was there and the tap was answered."""
    began = time.monotonic()
    await walker.walk([step], then)
    await walker.person.taps[-1].answered()
    return time.monotonic() - began


@pytest.fixture
async def flooding(bot: BotProcess, sandbox: SandboxServer, content: Content) -> Walker:
    """Somebody at the safety check, with much to say."""
    await bot.start()
    walker = Walker(sandbox.person("Flooding"), content)
    await walker.arrive()
    await walker.walk(WAY_IN[:1], then="emergency_check")
    return walker


@pytest.mark.parametrize("words", ["10", "how long does it take", "xyzzy"])
async def test_a_thousand_messages_hold_up_nobody_else(
    bot: BotProcess,
    sandbox: SandboxServer,
    content: Content,
    measured: Measured,
    flooding: Walker,
    words: str,
):
    other = Walker(sandbox.person("Unhurried"), content)
    await other.arrive()
    began = time.monotonic()
    for _ in range(FLOOD):
        flooding.person.send(words)
    seconds = await timed(other, WAY_IN[0], "emergency_check")
    await sandbox.updates.wait_confirmed(20)
    measured.tell(messages=FLOOD, seconds_to_the_answer=seconds, seconds_for_all=time.monotonic() - began)
    assert seconds < AT_MOST


async def test_a_flood_of_scores_is_kept_and_told(
    bot: BotProcess, sandbox: SandboxServer, content: Content, flooding: Walker
):
    """More scores than one message can name."""
    flood = 2_000
    for _ in range(flood):
        flooding.person.send("10")
        flooding.given.append(Given("sitting", "daily", 10))

    def named(person: Person) -> int:
        return sum(len(told_scores(seen, content, "sitting")) for seen in person.bot_messages)

    await flooding.person.wait_for(lambda person: named(person) == flood, 20)
    await bot.terminate()
    books = account(bot, [flooding], content)
    assert (books.given, books.lost, books.doubled, books.untold) == (flood, 0, 0, 0)


@pytest.mark.parametrize("what", ["messages to one chat", "answers to taps"])
async def test_what_hangs_holds_up_nobody_else(
    bot: BotProcess, sandbox: SandboxServer, content: Content, measured: Measured, what: str
):
    await bot.start()
    stuck = Walker(sandbox.person("Stuck"), content)
    others = [Walker(sandbox.person(f"Lively-{number}"), content) for number in range(5)]
    await asyncio.gather(stuck.arrive(), *(other.arrive() for other in others))
    if what == "answers to taps":
        fault = sandbox.faults.hang("answerCallbackQuery", times=None)
    else:
        fault = sandbox.faults.hang(chat_id=stuck.person.person_id, times=None)
    stuck_at = asyncio.ensure_future(stuck.walk(WAY_IN, then="sitting_before"))
    await sandbox.calls.wait_for(lambda call: call.fault == "hang")

    questions = [*(step.question for step in WAY_IN), "sitting_before"]
    longest = 0.0
    for step, (_, then) in zip(WAY_IN, pairwise(questions), strict=True):
        began = time.monotonic()
        await asyncio.gather(*(other.walk([step], then) for other in others))
        longest = max(longest, time.monotonic() - began)
    measured.tell(people=len(others), longest_wait=longest)
    assert longest < AT_MOST
    assert fault.hits
    if what == "messages to one chat":
        assert not stuck_at.done()
    fault.release()
    await stuck_at


async def test_the_slowest_of_many_taps_beside_a_flood_and_a_chat_that_hangs(
    bot: BotProcess, sandbox: SandboxServer, content: Content, measured: Measured, flooding: Walker
):
    stuck = sandbox.person("Stuck")
    sandbox.faults.hang(chat_id=stuck.person_id, times=None)
    stuck.start()
    await sandbox.calls.wait_for(lambda call: call.fault == "hang")
    others = [Walker(sandbox.person(f"Unhurried-{number}"), content) for number in range(30)]
    await asyncio.gather(*(other.arrive() for other in others))
    seconds = []
    for other, words in zip(others, cycle(("10", "how long does it take", "xyzzy")), strict=False):
        for step, then in zip(WAY_IN, ("emergency_check", "caution_check"), strict=False):
            for _ in range(100):
                flooding.person.send(words)
            seconds.append(await timed(other, step, then))
    await sandbox.updates.wait_confirmed(60)
    worst = sorted(seconds)[len(seconds) * 99 // 100 - 1]
    measured.tell(taps=len(seconds), median=median(seconds), p99=worst, longest=max(seconds))
    assert worst < NINETY_NINE
