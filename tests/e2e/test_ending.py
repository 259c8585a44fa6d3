"""The bot ends well: in time, with exit code 0, and with nothing lost, whatever is going on."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import time
from contextlib import closing
from functools import partial
from random import Random

import aiohttp
import pytest

from bot.core import events as e
from bot.core.content import Content
from bot.sandbox import Call, Person, SandboxServer
from tests.e2e.accounts import account, repeats, told_scores
from tests.e2e.bot_process import BotProcess, run_to_the_end
from tests.e2e.measured import Measured
from tests.e2e.walking import Given, Step, Walker

PEOPLE, ENDS = 20, 3
END_SECONDS = 5.0
"""How long the bot may take to end once it is told to."""


async def crowd(bot: BotProcess, sandbox: SandboxServer, content: Content) -> list[Walker]:
    """People whose bare numbers are scores, and a bot that is not running."""
    walkers = [Walker(sandbox.person(f"Crowded-{n}"), content) for n in range(PEOPLE)]
    await bot.start()
    for walker in walkers:
        walker.person.start()
    consent = Step("welcome", e.ConsentGiven())
    await asyncio.gather(*(walker.walk([consent], then="emergency_check") for walker in walkers))
    await bot.terminate()
    return walkers


def type_a_round(walkers: list[Walker], score: int) -> None:
    for walker in walkers:
        walker.person.send(str(score))
        walker.given.append(Given("sitting", "daily", score))


def is_from(number: int, call: Call) -> bool:
    return call.number >= number


async def all_told(walkers: list[Walker], content: Content) -> None:
    """Wait until everybody has seen every score of theirs."""
    for walker in walkers:
        await walker.person.wait_for(partial(has_seen_all, walker, content), 20)


def has_seen_all(walker: Walker, content: Content, person: Person) -> bool:
    told = {score for seen in person.bot_messages for score in told_scores(seen, content, "sitting")}
    return told == {given.value for given in walker.given}


@pytest.mark.usefixtures("either_way")
async def test_sigterm_under_load(
    bot: BotProcess, sandbox: SandboxServer, content: Content, measured: Measured
):
    walkers = await crowd(bot, sandbox, content)
    random, ends = Random(6), []
    await bot.start()
    for score in range(0, 2 * ENDS, 2):
        at = sandbox.calls.count + random.randint(10, 20)
        type_a_round(walkers, score)
        await sandbox.calls.wait_for(partial(is_from, at))
        type_a_round(walkers, score + 1)
        ends.append(await bot.terminate())
        await bot.start()
    await all_told(walkers, content)
    await bot.terminate()
    books = account(bot, walkers, content)
    measured.tell(ends=ENDS, slowest_end=max(ends), scores=books.given, repeated=repeats(sandbox).total())
    assert max(ends) < END_SECONDS
    assert books.given == PEOPLE * ENDS * 2
    assert (books.lost, books.doubled, books.untold) == (0, 0, 0)
    assert not repeats(sandbox)


@pytest.mark.parametrize("method", ["", "getUpdates"])
async def test_sigterm_while_telegram_hangs(
    bot: BotProcess, sandbox: SandboxServer, content: Content, measured: Measured, method: str
):
    """Nothing comes back from Telegram any more; the next start makes up for it."""
    bot.may_be_refused("query is too old")
    await bot.start()
    walker = Walker(sandbox.person("Adalind"), content)
    await walker.arrive()
    fault = sandbox.faults.hang(method, times=None)
    question = await walker.sees("welcome")
    walker.person.tap(question.message_id, content.screens["welcome"].buttons["agree"])
    await sandbox.calls.wait_for(lambda call: call.fault == fault.kind)
    seconds = await bot.terminate()
    measured.tell(seconds=seconds)
    assert seconds < END_SECONDS
    sandbox.faults.clear()
    await bot.start()
    await walker.sees("emergency_check")
    assert bot.rows("SELECT count(*) FROM consents") == [(1,)]


async def test_it_ends_before_telegram_has_answered_at_all(bot: BotProcess, sandbox: SandboxServer):
    sandbox.faults.hang("getMe", times=None)
    await bot.launch()
    await sandbox.calls.wait_for(lambda call: call.method == "getMe", timeout=10)
    assert await bot.terminate() < END_SECONDS


async def test_it_can_be_ended_the_moment_it_is_ready(bot: BotProcess, sandbox: SandboxServer):
    """In the middle of whatever it does at its start; the log may hold no error because of that."""
    for _ in range(4):
        await bot.start()
        assert await bot.terminate() < END_SECONDS


async def test_ctrl_c_ends_it_as_well(bot: BotProcess, sandbox: SandboxServer):
    await bot.start()
    assert await bot.terminate(signal.SIGINT) < END_SECONDS


async def test_a_second_bot_on_the_same_database_refuses(
    bot: BotProcess, sandbox: SandboxServer, content: Content
):
    await bot.start()
    before = len(bot.calls_of("getMe"))
    plain = {"BOT_LOG_LEVEL": "INFO", "BOT_LOG_FORMAT": "plain"}
    second = await run_to_the_end(bot.folder, "run", **{**bot.settings, **plain})
    assert (second.code, second.out) == (2, "")
    [sentence] = second.err.splitlines()
    assert str(bot.database) in sentence
    assert "another bot" in sentence.lower()
    assert len(bot.calls_of("getMe")) == before  # it has not even spoken to Telegram
    await Walker(sandbox.person("Adalind"), content).arrive()


async def test_the_database_is_free_again_after_a_kill(bot: BotProcess, sandbox: SandboxServer):
    await bot.start()
    await bot.kill()
    await bot.start()


async def take_the_updates(bot: BotProcess) -> None:
    """Another program asks for updates with the same token, and goes again."""
    bot.may_say("Another program runs with this BOT_TOKEN")
    bot.may_be_refused("Conflict: terminated by other getUpdates request")
    address = f"{bot.sandbox.url}/bot{bot.sandbox.token}/getUpdates"
    async with aiohttp.ClientSession() as session, session.post(address, data={"timeout": 1}) as other:
        assert (await other.json())["result"] == []
    assert bot.log.count("Another program runs with this BOT_TOKEN and takes what people send: only") == 1


async def test_another_program_that_takes_the_updates_is_told_of(
    bot: BotProcess, sandbox: SandboxServer, content: Content
):
    await bot.start()
    await Walker(sandbox.person("Adalind"), content).arrive()
    await sandbox.updates.wait_confirmed()
    await take_the_updates(bot)
    assert bot.running
    assert await bot.terminate() < END_SECONDS


@pytest.mark.soak
async def test_when_the_other_program_has_gone_it_goes_on(
    bot: BotProcess, sandbox: SandboxServer, content: Content, measured: Measured
):
    await bot.start()
    walker = Walker(sandbox.person("Adalind"), content)
    await walker.arrive()
    await sandbox.updates.wait_confirmed()
    await take_the_updates(bot)
    began = time.monotonic()
    await walker.walk([Step("welcome", e.ConsentGiven())], then="emergency_check")
    measured.tell(seconds_until_it_asks_again=time.monotonic() - began)


async def test_a_token_that_is_revoked_ends_it_with_a_sentence(
    bot: BotProcess, sandbox: SandboxServer, content: Content
):
    bot.settings["BOT_LOG_LEVEL"] = "INFO"
    await bot.start()
    unauthorized = {"ok": False, "error_code": 401, "description": "Unauthorized"}
    sandbox.faults.status("getUpdates", 401, unauthorized, times=None)
    await Walker(sandbox.person("Adalind"), content).arrive()
    assert await bot.ended() == 2
    *_, sentence = bot.log.splitlines()
    assert "BOT_TOKEN" in sentence
    bot.plain_lines.append(sentence)


async def test_sigterm_while_another_program_holds_the_database_from_the_start(bot: BotProcess):
    await bot.start()
    await bot.terminate()
    with closing(sqlite3.connect(bot.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await bot.launch()
        await bot.logged("can't be written right now")
        assert await bot.terminate() < 2
        other.execute("ROLLBACK")


async def test_sigterm_while_the_database_is_held_and_somebody_asks_how_it_is(
    bot: BotProcess, sandbox: SandboxServer, content: Content, measured: Measured
):
    address = bot.take_by_webhook().removesuffix("/updates")
    await bot.start()
    walker = Walker(sandbox.person("Held-up"), content)
    await walker.arrive()
    await bot.settled()
    with closing(sqlite3.connect(bot.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        walker.person.send("4")
        await bot.logged("can't be written right now")
        async with aiohttp.ClientSession() as session:
            asks = asyncio.ensure_future(session.get(f"{address}/healthz"))
            await asyncio.wait({asks}, timeout=0.1)  # it is on its way: the answer takes two seconds
            seconds = await bot.terminate()
            measured.tell(seconds=seconds)
            assert seconds < END_SECONDS
            await asyncio.gather(asks, return_exceptions=True)
        other.execute("ROLLBACK")
