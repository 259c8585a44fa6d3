"""Faults to order: what a network and a busy Telegram do to a bot."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Literal

from bot.sandbox.wire import JSON, too_many_requests

Kind = Literal["hang", "status", "drop_request", "drop_reply", "slow"]
_numbers = count(1)
BAD_GATEWAY = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    "<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"
)


@dataclass(eq=False)
class Fault:
    """One fault: it meets calls of `method` ("": any) to `chat_id` (None: any), `times` times."""

    kind: Kind
    method: str = ""
    chat_id: int | None = None
    times: int | None = 1
    seconds: float | None = None
    status: int = 502
    body: str | JSON = BAD_GATEWAY
    when: Callable[[JSON], object] | None = None
    """Only calls for whose parameters this is truthy."""
    number: int = field(default_factory=lambda: next(_numbers))
    hits: int = 0
    """How many calls it has met."""
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    def meets(self, method: str, chat_id: str, params: JSON) -> bool:
        """Whether it meets this call."""
        return (
            (self.times is None or self.hits < self.times)
            and self.method.lower() in ("", method.lower())
            and (self.chat_id is None or str(self.chat_id) == chat_id)
            and (self.when is None or bool(self.when(params)))
        )

    def release(self) -> None:
        """Lets every call that hangs or is slow go on, and meets no more of them."""
        self.times = self.hits
        self._released.set()

    async def hold(self) -> None:
        """Waits the seconds ordered, or until `release`."""
        try:
            async with asyncio.timeout(self.seconds):
                await self._released.wait()
        except TimeoutError:
            pass


class Faults:
    """The faults ordered, the oldest first; a call meets at most one."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def __iter__(self) -> Iterator[Fault]:
        return iter(list(self._faults))

    def order(self, fault: Fault) -> Fault:
        """Adds a fault."""
        self._faults.append(fault)
        return fault

    def hang(self, method: str = "", seconds: float | None = None, **narrower: Any) -> Fault:
        """The call waits until `seconds` are over or `release()` is called; only then is it carried out.

        If the caller has gone by then, it never is. `narrower`: chat_id, times (None: until cleared), when.
        """
        return self.order(Fault("hang", method, seconds=seconds, **narrower))

    def slow(self, method: str = "", seconds: float | None = None, **narrower: Any) -> Fault:
        """The call is carried out at once, but its answer comes only after `seconds` or `release()`."""
        return self.order(Fault("slow", method, seconds=seconds, **narrower))

    def status(
        self, method: str = "", status: int = 502, body: str | JSON = BAD_GATEWAY, **narrower: Any
    ) -> Fault:
        """The call is not carried out; `status` and `body` (HTML, or a JSON object) are answered."""
        return self.order(Fault("status", method, status=status, body=body, **narrower))

    def too_many_requests(self, method: str = "", retry_after: int = 1, **narrower: Any) -> Fault:
        """The call is refused with a 429 that asks to wait `retry_after` seconds."""
        return self.status(method, 429, too_many_requests(retry_after).answer(), **narrower)

    def drop_reply(self, method: str = "", **narrower: Any) -> Fault:
        """The call is carried out, then the connection closes without an answer."""
        return self.order(Fault("drop_reply", method, **narrower))

    def drop_request(self, method: str = "", **narrower: Any) -> Fault:
        """The connection closes without an answer and nothing is carried out."""
        return self.order(Fault("drop_request", method, **narrower))

    def meeting(self, method: str, chat_id: str, params: JSON) -> Fault | None:
        """The fault this call meets, counted as a hit."""
        for fault in self._faults:
            if fault.meets(method, chat_id, params):
                fault.hits += 1
                return fault
        return None

    def find(self, number: int) -> Fault | None:
        """The fault with this number."""
        return next((fault for fault in self._faults if fault.number == number), None)

    def clear(self) -> None:
        """Releases and forgets all faults."""
        for fault in self._faults:
            fault.release()
        self._faults.clear()
