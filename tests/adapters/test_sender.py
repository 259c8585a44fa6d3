import asyncio

import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.adapters.pacing import LATE_SECONDS
from bot.core.screens import Edited, Screen
from tests.sending import House, until


@pytest.fixture(autouse=True)
def chats_in_no_hurry(monkeypatch):
    """Chats of these tests may be written to at any speed; test_pacing looks at their pace."""
    monkeypatch.setattr("bot.adapters.pacing.CHAT_SECONDS", 0.0)
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as bot/adapters/http.py does


async def test_a_chat_gets_its_rows_in_order_and_one_at_a_time():
    async with House() as house:
        house.put(1, *"abcdef")
        await house.all_sent()
    assert house.phone.texts == list("abcdef")
    assert [row for row, _ in house.shelf.taken] == [1, 2, 3, 4, 5, 6]
    assert [message for _, message in house.shelf.taken] == [1001, 1002, 1003, 1004, 1005, 1006]


async def test_what_an_earlier_process_left_is_sent_first_of_all():
    house = House()
    house.shelf.put(1, "a")
    house.shelf.put(2, "b")
    async with house:
        await house.all_sent()
    assert sorted(house.phone.texts) == ["a", "b"]


async def test_what_is_to_make_no_sound_makes_none():
    async with House() as house:
        house.shelf.put(1, "a", silent=True)
        house.shelf.put(1, "b")
        house.sender.wake(1)
        await house.all_sent()
    assert house.phone.texts == ["a", "b"]
    assert house.phone.silent == ["a"]


async def test_chats_are_served_side_by_side():
    async with House() as house:
        gate = asyncio.Event()
        for chat in range(1, 51):
            house.phone.faults[chat].append(gate)
            house.put(chat, "a")
        while house.phone.most_at_once < 50:  # noqa: ASYNC110 - no event tells it
            await asyncio.sleep(0.001)
        gate.set()
        await house.all_sent()
    assert len(house.phone.sent) == 50


async def test_a_hanging_chat_delays_nobody_else():
    async with House() as house:
        hanging = asyncio.Event()
        house.phone.faults[1].append(hanging)
        house.put(1, "a", "b")
        for chat in range(2, 100):
            house.put(chat, "c")
        while len(house.phone.sent) < 98:  # noqa: ASYNC110 - no event tells it
            await asyncio.sleep(0.001)
        assert "a" not in house.phone.texts
        hanging.set()
        await house.all_sent()
    assert [text for chat, text in house.phone.sent if chat == 1] == ["a", "b"]


async def test_taps_go_before_bulk_even_when_bulk_came_first():
    async with House(rate=500) as house:
        for chat in range(100, 200):
            house.put(chat, "bulk", tapped=False)
        await asyncio.sleep(0.02)
        house.put(1, "tap")
        await house.all_sent()
    assert house.phone.texts.index("tap") <= 15
    assert len(house.phone.sent) == 101


async def test_a_tap_moves_a_chat_that_waits_in_bulk_to_the_front():
    async with House(rate=500) as house:
        for chat in range(100, 200):
            house.put(chat, f"{chat}", tapped=False)
        house.sender.wake(199)
        await house.all_sent()
    assert house.phone.texts.index("199") <= 3


async def test_a_group_waits_until_every_person_is_served():
    async with House(rate=500) as house:
        for chat in range(-40, 0):
            house.put(chat, "group")
        await asyncio.sleep(0.02)
        house.put(1, "person")
        await house.all_sent()
    assert house.phone.texts.index("person") <= 15


async def test_every_message_waits_for_a_slot_of_its_own():
    """How slots are spaced is the pace's (test_pacing.py)."""
    given = asyncio.Semaphore(0)
    async with House() as house:
        house.pace.slot = given.acquire
        for chat in range(1, 31):
            house.put(chat, "a")
        for sent in range(30):
            assert len(house.phone.at) == sent
            given.release()
            await until(lambda sent=sent: len(house.phone.texts) == sent + 1)
            await asyncio.sleep(0.001)
        await house.all_sent()
    assert sorted(house.phone.order) == list(range(1, 31))


async def test_a_429_holds_everything_and_the_same_row_is_tried_again():
    async with House(rate=1_000) as house:
        house.phone.faults[1].append(RetryAfter(1))
        house.put(1, "a")
        for chat in range(2, 30):
            house.put(chat, "b")
        await house.all_sent()
    refused_at = house.phone.at[0]
    later = [instant - refused_at for instant in house.phone.at[1:]]
    at_once = [gap for gap in later if gap < 0.5]
    assert not [gap for gap in later if 0.5 <= gap < 1.0]
    assert len(at_once) <= 1 + 1_000 * LATE_SECONDS, "slots that were given before the answer came"
    assert sorted(house.phone.texts) == ["a"] + ["b"] * 28
    assert house.shelf.set_aside == []


async def test_what_takes_long_to_be_drawn_is_not_sent_into_a_hold_either():
    holds = [0.3]

    async def draw(sent):
        if holds:
            house.pace.hold(holds.pop())  # a 429 of another chat comes in meanwhile
        return Screen(str(sent.row.arg("text")))

    async with House(draw=draw) as house:
        began = asyncio.get_running_loop().time()
        house.put(1, "ten years")
        await house.all_sent()
    assert house.phone.texts == ["ten years"]
    assert house.phone.at[0] - began >= 0.3


@pytest.mark.parametrize(("seconds", "kinds"), [(599, []), (600, ["held"])])
async def test_a_long_silence_that_telegram_asks_for_is_told_of(seconds, kinds):
    async with House(rate=1_000) as house:
        house.phone.faults[1].append(RetryAfter(seconds))
        house.put(1, "a")
        await asyncio.sleep(0.05)
    assert len(house.phone.at) == 1
    assert [kind for kind, _ in house.troubles] == kinds
    assert all("for 10 minutes" in sentence for _, sentence in house.troubles)


@pytest.mark.parametrize("error", [NetworkError("502"), TimedOut()])
async def test_without_an_answer_a_row_is_tried_again_and_never_lost(error):
    tries = []

    def backoff(number):
        tries.append(number)
        return 0.001

    async with House(backoff=backoff) as house:
        house.phone.faults[1] += [error, error, error]
        house.put(1, "a", "b")
        await house.all_sent()
    assert house.phone.texts == ["a", "b"]
    assert tries == [0, 1, 2]


async def test_the_host_is_told_of_a_message_that_fails_and_fails(monkeypatch):
    monkeypatch.setattr("bot.adapters.sender.delivering.TELL_AFTER", 3)
    async with House(backoff=lambda tries: 0.001) as house:
        house.phone.faults[1] += [NetworkError("502")] * 5
        house.put(1, "a")
        await house.all_sent()
    assert [kind for kind, _ in house.troubles] == ["stuck"]
    assert house.phone.texts == ["a"]


async def test_a_mistake_of_our_own_while_sending_is_tried_less_and_less_often_and_told_of():
    waits = []

    def backoff(tries):
        waits.append(tries)
        return 0.0

    async with House(backoff=backoff) as house:
        house.phone.faults[1].extend([ImportError("Pillow")] * 12)
        house.put(1, "picture", "next")
        await house.all_sent()
    assert house.phone.texts == ["picture", "next"]
    assert waits == list(range(12))
    assert [kind for kind, _ in house.troubles] == ["stuck"]


async def test_what_can_not_be_noted_as_sent_is_tried_less_and_less_often_and_told_of():
    waits = []

    def backoff(tries):
        waits.append(tries)
        return 0.0

    async with House(backoff=backoff) as house:
        house.shelf.broken = 12
        house.put(1, "a", "b")
        await house.all_sent()
        house.shelf.broken = 1
        house.put(1, "c")
        await house.all_sent()
    assert house.phone.texts == ["a", "b", "c"]
    assert waits == [*range(12), 0]
    assert [kind for kind, _ in house.troubles] == ["stuck"]


async def test_a_send_that_hangs_counts_as_failed_after_a_while(monkeypatch):
    monkeypatch.setattr("bot.adapters.sender.delivering.SEND_SECONDS", 0.05)
    async with House() as house:
        house.phone.faults[1].append(asyncio.Event())
        house.put(1, "a")
        await house.all_sent()
    assert house.phone.texts == ["a"]


@pytest.mark.parametrize("error", [Forbidden("bot was blocked by the user"), ChatMigrated(-100)])
async def test_what_nobody_receives_is_dropped(error):
    async with House() as house:
        house.phone.faults[1].append(error)
        house.put(1, "a", "b")
        await house.all_sent()
        house.put(1, "c")
        await house.all_sent()
    assert house.shelf.dropped == [1]
    assert house.phone.texts == ["c"]


async def test_what_telegram_refuses_is_set_aside_and_a_plain_word_said(caplog):
    async with House() as house:
        house.phone.faults[1].append(BadRequest("can't parse entities: my back hurts"))
        house.put(1, "a", "b")
        await house.all_sent()
    ((sent, why),) = house.shelf.set_aside
    assert sent.row.arg("text") == "a"
    assert "can't parse entities" in why.lower()
    assert house.phone.texts == ["b", "plain"]
    [(kind, sentence)] = house.troubles
    assert kind == "refused"
    assert sentence.startswith("A message could not be sent and was set aside: screen words. ")
    assert "hurts" not in "".join(record.getMessage() for record in caplog.records)


async def test_what_can_not_be_drawn_is_set_aside():
    async def draw(sent):
        if sent.row.arg("text") == "a":
            raise KeyError("my back hurts")
        return Screen(str(sent.row.arg("text")))

    async with House(draw=draw) as house:
        house.put(1, "a", "b")
        await house.all_sent()
    assert house.phone.texts == ["b", "plain"]
    assert "hurts" not in house.shelf.set_aside[0][1]


async def test_an_edit_keeps_its_message():
    async with House() as house:
        house.put(1, "a", target=55)
        await house.all_sent()
    assert house.phone.edited == [(1, 55, "a")]
    assert house.shelf.taken == [(1, 55)]


async def test_what_can_not_be_edited_any_more_is_sent_anew_and_takes_a_slot_of_its_own():
    async with House(rate=50) as house:
        house.phone.faults[1].append(Edited.GONE)
        house.put(1, "a", target=55)
        await house.all_sent()
    assert house.phone.texts == ["a"]
    assert house.shelf.taken == [(1, 1001)]
    assert house.phone.at[1] - house.phone.at[0] >= 0.015


async def test_a_message_that_can_not_show_it_goes_once_another_has_come():
    async with House() as house:
        house.phone.faults[1] += [Edited.UNFIT, NetworkError("502")]
        house.put(1, "a", target=55)
        house.shelf.broken = 1
        await house.all_sent()
    assert house.phone.texts == ["a"]
    assert house.shelf.taken == [(1, 1001)]
    assert house.phone.removed == [(1, 55)]


async def test_a_message_that_can_not_be_taken_away_stays():
    async with House() as house:
        house.phone.faults[1] += [Edited.UNFIT, Edited.DONE, BadRequest("odd")]
        house.put(1, "a", "b", target=55)
        await house.all_sent()
    assert house.phone.texts == ["a"]
    assert house.phone.removed == []
    assert house.phone.edited == [(1, 55, "b")]


async def test_what_was_taken_but_could_not_be_noted_is_not_sent_twice():
    async with House() as house:
        house.shelf.broken = 3
        house.put(1, "a", "b")
        await house.all_sent()
    assert house.phone.texts == ["a", "b"]
    assert [message for _, message in house.shelf.taken] == [1001, 1002]


async def test_a_row_that_comes_while_another_is_on_its_way_is_sent_after_it():
    async with House() as house:
        gate = asyncio.Event()
        house.phone.faults[1].append(gate)
        house.put(1, "a")
        await asyncio.sleep(0.02)
        house.put(1, "b")
        gate.set()
        await house.all_sent()
    assert house.phone.texts == ["a", "b"]


async def test_a_wake_for_nothing_does_nothing():
    async with House() as house:
        house.sender.wake(1)
        await asyncio.sleep(0.02)
        house.put(1, "a")
        await house.all_sent()
    assert house.phone.texts == ["a"]


async def test_one_chats_thousand_messages_delay_nobody_else(monkeypatch):
    monkeypatch.setattr("bot.adapters.pacing.CHAT_SECONDS", 1.0)
    async with House(rate=1_000) as house:
        house.put(1, *(["a"] * 1_000))
        await asyncio.sleep(0.05)
        started = asyncio.get_running_loop().time()
        for chat in range(2, 30):
            house.put(chat, "b")
        while house.phone.texts.count("b") < 28:  # noqa: ASYNC110 - no event tells it
            await asyncio.sleep(0.001)
        assert asyncio.get_running_loop().time() - started < 1.0
    assert house.phone.texts.count("a") == 3


async def test_a_chat_keeps_its_pace_when_each_message_comes_after_the_one_before(monkeypatch):
    monkeypatch.setattr("bot.adapters.pacing.CHAT_SECONDS", 0.1)
    async with House() as house:
        for _ in range(8):
            house.put(1, "a")
            await house.all_sent()
    at = house.phone.at
    # However late the loop wakes up: the burst, and from then on no more than one each 0.1 s since the first.
    assert all(instant - at[0] >= 0.1 * (place - 2) - 0.001 for place, instant in enumerate(at))
    assert not house.sender._queues._woken


async def test_a_chat_that_rested_with_nothing_to_be_sent_is_forgotten(monkeypatch):
    monkeypatch.setattr("bot.adapters.pacing.CHAT_SECONDS", 0.02)
    async with House() as house:
        house.put(1, *"abcd")
        await house.all_sent()
        await asyncio.sleep(0.1)
        assert house.sender._queues.idle


async def test_ending_waits_for_what_is_on_its_way_and_gives_up_what_hangs():
    house = House()
    async with house:
        gate = asyncio.Event()
        house.phone.faults[1].append(gate)
        house.phone.faults[2].append(asyncio.Event())
        house.put(1, "a")
        house.put(2, "b")
        await asyncio.sleep(0.02)
        house.running.cancel()
        asyncio.get_running_loop().call_later(0.02, gate.set)
        await house.sender.finish(0.2)
    assert house.phone.texts == ["a"]
    assert [row.row.arg("text") for rows in house.shelf.rows.values() for row in rows] == ["b"]


async def test_once_it_is_to_end_a_chat_without_a_row_gives_its_slot_to_nobody():
    async with House(rate=1_000) as house:
        house.shelf.readable.clear()
        for chat in range(1, 4):
            house.sender.wake(chat)  # nothing is there for them
        while len(house.sender._under_way) < 3:  # noqa: ASYNC110 - no event tells it
            await asyncio.sleep(0.001)
        house.put(9, "waits for the next start")
        house.running.cancel()
        house.shelf.readable.set()
        await house.sender.finish(0.2)
        await asyncio.sleep(0)
        assert house.sender._under_way == set()
        assert house.phone.texts == []
