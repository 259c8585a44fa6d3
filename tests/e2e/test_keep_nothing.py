"""The routine with nothing kept: once it is over, neither tables nor bytes on the disk know the person."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.core import events as e
from bot.core.content import Content
from bot.sandbox import SandboxServer
from tests.e2e.bot_process import BotProcess
from tests.e2e.moved_clock import MovedClock
from tests.e2e.on_screen import buttons, data_of
from tests.e2e.test_delete import PERSON, SENTINEL, folded, rows_about, traces
from tests.e2e.walking import Scores, Step, Walker

INTO_IT = (
    Step("welcome", e.UnkeptChosen()),
    Step("emergency_check", e.NothingReported()),
    Step("caution_check", e.NothingReported()),
)
SCORES = Scores(3, 4, 3, 2)
RUNNING = {"people", "conversations", "sessions", "scores"}
"""Tables that know of somebody in the middle of it; others may as well."""


async def forgotten(bot: BotProcess) -> None:
    """Until no table knows the person. Only the database tells that."""
    async with asyncio.timeout(10):
        while rows_about(bot, PERSON):  # noqa: ASYNC110 - nobody tells when a row goes
            await asyncio.sleep(0.05)
    await folded(bot)


async def test_nothing_is_left_once_it_is_over(bot: BotProcess, sandbox: SandboxServer, content: Content):
    await bot.start()
    leaving = Walker(sandbox.person(SENTINEL, PERSON), content)
    staying = Walker(sandbox.person("Staying"), content)
    await staying.arrive()
    leaving.person.start()
    steps = (*INTO_IT, *leaving.routine(SCORES))
    await leaving.walk(steps[:7], then=leaving.exercises()[2])
    about = rows_about(bot, PERSON)
    assert set(about) >= {*RUNNING, "exercises_done"}
    assert not {"consents", "safety_checks"} & set(about)
    assert traces(bot)
    over = await leaving.walk(steps[7:])
    message = leaving.person.message(over.message_id)
    assert content.screens["words"].lines["unkept_over"] in message.text
    assert "4 → 2" in message.text
    await forgotten(bot)
    assert rows_about(bot, PERSON) == {}
    assert traces(bot) == []
    assert rows_about(bot, staying.person.person_id)["people"] == 1

    assert [type(each.event) for each in buttons(message)] == [e.UnkeptChosen, e.WelcomeAsked]
    again = data_of(message, e.UnkeptChosen())
    assert again is not None
    leaving.person.tap_data(over.message_id, again)
    new = await leaving.person.next_message(after=leaving.person.last.message_id)
    assert data_of(new, e.NothingReported()) is not None
    assert set(rows_about(bot, PERSON)) >= {"people", "sessions"}


async def test_a_kill_before_the_last_words_are_said(
    bot: BotProcess, sandbox: SandboxServer, content: Content
):
    """They are said by the next process, and only then nothing is left."""
    await bot.start()
    leaving = Walker(sandbox.person(SENTINEL, PERSON), content)
    leaving.person.start()
    steps = (*INTO_IT, *leaving.routine(SCORES))
    asked = await leaving.walk(steps[:-1], then="getting_up_after")
    hanging = sandbox.faults.hang("sendMessage")
    data = data_of(leaving.person.message(asked.message_id), steps[-1].answer)
    assert data is not None
    leaving.person.tap_data(asked.message_id, data)
    await sandbox.calls.wait_for(lambda call: hanging.hits and call.fault == hanging.kind)
    assert set(rows_about(bot, PERSON)) == {"outbox"}
    await bot.kill()
    sandbox.faults.clear()
    await bot.start()
    await leaving.sees("summary")
    await forgotten(bot)
    assert traces(bot) == []


async def test_a_kill_in_the_middle_and_nobody_who_comes_back(
    bot: BotProcess, sandbox: SandboxServer, content: Content, tmp_path: Path
):
    clock = MovedClock(tmp_path / "clock.json", datetime(2026, 3, 2, 9, tzinfo=UTC))
    bot.settings["BOT_CLOCK"] = str(clock.path)
    await bot.start()
    leaving = Walker(sandbox.person(SENTINEL, PERSON), content)
    leaving.person.start()
    sitting, getting_up, *_ = leaving.routine(SCORES)
    await leaving.walk((*INTO_IT, sitting, getting_up), then=leaving.exercises()[0])
    await bot.settled()  # or the next process would say the last question once more
    await bot.kill()
    said = len(leaving.person.bot_messages)
    assert set(rows_about(bot, PERSON)) >= {*RUNNING, "due"}
    clock.move(timedelta(minutes=content.routine.rules.close_after_minutes + 1))
    await bot.start()
    await forgotten(bot)
    assert traces(bot) == []
    assert len(leaving.person.bot_messages) == said, "nothing comes by itself"


async def test_a_stop_goes_too_once_it_is_left(bot: BotProcess, sandbox: SandboxServer, content: Content):
    await bot.start()
    leaving = Walker(sandbox.person(SENTINEL, PERSON), content)
    leaving.person.start()
    sitting, *_ = leaving.routine(SCORES)
    asked = await leaving.walk((*INTO_IT, sitting), then="getting_up_before")
    leaving.person.send("I feel numb")
    check = await leaving.person.next_message(after=asked.message_id)
    yes = data_of(check, e.EmergencyReported())
    assert yes is not None
    leaving.person.tap_data(check.message_id, yes)
    stop = await leaving.person.next_message(after=check.message_id)
    about = set(rows_about(bot, PERSON))
    kept = {"consents", "safety_checks", "sessions", "scores", "exercises_done", "questions"}
    assert not kept & about
    assert "conversations" in about
    back = data_of(stop, e.UnkeptEnded())
    assert back is not None
    leaving.person.tap_data(stop.message_id, back)
    over = await leaving.person.next_message(after=stop.message_id)
    assert content.screens["words"].lines["unkept_over"] in over.text
    assert leaving.person.message(stop.message_id).text == stop.text
    await forgotten(bot)
    assert traces(bot) == []
