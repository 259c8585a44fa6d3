"""What a network and a busy Telegram do to the bot: nothing is lost, and it goes on."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.core import events as e
from bot.core.content import Content
from bot.sandbox import Call, Person, SandboxServer
from tests.e2e.accounts import EDITS, SENDS, account, repeats, was_taken
from tests.e2e.bot_process import BotProcess
from tests.e2e.measured import Measured
from tests.e2e.on_screen import data_of
from tests.e2e.walking import Given, Step, Walker

TO_THE_SCORES = (
    Step("welcome", e.ConsentGiven()),
    Step("emergency_check", e.NothingReported()),
    Step("caution_check", e.NothingReported()),
)
SHOWS = (*SENDS, *EDITS)


@pytest.fixture
async def ada(bot: BotProcess, sandbox: SandboxServer, content: Content) -> Walker:
    """Somebody who is asked for the first score."""
    await bot.start()
    walker = Walker(sandbox.person("Adalind"), content)
    walker.person.start()
    await walker.walk(TO_THE_SCORES[:2], then="caution_check")
    await bot.terminate()  # the next one need not wait with what comes now because of what was sent before
    await bot.start()
    await walker.walk(TO_THE_SCORES[2:], then="sitting_before")
    return walker


def someone(sandbox: SandboxServer, content: Content) -> Walker:
    return Walker(sandbox.person(f"Newcomer-{len(sandbox.people)}"), content)


async def test_a_429_holds_everything_and_loses_nothing(
    bot: BotProcess, sandbox: SandboxServer, content: Content, measured: Measured
):
    await bot.start()
    people = [someone(sandbox, content) for _ in range(8)]
    await asyncio.gather(*(each.arrive() for each in people))
    seconds = 2
    sandbox.faults.too_many_requests(retry_after=seconds, when=lambda params: "text" in params)
    await asyncio.gather(*(each.walk(TO_THE_SCORES[:2], then="caution_check") for each in people))

    [refused] = [call for call in sandbox.calls if call.status == 429]
    assert refused.answered_at is not None
    until = refused.answered_at + seconds
    inside = [call for call in sandbox.calls if call.method in SHOWS and refused.at < call.at < until]
    late = [call for call in inside if call.at > refused.answered_at + 0.25]
    measured.tell(people=len(people), sent_inside_the_hold=len(late), on_their_way=len(inside) - len(late))
    assert late == []
    assert not repeats(sandbox)
    assert all(tap.answer is not None for each in people for tap in each.person.taps)


async def test_a_429_for_updates_is_waited_for(bot: BotProcess, sandbox: SandboxServer, ada: Walker):
    fault = sandbox.faults.too_many_requests("getUpdates", retry_after=1)
    await ada.walk([Step("sitting_before", e.ScoreGiven(3))], then="getting_up_before")
    await sandbox.updates.wait_confirmed(5)
    assert fault.hits == 1
    [refused] = [call for call in sandbox.calls if call.status == 429]
    asked_again = next(call for call in sandbox.calls.since(refused.number) if call.method == "getUpdates")
    assert asked_again.at - refused.at >= 1


async def test_bad_gateways_from_the_start_on(bot: BotProcess, sandbox: SandboxServer, content: Content):
    faults = {
        method: sandbox.faults.status(method, times=times)
        for method, times in (("getMe", 1), ("setMyCommands", 1), ("getUpdates", 1), ("sendMessage", 2))
    }
    await bot.start()
    newcomer = someone(sandbox, content)
    await newcomer.arrive()
    await sandbox.calls.wait_for(lambda call: call.method == "setMyCommands" and call.ok)
    assert {method: fault.hits for method, fault in faults.items()} == {
        "getMe": 1,
        "setMyCommands": 1,
        "getUpdates": 1,
        "sendMessage": 2,
    }
    assert len(newcomer.person.bot_messages) == 1
    assert len([call for call in bot.calls_of("sendMessage") if was_taken(call)]) == 1


@pytest.mark.parametrize(("method", "command"), [("sendMessage", "/privacy"), ("sendPhoto", "/help")])
async def test_a_message_whose_acceptance_is_lost_comes_twice(
    bot: BotProcess, sandbox: SandboxServer, ada: Walker, method: str, command: str
):
    fault = sandbox.faults.drop_reply(method)
    ada.person.send(command)
    lost = await sandbox.calls.wait_for(lambda call: call.method == method and call.fault)
    await sandbox.calls.wait_for(lambda call: call.method == method and call.ok and call.number > lost.number)
    assert fault.hits == 1
    await bot.terminate()
    assert repeats(sandbox) == {str(ada.person.person_id): 1}


async def test_an_edit_whose_acceptance_is_lost_does_no_harm(
    bot: BotProcess, sandbox: SandboxServer, content: Content, ada: Walker
):
    bot.may_be_refused("message is not modified")
    fault = sandbox.faults.drop_reply("editMessageText")
    await ada.walk([Step("sitting_before", e.ScoreGiven(3))], then="getting_up_before")
    assert fault.hits == 1
    await bot.terminate()
    assert not repeats(sandbox)
    books = account(bot, [ada], content)
    assert (books.given, books.lost, books.doubled, books.untold) == (1, 0, 0, 0)


async def test_a_request_that_is_lost_is_sent_again(
    bot: BotProcess, sandbox: SandboxServer, content: Content, ada: Walker
):
    fault = sandbox.faults.drop_request("sendMessage")
    await ada.walk([Step("sitting_before", e.ScoreGiven(3))], then="getting_up_before")
    assert fault.hits == 1
    assert not repeats(sandbox)


async def test_telegram_is_gone_for_a_while(
    bot: BotProcess, sandbox: SandboxServer, content: Content, ada: Walker
):
    await sandbox.stop()
    question = await ada.sees("sitting_before")
    tapped = data_of(ada.person.message(question.message_id), e.ScoreGiven(2))
    assert tapped
    ada.person.tap_data(question.message_id, tapped)
    ada.person.send("/help")
    await sandbox.start()
    await ada.sees("getting_up_before")
    await bot.terminate()
    ada.given.append(Given("sitting", "before", 2))
    books = account(bot, [ada], content)
    assert (books.lost, books.doubled, books.untold) == (0, 0, 0)


@pytest.mark.parametrize("leave", [Person.block, Person.delete_account])
async def test_who_has_left_is_told_nothing_more(
    bot: BotProcess, sandbox: SandboxServer, content: Content, ada: Walker, leave: Any
):
    """A message is on its way, two more wait behind it, and nothing can be sent there any more."""
    bot.may_be_refused("bot was blocked by the user", "user is deactivated")
    person = ada.person
    hanging = sandbox.faults.hang(chat_id=person.person_id)
    person.send("4")
    await sandbox.calls.wait_for(lambda call: call.fault == "hang")
    leave(person)
    await sandbox.updates.wait_confirmed()
    hanging.release()
    refused = await sandbox.calls.wait_for(lambda call: call.status == 403)

    # Somebody else's whole way through the same queues comes after whatever was still to be done.
    await someone(sandbox, content).arrive()
    assert [call for call in calls_to(sandbox, person) if call.number > refused.number] == []
    assert bot.rows("SELECT count(*) FROM outbox WHERE person = ?", person.person_id) == [(0,)]
    assert bot.rows("SELECT blocked FROM people WHERE id = ?", person.person_id) == [(1,)]


async def test_who_comes_back_goes_on_where_they_were(
    bot: BotProcess, sandbox: SandboxServer, content: Content, ada: Walker
):
    ada.person.block()
    await sandbox.updates.wait_confirmed()
    assert bot.rows("SELECT blocked FROM people") == [(1,)]
    ada.person.start()
    await ada.walk([Step("sitting_before", e.ScoreGiven(4))], then="getting_up_before")
    await bot.terminate()
    assert bot.rows("SELECT blocked FROM people") == [(0,)]
    books = account(bot, [ada], content)
    assert (books.given, books.lost, books.doubled, books.untold) == (1, 0, 0, 0)


async def test_what_cannot_be_edited_any_more_is_sent_anew(
    bot: BotProcess, sandbox: SandboxServer, content: Content, ada: Walker
):
    bot.may_be_refused("message to edit not found")
    question = await ada.sees("sitting_before")
    ada.person.delete(question.message_id)
    ada.person.send("4")
    ada.given.append(Given("sitting", "before", 4))
    await ada.sees("getting_up_before")
    await bot.terminate()
    books = account(bot, [ada], content)
    assert (books.given, books.lost, books.doubled, books.untold) == (1, 0, 0, 0)


async def test_a_message_that_is_deleted_right_after_the_tap(
    bot: BotProcess, sandbox: SandboxServer, content: Content, ada: Walker
):
    bot.may_be_refused("message to edit not found")
    question = await ada.sees("sitting_before")
    ada.person.tap(question.message_id, "4")
    ada.person.delete(question.message_id)
    ada.given.append(Given("sitting", "before", 4))
    await ada.sees("getting_up_before")
    await bot.terminate()
    books = account(bot, [ada], content)
    assert (books.given, books.lost, books.doubled, books.untold) == (1, 0, 0, 0)


async def test_a_tap_that_is_too_old_to_be_answered_counts(
    bot: BotProcess, sandbox: SandboxServer, content: Content, ada: Walker
):
    bot.may_be_refused("query is too old")
    await bot.terminate()
    question = await ada.sees("sitting_before")
    ada.person.tap(question.message_id, "5")
    sandbox.expire_taps()
    await bot.start()
    await ada.sees("getting_up_before")
    assert bot.rows("SELECT measure, moment, value FROM scores") == [("sitting", "before", 5)]


async def test_what_telegram_will_never_take_is_set_aside(
    bot: BotProcess, sandbox: SandboxServer, content: Content
):
    owner = sandbox.person("Hostess")
    owner.start()
    bot.settings["BOT_OWNER"] = str(owner.person_id)
    bot.may_say("Telegram refuses the screen 'welcome'")
    newcomer = sandbox.person("Newcomer")
    refusal = {"ok": False, "error_code": 400, "description": "Bad Request: BUTTON_DATA_INVALID"}
    await bot.start()
    await owner.wait_for(lambda person: person.bot_messages)
    before = owner.last.message_id
    sandbox.faults.status("sendMessage", 400, refusal, chat_id=newcomer.person_id)
    newcomer.start()
    told = await newcomer.next_message(after=0)
    assert told.text == content.screens["fallback"].text
    trouble = await owner.next_message(after=before)
    assert "welcome" in trouble.text
    assert "Newcomer" not in trouble.text
    assert str(newcomer.person_id) not in trouble.text
    newcomer.send("/start")
    await Walker(newcomer, content).sees("welcome")


async def test_an_update_that_comes_again_counts_once(
    bot: BotProcess, sandbox: SandboxServer, content: Content, ada: Walker
):
    bot.may_be_refused("query is too old")
    await ada.walk([Step("sitting_before", e.ScoreGiven(3))], then="getting_up_before")
    ada.person.send("4")
    first = await ada.sees(content.routine.exercises[0])
    await sandbox.updates.wait_confirmed()
    tapped, typed = updates_given(sandbox)[-2:]
    assert "callback_query" in tapped
    assert "message" in typed
    seen = [message.message_id for message in ada.person.bot_messages]
    for _ in range(3):
        for update in (tapped, typed):
            sandbox.inject(update)
        await sandbox.updates.wait_confirmed()
    assert bot.rows("SELECT measure, value FROM scores") == [("sitting", 3), ("getting_up", 4)]
    assert (await ada.sees(content.routine.exercises[0])) == first
    assert [message.message_id for message in ada.person.bot_messages] == seen


async def begin_ids_anew(sandbox: SandboxServer, walker: Walker) -> None:
    """Another sequence of ids begins, lower, and somebody who was asked for a score gives it."""
    used, taken = sandbox.updates.last_id, len(updates_given(sandbox))
    # So little below that Telegram would take the old offset for one of these, and drop what is before it.
    sandbox.updates.restart_ids(used - taken - 1)
    walker.person.send("4")
    assert sandbox.updates.last_id < used
    await walker.sees("getting_up_before")


async def test_update_ids_that_begin_anew_lower_are_taken(
    bot: BotProcess, sandbox: SandboxServer, ada: Walker
):
    """After an idle week Telegram begins another sequence; an empty answer has come long before."""
    ada.person.send("/help")
    await sandbox.updates.wait_confirmed()
    sandbox.faults.status("getUpdates", 200, {"ok": True, "result": []})
    before = sandbox.calls.count
    await sandbox.stop()  # ends the question that waits: the next one gets the empty answer
    await sandbox.start()
    await sandbox.calls.wait_for(
        lambda call: call.number > before and call.method == "getUpdates" and "offset" not in call.params
    )
    await begin_ids_anew(sandbox, ada)


@pytest.mark.soak
async def test_update_ids_that_begin_anew_after_a_real_pause(
    bot: BotProcess, sandbox: SandboxServer, ada: Walker
):
    """As above, with the empty answer that comes when nobody says anything for as long as a poll takes."""
    ada.person.send("/help")
    await sandbox.updates.wait_confirmed()
    empty = await sandbox.calls.wait_for(lambda call: call.method == "getUpdates" and is_empty(call), 50)
    await sandbox.calls.wait_for(lambda call: call.number > empty.number and call.method == "getUpdates")
    await begin_ids_anew(sandbox, ada)


def is_empty(call: Call) -> bool:
    return call.status == 200 and call.params["timeout"] != "0" and call.answer["result"] == []


def calls_to(sandbox: SandboxServer, person: Person) -> list[Call]:
    return [call for call in sandbox.calls if call.params.get("chat_id") == str(person.person_id)]


def updates_given(sandbox: SandboxServer) -> list[Any]:
    """Every update the bot was given, in order."""
    answered = [call for call in sandbox.calls.of("getUpdates") if call.status == 200]
    return [update for call in answered for update in call.answer["result"]]
