"""Telegram's sending limits, for those who want to meet them."""

import math
from collections import deque
from dataclasses import dataclass, field

from bot.sandbox.wire import too_many_requests

_GROUP_SECONDS = 60.0
LEAST = {"overall_rate": 1.0, "chat_rate": 0.001, "chat_burst": 1.0, "group_per_minute": 1.0}
"""The fields of `Limits`, and below which number nothing could be sent."""
_MOST = 1_000_000


@dataclass
class _Bucket:
    """Fills at `rate` a second up to `most`; each message takes one out."""

    rate: float
    most: float
    level: float
    at: float

    def seconds_short(self, now: float, count: int) -> float:
        """How long until so many can be taken, or until it is full; 0 when they can be now."""
        self.level = min(self.most, self.level + (now - self.at) * self.rate)
        self.at = now
        return max(0.0, (min(count, self.most) - self.level) / self.rate)

    def take(self, now: float, count: int) -> None:
        """Takes them out. More than it holds are owed."""
        self.level -= count


@dataclass
class _Window:
    """At most so many messages in any minute."""

    most: float
    _taken: deque[float] = field(default_factory=deque)

    def seconds_short(self, now: float, count: int) -> float:
        """How long until so many more can be sent, or until it is empty; 0 when they can be now."""
        while self._taken and now - self._taken[0] >= _GROUP_SECONDS:
            self._taken.popleft()
        surplus = min(len(self._taken), math.ceil(len(self._taken) + count - self.most))
        return 0.0 if surplus <= 0 else self._taken[surplus - 1] + _GROUP_SECONDS - now

    def take(self, now: float, count: int) -> None:
        """Counts them."""
        self._taken.extend([now] * count)


@dataclass
class Limits:
    """So many messages a second overall, to one person a second with small bursts, and to one group a minute.

    What is more is refused. Raises `ValueError` for numbers with which nothing could ever be sent.
    """

    overall_rate: float = 30.0
    chat_rate: float = 1.0
    chat_burst: float = 3.0
    group_per_minute: float = 20.0
    _overall: _Bucket | None = field(default=None, init=False)
    _chats: dict[int, _Bucket | _Window] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        for name, least in LEAST.items():
            if not least <= getattr(self, name) <= _MOST:
                raise ValueError(f"{name} is a number from {least} to {_MOST:,}")

    def take(self, chat_id: int, now: float, count: int = 1) -> None:
        """Counts new messages to `chat_id` at `now` (monotonic seconds), all of them or none: raises a 429
        `Refusal` if it is too soon. More than ever go at once need the whole room.
        """
        if self._overall is None:
            self._overall = _Bucket(self.overall_rate, self.overall_rate, self.overall_rate, now)
        chat = self._chats.get(chat_id)
        if chat is None:
            chat = self._chats[chat_id] = self._new(chat_id, now)
        short = max(self._overall.seconds_short(now, count), chat.seconds_short(now, count))
        if short > 0:
            raise too_many_requests(max(1, math.ceil(short)))
        self._overall.take(now, count)
        chat.take(now, count)

    def _new(self, chat_id: int, now: float) -> _Bucket | _Window:
        """What counts for a chat: groups and channels have ids below 0."""
        if chat_id < 0:
            return _Window(self.group_per_minute)
        return _Bucket(self.chat_rate, self.chat_burst, self.chat_burst, now)
