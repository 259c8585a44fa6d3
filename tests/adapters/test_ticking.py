import asyncio

from bot.adapters import ticking
from bot.adapters.ticking import Ticking


async def test_it_ticks_until_it_is_stopped(monkeypatch):
    monkeypatch.setattr(ticking, "TICK_SECONDS", 0.02)
    ticks = []

    async def tick():
        ticks.append(1)

    async def nightly():
        raise AssertionError("not in the middle of a test")

    clockwork = Ticking(tick, nightly)
    clockwork.start()
    await asyncio.sleep(0.2)
    clockwork.stop()
    seen = len(ticks)
    assert seen >= 3
    await asyncio.sleep(0.1)
    assert len(ticks) == seen


async def test_a_slow_tick_is_never_run_twice_at_a_time(monkeypatch):
    monkeypatch.setattr(ticking, "TICK_SECONDS", 0.02)
    running = [0, 0]

    async def slow():
        running[0] += 1
        running[1] = max(running)
        await asyncio.sleep(0.1)
        running[0] -= 1

    clockwork = Ticking(slow, slow)
    clockwork.start()
    await asyncio.sleep(0.3)
    clockwork.stop()
    await asyncio.sleep(0.15)
    assert running[1] == 1
