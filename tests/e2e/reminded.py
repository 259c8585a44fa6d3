"""People who are reminded for weeks: what each does on which day, and when a reminder has to come.

The instants are found by reading wall clocks, minute by minute of UTC; nothing of the bot reckons here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.content import Content
from bot.sandbox import Call, Person, SandboxServer, Seen
from tests.e2e.accounts import was_taken

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass(frozen=True)
class Move:
    """Somebody goes to live elsewhere: from which instant on, in which town and zone."""

    at: datetime
    town: str
    zone: str


@dataclass(frozen=True)
class Life:
    """One person's weeks."""

    name: str
    town: str
    zone: str
    clock: str
    """When they are reminded, as HH:MM on their wall."""
    gap: str = ""
    """What the wall shows instead on a date whose clocks skip that time."""
    does: dict[int, str] = field(default_factory=dict)
    """What is done at a reminder, by its number from 0: "later", "not today", "week off", "new hour" or
    "ignores"; else a score is tapped.
    """
    new_clock: str = ""
    moves: tuple[Move, ...] = ()

    def expected(self, start: datetime, end: datetime) -> list[datetime]:
        """Every instant within a span at which something has to come, in order (UTC)."""
        return list(self._expected(start, end))

    def _expected(self, start: datetime, end: datetime) -> Iterator[datetime]:
        zone, clock, moves = self.zone, self.clock, list(self.moves)
        after, number, last = start, 0, (start - DAY).date()
        while True:
            day, at = self._next(zone, clock, after, last)
            if moves and moves[0].at <= at:
                move = moves.pop(0)
                zone, after = move.zone, move.at
                continue
            if at > end:
                return
            yield at
            action = self.does.get(number, "")
            number, last, after = number + 1, day, at
            if action == "later":
                yield at + timedelta(minutes=30)
            if action == "week off":
                last = day + 6 * DAY  # "in a week" is on the same weekday
            if action == "new hour":
                clock = self.new_clock

    def _next(self, zone: str, clock: str, after: datetime, last: date) -> tuple[date, datetime]:
        for ahead in range(1, 40):
            day = last + ahead * DAY
            at = shown_first(zone, day, clock) or shown_first(zone, day, self.gap)
            if at is not None and at > after:
                return day, at
        raise AssertionError("no date is left")


def shown_first(zone: str, day: date, clock: str) -> datetime | None:
    """The first UTC minute at which a wall shows a time on a date; None when it never does."""
    wanted = f"{day} {clock}"
    utc = datetime(day.year, day.month, day.day, tzinfo=UTC) - 15 * timedelta(hours=1)
    for _ in range(40 * 60):
        if utc.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M") == wanted:
            return utc
        utc += MINUTE
    return None


@dataclass
class Reminded:
    """A person at their phone, living such a life."""

    person: Person
    life: Life
    content: Content
    reminders: int = 0
    """How many have been answered."""
    put_off: bool = False
    """The last one was put off and comes again."""
    handled: int = 0
    """The newest message that was seen to."""

    async def set_up(self) -> None:
        """From START to a reminder at their own hour."""
        self.person.start()
        welcome = await self.person.next_message(after=0)
        await self.tap(welcome, self._label("welcome", "agree"))
        await self.say("/reminder")
        await self.say(f"at {self.life.clock}")  # the bare time may stand in the log, as the hour of a line
        await self.move_to(self.life.town)

    async def move_to(self, town: str) -> Seen:
        """Type a town where the time zone is asked for, and choose the first that is offered."""
        offered = await self.say(town)
        await self.tap(offered, offered.labels[0][0])
        return self.person.message(offered.message_id)

    async def tell_new_zone(self, town: str) -> Seen:
        """/timezone."""
        await self.say("/timezone")
        return await self.move_to(town)

    async def say(self, words: str) -> Seen:
        """Type something and see the answer."""
        before = self.person.last.message_id
        self.person.send(words)
        return await self.person.next_message(after=before)

    async def tap(self, seen: Seen, label: str) -> None:
        """Tap a button and see that something follows from it."""
        number = len(self.person.bot_messages)
        tap = self.person.tap(seen.message_id, label)
        await tap.answered()
        await self.person.wait_for(
            lambda person: (
                person.message(seen.message_id) != seen or len(person.bot_messages) > number or None
            )
        )

    async def next_reminder(self) -> Seen:
        """The next reminder that asks for the day's score, whenever it came."""

        def look(person: Person) -> Seen | None:
            newer = (seen for seen in person.bot_messages if seen.message_id > self.handled)
            return next((seen for seen in newer if asks_for_the_day(seen.keyboard)), None)

        found = await self.person.wait_for(look, 10)
        self.handled = found.message_id
        return found

    async def answer(self, reminder: Seen) -> None:
        """Do what belongs to this reminder, unless it is one that was put off."""
        action = "" if self.put_off else self.life.does.get(self.reminders, "")
        self.put_off = action == "later"
        self.reminders += not self.put_off
        match action:
            case "later":
                await self.tap(reminder, self._label("reminder", "later_30"))
            case "not today":
                await self.tap(reminder, self._label("reminder", "not_today"))
            case "week off":
                paused = await self.say("/pause")
                await self.tap(paused, self._label("paused", "week"))
            case "new hour":
                set_now = await self.say("/reminder")
                await self.tap(set_now, self._label("reminders", "time"))
                await self.say(f"at {self.life.new_clock}")
            case "ignores":
                pass
            case _:
                await self.tap(reminder, "3")

    def _label(self, screen: str, button: str) -> str:
        return self.content.screens[screen].buttons[button]


def asks_for_the_day(keyboard: list[list[dict[str, str]]]) -> bool:
    """Whether a message is a reminder that asks for the day's score."""
    given = [str(button.get("callback_data", "")) for row in keyboard for button in row]
    return any(each.startswith("reminder:") and ":daily_score_given:" in each for each in given)


def reminder_calls(sandbox: SandboxServer, person: Person) -> list[Call]:
    """The calls by which Telegram took reminders for a person, whether the bot heard of it or not."""
    sent = sandbox.calls.of("sendMessage")
    return [call for call in sent if was_taken(call) and _is_reminder(call, person)]


def reminders_taken(sandbox: SandboxServer, person: Person) -> list[datetime]:
    """When Telegram took reminders for a person, by the moved clock, to the minute (UTC)."""
    dates = [call.answer["result"]["date"] for call in reminder_calls(sandbox, person)]
    return [datetime.fromtimestamp(date // 60 * 60, UTC) for date in dates]


def _is_reminder(call: Call, person: Person) -> bool:
    if str(call.params["chat_id"]) != str(person.person_id):
        return False
    markup = call.params.get("reply_markup") or "{}"
    given = json.loads(markup) if isinstance(markup, str) else markup
    return asks_for_the_day(given.get("inline_keyboard", []))
