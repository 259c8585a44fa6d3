import asyncio
import itertools

import pytest

from bot.adapters.pacing import Pace


class Time:
    """A clock that only moves when somebody sleeps."""

    def __init__(self):
        self.now = 100.0
        self.late = 0.0

    async def sleep(self, seconds):
        self.now += seconds + self.late
        await asyncio.sleep(0)


@pytest.fixture
def time():
    return Time()


def pace(time, rate=30.0):
    return Pace(rate, now=lambda: time.now, sleep=time.sleep)


async def taken(paced, time, count):
    instants = []
    for _ in range(count):
        await paced.slot()
        instants.append(time.now)
    return instants


async def test_slots_are_evenly_spaced(time):
    instants = await taken(pace(time), time, 91)
    gaps = [later - earlier for earlier, later in itertools.pairwise(instants)]
    assert all(gap == pytest.approx(1 / 30) for gap in gaps)
    assert instants[-1] - instants[0] == pytest.approx(3.0)


async def test_waking_up_late_slows_nothing_down(time):
    time.late = 0.004
    instants = await taken(pace(time), time, 301)
    assert instants[-1] - instants[0] == pytest.approx(10.0, abs=0.05)


async def test_waking_up_later_than_a_slot_lasts_slows_nothing_down(time):
    time.late = 0.0015
    instants = await taken(pace(time, 1000.0), time, 3001)
    assert instants[-1] - instants[0] == pytest.approx(3.0, abs=0.02)
    assert all(later - earlier >= 0.99 for earlier, later in zip(instants, instants[1000:], strict=False))


async def test_a_pause_is_not_made_up_for_by_a_burst(time):
    paced = pace(time)
    await paced.slot()
    time.now += 60
    instants = await taken(paced, time, 31)
    assert instants[-1] - instants[0] >= 1.0 - 1 / 30 - 1e-6


async def test_nothing_goes_out_while_held(time):
    paced = pace(time)
    await taken(paced, time, 5)
    held_at = time.now
    paced.hold(3)
    assert paced.held
    instants = await taken(paced, time, 5)
    assert instants[0] >= held_at + 3
    assert instants[1] - instants[0] == pytest.approx(1 / 30)
    assert not paced.held


async def test_the_end_of_a_hold_can_be_waited_for(time):
    paced = pace(time)
    await paced.released()
    assert time.now == 100.0
    paced.hold(3)
    waiting = asyncio.ensure_future(paced.released())
    await asyncio.sleep(0)
    paced.hold(9)
    await waiting
    assert time.now >= 109.0


async def test_a_hold_that_comes_while_a_slot_is_waited_for_counts(time):
    paced = pace(time)
    await paced.slot()
    waiting = asyncio.ensure_future(paced.slot())
    paced.hold(5)
    held_until = time.now + 5
    await waiting
    assert time.now >= held_until


async def test_a_shorter_hold_does_not_end_a_longer_one(time):
    paced = pace(time)
    paced.hold(10)
    paced.hold(1)
    time.now += 5
    assert paced.held


async def test_one_chat_gets_three_at_once_and_then_one_a_second(time):
    paced = pace(time)
    instants = []
    for _ in range(8):
        time.now += paced.chat_wait(7)
        paced.count(7)
        instants.append(round(time.now - 100.0, 6))
    assert instants == [0, 0, 0, 1, 2, 3, 4, 5]
    assert paced.chat_wait(8) == 0


async def test_a_chat_that_rests_may_burst_again(time):
    paced = pace(time)
    for _ in range(3):
        paced.count(7)
    assert paced.chat_wait(7) == pytest.approx(1.0)
    time.now += 3
    assert paced.chat_wait(7) == 0
    paced.count(7)
    assert paced.chat_wait(7) == 0
