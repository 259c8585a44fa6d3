"""Updates that have arrived, in either way: read, committed together, and then handed on."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any, Protocol

from bot.core.incoming import Incoming

log = logging.getLogger(__name__)


class Arrival(Protocol):
    """What one update came to."""

    @property
    def update_id(self) -> int | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def incoming(self) -> Incoming | None: ...
    @property
    def callback_id(self) -> str: ...
    @property
    def broken(self) -> bool: ...
    @property
    def shape(self) -> object: ...


class Answer(Protocol):
    """What is to be done once an update is committed."""

    @property
    def toast(self) -> str | None:
        """What the answer to a tap shows, if anything."""

    @property
    def chats(self) -> frozenset[int]:
        """Chats that have something to be sent."""


Noted = Callable[[str, float, frozenset[int]], None]
"""Told of an update that is committed: its kind, the seconds since it arrived, and the chats that are owed
something for it.
"""


@dataclass(frozen=True)
class Doors:
    """Where the intake hands things on."""

    read: Callable[[Any], Arrival]
    """A raw update -> what it came to. Never raises."""
    take: Callable[[Sequence[Incoming]], Sequence[Awaitable[Answer]]]
    """Queue these in order; each is done once it is committed, or raises what our own code raised on it."""
    set_aside: Callable[[Incoming | int, Exception | None, object], Awaitable[Answer]]
    """Keep what our own code raised on, or the id and shape of what could not be read, so that the others
    go on.
    """
    answer: Callable[[str, str | None], None]
    """Answer the tap with this id soon, with a toast or none."""
    wake: Callable[[int], None]
    """There may be something to say to this chat."""
    not_stored: type[Exception]
    """Raised by ``take`` and ``set_aside`` when nothing can be stored: all has to come again."""
    noted: Noted = lambda kind, seconds, chats: None


class Taking:
    """Takes updates through the doors."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors

    async def take(self, raws: Sequence[Any]) -> list[int] | None:
        """Have updates committed, and hand on what is to be done then. The ids of those that have one; None
        when nothing can be stored now, and all have to come again.
        """
        arrived_at = monotonic()
        arrivals = [self._doors.read(raw) for raw in raws]
        wanted = [arrival.incoming for arrival in arrivals if arrival.incoming is not None]
        try:
            taken = iter(await asyncio.gather(*self._doors.take(wanted), return_exceptions=True))
            outcomes = [next(taken) if arrival.incoming is not None else None for arrival in arrivals]
            answers = [
                await self._seen_to(arrival, outcome)
                for arrival, outcome in zip(arrivals, outcomes, strict=True)
            ]
        except self._doors.not_stored:
            return None
        for arrival, answer in zip(arrivals, answers, strict=True):
            self._hand_on(arrival, answer, monotonic() - arrived_at)
        return [arrival.update_id for arrival in arrivals if arrival.update_id is not None]

    async def _seen_to(self, arrival: Arrival, outcome: Answer | BaseException | None) -> Answer | None:
        """What is to be done about an update; what could not be taken is set aside. Raises ``not_stored``."""
        if isinstance(outcome, self._doors.not_stored):
            raise outcome
        if isinstance(outcome, Exception):
            log.error("An update could not be taken and is set aside.", exc_info=outcome)
            return await self._set_aside(arrival.incoming, outcome)
        if isinstance(outcome, BaseException):
            raise outcome
        if arrival.broken:
            log.warning("An update could not be read.")
            return await self._set_aside(arrival.update_id, None, arrival.shape)
        return outcome

    async def _set_aside(
        self, what: Incoming | int | None, error: Exception | None, shape: object = None
    ) -> Answer | None:
        if what is None:  # not even an id
            return None
        try:
            return await self._doors.set_aside(what, error, shape)
        except self._doors.not_stored:
            raise
        except Exception:
            log.exception("It could not even be set aside: it is lost.")
            return None

    def _hand_on(self, arrival: Arrival, answer: Answer | None, seconds: float) -> None:
        if arrival.callback_id:
            self._doors.answer(arrival.callback_id, answer.toast if answer else None)
        chats = answer.chats if answer else frozenset()
        self._doors.noted(arrival.kind, seconds, chats)
        for chat in chats:
            self._doors.wake(chat)
