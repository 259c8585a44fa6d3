"""Telegram's sending limits, for those who want to meet them."""

import math
from collections import deque
from dataclasses import dataclass, field

from bot.sandbox.wire import too_many_requests

_GROUP_SECONDS = 60.0


@dataclass
class _Bucket:
    """Fills at `rate` a second up to `most`; each message takes one out."""

    rate: float
    most: float
    level: float
    at: float

    def seconds_short(self, now: float) -> float:
        """How long until one can be taken; 0 when it can be now."""
        self.level = min(self.most, self.level + (now - self.at) * self.rate)
        self.at = now
        return max(0.0, (1 - self.level) / self.rate)

    def take(self, now: float) -> None:
        """Takes one out."""
        self.level -= 1


@dataclass
class _Window:
    """At most so many messages in any minute."""

    most: float
    _taken: deque[float] = field(default_factory=deque)

    def seconds_short(self, now: float) -> float:
        """How long until one more can be sent; 0 when it can be now."""
        while self._taken and now - self._taken[0] >= _GROUP_SECONDS:
            self._taken.popleft()
        return 0.0 if len(self._taken) < self.most else self._taken[0] + _GROUP_SECONDS - now

    def take(self, now: float) -> None:
        """Counts one."""
        self._taken.append(now)


@dataclass
class Limits:
    """So many messages a second overall, to one person a second with small bursts, and to one group a minute.

    What is more is refused.
    """

    overall_rate: float = 30.0
    chat_rate: float = 1.0
    chat_burst: float = 3.0
    group_per_minute: float = 20.0
    _overall: _Bucket | None = None
    _chats: dict[int, _Bucket | _Window] = field(default_factory=dict)

    def take(self, chat_id: int, now: float) -> None:
        """Counts a message to `chat_id` at `now` (monotonic seconds); raises a 429 `Refusal` if too soon."""
        if self._overall is None:
            self._overall = _Bucket(self.overall_rate, self.overall_rate, self.overall_rate, now)
        chat = self._chats.get(chat_id)
        if chat is None:
            chat = self._chats[chat_id] = self._new(chat_id, now)
        short = max(self._overall.seconds_short(now), chat.seconds_short(now))
        if short > 0:
            raise too_many_requests(max(1, math.ceil(short)))
        self._overall.take(now)
        chat.take(now)

    def _new(self, chat_id: int, now: float) -> _Bucket | _Window:
        """What counts for a chat: groups and channels have ids below 0."""
        if chat_id < 0:
            return _Window(self.group_per_minute)
        return _Bucket(self.chat_rate, self.chat_burst, self.chat_burst, now)
