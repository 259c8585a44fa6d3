"""Waiting for something to become true without looking again and again."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Bell:
    """Rung whenever something changed; whoever waits looks again at each ring, and only then.

    It is rung by plain (not async) code, so unlike `asyncio.Condition` it needs no lock. Use it
    from one event loop.
    """

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Let everybody who waits look again."""
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def wait(self) -> None:
        """Wait for the next ring."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await future
        finally:
            self._waiting.discard(future)

    async def wait_for(
        self, look: Callable[[], Found | None], timeout: float, awaited: Callable[[], str]
    ) -> Found:
        """The first truthy answer of `look`, asked now and after every ring.

        Raises `TimeoutError` after `timeout` seconds, with `awaited()` as its explanation.
        """
        try:
            async with asyncio.timeout(timeout):
                while not (found := look()):
                    await self.wait()
                return found
        except TimeoutError:
            raise TimeoutError(f"not within {timeout} s: {awaited()}") from None
