import asyncio

import pytest
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.adapters.answers import Answers
from bot.adapters.http import HttpRequest
from bot.adapters.intake import Polling, Taking, TokenRefused
from bot.adapters.telegram import TelegramBot
from bot.adapters.updates import KINDS
from bot.sandbox import SandboxServer
from tests.taking import House, NotStored, tapped, typed


@pytest.fixture(autouse=True)
def spans_of_time_as_such(monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as bot/adapters/http.py does


class Script:
    """A Telegram that answers polls as it is told: lists of updates, or errors; then it waits for ever."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.offsets = []
        self.farewell = None
        self.done = asyncio.Event()
        self.webhooks_removed = 0

    async def updates(self, offset, seconds):
        if seconds == 0:
            self.farewell = offset
            return []
        self.offsets.append(offset)
        if not self.answers:
            self.done.set()
            await asyncio.Event().wait()
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def forget_webhook(self):
        self.webhooks_removed += 1


class Noted:
    """Waits no time, and notes how often it was asked to."""

    def __init__(self):
        self.tries = []

    def __call__(self, tries):
        self.tries.append(tries)
        return 0.0


def polling(source, house, backoff=lambda tries: 0.0, trouble=lambda kind, sentence: None):
    return Polling(source, Taking(house.doors()).take, backoff, trouble)


async def run_through(script, house, backoff=lambda tries: 0.0):
    """Runs an intake until the script is through; gives the intake's task."""
    intake = polling(script, house, backoff)
    running = asyncio.ensure_future(intake.run())
    await asyncio.wait(
        {running, asyncio.ensure_future(script.done.wait())}, timeout=5, return_when=asyncio.FIRST_COMPLETED
    )
    intake.stop()
    await running


async def test_updates_are_taken_in_order_and_confirmed_afterwards():
    script, house = Script([typed(5, "a"), typed(6, "b")], [typed(7, "c")]), House()
    await run_through(script, house)
    assert house.texts == ["a", "b", "c"]
    assert script.offsets[:3] == [None, 7, 8]
    assert house.woken == [42, 42, 42]


async def test_nothing_is_confirmed_before_the_commit():
    script, house = Script([typed(5, "a")]), House()
    house.gate.clear()
    intake = polling(script, house)
    running = asyncio.ensure_future(intake.run())
    await house.something.wait()
    await asyncio.sleep(0.05)
    assert script.offsets == [None]
    assert house.woken == []
    house.gate.set()
    await script.done.wait()
    assert script.offsets == [None, 6]
    intake.stop()
    await running


async def test_a_batch_that_could_not_be_stored_comes_again():
    script, house = Script([typed(5, "a"), tapped(6, "x")], [typed(5, "a"), tapped(6, "x")]), House()
    house.fails["a"] = NotStored()

    def mend(tries):
        house.fails.clear()
        return 0.0

    await run_through(script, house, mend)
    assert script.offsets[:3] == [None, None, 7]
    assert house.answered == [("q6", "noted")]
    assert house.kept == []


async def test_what_our_own_code_raises_on_is_set_aside_and_the_rest_goes_on(caplog):
    script, house = Script([typed(5, "a"), typed(6, "poison"), tapped(7, "poison"), typed(8, "b")]), House()
    house.fails["poison"] = KeyError("my back hurts")
    await run_through(script, house)
    assert house.texts == ["a", "poison", "b"]
    assert [(what.update_id, type(error)) for what, error, _ in house.kept] == [(6, KeyError), (7, KeyError)]
    assert house.answered == [("q7", None)]
    assert house.woken == [42, 42, 42, 42]
    assert script.offsets[1] == 9
    assert "hurts" not in "".join(record.getMessage() for record in caplog.records)


async def test_what_can_not_even_be_set_aside_stops_nothing():
    script, house = Script([typed(5, "poison"), typed(6, "b")]), House()
    house.fails["poison"] = KeyError("twice")
    await run_through(script, house)
    assert house.texts == ["poison", "b"]
    assert script.offsets[1] == 7


async def test_an_unreadable_update_is_set_aside_by_its_id_and_without_its_words():
    broken = typed(6, "my back hurts")
    broken["message"]["date"] = 10**15
    script, house = Script([typed(5, "a"), broken, typed(7, "b")]), House()
    await run_through(script, house)
    assert house.texts == ["a", "b"]
    ((what, error, shape),) = house.kept
    assert (what, error) == (6, None)
    assert "hurts" not in str(shape)
    assert script.offsets[1] == 8


async def test_updates_without_an_id_are_passed_over_and_never_asked_for_in_a_rush():
    pauses = Noted()
    script, house = Script([None, "x", {"update_id": "5"}, typed(6, "a")], [{}]), House()
    await run_through(script, house, pauses)
    assert house.texts == ["a"]
    assert script.offsets == [None, 7, 7]
    assert pauses.tries == [0]


async def test_after_a_quiet_poll_it_asks_from_the_start_because_ids_may_begin_anew():
    script, house = Script([typed(900, "a")], [], [typed(3, "b")]), House()
    await run_through(script, house)
    assert script.offsets[:4] == [None, 901, None, 4]
    assert house.texts == ["a", "b"]


async def test_every_tap_is_answered_even_one_that_means_nothing():
    nothing = tapped(6, "x")
    del nothing["callback_query"]["data"]
    nothing["callback_query"]["game_short_name"] = "g"
    script, house = Script([tapped(5, "x"), nothing]), House()
    await run_through(script, house)
    assert house.answered == [("q5", "noted"), ("q6", None)]


@pytest.mark.parametrize("error", [NetworkError("no"), TimedOut(), BadRequest("odd")])
async def test_trouble_with_the_network_is_waited_out_and_told_once(error, caplog):
    caplog.set_level("INFO")
    pauses = Noted()
    script, house = Script(error, error, error, [typed(5, "a")]), House()
    await run_through(script, house, pauses)
    assert pauses.tries == [0, 1, 2]
    assert house.texts == ["a"]
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]


async def test_a_429_is_waited_out(monkeypatch):
    slept = []

    async def sleep(seconds):
        slept.append(seconds)

    script, house = Script(RetryAfter(7), [typed(5, "a")]), House()
    monkeypatch.setattr("bot.adapters.intake.asking.asyncio.sleep", sleep)
    intake = polling(script, house)
    running = asyncio.ensure_future(intake.run())
    await script.done.wait()
    intake.stop()
    await running
    assert slept == [7.0]
    assert house.texts == ["a"]


async def test_another_poller_is_told_of_once_and_tried_slowly(monkeypatch, caplog):
    slept = []

    async def sleep(seconds):
        slept.append(seconds)

    conflict = Conflict("Conflict: terminated by other getUpdates request")
    script, house = Script(conflict, conflict, [typed(5, "a")]), House()
    monkeypatch.setattr("bot.adapters.intake.asking.asyncio.sleep", sleep)
    troubles = []
    intake = polling(script, house, trouble=lambda *trouble: troubles.append(trouble))
    running = asyncio.ensure_future(intake.run())
    await script.done.wait()
    intake.stop()
    await running
    assert slept == [10.0, 10.0]
    assert [kind for kind, _ in troubles] == ["token"]
    (record,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert "Another program runs with this BOT_TOKEN" in record.getMessage()


async def test_a_webhook_left_behind_is_removed():
    conflict = Conflict("Conflict: can't use getUpdates method while webhook is active")
    script, house = Script(conflict, [typed(5, "a")]), House()
    await run_through(script, house)
    assert script.webhooks_removed == 1
    assert house.texts == ["a"]


async def test_a_token_telegram_keeps_refusing_ends_it():
    script, house = Script(*[InvalidToken("Unauthorized")] * 3), House()
    with pytest.raises(TokenRefused):
        await asyncio.wait_for(polling(script, house).run(), 5)


async def test_a_token_refused_once_or_twice_is_asked_with_again():
    refused = InvalidToken("Not Found")
    script, house = Script(refused, refused, [typed(5, "a")], refused, refused, [typed(6, "b")]), House()
    await run_through(script, house)
    assert house.texts == ["a", "b"]


async def test_stopping_finishes_the_batch_in_hand_and_says_what_was_taken():
    script, house = Script([typed(5, "a")]), House()
    house.gate.clear()
    intake = polling(script, house)
    running = asyncio.ensure_future(intake.run())
    await house.something.wait()
    intake.stop()
    house.gate.set()
    await asyncio.wait_for(running, 5)
    assert script.offsets == [None]
    assert script.farewell == 6
    assert house.woken == [42]


# --- against the sandbox server -------------------------------------------------------------------


class Running:
    """An intake at a sandbox."""

    def __init__(self, sandbox, house):
        self.house = house
        calls, self.polls = HttpRequest(proxies=False), HttpRequest(proxies=False)
        self.telegram = TelegramBot(sandbox.token, sandbox.url, calls, self.polls, KINDS)
        self.intake = polling(self.telegram, house, lambda tries: 0.01)

    async def __aenter__(self):
        await self.telegram.open()
        self.task = asyncio.ensure_future(self.intake.run())
        return self

    async def __aexit__(self, *_):
        self.intake.stop()
        await asyncio.wait_for(self.task, 5)
        await self.telegram.close()


async def test_at_the_sandbox_all_comes_once_and_is_confirmed():
    async with SandboxServer() as sandbox:
        people = [sandbox.person(f"P{number}") for number in range(5)]
        house = House()
        for person in people:
            person.start()
        async with Running(sandbox, house):
            for number in range(60):
                people[number % 5].send(str(number))
            sandbox.inject({"message": {"date": 10**15}})
            await sandbox.updates.wait_confirmed()
        assert house.texts == ["/start"] * 5 + [str(number) for number in range(60)]
        assert len(house.kept) == 1


async def test_at_the_sandbox_faults_lose_nothing():
    async with SandboxServer() as sandbox:
        ada, house = sandbox.person("Ada"), House()
        ada.start()
        sandbox.faults.status("getUpdates", 502)
        sandbox.faults.drop_request("getUpdates")
        sandbox.faults.drop_reply("getUpdates")
        sandbox.faults.status("getUpdates", 200, "<html>")
        async with Running(sandbox, house):
            await sandbox.updates.wait_confirmed()
        assert house.texts == ["/start"]


async def test_at_the_sandbox_two_pollers_do_not_end_each_other(monkeypatch):
    monkeypatch.setattr("bot.adapters.intake.polling._CONFLICT_SECONDS", 0.05)
    async with SandboxServer() as sandbox:
        ada, house, other = sandbox.person("Ada"), House(), House()
        async with Running(sandbox, house), Running(sandbox, other):
            await sandbox.calls.wait_for(lambda call: call.method == "getUpdates" and call.status == 409)
            ada.start()
            await sandbox.updates.wait_confirmed()
        assert house.texts + other.texts == ["/start"]


# --- answers --------------------------------------------------------------------------------------


async def test_answers_go_out_side_by_side_and_bounded():
    under_way = most = 0
    given = []

    async def send(callback_id, words):
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.001)
        under_way -= 1
        given.append((callback_id, words))

    answers = Answers(send)
    for number in range(1_200):
        answers.give(str(number), "Noted")
    await answers.finish(10)
    assert most == 32
    assert len(given) == 1_000
    assert given[0] == ("0", "Noted")


@pytest.mark.parametrize("error", [BadRequest("query is too old"), NetworkError("no"), RetryAfter(5)])
async def test_an_answer_that_is_not_wanted_harms_nothing(error):
    async def send(callback_id, words):
        raise error

    answers = Answers(send)
    answers.give("1")
    await answers.finish(5)


async def test_an_answer_that_hangs_is_given_up_at_the_end():
    async def send(callback_id, words):
        await asyncio.Event().wait()

    answers = Answers(send)
    answers.give("1")
    await asyncio.wait_for(answers.finish(0.01), 5)
