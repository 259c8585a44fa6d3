"""What the host is told while the bot runs, each kind once, and that all goes on afterwards."""

from __future__ import annotations

import re
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from bot.core import events as e
from bot.core.content import Content
from bot.sandbox import Person, SandboxServer, Seen
from tests.e2e.accounts import account
from tests.e2e.bot_process import ROOT, BotProcess
from tests.e2e.walking import Given, Step, Walker

SCORE_GIVEN = Given("sitting", "before", 4)


@pytest.fixture
async def host(bot: BotProcess, sandbox: SandboxServer) -> Person:
    """Whoever hosts the bot, who has greeted it."""
    person = sandbox.person("Hostess")
    bot.settings["BOT_OWNER"] = str(person.person_id)
    person.start()
    return person


async def told(host: Person, words: str, within: float = 5.0) -> Seen:
    """The one message with these words, now or within so many seconds."""
    await host.wait_for(lambda person: any(words in seen.text for seen in person.bot_messages), within)
    [found] = [seen for seen in host.bot_messages if words in seen.text]
    return found


async def at_the_scores(sandbox: SandboxServer, content: Content) -> Walker:
    """Somebody who is asked for the first score."""
    walker = Walker(sandbox.person("Adalind"), content)
    walker.person.start()
    steps = (
        Step("welcome", e.ConsentGiven()),
        Step("emergency_check", e.NothingReported()),
        Step("caution_check", e.NothingReported()),
    )
    await walker.walk(steps, then="sitting_before")
    return walker


async def nothing_is_lost(bot: BotProcess, walker: Walker) -> None:
    await walker.sees("getting_up_before")
    await bot.terminate()
    books = account(bot, [walker], walker.content)
    assert (books.given, books.lost, books.doubled, books.untold) == (1, 0, 0, 0)


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Hold the database as another program would."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@dataclass(frozen=True)
class Lasts:
    """How long trouble lasts, and the bot that tells of it then."""

    seconds: float
    """Until the host has to have been told."""
    program: tuple[str, ...] = ("-m", "bot")


SOON = Lasts(20.0, ("-m", "tests.e2e.hasty_bot"))


@pytest.mark.parametrize("trouble", [SOON, pytest.param(Lasts(40.0), marks=pytest.mark.soak)])
@pytest.mark.timeout(120)
async def test_a_database_that_another_program_holds(
    bot: BotProcess, sandbox: SandboxServer, content: Content, host: Person, trouble: Lasts
):
    bot.program = trouble.program
    await bot.start()
    ada = await at_the_scores(sandbox, content)
    await bot.settled()
    with locked(bot.database):
        question = await ada.sees("sitting_before")
        ada.person.tap(question.message_id, "4")
        alarm = await told(host, "can't be written", trouble.seconds)
        assert str(bot.database) in alarm.text
        assert "Another program holds it" in alarm.text
    ada.given.append(SCORE_GIVEN)
    await nothing_is_lost(bot, ada)
    assert bot.log.count("Trouble of the kind database") == 1
    assert "The database can be written again, after" in bot.log


@pytest.mark.parametrize("trouble", [SOON, pytest.param(Lasts(630.0), marks=pytest.mark.soak)])
@pytest.mark.timeout(900)
async def test_telegram_out_of_reach(
    bot: BotProcess, sandbox: SandboxServer, content: Content, host: Person, trouble: Lasts
):
    bot.program = trouble.program
    bot.may_say("Telegram has not answered for")
    await bot.start()
    ada = await at_the_scores(sandbox, content)
    await bot.settled()
    sandbox.faults.status(times=None)
    question = await ada.sees("sitting_before")
    ada.person.tap(question.message_id, "4")
    await sandbox.stop()  # ends the question for updates that waits
    await sandbox.start()
    await bot.logged("Telegram has not answered for", seconds=trouble.seconds)
    assert "kind telegram" not in bot.log
    sandbox.faults.clear()
    told_of = await told(host, "Telegram could not be reached for", 120)
    minutes = "1 minute" if trouble is SOON else "1[01] minutes"
    assert re.search(f"for {minutes} and answers again", told_of.text)
    ada.patience = 120
    ada.given.append(SCORE_GIVEN)
    await nothing_is_lost(bot, ada)


@pytest.mark.timeout(120)
async def test_telegram_out_of_reach_while_nobody_does_anything(
    bot: BotProcess, sandbox: SandboxServer, content: Content, host: Person
):
    """It has taken messages before, and that says nothing: it takes none."""
    bot.program = ("-m", "tests.e2e.hasty_bot")
    bot.may_say("Telegram has not answered for")
    await bot.start()
    await at_the_scores(sandbox, content)
    await bot.settled()
    sandbox.faults.status(times=None)
    await sandbox.stop()  # ends the question for updates that waits
    await sandbox.start()
    await bot.logged("Telegram has not answered for", seconds=20)
    # Tried once a second: longer than it takes to be sure.
    tries = len(bot.calls_of("getMe"))
    await sandbox.calls.wait_for(lambda call: len(bot.calls_of("getMe")) >= tries + 8, 30)
    assert "Trouble of the kind" not in bot.log
    sandbox.faults.clear()
    await told(host, "Telegram could not be reached for", 120)
    assert bot.log.count("Trouble of the kind telegram") == 1
    await bot.terminate()


async def test_telegram_that_refuses_to_tell_what_people_send(
    bot: BotProcess, sandbox: SandboxServer, host: Person
):
    """Nobody is heard then, however well it answers."""
    bot.program = ("-m", "tests.e2e.hasty_bot")
    bot.may_say("Telegram has not answered for")
    await bot.start()
    await host.next_message(after=0)
    no = {"ok": False, "error_code": 429, "description": "No", "parameters": {"retry_after": 1}}
    sandbox.faults.status("getUpdates", 429, no, times=None)
    await sandbox.stop()  # ends the question for updates that waits
    await sandbox.start()
    await told(host, "Nobody is heard.", 20)
    assert bot.log.count("Telegram wants to be asked for updates in 1 s, and not before.") == 1
    sandbox.faults.clear()


async def test_another_program_with_the_token(bot: BotProcess, sandbox: SandboxServer, host: Person):
    bot.may_say("Another program runs with this BOT_TOKEN")
    bot.may_be_refused("Conflict: terminated by other getUpdates request")
    await bot.start()
    await sandbox.updates.wait_confirmed()
    address = f"{sandbox.url}/bot{sandbox.token}/getUpdates"
    async with aiohttp.ClientSession() as session, session.post(address, data={"timeout": 1}):
        alarm = await told(host, "Another program runs with this BOT_TOKEN")
    assert sandbox.token not in alarm.text


async def test_what_breaks_our_own_code(
    bot: BotProcess, sandbox: SandboxServer, content: Content, host: Person
):
    bot.program = ("-m", "tests.e2e.breaking_bot")
    bot.may_say("An update could not be taken")
    await bot.start()
    ada = Walker(sandbox.person("Adalind"), content)
    await ada.arrive()
    for _ in range(3):
        ada.person.send("raise sentinelwords 7/10")
    alarm = await told(host, "was set aside: ValueError")
    assert "sentinelwords" not in alarm.text
    await bot.logged("An update could not be taken", 3)
    await ada.walk([Step("welcome", e.ConsentGiven())], then="emergency_check")
    assert bot.log.count("Trouble of the kind set_aside") == 1
    await bot.restart()  # the hour in which it is not told again goes on
    ada.person.send("raise sentinelwords 7/10")
    await bot.logged("An update could not be taken", 4)
    await bot.terminate()
    assert bot.log.count("Trouble of the kind set_aside") == 1
    assert [seen for seen in host.bot_messages if "set aside" in seen.text] == [alarm]


async def test_content_that_is_emptied_while_it_runs(
    bot: BotProcess, sandbox: SandboxServer, content: Content, host: Person
):
    folder = bot.folder / "words"
    shutil.copytree(ROOT / "content", folder)
    bot.settings["BOT_CONTENT"] = str(folder)
    bot.may_say("en/", "The content has mistakes")
    await bot.start()
    kept = folder.rename(bot.folder / "kept")
    (folder / "en").mkdir(parents=True)
    for times in (1, 2):
        bot.tell(signal.SIGUSR1)
        await bot.logged("The content has mistakes, so the one in use stays.", times)
    await told(host, "mistakes")
    await at_the_scores(sandbox, content)
    assert bot.log.count("Trouble of the kind content") == 1

    shutil.rmtree(folder)
    kept.rename(folder)
    bot.tell(signal.SIGUSR1)
    await bot.logged("The content has been read anew")
