"""What is due knocks on the same door as people do. Nothing proactive happens but through here.

Something has to call ``tick`` every few seconds: that, and no more, is a scheduler's part.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol, TypeVar

from bot.core.incoming import Alarm, Incoming
from bot.core.kept import DueRow

log = logging.getLogger(__name__)

Result = TypeVar("Result")

AT_ONCE = 16
"""Alarms handled in one commit: few enough that a tap which comes meanwhile waits for no more than these.
People rescheduled in one, too.
"""
STEP_BACK = timedelta(minutes=5)
"""A clock that goes back by more than this was wrong before, and so is what was reckoned by it."""

_BEFORE_ALL = -(2**63)
"""Less than every person's id."""


class Clock(Protocol):
    """What tells the time."""

    def now(self) -> datetime:
        """The instant it is, in UTC."""


class Writer(Protocol):
    """What runs jobs on the database. Each has happened, as a whole or not at all, when it is done."""

    def run(self, job: Callable[[Any], Result], /) -> Awaitable[Result]: ...
    def submit(self, jobs: Sequence[Callable[[Any], Result]], /) -> Sequence[Awaitable[Result]]: ...


class Answer(Protocol):
    """What is to be done once an alarm's transaction is committed."""

    @property
    def chats(self) -> frozenset[int]: ...


class Door(Protocol):
    """The coach."""

    def handle(self, db: Any, incoming: Incoming, /) -> Answer: ...
    def set_aside(self, db: Any, incoming: Incoming, why: str, /) -> Answer: ...
    def forget(self, db: Any, /) -> None: ...
    def people_after(self, db: Any, after: int, limit: int) -> list[int]:
        """The next people, by id, to whom something comes again and again."""

    def reschedule(self, db: Any, person: int) -> None:
        """Reckon anew when this comes to a person."""


class Due(Protocol):
    """The rows of what is due."""

    def come(self, now: datetime, limit: int) -> list[DueRow]: ...
    def take(self, row: DueRow, now: datetime) -> bool: ...
    def drop_unreadable(self, now: datetime) -> list[int]: ...


@dataclass
class Reminders:
    """Looks what has come due. ``wake`` is told of chats with something to send."""

    writer: Writer
    door: Door
    due_of: Callable[[Any], Due]
    """What is due, of the database that a job is handed."""
    clock: Clock
    wake: Callable[[Iterable[int]], None]
    room: Callable[[], Awaitable[None]]
    """Waits until more can be sent soon. Until then what has come stays due."""
    not_stored: type[Exception]
    """Raised by ``writer`` when nothing could be stored: not the alarm's fault, it comes again."""
    trouble: Callable[[str, str], object] = lambda kind, sentence: None
    """Tells the host: a kind and a sentence."""
    _ticking: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)
    _seen: datetime | None = field(default=None, init=False)
    """What the clock showed last."""
    _went_back: bool = field(default=False, init=False)
    """Whether everybody is to be rescheduled for it."""

    async def tick(self) -> None:
        """Feed everything that has come to the coach. A tick while another is at work does nothing."""
        if self._ticking.locked():
            return
        async with self._ticking:
            await self._ring_all()
            if self._went_back:
                await self._reschedule()
                self._went_back = False

    async def reschedule(self) -> bool:
        """Reckon anew when everybody is to be reminded, a few people at a time. Whether that could be done.

        What has come by now rings first, or it would be lost; nothing rings meanwhile.
        """
        async with self._ticking:
            await self._ring_all()
            return await self._reschedule()

    async def forget(self) -> None:
        """Let go of what is kept for some days only. Once a day is enough."""
        await self.writer.run(self.door.forget)

    async def _ring_all(self) -> None:
        """Have everything ring that has come, or comes meanwhile."""
        rung = said = 0
        while True:
            await self.room()
            now = self.clock.now()
            self._look_back(now)
            rows = await self._come(now)
            if not rows:
                break
            said += await self._feed(rows, now)
            rung += len(rows)
        if rung:
            log.info("Came due: %d, with something to be sent: %d.", rung, said)

    def _look_back(self, now: datetime) -> None:
        """Note when the clock has gone back."""
        before, self._seen = self._seen, now
        if before is not None and before - now > STEP_BACK:
            log.warning("The clock went back by %s: what is due is reckoned anew.", before - now)
            self._went_back = True

    async def _reschedule(self) -> bool:
        """Whether everybody could be rescheduled."""
        last, failed = _BEFORE_ALL, list[Exception]()
        try:
            while people := await self.writer.run(partial(self.door.people_after, after=last, limit=AT_ONCE)):
                failed += await self._reschedule_these(people)
                last = people[-1]
        except self.not_stored:
            raise
        except Exception as error:  # noqa: BLE001 - better that people are reminded at an hour of before
            log.error("What is due could not be reckoned anew (%s).", type(error).__name__)
            self.trouble(
                "reminders",
                f"No reminder could be reckoned anew ({type(error).__name__}): they come when they would have"
                " before. If it happens again, report it with this line.",
            )
            return False
        if failed:
            self.trouble(
                "reminders",
                f"The next reminders of {_people(len(failed))} could not be reckoned"
                f" ({type(failed[-1]).__name__}). The others come as ever. If it happens again, report it"
                " with this line.",
            )
        return not failed

    async def _reschedule_these(self, people: Sequence[int]) -> list[Exception]:
        """One job each: one person's rows, whatever is in them, cost nobody else theirs. What went wrong."""
        jobs = [partial(self.door.reschedule, person=person) for person in people]
        outcomes = await asyncio.gather(*self.writer.submit(jobs), return_exceptions=True)
        failed = list[Exception]()
        for outcome in outcomes:
            if isinstance(outcome, Exception) and not isinstance(outcome, self.not_stored):
                failed.append(outcome)
            elif outcome is not None:
                raise outcome
        return failed

    async def _feed(self, rows: Sequence[DueRow], now: datetime) -> int:
        """Have these ring, all in one commit and each by itself. How many have something to be sent."""
        outcomes = await asyncio.gather(
            *self.writer.submit([partial(self._ring, row=row, now=now) for row in rows]),
            return_exceptions=True,
        )
        chats = [chat for outcome in outcomes if isinstance(outcome, frozenset) for chat in outcome]
        self.wake(chats)
        for row, outcome in zip(rows, outcomes, strict=True):
            if isinstance(outcome, self.not_stored):
                raise outcome
            if isinstance(outcome, Exception):
                await self._put_away(row, now, type(outcome).__name__)
            elif isinstance(outcome, BaseException):
                raise outcome
        return len(chats)

    async def _come(self, now: datetime) -> list[DueRow]:
        try:
            return await self.writer.run(lambda db: self.due_of(db).come(now, AT_ONCE))
        except self.not_stored:
            raise
        except Exception as error:
            people = await self.writer.run(lambda db: self.due_of(db).drop_unreadable(now))
            if not people:
                raise
            self.trouble(
                "reminders",
                f"What was due for {_people(len(people))} can't be read ({type(error).__name__}) and is"
                " dropped. Look at the disk: a byte of the database has gone bad.",
            )
            await self._reschedule_these(people)
            return await self.writer.run(lambda db: self.due_of(db).come(now, AT_ONCE))

    def _ring(self, db: Any, row: DueRow, now: datetime) -> frozenset[int]:
        # The row goes in the transaction that acts on it: neither lost nor done twice.
        taken = self.due_of(db).take(row, now)
        return self.door.handle(db, _alarm(row)).chats if taken else frozenset()

    async def _put_away(self, row: DueRow, now: datetime, why: str) -> None:
        """Set a broken alarm aside; one that can't even be that is dropped, or it would come for ever."""

        def give_up(db: Any) -> frozenset[int]:
            self.due_of(db).take(row, now)
            return self.door.set_aside(db, _alarm(row), why).chats

        log.error("an alarm could not be handled (%s): it is set aside", why)
        self.trouble(
            "set_aside",
            f"A reminder, or something else that was due, could not be handled and was set aside ({why}). The"
            " others go on. If it happens again, report it with the log's line.",
        )
        try:
            self.wake(await self.writer.run(give_up))
        except self.not_stored:
            raise
        except Exception as error:  # noqa: BLE001 - what is due behind it must not wait
            log.error("an alarm could not be set aside either (%s): it is dropped", type(error).__name__)
            await self.writer.run(lambda db: self.due_of(db).take(row, now))


def _alarm(row: DueRow) -> Incoming:
    return Incoming(None, row.person, Alarm(row.kind, row.key, row.day, row.at))


def _people(count: int) -> str:
    return "one person" if count == 1 else f"{count} people"
