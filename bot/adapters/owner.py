"""Tells the host of trouble by a message, at most once an hour for each kind. No word in it is a person's.

The hour goes on over a start: a bot that ends and is started again all night long would ring each time.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Protocol

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

log = logging.getLogger(__name__)

QUIET_SECONDS = 3600.0
_SEND_SECONDS = 20.0
_LONGEST = 4096
"""Characters that Telegram takes in a message."""


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
        backoff: Callable[[int], float],
        told: Mapping[str, float] = MappingProxyType({}),
        note: Callable[[str], Awaitable[None]] | None = None,
    ) -> None:
        """``tell`` sends plain words to a chat. ``backoff``: seconds before the next try, by failed tries so
        far. ``told``: by kind, how many seconds ago the host was told of it last. ``note``: that the host has
        been told of a kind is to be known at the next start.
        """
        self._chat, self._tell, self._pace, self._backoff, self._note = chat, tell, pace, backoff, note
        now = asyncio.get_running_loop().time()
        self._quiet_until = {kind: now + QUIET_SECONDS - ago for kind, ago in told.items() if ago >= 0}
        self._untold: Counter[str] = Counter()
        """By kind, how often there was trouble since the last message on it."""
        self._under_way: dict[str, asyncio.Task[None]] = {}

    def trouble(self, kind: str, sentence: str, *, lasts: bool = False) -> bool:
        """Tell of trouble soon, in the log and by a message, unless this kind was told less than an hour ago.
        Whether it is told.

        It is counted otherwise, and the next message says so; not what ``lasts``, and comes here until it is
        told. Never raises.
        """
        now = asyncio.get_running_loop().time()
        if now < self._quiet_until.get(kind, now) or kind in self._under_way:
            self._untold[kind] += not lasts
            return False
        self._quiet_until[kind] = now + QUIET_SECONDS
        if untold := self._untold.pop(kind, 0):
            sentence += f" (Since the last message on this it came {untold} times more.)"
        log.warning("Trouble of the kind %s: %s", kind, sentence)
        if self._chat is None:
            return True
        self._under_way[kind] = task = asyncio.ensure_future(self._send(self._chat, kind, sentence))
        task.add_done_callback(lambda done: self._under_way.pop(kind))
        return True

    async def close(self, seconds: float = 0) -> None:
        """Wait so long for what is still to be told, and forget the rest."""
        if seconds and self._under_way:
            await asyncio.wait(self._under_way.values(), timeout=seconds)
        for task in self._under_way.values():
            task.cancel()

    async def _send(self, chat: int, kind: str, sentence: str) -> None:
        """Send it, as soon as Telegram can be reached."""
        for tries in itertools.count():
            await self._pace.slot()
            try:
                async with asyncio.timeout(_SEND_SECONDS):
                    await self._tell(chat, sentence[:_LONGEST])
            except RetryAfter as asked:
                self._pace.hold(timedelta.total_seconds(asked.retry_after))  # type: ignore[arg-type]
            except (TelegramError, TimeoutError) as error:
                if isinstance(error, BadRequest) or not isinstance(error, NetworkError | TimeoutError):
                    log.warning("BOT_OWNER could not be told of trouble (%s).", type(error).__name__)
                    return
                await asyncio.sleep(self._backoff(tries))
            else:
                break
        if self._note is not None:
            await self._note(kind)
