"""Reminders through weeks, by a moved clock: what Telegram accepted is exactly the list expected."""

from __future__ import annotations

import asyncio
import sqlite3
import zoneinfo
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from bot.adapters.zone_data import take_newest
from bot.core.content import Content
from bot.sandbox import SandboxServer
from tests.e2e.bot_process import BotProcess
from tests.e2e.measured import Measured
from tests.e2e.moved_clock import MovedClock
from tests.e2e.reminded import Life, Move, Reminded, reminders_taken

SPRING = datetime(2026, 3, 25, 10, tzinfo=UTC)
WEEKS = (datetime(2026, 3, 6, 10, tzinfo=UTC), datetime(2026, 10, 2, 10, tzinfo=UTC))
"""Beginnings of 31 days with the changes of spring and of autumn (New York's, Morocco's and all others)."""


def lives(start: datetime) -> list[Life]:
    """People whose clocks change in spring and autumn, and one who travels."""
    there, back = start + timedelta(days=4, hours=3), start + timedelta(days=8, hours=5)
    travels = (
        Move(there, "Los Angeles", "America/Los_Angeles"),
        Move(back, "Tokyo", "Asia/Tokyo"),
    )
    return [
        Life("Berlin", "Berlin", "Europe/Berlin", "02:30", "03:30", {2: "later", 6: "not today"}),
        Life("York", "New York", "America/New_York", "02:15", "03:15", {3: "new hour"}, "02:45"),
        Life("Howe", "Lord Howe Island", "Australia/Lord_Howe", "02:10", "02:40", {1: "ignores"}),
        Life("Beirut", "Beirut", "Asia/Beirut", "00:30", "01:30", {5: "week off"}),
        Life("Casa", "Casablanca", "Africa/Casablanca", "02:20", "03:20", {0: "later", 4: "ignores"}),
        Life("Traveller", "Tokyo", "Asia/Tokyo", "07:30", moves=travels),
    ]


@pytest.fixture
def clock(tmp_path: Path, request: pytest.FixtureRequest) -> MovedClock:
    return MovedClock(tmp_path / "clock.json", getattr(request, "param", SPRING))


class Weeks:
    """Several people's weeks, one event after the other."""

    def __init__(self, bot: BotProcess, clock: MovedClock, people: list[Reminded], random: Random) -> None:
        self.bot, self.clock, self.people, self.random = bot, clock, people, random
        self.stops = 0

    async def live(self, start: datetime, end: datetime, *, stop_every: int) -> None:
        """Everybody's reminders come and are answered; every so often the bot is down over one."""
        events = [
            (at, number, None)
            for number, one in enumerate(self.people)
            for at in one.life.expected(start, end)
        ] + [(move.at, number, move) for number, one in enumerate(self.people) for move in one.life.moves]
        for count, (at, number, move) in enumerate(sorted(events, key=lambda event: event[:2])):
            one = self.people[number]
            if move is not None:
                self._turn_to(at)
                await one.tell_new_zone(move.town)
                continue
            if count % stop_every == stop_every - 1:
                await self._be_down_over(at)
            else:
                self._turn_to(at)
            await one.answer(await one.next_reminder())

    def _turn_to(self, at: datetime) -> None:
        """A minute before nothing may come yet: whoever comes too early is found at the end."""
        if self.clock.now < at - timedelta(minutes=2):
            self.clock.set(at - timedelta(minutes=1))
        if self.clock.now < at:
            self.clock.set(at)

    async def _be_down_over(self, at: datetime) -> None:
        """The bot is killed or ended before, and comes back a while after."""
        self.stops += 1
        await self.bot.settled()
        if self.random.random() < 0.5:
            await self.bot.kill()
        else:
            await self.bot.terminate()
        self._turn_to(at)
        await self.bot.start()


async def set_up(
    bot: BotProcess, sandbox: SandboxServer, clock: MovedClock, content: Content
) -> list[Reminded]:
    bot.may_be_refused("message is not modified", "query is too old")
    await bot.start()
    people = [Reminded(sandbox.person(life.name), life, content) for life in lives(clock.now)]
    await asyncio.gather(*(one.set_up() for one in people))
    return people


async def check_weeks(
    bot: BotProcess,
    sandbox: SandboxServer,
    clock: MovedClock,
    content: Content,
    measured: Measured,
    *,
    days: int,
    stop_every: int,
) -> None:
    """What Telegram accepted is the list expected, to the minute."""
    start = clock.now
    people = await set_up(bot, sandbox, clock, content)
    weeks = Weeks(bot, clock, people, Random(days))
    end = start + timedelta(days=days)
    await weeks.live(start, end, stop_every=stop_every)
    await bot.settled()
    clock.set(end)
    await bot.restart()
    await bot.settled()
    await bot.terminate()
    came = 0
    for one in people:
        expected = one.life.expected(start, end)
        taken = reminders_taken(sandbox, one.person)
        assert taken == expected, (
            f"{one.life.name}: {'; '.join(map(str, taken))} | {'; '.join(map(str, expected))}"
        )
        came += len(taken)
    assert bot.rows("SELECT count(*) FROM set_aside") == [(0,)]
    assert bot.rows("SELECT count(*) FROM outbox WHERE slot <> 'buttons'") == [(0,)]
    measured.tell(days=days, reminders=came, starts_and_kills=weeks.stops, lost=0, doubled=0)


@pytest.mark.timeout(120)
async def test_days_in_spring(
    bot: BotProcess, sandbox: SandboxServer, clock: MovedClock, content: Content, measured: Measured
):
    """Berlin and Beirut put their clocks forward, Lord Howe half an hour back."""
    await check_weeks(bot, sandbox, clock, content, measured, days=11, stop_every=9)


@pytest.fixture
def newest_zones() -> Iterator[None]:
    """The bot takes the newest zone data there are; what is expected of it is read from the same."""
    before = zoneinfo.TZPATH
    take_newest()
    yield
    zoneinfo.reset_tzpath(to=before)
    zoneinfo.ZoneInfo.clear_cache()


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.usefixtures("newest_zones")
@pytest.mark.parametrize("clock", WEEKS, indirect=True, ids=["spring", "autumn"])
async def test_a_month_in_spring_and_one_in_autumn(
    bot: BotProcess, sandbox: SandboxServer, clock: MovedClock, content: Content, measured: Measured
):
    await check_weeks(bot, sandbox, clock, content, measured, days=31, stop_every=6)


async def test_newer_time_zone_data_reckon_what_is_due_anew(
    bot: BotProcess, sandbox: SandboxServer, clock: MovedClock, content: Content
):
    """Rows that older data made are made anew at the start, and only once."""
    await bot.start()
    one = Reminded(sandbox.person("Berlin"), lives(clock.now)[0], content)
    await one.set_up()
    await bot.terminate()
    due = "SELECT day, at FROM due WHERE kind = 'reminder_came'"
    right = bot.rows(due)
    with closing(sqlite3.connect(bot.database)) as other, other:
        other.execute("UPDATE settings SET value = '1999a' WHERE name = 'tzdata'")
        other.execute("UPDATE due SET at = '2026-03-26T23:30:00.000Z' WHERE kind = 'reminder_came'")
    assert bot.rows(due) != right
    await bot.start()
    await bot.logged("is reckoned by them", times=2)
    await bot.terminate()
    assert bot.rows(due) == right
    assert bot.log.count("The time zone data are") == 2
    await bot.start()
    await bot.terminate()
    assert bot.log.count("The time zone data are") == 2


async def test_a_clock_that_jumps_repeats_nothing_and_floods_nobody(
    bot: BotProcess, sandbox: SandboxServer, clock: MovedClock, content: Content
):
    """An hour back, and days forward and back again: a date has one reminder at most, and the next comes."""
    await bot.start()
    one = Reminded(sandbox.person("Casa"), Life("Casa", "Casablanca", "Africa/Casablanca", "09:30"), content)
    await one.set_up()
    first, day = datetime(2026, 3, 26, 8, 30, tzinfo=UTC), timedelta(days=1)

    async def comes_at(at: datetime) -> None:
        clock.set(at)
        await one.answer(await one.next_reminder())
        await bot.settled()

    await comes_at(first)
    clock.set(first - timedelta(hours=1))
    await bot.logged("The clock went back by")
    clock.set(first)
    await comes_at(first + day)
    clock.set(first + 5 * day + timedelta(hours=3))
    await comes_at(first + 6 * day)
    clock.set(first + 2 * day - timedelta(hours=2))
    await bot.logged("The clock went back by", times=2)
    await comes_at(first + 2 * day)
    await bot.terminate()
    taken = reminders_taken(sandbox, one.person)
    assert taken == [first, first + day, first + 6 * day, first + 2 * day]
