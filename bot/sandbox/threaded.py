"""The sandbox in a thread of its own, for those who have no event loop to spare."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Self, TypeVar

from bot.sandbox.server import SandboxServer

Result = TypeVar("Result")


class SandboxThread:
    """Runs a `SandboxServer` in a background thread; `call` and `wait` reach into it.

    with SandboxThread() as running:
        ada = running.call(lambda sandbox: sandbox.person("Ada"))
        running.call(lambda sandbox: ada.start())
        question = running.wait(lambda sandbox: ada.next_message(after=0))
    """

    def __init__(self, **settings: Any) -> None:
        """`settings` are those of `SandboxServer`."""
        self._sandbox = SandboxServer(**settings)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="sandbox", daemon=True)

    @property
    def url(self) -> str:
        """Where it listens."""
        return self._sandbox.url

    @property
    def token(self) -> str:
        """The bot's token."""
        return self._sandbox.token

    def call(self, do: Callable[[SandboxServer], Result]) -> Result:
        """Does something with the sandbox, in its thread, and gives the result."""

        async def done() -> Result:
            return do(self._sandbox)

        return asyncio.run_coroutine_threadsafe(done(), self._loop).result()

    def wait(self, do: Callable[[SandboxServer], Awaitable[Result]]) -> Result:
        """As `call`, for what has to be awaited."""

        async def done() -> Result:
            return await do(self._sandbox)

        return asyncio.run_coroutine_threadsafe(done(), self._loop).result()

    def __enter__(self) -> Self:
        self._thread.start()
        self.wait(lambda sandbox: sandbox.start())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.wait(lambda sandbox: sandbox.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
