"""What is counted and timed, in the form that Prometheus reads. The one file that knows its client.

No label holds a person, a chat or a word: kinds and results are few and fixed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from math import nan
from time import monotonic
from typing import Protocol, TypeVar

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.core.screens import Edited, Screen

Result = TypeVar("Result")

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
RESULTS = ("ok", "retry_after", "forbidden", "bad_request", "network")
_COMMITTED, _ANSWERED = "committed", "answered"
_SECONDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
_LAGS = (0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0)
_MOST_WAITING = 10_000


class Messenger(Protocol):
    """Telegram, as far as messages go."""

    async def send(self, chat: int, screen: Screen, *, silent: bool) -> int: ...
    async def edit(self, chat: int, message_id: int, screen: Screen) -> Edited: ...
    async def remove(self, chat: int, message_id: int) -> None: ...
    async def clear(self, chat: int, message_id: int) -> None: ...


class Backlog(Protocol):
    """What waits, and how large the database is."""

    @property
    def owed_screens(self) -> int: ...
    @property
    def due_lag_seconds(self) -> float: ...
    @property
    def database_bytes(self) -> int: ...


class Metrics:
    """All there is to be read at /metrics."""

    def __init__(self, kinds: Iterable[str], backlog: Callable[[], Backlog | None]) -> None:
        """``kinds`` of updates there are. ``backlog`` is asked in a thread whenever somebody reads; None
        when it can't be told now.
        """
        disable_created_metrics()  # type: ignore[no-untyped-call] # they say no more than process_start_time_seconds
        self._backlog = backlog
        self._waiting: dict[int, float] = {}
        self._registry = registry = CollectorRegistry()
        self._updates = Counter("bot_updates", "Updates committed, by kind.", ["kind"], registry=registry)
        self._seconds = Histogram(
            "bot_update_seconds",
            "From an update's arrival to its commit, and to the first message Telegram took for it.",
            ["until"],
            buckets=_SECONDS,
            registry=registry,
        )
        self._sends = Counter("bot_sends", "Messages and edits, by result.", ["result"], registry=registry)
        self._lag = Histogram(
            "bot_loop_lag_seconds",
            "How late the event loop was, looked at four times a second.",
            buckets=_LAGS,
            registry=registry,
        )
        self._owed = Gauge("bot_owed_screens", "Messages that wait to be sent.", registry=registry)
        self._due_lag = Gauge(
            "bot_due_lag_seconds", "How long the longest overdue reminder has been due.", registry=registry
        )
        self._bytes = Gauge("bot_database_bytes", "Size of the database with its log.", registry=registry)
        ProcessCollector(registry=registry)
        # What has not happened yet is 0, not absent.
        for kind in (*kinds, "other", "unreadable"):
            self._updates.labels(kind)
        for result in RESULTS:
            self._sends.labels(result)
        for until in (_COMMITTED, _ANSWERED):
            self._seconds.labels(until)

    def committed(self, kind: str, seconds: float, chats: frozenset[int]) -> None:
        """An update is committed, so many seconds after it arrived, and these chats are owed something."""
        self._updates.labels(kind).inc()
        self._seconds.labels(_COMMITTED).observe(seconds)
        for chat in chats:
            if len(self._waiting) < _MOST_WAITING:
                self._waiting.setdefault(chat, monotonic() - seconds)

    def lagged(self, seconds: float) -> None:
        """The loop was so late."""
        self._lag.observe(seconds)

    def counting(self, messenger: Messenger) -> Messenger:
        """The same messenger, with what becomes of its calls counted."""
        return _Counting(messenger, self)

    async def text(self) -> bytes:
        """All of it, as it is now."""
        backlog = await asyncio.to_thread(self._backlog)
        # What can't be told is no number: the last one known would say that all is as it was.
        self._owed.set(backlog.owed_screens if backlog else nan)
        self._due_lag.set(backlog.due_lag_seconds if backlog else nan)
        self._bytes.set(backlog.database_bytes if backlog else nan)
        return generate_latest(self._registry)

    def came_to(self, chat: int, result: str, *, shown: bool) -> None:
        """A call came to a result; ``shown``: the chat sees something new."""
        self._sends.labels(result).inc()
        if shown or result == "forbidden":
            since = self._waiting.pop(chat, None)
            if shown and since is not None:
                self._seconds.labels(_ANSWERED).observe(monotonic() - since)


@dataclass(frozen=True)
class _Counting:
    messenger: Messenger
    metrics: Metrics

    async def send(self, chat: int, screen: Screen, *, silent: bool) -> int:
        return await self._counted(chat, self.messenger.send(chat, screen, silent=silent), shows=True)

    async def edit(self, chat: int, message_id: int, screen: Screen) -> Edited:
        return await self._counted(chat, self.messenger.edit(chat, message_id, screen), shows=True)

    async def remove(self, chat: int, message_id: int) -> None:
        await self._counted(chat, self.messenger.remove(chat, message_id), shows=False)

    async def clear(self, chat: int, message_id: int) -> None:
        await self._counted(chat, self.messenger.clear(chat, message_id), shows=False)

    async def _counted(self, chat: int, call: Awaitable[Result], *, shows: bool) -> Result:
        try:
            found = await call
        except TelegramError as error:
            self.metrics.came_to(chat, _named(error), shown=False)
            raise
        except asyncio.CancelledError:  # it took too long
            self.metrics.came_to(chat, "network", shown=False)
            raise
        refused = isinstance(found, Edited) and found is not Edited.DONE
        self.metrics.came_to(chat, "bad_request" if refused else "ok", shown=shows and not refused)
        return found


def _named(error: TelegramError) -> str:
    match error:
        case RetryAfter():
            return "retry_after"
        case Forbidden() | ChatMigrated():
            return "forbidden"
        case BadRequest():
            return "bad_request"
        case _:
            return "network"
