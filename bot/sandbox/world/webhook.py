"""The webhook: updates sent to an address of the bot's, each until the bot has taken it.

As Telegram's own server does it (tdlib/telegram-bot-api, WebhookActor.cpp): one update a POST, several side
by side, but those of one chat and kind one after the other. What is not answered with 2xx is sent again: at
once, then after 2, 4, 8 ... seconds, up to one or two minutes, or when Retry-After says. A method in the
answer's body is not carried out here.
"""

import asyncio
import random
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.sandbox.wire import JSON, dump_json, leading_integer
from bot.sandbox.world.bell import Bell
from bot.sandbox.world.updates import UpdateQueue

DEFAULT_CONNECTIONS = 40
_ANSWER_SECONDS = 60.0
_LONGEST_PAUSE = 60.0
_LONGEST_RETRY_AFTER = 3600
_KEPT = 20_000


def telegrams_pause(fails: int) -> float:
    """Seconds before an update is sent again, by how often that has failed (1 is the first time)."""
    most = random.uniform(_LONGEST_PAUSE, 2 * _LONGEST_PAUSE)  # noqa: S311 - nothing secret
    return 0.0 if fails == 1 else min(most, 2.0 ** min(fails - 1, 30))


@dataclass(frozen=True)
class Delivery:
    """One POST, and what was answered; no status when nothing was."""

    update_id: int
    status: int | None
    lost: bool = False
    """Answered with 2xx, but that got lost on the way."""


@dataclass
class _Failed:
    """How often an update came back, and when it is sent again (seconds of the monotonic clock)."""

    times: int = 0
    again_at: float = 0.0


class Webhook:
    """Where updates are sent, if anywhere. `set` and `delete` change that; `stop` pauses, `start` goes on."""

    def __init__(self, updates: UpdateQueue) -> None:
        self.url = ""
        self.secret = ""
        self.max_connections = 0
        self.last_error: tuple[int, str] | None = None
        """When (Unix seconds) and why an update could last not be delivered since the webhook was set."""
        self.pause: Callable[[int], float] = telegrams_pause
        """To be replaced by tests that can't wait."""
        self.answers_to_lose = 0
        """So many of the next 2xx are lost on the way: the bot thinks it has answered, and gets it again."""
        self.sent = 0
        """How often an update was sent, or sent again."""
        self.deliveries: deque[Delivery] = deque(maxlen=_KEPT)
        self.bell = Bell()
        """Rung when a POST goes out, and when it has come to something."""
        self._updates = updates
        self._failed: dict[int, _Failed] = {}
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._running: asyncio.Task[None] | None = None

    @property
    def in_flight(self) -> int:
        """How many updates have been sent and not answered."""
        return len(self._under_way)

    async def set(self, url: str, secret: str, max_connections: int) -> None:
        """Send updates to `url` from now on. The same settings change nothing; others begin anew, with
        everything that waits, at once.
        """
        if (url, secret, max_connections) == (self.url, self.secret, self.max_connections):
            return
        await self.stop()
        self.url, self.secret, self.max_connections = url, secret, max_connections
        self.last_error = None
        self._failed.clear()
        self.start()

    async def delete(self) -> None:
        """Send nothing any more; what waits stays."""
        await self.set("", "", 0)

    def start(self) -> None:
        """Begin, or go on, in the running event loop."""
        if self.url and self._running is None:
            self._running = asyncio.ensure_future(self._run())

    async def stop(self) -> None:
        """Cut off what is under way; it is sent again after `start`."""
        tasks = [task for task in (self._running, *self._under_way.values()) if task is not None]
        self._running = None
        self._under_way.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def wait_for(self, look: Callable[["Webhook"], Any], timeout: float = 5.0) -> None:
        """Waits until `look` is truthy, asked at every POST; raises `TimeoutError`."""
        await self.bell.wait_for(
            lambda: look(self),
            timeout,
            lambda: f"{self.in_flight} in flight, the last ones: {list(self.deliveries)[-10:]}",
        )

    async def _run(self) -> None:
        connector = aiohttp.TCPConnector(limit=self.max_connections)
        timeout = aiohttp.ClientTimeout(total=_ANSWER_SECONDS)
        async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
            while True:
                pause = self._send_what_can_be(session)
                try:
                    async with asyncio.timeout(pause):
                        await self._updates.changed.wait()
                except TimeoutError:
                    pass

    def _send_what_can_be(self, session: aiohttp.ClientSession) -> float | None:
        """Begin as many POSTs as may be. The seconds until the next may be tried again, None for no such."""
        now, wakeups, passed = time.monotonic(), [], set()
        for update in self._updates.waiting():
            if len(self._under_way) >= self.max_connections:
                return None
            queue = _queue_of(update)
            if queue in self._under_way or queue in passed:
                continue
            passed.add(queue)
            again_at = self._failed.get(update["update_id"], _Failed()).again_at
            if again_at > now:
                wakeups.append(again_at - now)
            else:
                self._under_way[queue] = asyncio.ensure_future(self._deliver(session, update, queue))
        return min(wakeups, default=None)

    async def _deliver(self, session: aiohttp.ClientSession, update: JSON, queue: str) -> None:
        self.sent += 1
        self.bell.ring()
        status, retry_after, error = await self._post(session, update)
        lost = not error and self.answers_to_lose > 0
        self.answers_to_lose -= lost
        self.deliveries.append(Delivery(update["update_id"], status, lost))
        if error or lost:
            self._note_failure(update, error or "Webhook connection closed", retry_after)
        else:
            self._failed.pop(update["update_id"], None)
            self._updates.forget(update)
        self._under_way.pop(queue, None)
        self._updates.changed.ring()
        self.bell.ring()

    async def _post(self, session: aiohttp.ClientSession, update: JSON) -> tuple[int | None, int, str]:
        """The status that was answered, its Retry-After, and what is wrong with that, if anything."""
        headers = {"Content-Type": "application/json"}
        if self.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.secret
        try:
            async with session.post(
                self.url, data=dump_json(update).encode(), headers=headers, allow_redirects=False
            ) as answer:
                await answer.read()
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            refused = isinstance(error, aiohttp.ClientConnectorError)
            return None, 0, "Connection refused" if refused else "Webhook connection closed"
        if 200 <= answer.status <= 299:
            return answer.status, 0, ""
        retry_after = min(leading_integer(answer.headers.get("Retry-After", "")), _LONGEST_RETRY_AFTER)
        return answer.status, retry_after, f"Wrong response from the webhook: {answer.status} {answer.reason}"

    def _note_failure(self, update: JSON, error: str, retry_after: int) -> None:
        failed = self._failed.setdefault(update["update_id"], _Failed())
        failed.times += retry_after <= 0
        failed.again_at = time.monotonic() + (retry_after if retry_after > 0 else self.pause(failed.times))
        self.last_error = (int(time.time()), error)


def _queue_of(update: JSON) -> str:
    """Updates of one queue are sent one after the other: those of one kind in one chat or by one person."""
    for kind, content in update.items():
        if isinstance(content, dict):
            whose = content.get("from") if kind == "callback_query" else content.get("chat")
            if isinstance(whose, dict) and "id" in whose:
                # To Telegram an edited message is of one kind with a new one.
                return f"{kind.removeprefix('edited_')} {whose['id']}"
    return f"alone {update['update_id']}"
