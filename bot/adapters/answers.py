"""Answers to taps, given in the background: a button stops waiting, and a word may be shown for a moment.

They are not stored and not paced. Telegram wants one within seconds or not at all, so they are bounded in
time and in number; a tap that comes again after a crash is answered again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram.error import BadRequest, TelegramError

log = logging.getLogger(__name__)

ANSWER_SECONDS = 10.0
"""How long one answer may take."""
AT_ONCE = 32
MOST_WAITING = 1_000


class Answers:
    """Gives answers, some at once and the rest in order."""

    def __init__(self, send: Callable[[str, str], Awaitable[None]]) -> None:
        """``send``: gives Telegram the answer to a tap, by its id and with words or none."""
        self._send = send
        self._few = asyncio.Semaphore(AT_ONCE)
        self._under_way: set[asyncio.Task[None]] = set()

    def give(self, callback_id: str, words: str = "") -> None:
        """Answer a tap soon. Nothing comes back: a tap that is too old, or too many at once, do no harm."""
        if len(self._under_way) >= MOST_WAITING:
            log.warning("a tap was not answered: too many wait for their answers already")
            return
        task = asyncio.ensure_future(self._give(callback_id, words))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def finish(self, seconds: float) -> None:
        """Wait so long for the answers under way, and forget the rest."""
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=seconds)
            for task in late:
                task.cancel()

    async def _give(self, callback_id: str, words: str) -> None:
        async with self._few:
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    await self._send(callback_id, words)
            except BadRequest:
                log.debug("a tap was too old to be answered")
            except (TelegramError, TimeoutError) as error:
                log.info("a tap could not be answered: %s", type(error).__name__)
