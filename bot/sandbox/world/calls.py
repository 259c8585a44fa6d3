"""The log of every Bot API call: what was asked, and what was answered."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.wire import JSON
from bot.sandbox.world.bell import Bell
from bot.sandbox.world.logged import Logged


@dataclass
class Call:
    """One call. `status` and `answer` are None while it is open, and for ever if nothing was answered."""

    number: int
    method: str
    params: JSON
    at: float
    """When it arrived: seconds on the machine's monotonic clock."""
    answered_at: float | None = None
    status: int | None = None
    answer: Any = None
    fault: str = ""
    """The fault it met, if any was set."""

    @property
    def ok(self) -> bool:
        """Whether it was carried out and the caller was told so."""
        return self.status == 200

    def as_json(self) -> JSON:
        """For the page and the tests."""
        names = ("number", "method", "params", "at", "answered_at", "status", "answer", "fault")
        return {name: getattr(self, name) for name in names}


@dataclass
class Calls:
    """Calls in the order they arrived. `secret` never appears in it. `most` bounds it (None: no bound).

    Of very long texts, and of very many values, each call has only the beginning.
    """

    secret: str
    most: int | None = None
    bell: Bell = field(default_factory=Bell)
    count: int = 0

    def __post_init__(self) -> None:
        self._calls: deque[Call] = deque(maxlen=self.most)

    def __iter__(self) -> Iterator[Call]:
        return iter(list(self._calls))

    def __len__(self) -> int:
        return len(self._calls)

    def begin(self, method: str, params: JSON, now: float) -> Call:
        """Logs a call that has arrived."""
        self.count += 1
        call = Call(self.count, self._kept(method), self._kept(params), now)
        self._calls.append(call)
        self.bell.ring()
        return call

    def end(self, call: Call, status: int, answer: Any, now: float) -> None:
        """Logs what was answered."""
        call.status, call.answer, call.answered_at = status, self._kept(answer), now
        self.bell.ring()

    def of(self, method: str) -> list[Call]:
        """The calls of one method, whatever its case."""
        return [call for call in self._calls if call.method.lower() == method.lower()]

    def since(self, number: int) -> list[Call]:
        """The calls after the one with this number."""
        newer: list[Call] = []
        for call in reversed(self._calls):
            if call.number <= number:
                break
            newer.append(call)
        return newer[::-1]

    async def wait_for(self, wanted: Callable[[Call], object], timeout: float = 5.0) -> Call:
        """The first call for which `wanted` is truthy, past or to come.

        Raises `TimeoutError` after `timeout` seconds.
        """
        return await self.bell.wait_for(
            lambda: next((call for call in self._calls if wanted(call)), None),
            timeout,
            lambda: f"no such call; the last ones: {[(call.method, call.status) for call in self][-10:]}",
        )

    def _kept(self, value: Any) -> Any:
        return Logged(self.secret).kept(value)
