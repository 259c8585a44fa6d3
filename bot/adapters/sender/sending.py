"""The sender: whose turn it is when Telegram may be spoken to, and how much waits."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable

from bot.adapters.sender.delivering import STUCK, TELL_AFTER, Delivering, Left
from bot.adapters.sender.queues import Place, Queues
from bot.adapters.sender.world import Messenger, Pace, Post
from bot.core.effects import Slot
from bot.core.outbox import Unsent
from bot.core.screens import Screen

log = logging.getLogger(__name__)

UNREAD, UNREAD_SECONDS = 2, 0.05
"""Slots that may be in use while their rows are still being read from the database: so many, or those of so
long a time. A database that stalls holds up slots, or what it held up would go out in a burst.
"""


class Sender:
    """The one that sends. ``run`` it once; ``wake`` tells it of new rows; cancel ``run``, then ``finish``."""

    def __init__(
        self,
        messenger: Messenger,
        post: Post,
        pace: Pace,
        *,
        draw: Callable[[Unsent], Awaitable[Screen]],
        backoff: Callable[[int], float],
        trouble: Callable[[str, str], object],
        hashed: Callable[[int], str],
    ) -> None:
        """``draw`` makes the message of a row. ``backoff``: seconds before the next try, by failed tries so
        far. ``trouble`` tells the host: a kind and a sentence. ``hashed``: a chat as it may stand in a log.
        """
        self._post, self._pace, self._backoff, self._hashed = post, pace, backoff, hashed
        self._trouble = trouble
        self._failed: Counter[int] = Counter()
        """By chat, how often in a row it could not be served by a mistake of our own."""
        self._delivering = Delivering(messenger, post, pace, draw, backoff, trouble, hashed)
        self._queues = Queues()
        self._moved = asyncio.Event()
        self._unread, self._read = 0, asyncio.Event()
        self._most_unread = max(UNREAD, round(pace.rate * UNREAD_SECONDS))
        self._under_way: set[asyncio.Task[None]] = set()
        self._ending = False
        self._second = max(1, round(pace.rate))
        """Messages that go out within one."""

    def wake(self, chat: int, *, tapped: bool = True) -> None:
        """There may be something to send to a chat; one that ``tapped`` goes before bulk, which a group's
        always is.
        """
        self._queues.wake(chat, Place.TAPS if tapped and chat > 0 else Place.BULK)

    async def room(self) -> None:
        """Wait until more bulk would go out within about a second. What is not claimed before that waits
        where it is, and is judged when it is really said.
        """
        while True:
            await self._pace.released()
            if self._has_room():
                return
            self._moved.clear()
            await self._moved.wait()

    async def run(self) -> None:
        """Send until cancelled, beginning with what an earlier process left."""
        for chat, slot in await self._post.chats():
            self._queues.wake(chat, Place.LAST if slot is Slot.BUTTONS else Place.BULK)
        while True:
            await self._queues.some()
            while self._unread >= self._most_unread:
                self._read.clear()
                await self._read.wait()
            await self._pace.slot()
            self._give_slot()

    async def finish(self, seconds: float) -> None:
        """After ``run`` was cancelled: wait so long for what is on its way, and give up the rest."""
        self._ending = True
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _has_room(self) -> bool:
        # While nothing gets through, what was claimed before is tried and no more; one answer ends that.
        deaf = self._delivering.in_vain >= self._second and not self._queues.idle
        return not deaf and self._queues.waiting(Place.BULK) < self._second

    def _give_slot(self) -> None:
        """Use a slot for whose turn it is. That is chosen only now, so that a tap that came while the slot
        was waited for goes first.
        """
        taken = self._queues.take() if not self._ending else None
        if taken is None:  # it ends; or the only one that waited was given a slot that another had no use for
            return
        self._moved.set()
        task = asyncio.ensure_future(self._serve(*taken))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _serve(self, chat: int, place: Place) -> None:
        """Use one slot for a chat, and queue it again when there is more."""
        try:
            left = await self._use_slot(chat, place)
            following, pause = place.after(left.next), left.pause
            self._failed.pop(chat, None)
        except Exception:
            log.exception("Chat %s could not be served; trying again.", self._hashed(chat))
            following, pause = place, self._backoff(self._failed[chat])
            self._failed[chat] += 1
            if self._failed[chat] == TELL_AFTER:
                self._trouble("stuck", STUCK)
        # A chat with nothing more rests too: what comes for it meanwhile may not overtake its pace.
        pause = max(pause, self._pace.chat_wait(chat))
        if pause:
            asyncio.get_running_loop().call_later(pause, self._rested, chat, following)
        else:
            self._rested(chat, following)

    async def _use_slot(self, chat: int, place: Place) -> Left:
        sent = await self._next_of(chat)
        if sent is None:
            self._give_slot()
            return Left()
        if sent.slot is Slot.BUTTONS and place is not Place.LAST and self._queues.others_first():
            self._give_slot()
            return Left(sent.slot)
        return await self._delivering.bring(sent)

    async def _next_of(self, chat: int) -> Unsent | None:
        self._unread += 1
        try:
            return await self._post.next(chat)
        finally:
            self._unread -= 1
            self._read.set()

    def _rested(self, chat: int, place: Place | None) -> None:
        self._queues.put_back(chat, place)
        self._moved.set()
