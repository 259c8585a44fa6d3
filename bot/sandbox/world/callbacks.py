"""Taps on inline buttons: each may be answered once."""

import random
from collections import OrderedDict
from dataclasses import dataclass, field

from bot.sandbox.wire import bad_request
from bot.sandbox.world.bell import Bell

_MOST_KEPT = 20_000
_LONGEST_ANSWER = 200


@dataclass(frozen=True)
class CallbackAnswer:
    """What the bot answered to a tap: a toast, or an alert to be closed; without text nothing is shown."""

    text: str = ""
    show_alert: bool = False
    url: str = ""


@dataclass
class Tap:
    """One tap, with the bot's answer once there is one."""

    query_id: str
    chat_id: int
    message_id: int
    sent: float
    answer: CallbackAnswer | None = None
    bell: Bell = field(default_factory=Bell)

    async def answered(self, timeout: float = 5.0) -> CallbackAnswer:
        """The bot's answer; raises `TimeoutError` when there is none within `timeout` seconds."""
        return await self.bell.wait_for(
            lambda: self.answer, timeout, lambda: f"tap {self.query_id} was not answered"
        )


class Taps:
    """The taps that can still be answered."""

    def __init__(self, lifetime: float) -> None:
        self.lifetime = lifetime
        self._open: OrderedDict[str, Tap] = OrderedDict()
        self._ids = random.Random(20)  # noqa: S311 - ids only have to look like Telegram's, and to be repeatable

    def add(self, chat_id: int, message_id: int, now: float) -> Tap:
        """A new tap; `now` in seconds on a monotonic clock."""
        tap = Tap(str(self._ids.getrandbits(63)), chat_id, message_id, now)
        self._open[tap.query_id] = tap
        while len(self._open) > _MOST_KEPT:
            self._open.popitem(last=False)
        return tap

    def answer(self, query_id: str, answer: CallbackAnswer, now: float) -> Tap:
        """Answers a tap. Raises `Refusal` when it is unknown, too old or answered already."""
        tap = self._open.get(query_id)
        if tap is None or now - tap.sent > self.lifetime:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        if len(answer.text) > _LONGEST_ANSWER:
            raise bad_request("MESSAGE_TOO_LONG")
        del self._open[query_id]
        tap.answer = answer
        tap.bell.ring()
        return tap

    def expire_all(self) -> None:
        """From now on none of the taps so far can be answered."""
        self._open.clear()
