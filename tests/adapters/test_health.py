import asyncio

import pytest

from bot.adapters import health
from bot.adapters.health import Health


class Time:
    def __init__(self):
        self.now = 1000.0
        self.telegram_at = None
        self.writes = 0
        self.may_write = asyncio.Event()
        self.may_write.set()

    async def write(self):
        self.writes += 1
        await self.may_write.wait()

    def telegram_age(self):
        return None if self.telegram_at is None else self.now - self.telegram_at


@pytest.fixture
def time():
    return Time()


@pytest.fixture
async def watched(time):
    """Health whose loop has turned once, at 1000 seconds."""
    found = Health(time.write, time.telegram_age, now=lambda: time.now)
    running = asyncio.ensure_future(found.run())
    await asyncio.sleep(0)
    yield found
    running.cancel()


async def test_all_is_well_once_each_part_was_seen(time, watched):
    well, told = await watched.told()
    assert (well, told["telegram"]) == (False, {"ok": False, "age_seconds": None})
    time.telegram_at = 990.0
    well, told = await watched.told()
    assert (well, told["ok"]) == (True, True)
    assert told["telegram"] == {"ok": True, "age_seconds": 10.0}
    assert told["loop"] == told["database"] == {"ok": True, "age_seconds": 0.0}


@pytest.mark.parametrize(
    ("part", "late"),
    [("loop", health.LOOP_LATE_SECONDS), ("telegram", health.TELEGRAM_LATE_SECONDS)],
)
async def test_a_part_not_seen_for_long_is_not_well(time, watched, part, late):
    time.telegram_at = time.now
    time.now += late
    assert (await watched.told())[1][part]["ok"]
    time.now += 0.1
    well, told = await watched.told()
    assert (well, told[part]["ok"]) == (False, False)


async def test_the_database_is_written_once_in_a_while_however_often_somebody_asks(time, watched):
    for _ in range(5):
        await watched.told()
    assert time.writes == 1
    time.now += health.DATABASE_FRESH_SECONDS
    await asyncio.gather(*(watched.told() for _ in range(5)))
    assert time.writes == 2


async def test_a_write_that_hangs_is_told_and_waited_for_on(time, watched, monkeypatch):
    monkeypatch.setattr(health, "DATABASE_WAIT_SECONDS", 0.01)
    await watched.told()
    time.may_write.clear()
    time.now += 10
    for _ in range(3):
        assert (await watched.told())[1]["database"] == {"ok": False, "age_seconds": 10.0}
    assert time.writes == 2
    time.may_write.set()
    await asyncio.sleep(0)
    assert (await watched.told())[1]["database"] == {"ok": True, "age_seconds": 0.0}


async def test_a_loop_that_is_late_is_told_by_how_much(time, monkeypatch):
    monkeypatch.setattr(health, "BEAT_SECONDS", 0.001)
    lags, lagged = [], asyncio.Event()

    def note(seconds):
        lags.append(round(seconds, 3))
        lagged.set()

    running = asyncio.ensure_future(Health(time.write, time.telegram_age, note, lambda: time.now).run())
    await asyncio.sleep(0)
    time.now += 0.301
    await asyncio.wait_for(lagged.wait(), 5)
    running.cancel()
    assert lags[0] == 0.3
