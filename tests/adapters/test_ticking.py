import asyncio
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from bot.adapters import ticking
from bot.adapters.ticking import Ticking


async def test_it_ticks_until_it_is_stopped(monkeypatch):
    monkeypatch.setattr(ticking, "TICK_SECONDS", 0.02)
    monkeypatch.setattr(ticking, "LOOK_SECONDS", 0.02)
    ticks, nights, looks = [], [], []

    async def tick():
        ticks.append(1)

    async def look():
        looks.append(1)

    async def nightly():
        nights.append(1)

    clockwork = Ticking(tick, nightly, look=look)
    clockwork.start()
    clockwork.ring()
    await asyncio.sleep(0.2)
    clockwork.stop()
    await asyncio.sleep(0)  # it stops in the loop's next turn
    seen = len(ticks)
    assert seen >= 3
    await asyncio.sleep(0.1)
    assert len(ticks) == seen
    assert nights == [1], "once at the start"
    assert len(looks) >= 3


async def test_before_it_may_ring_it_looks_and_works_at_night_and_does_not_tick(monkeypatch):
    monkeypatch.setattr(ticking, "TICK_SECONDS", 0.01)
    monkeypatch.setattr(ticking, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(ticking, "_ahead", count(0, -3600).__next__)  # set back at each look
    ticked, looked, worked = asyncio.Event(), asyncio.Semaphore(0), asyncio.Event()

    async def tick():
        ticked.set()

    async def look():
        looked.release()

    async def nightly():
        worked.set()

    clockwork = Ticking(tick, nightly, look=look)
    clockwork.start()
    await asyncio.wait_for(worked.wait(), 5)
    for _ in range(5):
        await asyncio.wait_for(looked.acquire(), 5)
    assert not ticked.is_set()
    clockwork.ring()
    await asyncio.wait_for(ticked.wait(), 5)
    clockwork.stop()


@pytest.mark.parametrize("zone", ["UTC0", "Nowhere/Nothing", ":/nowhere"])
async def test_it_ticks_whatever_the_machines_zone_is_called(monkeypatch, zone):
    monkeypatch.setenv("TZ", zone)
    monkeypatch.setattr("tzlocal.unix._cache_tz", None)
    monkeypatch.setattr(ticking, "TICK_SECONDS", 0.02)
    ticked = asyncio.Event()

    async def tick():
        ticked.set()

    clockwork = Ticking(tick, tick)
    clockwork.start()
    clockwork.ring()
    await asyncio.wait_for(ticked.wait(), 5)
    clockwork.stop()


async def test_a_slow_tick_is_never_run_twice_at_a_time(monkeypatch):
    monkeypatch.setattr(ticking, "TICK_SECONDS", 0.02)
    running = [0, 0]

    async def slow():
        running[0] += 1
        running[1] = max(running)
        await asyncio.sleep(0.1)
        running[0] -= 1

    async def nightly():
        pass

    clockwork = Ticking(slow, nightly)
    clockwork.start()
    clockwork.ring()
    await asyncio.sleep(0.3)
    clockwork.stop()
    await asyncio.sleep(0.15)
    assert running[1] == 1


async def test_a_moved_clock_ticks_at_every_beat_and_at_no_other_time(monkeypatch):
    monkeypatch.setattr(ticking, "TICK_SECONDS", 3600)
    monkeypatch.setattr(ticking, "BEAT_SECONDS", 0.01)
    beats, ticks, looks = [1], [], []
    ticked, looked = asyncio.Event(), asyncio.Event()

    async def tick():
        ticks.append(beats[0])
        ticked.set()

    async def nightly():
        pass

    def beat():
        looks.append(1)
        if len(looks) == 5:
            looked.set()
        return beats[0]

    clockwork = Ticking(tick, nightly, beat)
    clockwork.start()
    clockwork.ring()
    await asyncio.wait_for(looked.wait(), 5)
    assert ticks == []
    for number in (2, 3):
        ticked.clear()
        beats[0] = number
        await asyncio.wait_for(ticked.wait(), 5)
    clockwork.stop()
    assert ticks == [2, 3]


async def test_a_clock_that_is_set_back_does_not_hold_it_up(monkeypatch):
    """The scheduler would wait until the time that the clock has shown is there again."""
    monkeypatch.setattr(ticking, "TICK_SECONDS", 0.02)
    ahead, ticked = [0.0], asyncio.Event()
    monkeypatch.setattr(ticking, "_ahead", lambda: ahead[0])

    async def tick():
        ticked.set()

    async def nightly():
        pass

    clockwork = Ticking(tick, nightly)
    clockwork.start()
    clockwork.ring()
    await asyncio.wait_for(ticked.wait(), 5)
    for job in clockwork._every_few_seconds:
        job.modify(next_run_time=datetime.now(UTC) + timedelta(hours=2))
    await asyncio.sleep(0.1)
    ticked.clear()
    ahead[0] = -7200.0
    await asyncio.wait_for(ticked.wait(), 5)
    ticked.clear()
    await asyncio.wait_for(ticked.wait(), 5)
    clockwork.stop()


class Over(Exception):
    pass


@pytest.mark.parametrize(
    ("raised", "told"), [(KeyError("a secret"), [("what is due", KeyError)]), (Over(), [])]
)
async def test_what_breaks_the_work_is_told_and_it_is_done_again(monkeypatch, caplog, raised, told):
    monkeypatch.setattr(ticking, "TICK_SECONDS", 0.02)
    twice, heard = asyncio.Semaphore(0), []

    async def tick():
        twice.release()
        raise raised

    async def nightly():
        pass

    failed = lambda what, error: heard.append((what, type(error)))  # noqa: E731
    clockwork = Ticking(tick, nightly, over=(Over,), failed=failed)
    clockwork.start()
    clockwork.ring()
    for _ in range(2):
        await asyncio.wait_for(twice.acquire(), 5)
    clockwork.stop()
    assert heard[:1] == told
    assert ("raised an exception" in caplog.text) == bool(told)
