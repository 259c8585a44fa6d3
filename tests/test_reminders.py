"""What is due, through the writer and the real door: it comes once, whatever fails in between."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot.adapters import ticking
from bot.adapters.content_files import load
from bot.adapters.pacing import Pace
from bot.adapters.sender import Sender
from bot.adapters.store import Store, database_at
from bot.adapters.ticking import Ticking
from bot.adapters.writer import Writer, WriterClosed
from bot.adapters.writer.batch import attempt
from bot.cli.assembly import post_of
from bot.coach import Answer, Coach
from bot.core.effects import ScreenRow, Slot
from bot.core.incoming import Alarm, Incoming, Typed
from bot.core.screens import Screen
from bot.reminders import AT_ONCE, Reminders
from tests.sending import Phone

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
    troubles: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.coach = Coach(Store, CONTENT, self.clock, ZoneInfo("UTC"))
        self.reminders = self.with_door(self.coach)

    def with_door(self, door: Any, room: Callable[[], Awaitable[None]] | None = None) -> Reminders:
        return Reminders(
            self.writer,
            door,
            lambda db: Store(db).due,
            self.clock,
            self.wake,
            room or self.room,
            WriterClosed,
            lambda kind, sentence: self.troubles.append((kind, sentence)),
        )

    async def room(self) -> None:
        """There is always some."""

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

    @property
    def heard_of(self) -> list[int]:
        """Whose alarms knocked, each once: where one breaks, the others of its commit are run again."""
        return list(dict.fromkeys(incoming.person for incoming in self.heard))

    def handle(self, db: Any, incoming: Incoming) -> Any:
        self.heard.append(incoming)
        if incoming.person == self.breaks_on:
            raise KeyError("a secret")
        return self.bot.coach.handle(db, incoming)

    def set_aside(self, db: Any, incoming: Incoming, why: str) -> Any:
        return self.bot.coach.set_aside(db, incoming, why)

    def forget(self, db: Any) -> None:
        self.bot.coach.forget(db)

    def people_after(self, db: Any, after: int, limit: int) -> list[int]:
        raise AssertionError("the clock did not go back")

    def reschedule(self, db: Any, person: int) -> None:
        raise AssertionError("the clock did not go back")


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
    assert {each.update_id for each in door.heard} == {None}
    alarms = [Alarm("session_expired", "x", None, START - timedelta(seconds=len(people) - n)) for n in people]
    assert [each.what for each in door.heard] == alarms
    assert set(bot.woken) <= set(people)
    assert bot.due() == 0


async def test_a_broken_alarm_is_set_aside_and_holds_up_nobody(bot, caplog):
    await bot.meet(1, 2, 3)
    for person in (1, 2, 3):
        await bot.schedule(person, START)
    door = Door(bot, breaks_on=2)
    await bot.with_door(door).tick()
    assert door.heard_of == [1, 2, 3]
    assert bot.due() == 0
    assert bot.rows("SELECT person, why, update_id FROM set_aside") == [(2, "KeyError", None)]
    assert bot.rows("SELECT * FROM outbox WHERE screen = 'set_aside'") == []
    [(kind, sentence)] = bot.troubles
    assert (kind, "(KeyError)" in sentence) == ("set_aside", True)
    assert "secret" not in f"{caplog.text} {sentence}"


async def test_an_alarm_that_can_not_even_be_set_aside_holds_up_nobody(bot, caplog):
    await bot.meet(1, 2, 3)
    for person in (1, 2, 3):
        await bot.schedule(person, START)

    class Worse(Door):
        def set_aside(self, db: Any, incoming: Incoming, why: str) -> Any:
            raise TypeError("another secret")

    door = Worse(bot, breaks_on=2)
    await bot.with_door(door).tick()
    assert door.heard_of == [1, 2, 3]
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
    await bot.reminders._feed([row], START)
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


async def test_what_comes_together_is_committed_together(bot, monkeypatch):
    await bot.meet(*range(1, 21))
    for person in range(1, 21):
        await bot.schedule(person, START)
    sizes = []

    def counted(db, batch):
        sizes.append(len(batch))
        return attempt(db, batch)

    monkeypatch.setattr("bot.adapters.writer.thread.attempt", counted)
    await bot.with_door(Door(bot, breaks_on=7)).tick()
    # A look, 16 alarms, one that is set aside; a look, the other 4; a look that finds nothing.
    assert sizes == [1, AT_ONCE, 1, 1, 4, 1]
    assert bot.due() == 0


# --- room -----------------------------------------------------------------------------------------


async def test_what_finds_no_room_stays_due(bot):
    await bot.meet(*range(1, 41))
    for person in range(1, 41):
        await bot.schedule(person, START)
    rooms, asked = asyncio.Semaphore(0), asyncio.Queue[int]()

    async def room() -> None:
        asked.put_nowait(bot.due())
        await rooms.acquire()

    ticking = asyncio.ensure_future(bot.with_door(Door(bot), room).tick())
    still_due = [await asked.get()]
    while still_due[-1]:
        rooms.release()
        still_due.append(await asked.get())
    assert still_due == [40, 24, 8, 0]
    rooms.release()
    await ticking


async def test_each_round_asks_the_clock_anew(bot):
    await bot.meet(1, 2)
    await bot.schedule(1, START)
    await bot.schedule(2, START + timedelta(hours=1))
    rounds = 0

    async def an_hour_passes() -> None:
        nonlocal rounds
        rounds += 1
        bot.clock.instant = START + timedelta(hours=rounds - 1)

    door = Door(bot)
    await bot.with_door(door, an_hour_passes).tick()
    assert [incoming.person for incoming in door.heard] == [1, 2]


# --- a clock that goes back -----------------------------------------------------------------------


class Rescheduling(Door):
    """A coach with people 1 to 40 to be reckoned anew."""

    def __init__(self, bot: Bot) -> None:
        super().__init__(bot)
        self.asked = list[int]()
        self.error: Exception | None = None
        self.errors = dict[int, Exception]()
        """By person."""

    def people_after(self, db: Any, after: int, limit: int) -> list[int]:
        if self.error is not None:
            raise self.error
        return [person for person in EVERYBODY if person > after][:limit]

    def reschedule(self, db: Any, person: int) -> None:
        if person in self.errors:
            db.execute("UPDATE due SET key = 'half done'")
            raise self.errors[person]
        self.asked.append(person)


EVERYBODY = list(range(1, 41))


async def test_a_clock_that_went_back_has_everybody_rescheduled_once(bot):
    door = Rescheduling(bot)
    reminders = bot.with_door(door)
    await reminders.tick()
    bot.clock.instant -= timedelta(minutes=5)
    await reminders.tick()
    bot.clock.instant += timedelta(days=1)
    await reminders.tick()
    assert door.asked == []
    bot.clock.instant -= timedelta(minutes=5, seconds=1)
    await reminders.tick()
    await reminders.tick()
    assert door.asked == EVERYBODY


async def test_rescheduling_that_fails_holds_up_no_alarm(bot, caplog):
    await bot.meet(1)
    door = Rescheduling(bot)
    reminders = bot.with_door(door)
    await reminders.tick()
    door.error = KeyError("a secret")
    bot.clock.instant -= timedelta(hours=1)
    await bot.schedule(1, bot.clock.instant)
    await reminders.tick()
    assert [incoming.person for incoming in door.heard] == [1]
    assert [kind for kind, _ in bot.troubles] == ["reminders"]
    assert "could not be reckoned anew (KeyError)" in caplog.text
    assert "secret" not in caplog.text


async def test_what_came_before_everybody_is_rescheduled_rings_and_is_not_lost(bot):
    await bot.meet(1)
    await bot.schedule(1, START)

    class Asks(Rescheduling):
        def people_after(self, db: Any, after: int, limit: int) -> list[int]:
            assert [incoming.person for incoming in self.heard] == [1]
            return super().people_after(db, after, limit)

    door = Asks(bot)
    assert await bot.with_door(door).reschedule()
    assert door.asked == EVERYBODY
    assert len(door.heard) == 1


async def test_what_is_behind_rings_when_the_clock_goes_back_over_less_than_that(bot):
    """Ten thousand are due at nine, and at ten the clock goes back by half an hour."""
    await bot.meet(1)
    bot.clock.instant = START + timedelta(hours=1)
    door = Rescheduling(bot)
    reminders = bot.with_door(door)
    await reminders.tick()
    await bot.schedule(1, START)
    bot.clock.instant -= timedelta(minutes=30)
    await reminders.tick()
    assert [incoming.person for incoming in door.heard] == [1]
    assert door.asked == EVERYBODY


async def test_no_alarm_rings_while_everybody_is_rescheduled(bot):
    await bot.meet(1)
    door = Rescheduling(bot)
    reminders = bot.with_door(door)
    rescheduling = asyncio.ensure_future(reminders.reschedule())
    await asyncio.sleep(0)
    await reminders.tick()
    assert door.asked == []
    assert await rescheduling
    assert door.asked == EVERYBODY


async def test_a_failure_to_reschedule_is_told_to_whoever_asked_for_it(bot, caplog):
    door = Rescheduling(bot)
    door.error = KeyError("a secret")
    assert not await bot.with_door(door).reschedule()
    assert "secret" not in caplog.text


@pytest.mark.parametrize("error", [KeyError("a secret"), sqlite3.OperationalError("a secret")])
async def test_what_is_broken_for_one_person_costs_nobody_else_their_reminders(bot, caplog, error):
    await bot.meet(1)
    await bot.schedule(1, START + timedelta(days=1), key="whole")
    door = Rescheduling(bot)
    door.errors = {3: error, 20: error}
    assert not await bot.with_door(door).reschedule()
    assert set(door.asked) == {person for person in EVERYBODY if person not in (3, 20)}
    assert bot.rows("SELECT key FROM due") == [("whole",)]
    [(kind, sentence)] = bot.troubles
    assert kind == "reminders"
    words = f"The next reminders of 2 people could not be reckoned ({type(error).__name__})."
    assert sentence.startswith(words)
    assert "secret" not in f"{caplog.text} {sentence}"


async def test_a_row_that_can_not_be_read_holds_up_nobody(bot):
    people = list(range(1, 2 * AT_ONCE))
    await bot.meet(*people)
    for person in people:
        await bot.schedule(person, START)
    await bot.writer.run(
        lambda db: db.execute("UPDATE due SET key = CAST(x'ff' AS TEXT) WHERE person IN (2, 9)")
    )
    door = Rescheduling(bot)
    await bot.with_door(door).tick()
    assert [incoming.person for incoming in door.heard] == [each for each in people if each not in (2, 9)]
    assert bot.due() == 0
    assert door.asked == [2, 9]
    [(kind, sentence)] = bot.troubles
    assert (kind, "What was due for 2 people can't be read" in sentence) == ("reminders", True)


# --- what calls the tick --------------------------------------------------------------------------


@pytest.mark.parametrize("moved", [False, True], ids=["the machine's clock", "a moved clock"])
async def test_without_the_scheduler_nothing_that_is_due_is_claimed(bot, monkeypatch, moved):
    monkeypatch.setattr(ticking, "TICK_SECONDS", 0.02)
    monkeypatch.setattr(ticking, "BEAT_SECONDS", 0.02)
    await bot.meet(1)
    await bot.schedule(1, START)
    beats = count()
    scheduled = Ticking(bot.reminders.tick, bot.reminders.forget, (lambda: next(beats)) if moved else None)
    await asyncio.sleep(0.2)
    assert bot.due() == 1
    scheduled.start()
    scheduled.ring()
    async with asyncio.timeout(5):
        while bot.due():  # noqa: ASYNC110 - no event tells it
            await asyncio.sleep(0.01)
    scheduled.stop()


async def test_with_a_scheduler_that_does_nothing_nothing_that_is_due_is_claimed(bot, monkeypatch):
    monkeypatch.setattr(ticking, "TICK_SECONDS", 0.02)
    monkeypatch.setattr("bot.adapters.ticking.AsyncIOScheduler.start", lambda self: None)
    await bot.meet(1)
    await bot.schedule(1, START)
    scheduled = Ticking(bot.reminders.tick, bot.reminders.forget)
    scheduled.start()
    scheduled.ring()
    await asyncio.sleep(0.2)
    assert bot.due() == 1


# --- a flood --------------------------------------------------------------------------------------


class Speaking(Door):
    """Says something at every alarm."""

    def handle(self, db: Any, incoming: Incoming) -> Any:
        Store(db).outbox.show(
            incoming.person, Slot.REMINDER, ScreenRow("reminder"), edit=None, in_place=False
        )
        return Answer(chats=frozenset({incoming.person}))


def all_due(db: Any, people: Iterable[int]) -> None:
    for each in people:
        Store(db).people.add(each, START)
        Store(db).due.schedule(each, "x", "", START)


async def _named(sent: Any) -> Screen:
    return Screen(sent.row.screen)


def sender_of(bot: Bot, phone: Phone, pace: Pace) -> Sender:
    return Sender(
        phone,
        post_of(bot.writer),
        pace,
        draw=_named,
        backoff=lambda tries: 0.0,
        trouble=lambda kind, sentence: None,
        hashed=str,
    )


async def test_a_flood_is_claimed_no_faster_than_it_goes_out_and_taps_go_first(bot):
    people, rate = range(1, 201), 100
    await bot.writer.run(partial(all_due, people=people))
    phone, most_unsent = Phone(), 0
    sender = sender_of(bot, phone, Pace(rate))

    def wake(chats: Iterable[int]) -> None:
        nonlocal most_unsent
        for chat in chats:
            sender.wake(chat, tapped=False)
        most_unsent = max(most_unsent, len(people) - bot.due() - len(phone.sent))

    def tap(db: Any) -> None:
        Store(db).outbox.show_once(999, ScreenRow("answer"))

    reminders = replace(bot.with_door(Speaking(bot), sender.room), wake=wake)
    running = asyncio.ensure_future(sender.run())
    ticking = asyncio.ensure_future(reminders.tick())
    while len(phone.sent) < 50:  # noqa: ASYNC110 - no event tells it
        await asyncio.sleep(0.001)
    await bot.writer.run(tap)
    before = len(phone.sent)
    sender.wake(999)
    await ticking
    while len(phone.sent) < len(people) + 1:  # noqa: ASYNC110
        await asyncio.sleep(0.001)
    running.cancel()
    assert sorted(chat for chat, _ in phone.sent) == [*people, 999]
    assert most_unsent <= rate + 2 * AT_ONCE
    assert phone.order.index(999) - before <= 5


async def test_the_flood_stops_while_telegram_asks_to_hold_still(bot):
    people = range(1, 101)
    await bot.writer.run(partial(all_due, people=people))
    pace = Pace(1_000)
    sender = sender_of(bot, Phone(), pace)
    pace.hold(60)
    ticking = asyncio.ensure_future(bot.with_door(Speaking(bot), sender.room).tick())
    for _ in range(5):
        await bot.writer.run(lambda db: None)
    assert bot.due() == 100
    ticking.cancel()
