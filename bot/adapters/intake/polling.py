"""Updates that are asked for.

The library's own Updater tells Telegram "got it" as soon as an update is queued; what is queued dies with
the process. Here the offset moves on only when everything before it is committed.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any, Protocol

from telegram.error import Conflict, TelegramError

from bot.adapters.intake.asking import Asking, Trouble

log = logging.getLogger(__name__)

POLL_SECONDS = 25
"""How long Telegram keeps a question for updates open when there are none."""
_SHORT_SECONDS = 1
_CONFLICT_SECONDS = 10.0
_FAREWELL_SECONDS = 1.0


class Source(Protocol):
    """Telegram, as far as asking for updates goes. Raises errors of ``telegram.error``."""

    async def updates(self, offset: int | None, seconds: int) -> list[Any]:
        """Raw updates from ``offset`` on, after waiting up to so many seconds for one."""

    async def forget_webhook(self) -> None:
        """Have updates wait for being asked for."""


class Polling:
    """The loop that asks Telegram for updates. ``run`` it once; ``stop`` ends it."""

    def __init__(
        self,
        source: Source,
        take: Callable[[Sequence[Any]], Awaitable[list[int] | None]],
        backoff: Callable[[int], float],
        trouble: Trouble = lambda kind, sentence: None,
    ) -> None:
        """``take``: has updates committed and gives their ids; None when nothing can be stored. ``backoff``:
        seconds to wait before trying again, by how often that was done already.
        """
        self._source, self._take, self._backoff = source, take, backoff
        self._asking = Asking(backoff, self._conflict, trouble)
        self._offset: int | None = None
        self._stopping = False
        self._poll: asyncio.Task[list[Any]] | None = None
        self._has_polled = False

    async def run(self) -> None:
        """Take updates until ``stop``. Raises TokenRefused."""
        while not self._stops():
            self._poll = asyncio.ensure_future(self._asking.until_answered(self._ask, "updates"))
            try:
                raws = await self._poll
            except asyncio.CancelledError:
                if self._stops():
                    break
                raise
            self._has_polled = True
            if not raws:
                # All is confirmed. After an idle week Telegram begins its ids anew, maybe below the old ones.
                self._offset = None
                continue
            ids = await self._take(raws)
            if ids:
                self._offset = ids[-1] + 1
            elif not self._stops():
                await asyncio.sleep(self._backoff(0))
        await self._farewell()

    def stop(self) -> None:
        """Ask for no more updates. ``run`` ends once the batch in hand is committed."""
        self._stopping = True
        if self._poll is not None:
            self._poll.cancel()

    def _stops(self) -> bool:
        return self._stopping

    async def _ask(self, tries: int) -> list[Any]:
        # After trouble it is to be known soon that there is none any more.
        return await self._source.updates(self._offset, _SHORT_SECONDS if tries else POLL_SECONDS)

    async def _conflict(self, error: TelegramError) -> float | None:
        if not isinstance(error, Conflict):
            return None
        if "webhook" not in error.message.lower():
            self._asking.another_program("takes what people send")
            return _CONFLICT_SECONDS
        if self._has_polled:
            self._asking.another_program("has set a webhook for what people send")
        else:
            log.warning("A webhook was set for this bot: it is removed, and updates are asked for from here.")
        with suppress(TelegramError):
            await self._source.forget_webhook()
        return _CONFLICT_SECONDS if self._has_polled else self._backoff(0)

    async def _farewell(self) -> None:
        """Tell Telegram what was taken, so that the next start need not go through it again."""
        if self._offset is not None:
            with suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(_FAREWELL_SECONDS):
                    await self._source.updates(self._offset, 0)
