"""Updates that Telegram sends here: how it is asked to, how it is seen that it does, and those in hand.

Telegram keeps an update until it is answered with 200, and sends what was not again: at once, then after
2, 4, 8 ... up to 120 seconds, or when it was told to come again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any, Protocol

from telegram.error import BadRequest, Conflict, TelegramError

from bot.adapters.intake.asking import Asking, Trouble

log = logging.getLogger(__name__)

LOOK_SECONDS = 60.0
"""How often Telegram is asked whether it still sends updates here, and gets through."""
TAKE_SECONDS = 20.0
"""An update not committed within these is to come again; meanwhile it is waited for on."""
MOST_IN_HAND = 256
_CONFLICT_SECONDS = 10.0


class Info(Protocol):
    """What Telegram says of the webhook."""

    @property
    def url(self) -> str:
        """Where it sends updates; empty when nowhere."""

    @property
    def pending_update_count(self) -> int: ...
    @property
    def last_error_date(self) -> datetime | None: ...
    @property
    def last_error_message(self) -> str | None: ...


class Hooks(Protocol):
    """Telegram, as far as webhooks go. Raises errors of ``telegram.error``."""

    async def webhook(self) -> Info:
        """The webhook as it is."""

    async def set_webhook(self, url: str, secret: str) -> None:
        """Have updates sent to an address, with a secret."""

    async def forget_webhook(self) -> None:
        """Have updates wait."""


class Webhook:
    """Has Telegram send updates. ``run`` it once; ``stop`` ends it, and what comes then is to come again."""

    def __init__(
        self,
        hooks: Hooks,
        take: Callable[[Sequence[Any]], Awaitable[list[int] | None]],
        backoff: Callable[[int], float],
        url: str,
        secret: str,
        trouble: Trouble = lambda kind, sentence: None,
    ) -> None:
        """``take``: has updates committed and gives their ids; None when nothing can be stored. ``backoff``:
        seconds to wait before trying again, by how often that was done already.
        """
        self._hooks, self._take, self._url, self._secret = hooks, take, url, secret
        self._asking = Asking(backoff, self._refused, trouble)
        self._in_hand: dict[int, asyncio.Task[list[int] | None]] = {}
        self._stopped = asyncio.Event()
        self._known_error: datetime | None = None
        self._put_off = False
        """Whether an update was to come again since we last looked: Telegram counts that as an error too."""

    async def run(self) -> None:
        """Take updates until ``stop``, and end once those in hand are committed. The webhook stays set, so
        that Telegram keeps what comes meanwhile. Raises TokenRefused.
        """
        watching, stopped = asyncio.ensure_future(self._watch()), asyncio.ensure_future(self._stopped.wait())
        try:
            await asyncio.wait({watching, stopped}, return_when=asyncio.FIRST_COMPLETED)
            if watching.done():
                watching.result()
            watching.cancel()
            if self._in_hand:
                await asyncio.wait(self._in_hand.values())
        finally:
            for task in (watching, stopped, *self._in_hand.values()):
                task.cancel()

    def stop(self) -> None:
        """Take nothing more."""
        self._stopped.set()

    async def arrived(self, raw: dict[str, Any]) -> bool:
        """Whether an update, with its ``update_id``, is committed. False when it has to come again."""
        if self._stopped.is_set():
            return False
        update_id = raw["update_id"]
        task = self._in_hand.get(update_id)  # it may come again before it is committed
        if task is None:
            if len(self._in_hand) >= MOST_IN_HAND:
                self._put_off = True
                return False
            task = self._in_hand[update_id] = asyncio.ensure_future(self._take([raw]))
            task.add_done_callback(lambda _: self._in_hand.pop(update_id))
        await asyncio.wait({task}, timeout=TAKE_SECONDS)
        taken = task.done() and not task.cancelled() and task.result() is not None
        self._put_off = self._put_off or not taken
        return taken

    async def _watch(self) -> None:
        """Set the webhook, and look after it."""
        found = await self._info()
        self._known_error = found.last_error_date
        if found.url == self._url and found.pending_update_count:
            # To a webhook that stays the same, what waits is sent after a pause of up to two minutes.
            await self._asking.until_answered(lambda _: self._hooks.forget_webhook(), "another webhook")
        await self._set()
        log.info("Telegram sends updates to BOT_WEBHOOK_URL.")
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            await self._look()

    async def _look(self) -> None:
        found = await self._info()
        if found.url != self._url:
            self._asking.another_program("has changed or removed the webhook for what people send")
        elif found.last_error_date != self._known_error:
            self._known_error = found.last_error_date
            self._undelivered(found)
        else:
            return
        # Another program may have set the same address with another secret; the same again changes nothing.
        await self._set()

    def _undelivered(self, found: Info) -> None:
        why, waiting = f"({found.last_error_message})", found.pending_update_count
        put_off, self._put_off = self._put_off, False
        if not waiting or put_off:
            log.warning("Telegram could not deliver an update to BOT_WEBHOOK_URL at first %s.", why)
            return
        self._asking.tell(
            "webhook",
            f"Telegram can't deliver to BOT_WEBHOOK_URL {why}; updates waiting: {waiting}.",
            f"Telegram can't deliver what people send to BOT_WEBHOOK_URL {why}; updates waiting: {waiting}."
            " Look at the proxy before the bot: whether it runs, its log, its certificate.",
        )

    async def _info(self) -> Info:
        return await self._asking.until_answered(lambda _: self._hooks.webhook(), "its webhook")

    async def _set(self) -> None:
        await self._asking.until_answered(
            lambda _: self._hooks.set_webhook(self._url, self._secret), "a webhook"
        )

    async def _refused(self, error: TelegramError) -> float | None:
        match error:
            case Conflict():
                self._asking.another_program("sets a webhook of its own for what people send")
            case BadRequest():
                self._asking.tell(
                    "webhook",
                    f"Telegram refuses BOT_WEBHOOK_URL ({error.message}); trying again.",
                    f"Telegram refuses BOT_WEBHOOK_URL ({error.message}), so nothing that people send"
                    " arrives. It has to be an address that all the world can reach.",
                )
            case _:
                return None
        return _CONFLICT_SECONDS
