"""Tells the host of trouble by a message, at most once an hour for each kind. No word in it is a person's."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Protocol

from telegram.error import RetryAfter, TelegramError

log = logging.getLogger(__name__)

QUIET_SECONDS = 3600.0
_SEND_SECONDS = 20.0
_TRIES = 3


class Pace(Protocol):
    """How fast Telegram may be spoken to."""

    async def slot(self) -> None:
        """Wait for the next slot and take it."""

    def hold(self, seconds: float) -> None:
        """Give no slots for so long."""


class Owner:
    """The host, who may have named a chat to be told in."""

    def __init__(
        self,
        chat: int | None,
        tell: Callable[[int, str], Awaitable[None]],
        pace: Pace,
    ) -> None:
        """``tell`` sends plain words to a chat."""
        self._chat, self._tell, self._pace = chat, tell, pace
        self._quiet_until: dict[str, float] = {}
        self._under_way: set[asyncio.Task[None]] = set()

    def trouble(self, kind: str, sentence: str) -> None:
        """Tell of trouble soon, unless this kind was told less than an hour ago. Never raises."""
        now = asyncio.get_running_loop().time()
        if self._chat is None or now < self._quiet_until.get(kind, now):
            return
        self._quiet_until[kind] = now + QUIET_SECONDS
        task = asyncio.ensure_future(self._send(self._chat, sentence))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    def close(self) -> None:
        """Forget what is still to be told."""
        for task in self._under_way:
            task.cancel()

    async def _send(self, chat: int, sentence: str) -> None:
        for _ in range(_TRIES):
            await self._pace.slot()
            try:
                async with asyncio.timeout(_SEND_SECONDS):
                    await self._tell(chat, sentence)
            except RetryAfter as asked:
                self._pace.hold(timedelta.total_seconds(asked.retry_after))  # type: ignore[arg-type]
            except (TelegramError, TimeoutError) as error:
                log.warning("BOT_OWNER could not be told of trouble (%s).", type(error).__name__)
                return
            else:
                return
