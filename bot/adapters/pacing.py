"""How fast Telegram may be spoken to: evenly spaced slots, a pace for each chat, and holding still when
told to.

Times are seconds of the event loop's own clock: limits are about real time, never about a moved one.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable

CHAT_BURST = 3
"""Messages one chat may get at once."""
CHAT_SECONDS = 1.0
"""What each of them has to wait for afterwards."""
LATE_SECONDS = 0.02
"""A slot taken so late was still waited for: the event loop wakes up late. What it cost is made up for."""
_FORGET_ABOVE = 10_000


class Pace:
    """Who may speak when."""

    def __init__(
        self,
        rate: float,
        *,
        now: Callable[[], float] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """``rate``: slots a second, all chats together."""
        self.rate = rate
        """Slots a second."""
        self._gap = 1.0 / rate
        self._now = now or asyncio.get_running_loop().time
        self._sleep = sleep
        self._next = self._now()
        self._held_until = self._next
        self._chats: dict[int, float] = {}

    async def slot(self) -> None:
        """Wait for the next slot and take it. Slots not used are lost: a pause is never followed by a
        burst.
        """
        while (wait := (due := max(self._next, self._held_until)) - self._now()) > 0:
            await self._sleep(wait)
        now = self._now()
        # Counted from when the slot was due: always waking up a little late must not slow everything down.
        self._next = (due if now - due < max(self._gap / 2, LATE_SECONDS) else now) + self._gap

    def hold(self, seconds: float) -> None:
        """Give no slots for so long: Telegram answered 429."""
        self._held_until = max(self._held_until, self._now() + seconds)

    @property
    def held(self) -> bool:
        """Whether nothing may be sent right now."""
        return self._held_until > self._now()

    async def released(self) -> None:
        """Wait until something may be sent again."""
        while (wait := self._held_until - self._now()) > 0:
            await self._sleep(wait)

    def chat_wait(self, chat: int) -> float:
        """In how many seconds this chat may get its next message; 0 is now."""
        return max(0.0, self._chats.get(chat, 0.0) - (CHAT_BURST - 1) * CHAT_SECONDS - self._now())

    def count(self, chat: int) -> None:
        """Note that a chat is being sent something."""
        now = self._now()
        if len(self._chats) > _FORGET_ABOVE:
            self._chats = {known: until for known, until in self._chats.items() if until > now}
        self._chats[chat] = max(self._chats.get(chat, 0.0), now) + CHAT_SECONDS


def backoff(tries: int, most: float = 30.0) -> float:
    """Seconds to wait after so many tries that failed: doubled each time, up to ``most``, and never the
    same.
    """
    return random.uniform(0.5, 1.0) * min(most, 2.0 ** min(tries, 30))  # noqa: S311 - nothing secret
