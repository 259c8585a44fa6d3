"""Whose turn it is: the chats that wait for a slot, and those in hand, which are being served or rest."""

from __future__ import annotations

import asyncio
from enum import IntEnum

from bot.core.effects import Slot


class Place(IntEnum):
    """Where a chat waits; a lower one goes first, whoever came first."""

    TAPS = 0
    """Somebody has done something and waits for what follows."""
    BULK = 1
    """What comes by itself, and groups."""
    LAST = 2
    """There are only buttons to be taken away."""

    def after(self, left: Slot | None) -> Place | None:
        """Where a chat goes on waiting when ``left`` is the slot of what comes next; None for nothing."""
        if left is None:
            return None
        return Place.LAST if left is Slot.BUTTONS else min(self, Place.BULK)


class Queues:
    """The chats with something to be sent, each in one queue or in hand."""

    def __init__(self) -> None:
        self._queues: dict[Place, dict[int, None]] = {place: {} for place in Place}
        self._some = asyncio.Event()
        # A chat in hand is being served, or rests. Who is woken meanwhile is noted, with the better place.
        self._in_hand: set[int] = set()
        self._woken: dict[int, Place] = {}

    async def some(self) -> None:
        """Wait until a chat waits."""
        await self._some.wait()

    def wake(self, chat: int, place: Place) -> None:
        """There may be something to be sent to a chat. It never falls back behind its place."""
        if chat in self._in_hand:
            self._woken[chat] = min(place, self._woken.get(chat, place))
            return
        for other in Place:
            if chat in self._queues[other]:
                if other <= place:
                    return
                del self._queues[other][chat]
        self._queues[place][chat] = None
        self._some.set()

    def take(self) -> tuple[int, Place] | None:
        """Take the chat whose turn it is in hand; None when none waits."""
        for place, queue in self._queues.items():
            if queue:
                chat = next(iter(queue))
                del queue[chat]
                self._in_hand.add(chat)
                if not any(self._queues.values()):
                    self._some.clear()
                return chat, place
        return None

    def put_back(self, chat: int, place: Place | None) -> None:
        """A chat is in hand no longer, and waits at a place, or nowhere unless it was woken meanwhile."""
        self._in_hand.discard(chat)
        places = [each for each in (place, self._woken.pop(chat, None)) if each is not None]
        if places:
            self.wake(chat, min(places))

    def waiting(self, place: Place) -> int:
        """How many chats wait at a place."""
        return len(self._queues[place])

    def others_first(self) -> bool:
        """Whether a chat waits before those at the last place."""
        return bool(self._queues[Place.TAPS] or self._queues[Place.BULK])

    @property
    def idle(self) -> bool:
        """Whether no chat waits and none is in hand."""
        return not self._in_hand and not any(self._queues.values())
