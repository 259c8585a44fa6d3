"""Whose turn it is: buttons that are to go come last, and bulk is not claimed faster than it goes out."""

import asyncio
from datetime import timedelta

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter

from bot.adapters.pacing import LATE_SECONDS, Pace
from bot.adapters.sender.queues import Place, Queues
from bot.adapters.sender.sending import UNREAD_SECONDS
from bot.core.effects import Slot
from bot.core.screens import Screen
from tests.sending import House, until


@pytest.fixture(autouse=True)
def chats_in_no_hurry(monkeypatch):
    """Chats of these tests may be written to at any speed; test_pacing looks at their pace."""
    monkeypatch.setattr("bot.adapters.pacing.CHAT_SECONDS", 0.0)
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as bot/adapters/http.py does


class Quick(Pace):
    """Says that few messages go out within a second, and lets many out, so that no test waits for seconds."""

    def __init__(self, rate=5):
        super().__init__(10_000)
        self.rate = rate


# --- buttons that are to go -----------------------------------------------------------------------


async def test_buttons_are_taken_away_by_an_edit_that_draws_nothing():
    async def draw(sent):
        assert sent.slot is not Slot.BUTTONS
        return Screen("a")

    async with House(draw=draw) as house:
        house.put_buttons(1, message_id=55)
        house.put(1, "a")
        await house.all_sent()
    assert house.phone.texts == ["a"]
    assert house.phone.edited == []
    assert house.phone.cleared == [(1, 55)]
    assert house.shelf.taken == [(2, 1001), (1, 55)]


async def test_buttons_an_earlier_process_left_go_after_what_it_left_to_be_said():
    house = House()
    house.put_buttons(*range(1, 21))
    for chat in range(100, 140):
        house.shelf.put(chat, "a")
    async with house:
        await house.all_sent()
    assert sorted(house.phone.order[:40]) == list(range(100, 140))
    assert sorted(house.phone.order[40:]) == list(range(1, 21))


async def test_a_chat_with_only_buttons_left_lets_the_others_go_first():
    async with House(rate=1_000) as house:
        chats = range(1, 31)
        house.put_buttons(*chats)
        for chat in chats:
            house.put(chat, "a", tapped=chat % 2 == 0)
        await house.all_sent()
    assert sorted(house.phone.order[:30]) == list(chats)
    assert sorted(chat for chat, _ in house.phone.cleared) == list(chats)


async def test_who_comes_while_buttons_go_is_next():
    house = House(rate=200)
    house.put_buttons(*range(1, 40))
    async with house:
        await until(lambda: len(house.phone.cleared) == 3)
        house.put(100, "bulk", tapped=False)
        house.put(101, "tap")
        await house.all_sent()
    assert set(house.phone.order[:6]) >= {100, 101}
    assert house.phone.order.index(101) < house.phone.order.index(100)


async def test_a_slot_that_somebody_has_no_use_for_goes_to_the_next():
    async with House(rate=10) as house:
        await house.pace.slot()
        house.put_buttons(*range(1, 21))
        for chat in range(1, 21):
            house.sender.wake(chat)
        for nothing in range(21, 41):
            house.sender.wake(nothing)
        house.put(100, "a")
        started = asyncio.get_running_loop().time()
        await until(lambda: house.phone.texts)
        assert asyncio.get_running_loop().time() - started < 0.5, "one slot of 0.1 s, not forty"
    assert house.phone.order[0] == 100


async def test_buttons_of_whoever_is_woken_go_at_once_when_nobody_else_waits():
    async with House() as house:
        house.put_buttons(1)
        house.sender.wake(1)
        await house.all_sent()
    assert house.phone.cleared == [(1, 41)]


async def test_buttons_that_telegram_refuses_to_take_are_nobodys_trouble():
    house = House()
    house.put_buttons(1)
    house.phone.faults[1].append(BadRequest("odd"))
    async with house:
        await house.all_sent()
    assert house.troubles == []
    assert house.phone.texts == []
    assert house.phone.cleared == []
    assert len(house.shelf.set_aside) == 1


def bad_gateway():
    return NetworkError("502")


def hold_still():
    return RetryAfter(timedelta(milliseconds=200))


@pytest.mark.parametrize("error", [bad_gateway, hold_still])
async def test_buttons_are_tried_again_and_still_last(error):
    house = House(rate=1_000, backoff=lambda tries: 0.1)
    house.put_buttons(1)
    house.phone.faults[1].append(error())
    async with house:
        await until(lambda: house.phone.at)
        for chat in range(100, 110):
            house.put(chat, "a", tapped=False)
        await house.all_sent()
    assert house.phone.cleared == [(1, 41)]
    assert house.phone.order[-1] == 1


async def test_a_database_that_stalls_is_followed_by_no_burst():
    async with House(rate=100) as house:
        house.shelf.readable.clear()
        for chat in range(1, 51):
            house.put(chat, "a", tapped=False)
        await asyncio.sleep(0.3)
        assert house.phone.at == []
        house.shelf.readable.set()
        await house.all_sent()
    first = house.phone.at[0]
    held_up, made_up_for = 100 * UNREAD_SECONDS, 100 * LATE_SECONDS
    assert sum(at < first + 0.1 for at in house.phone.at) <= held_up + made_up_for + 10 + 1
    assert house.phone.at[-1] - first >= 0.4


# --- room for more --------------------------------------------------------------------------------


async def test_there_is_room_while_less_than_a_seconds_worth_waits():
    async with House(rate=100) as house:
        await asyncio.wait_for(house.sender.room(), 1)
        for chat in range(1, 151):
            house.put(chat, "a", tapped=False)
        await asyncio.wait_for(house.sender.room(), 2)
        assert 40 <= len(house.phone.sent) <= 60


async def test_taps_and_buttons_take_no_room():
    async with House(pace=Quick()) as house:
        house.pace.slot = asyncio.Event().wait  # nothing is sent
        house.put_buttons(*range(1, 20))
        house.sender._queues.wake(1, Place.LAST)
        for chat in range(100, 120):
            house.put(chat, "a")
        await asyncio.wait_for(house.sender.room(), 1)


async def test_a_429_leaves_no_room():
    async with House() as house:
        house.phone.faults[1].append(hold_still())
        house.put(1, "a")
        await until(lambda: house.pace.held)
        await asyncio.wait_for(house.sender.room(), 2)
        assert not house.pace.held


async def test_while_nothing_gets_through_there_is_no_room():
    async with House(pace=Quick(5), backoff=lambda tries: 0.01) as house:
        for chat in range(1, 6):
            house.phone.faults[chat] += [NetworkError("no")] * 5
            house.put(chat, "a", tapped=False)
        await until(lambda: len(house.phone.at) >= 5)
        await asyncio.wait_for(house.sender.room(), 2)
        assert house.phone.sent, "it went on when something had got through"


@pytest.mark.parametrize("answer", [BadRequest("odd"), Forbidden("blocked")])
async def test_any_answer_of_telegram_makes_room(answer):
    async with House(pace=Quick(5), backoff=lambda tries: 0.01) as house:
        for chat in range(1, 6):
            house.phone.faults[chat] += [NetworkError("no")] * 500
            house.put(chat, "a", tapped=False)
        await until(lambda: len(house.phone.at) >= 5)
        room = asyncio.ensure_future(house.sender.room())
        await asyncio.sleep(0.05)
        assert not room.done()
        house.phone.faults[3].insert(0, answer)
        await asyncio.wait_for(room, 2)


async def test_when_all_that_failed_is_gone_there_is_room():
    async with House(pace=Quick(5), backoff=lambda tries: 0.01) as house:
        for chat in range(1, 6):
            house.phone.faults[chat] += [NetworkError("no")] * 500
            house.put(chat, "a", tapped=False)
        await until(lambda: len(house.phone.at) >= 5)
        room = asyncio.ensure_future(house.sender.room())
        for rows in house.shelf.rows.values():
            rows.clear()
        await asyncio.wait_for(room, 2)


# --- the queues -----------------------------------------------------------------------------------


def test_a_chat_moves_forward_and_never_back():
    queues = Queues()
    queues.wake(1, Place.LAST)
    queues.wake(2, Place.BULK)
    queues.wake(1, Place.TAPS)
    queues.wake(1, Place.BULK)
    assert [queues.take(), queues.take(), queues.take()] == [(1, Place.TAPS), (2, Place.BULK), None]


def test_who_is_woken_while_in_hand_waits_where_that_puts_it():
    queues = Queues()
    queues.wake(1, Place.BULK)
    queues.take()
    queues.wake(1, Place.TAPS)
    assert queues.take() is None
    queues.put_back(1, Place.LAST)
    assert queues.take() == (1, Place.TAPS)
    queues.put_back(1, None)
    assert queues.idle


@pytest.mark.parametrize(
    ("place", "left", "after"),
    [
        (Place.TAPS, Slot.SESSION, Place.TAPS),
        (Place.BULK, Slot.SCORE, Place.BULK),
        (Place.LAST, Slot.REMINDER, Place.BULK),
        (Place.TAPS, Slot.BUTTONS, Place.LAST),
        (Place.LAST, Slot.BUTTONS, Place.LAST),
        (Place.TAPS, None, None),
    ],
)
def test_what_is_left_says_where_a_chat_waits_next(place, left, after):
    assert place.after(left) is after
