"""What is due knocks on the same door as people do. Nothing proactive happens but through here.

Something has to call ``tick`` every few seconds: that, and no more, is a scheduler's part.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar

from bot.core.incoming import Alarm, Incoming
from bot.core.kept import DueRow

log = logging.getLogger(__name__)

Result = TypeVar("Result")

AT_ONCE = 16
"""Alarms claimed together: few enough that a tap which comes meanwhile waits for no more than these."""


class Clock(Protocol):
    """What tells the time."""

    def now(self) -> datetime:
        """The instant it is, in UTC."""


class Writer(Protocol):
    """What runs a job in a transaction of its own."""

    def run(self, job: Callable[[Any], Result], /) -> Awaitable[Result]: ...


class Answer(Protocol):
    """What is to be done once an alarm's transaction is committed."""

    @property
    def chats(self) -> frozenset[int]: ...


class Door(Protocol):
    """The coach."""

    def handle(self, db: Any, incoming: Incoming, /) -> Answer: ...
    def set_aside(self, db: Any, incoming: Incoming, why: str, /) -> Answer: ...
    def forget(self, db: Any, /) -> None: ...


class Due(Protocol):
    """The rows of what is due."""

    def come(self, now: datetime, limit: int) -> list[DueRow]: ...
    def take(self, row: DueRow, now: datetime) -> bool: ...


@dataclass
class Reminders:
    """Looks what has come due. ``wake`` is told of chats with something to send."""

    writer: Writer
    door: Door
    due_of: Callable[[Any], Due]
    """What is due, of the database that a job is handed."""
    clock: Clock
    wake: Callable[[Iterable[int]], None]
    not_stored: type[Exception]
    """Raised by ``writer`` when nothing could be stored: not the alarm's fault, it comes again."""
    _ticking: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    async def tick(self) -> None:
        """Feed everything that has come to the coach. A tick while another is at work does nothing."""
        if self._ticking.locked():
            return
        async with self._ticking:
            now = self.clock.now()
            while rows := await self.writer.run(lambda db: self.due_of(db).come(now, AT_ONCE)):
                for row in rows:
                    await self._feed(row, now)

    async def forget(self) -> None:
        """Let go of what is kept for some days only. Once a day is enough."""
        await self.writer.run(self.door.forget)

    async def _feed(self, row: DueRow, now: datetime) -> None:
        incoming = Incoming(None, row.person, Alarm(row.kind, row.key))

        def ring(db: Any) -> frozenset[int]:
            # The row goes in the transaction that acts on it: neither lost nor done twice.
            taken = self.due_of(db).take(row, now)
            return self.door.handle(db, incoming).chats if taken else frozenset()

        def give_up(db: Any) -> frozenset[int]:
            self.due_of(db).take(row, now)
            return self.door.set_aside(db, incoming, why).chats

        def drop(db: Any) -> frozenset[int]:
            self.due_of(db).take(row, now)
            return frozenset()

        try:
            chats = await self.writer.run(ring)
        except self.not_stored:
            raise
        except Exception as error:  # noqa: BLE001 - one broken alarm must not hold up the others
            why = type(error).__name__
            log.error("an alarm could not be handled (%s): it is set aside", why)
            chats = await self._put_away(give_up, drop)
        self.wake(chats)

    async def _put_away(
        self, give_up: Callable[[Any], frozenset[int]], drop: Callable[[Any], frozenset[int]]
    ) -> frozenset[int]:
        """Set a broken alarm aside; one that can't even be that is dropped, or it would come for ever."""
        try:
            return await self.writer.run(give_up)
        except self.not_stored:
            raise
        except Exception as error:  # noqa: BLE001 - what is due behind it must not wait
            log.error("an alarm could not be set aside either (%s): it is dropped", type(error).__name__)
            return await self.writer.run(drop)
