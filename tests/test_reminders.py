"""What is due, through the writer and the real door: it comes once, whatever fails in between."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterable
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot.adapters.content_files import load
from bot.adapters.store import Store, database_at
from bot.adapters.writer import Writer, WriterClosed
from bot.coach import Coach
from bot.core.incoming import Alarm, Incoming, Typed
from bot.reminders import AT_ONCE, Reminders

CONTENT = load(Path(__file__).parents[1] / "content")
START = datetime(2026, 3, 2, 9, tzinfo=UTC)


@dataclass
class Clock:
    """Stands still until it is moved."""

    instant: datetime = START

    def now(self) -> datetime:
        return self.instant


@dataclass
class Bot:
    """A writer, a coach, and what is due."""

    path: Path
    writer: Writer
    clock: Clock = field(default_factory=Clock)
    woken: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.coach = Coach(Store, CONTENT, self.clock, ZoneInfo("UTC"))
        self.reminders = self.with_door(self.coach)

    def with_door(self, door: Any) -> Reminders:
        return Reminders(self.writer, door, lambda db: Store(db).due, self.clock, self.wake, WriterClosed)

    def wake(self, chats: Iterable[int]) -> None:
        self.woken.extend(chats)

    async def meet(self, *people: int) -> None:
        for number, person in enumerate(people):
            hello = Incoming(number + 1, person, Typed("/start", 1))
            await self.writer.run(partial(self.coach.handle, incoming=hello))
        await self.writer.run(lambda db: db.table("outbox").delete_where())

    async def schedule(self, person: int, at: datetime, kind: str = "reask_came", key: str = "") -> None:
        await self.writer.run(lambda db: Store(db).due.schedule(person, kind, key, at))

    def rows(self, sql: str) -> list[Any]:
        with closing(sqlite3.connect(self.path)) as other:
            return other.execute(sql).fetchall()

    def due(self) -> int:
        return int(self.rows("SELECT count(*) FROM due")[0][0])


@pytest_asyncio.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    writer = Writer(lambda: database_at(tmp_path / "bot.db"))
    await writer.start()
    yield Bot(tmp_path / "bot.db", writer)
    await writer.close()


class Door:
    """Takes down what knocks; breaks on some."""

    def __init__(self, bot: Bot, breaks_on: int | None = None) -> None:
        self.bot, self.breaks_on, self.heard = bot, breaks_on, list[Incoming]()

    def handle(self, db: Any, incoming: Incoming) -> Any:
        self.heard.append(incoming)
        if incoming.person == self.breaks_on:
            raise KeyError("a secret")
        return self.bot.coach.handle(db, incoming)

    def set_aside(self, db: Any, incoming: Incoming, why: str) -> Any:
        return self.bot.coach.set_aside(db, incoming, why)

    def forget(self, db: Any) -> None:
        self.bot.coach.forget(db)


async def test_nothing_comes_before_its_time(bot):
    await bot.meet(1)
    await bot.schedule(1, START + timedelta(minutes=30))
    await bot.reminders.tick()
    assert bot.due() == 1
    bot.clock.instant += timedelta(minutes=30)
    await bot.reminders.tick()
    assert bot.due() == 0


async def test_all_that_is_due_comes_once_in_order_and_wakes_its_chats(bot):
    people = list(range(1, 3 * AT_ONCE))
    await bot.meet(*people)
    for person in reversed(people):
        await bot.schedule(person, START - timedelta(seconds=len(people) - person), "session_expired", "x")
    door = Door(bot)
    reminders = bot.with_door(door)
    for _ in range(2):
        await reminders.tick()
    assert [incoming.person for incoming in door.heard] == people
    assert {(each.update_id, each.what) for each in door.heard} == {(None, Alarm("session_expired", "x"))}
    assert set(bot.woken) <= set(people)
    assert bot.due() == 0


async def test_a_broken_alarm_is_set_aside_and_holds_up_nobody(bot, caplog):
    await bot.meet(1, 2, 3)
    for person in (1, 2, 3):
        await bot.schedule(person, START)
    door = Door(bot, breaks_on=2)
    await bot.with_door(door).tick()
    assert [incoming.person for incoming in door.heard] == [1, 2, 3]
    assert bot.due() == 0
    assert bot.rows("SELECT person, why, update_id FROM set_aside") == [(2, "KeyError", None)]
    assert bot.rows("SELECT * FROM outbox WHERE screen = 'set_aside'") == []
    assert "secret" not in caplog.text


async def test_an_alarm_that_can_not_even_be_set_aside_holds_up_nobody(bot, caplog):
    await bot.meet(1, 2, 3)
    for person in (1, 2, 3):
        await bot.schedule(person, START)

    class Worse(Door):
        def set_aside(self, db: Any, incoming: Incoming, why: str) -> Any:
            raise TypeError("another secret")

    door = Worse(bot, breaks_on=2)
    await bot.with_door(door).tick()
    assert [incoming.person for incoming in door.heard] == [1, 2, 3]
    assert bot.due() == 0
    assert "secret" not in caplog.text


async def test_what_cannot_be_stored_stays_due(bot):
    await bot.meet(1)
    await bot.schedule(1, START)
    with closing(sqlite3.connect(bot.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        ticking = bot.reminders.tick()
        waiting = bot.writer.submit([lambda db: None])
        await bot.writer.close()
        with pytest.raises(WriterClosed):
            await ticking
        with pytest.raises(WriterClosed):
            await waiting[0]
        other.execute("ROLLBACK")
    assert bot.due() == 1


async def test_an_alarm_for_somebody_who_is_gone_is_nothing(bot):
    await bot.meet(1)
    await bot.schedule(1, START)
    [row] = await bot.writer.run(lambda db: Store(db).due.come(START, 9))
    await bot.writer.run(lambda db: Store(db).people.delete(1))
    await bot.reminders._feed(row, START)
    assert bot.rows("SELECT count(*) FROM people") == [(0,)]


async def test_the_nightly_work_forgets_what_can_not_come_again(bot):
    await bot.meet(1)
    bot.clock.instant += timedelta(days=3, seconds=1)
    await bot.reminders.forget()
    assert bot.rows("SELECT * FROM seen_updates") == []


async def test_two_ticks_at_once_are_one(bot):
    await bot.meet(1)
    await bot.schedule(1, START)
    door = Door(bot)
    reminders = replace(bot.with_door(door))
    async with reminders._ticking:
        await reminders.tick()
    assert door.heard == []
