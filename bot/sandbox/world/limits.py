"""Telegram's sending limits, for those who want to meet them."""

import math
from dataclasses import dataclass, field

from bot.sandbox.wire import too_many_requests


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


@dataclass
class Limits:
    """So many messages a second overall, and to one chat with small bursts; what is more is refused."""

    overall_rate: float = 30.0
    chat_rate: float = 1.0
    chat_burst: float = 3.0
    _overall: _Bucket | None = None
    _chats: dict[int, _Bucket] = field(default_factory=dict)

    def take(self, chat_id: int, now: float) -> None:
        """Counts a message to `chat_id` at `now` (monotonic seconds); raises a 429 `Refusal` if too soon."""
        if self._overall is None:
            self._overall = _Bucket(self.overall_rate, self.overall_rate, self.overall_rate, now)
        chat = self._chats.setdefault(chat_id, _Bucket(self.chat_rate, self.chat_burst, self.chat_burst, now))
        short = max(self._overall.seconds_short(now), chat.seconds_short(now))
        if short > 0:
            raise too_many_requests(max(1, math.ceil(short)))
        self._overall.level -= 1
        chat.level -= 1
