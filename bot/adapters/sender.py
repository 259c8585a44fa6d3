"""Sends what waits in the outbox: in order in each chat, different chats side by side, taps before bulk.

A row leaves the outbox only when Telegram has taken it, so nothing is lost; what was on its way when the
process died, or when no answer came, may come twice.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.core.outbox import Unsent
from bot.core.screens import Screen

log = logging.getLogger(__name__)

TELL_AFTER = 10
"""Attempts at one message after which the host is told."""

SEND_SECONDS = 20.0
"""A send without an answer for so long counts as failed and is tried again."""


class Messenger(Protocol):
    """Telegram, as far as messages go. Raises errors of ``telegram.error``."""

    async def send(self, chat: int, screen: Screen, *, silent: bool) -> int:
        """Send a new message, without a sound if ``silent``, and give its id."""

    async def edit(self, chat: int, message_id: int, screen: Screen) -> bool:
        """Edit a message. False when it can't be edited (any more)."""


class Pace(Protocol):
    """How fast Telegram may be spoken to."""

    async def slot(self) -> None:
        """Wait for the next slot and take it."""

    def hold(self, seconds: float) -> None:
        """Give no slots for so long."""

    @property
    def held(self) -> bool:
        """Whether nothing may be sent right now."""

    def chat_wait(self, chat: int) -> float:
        """In how many seconds a chat may get its next message."""

    def count(self, chat: int) -> None:
        """Note that a chat is being sent something."""


@dataclass(frozen=True)
class Post:
    """The outbox. Each call is done once it is committed."""

    chats: Callable[[], Awaitable[list[int]]]
    """Chats with something to send."""
    next: Callable[[int], Awaitable[Unsent | None]]
    """What a chat is to be sent next."""
    accepted: Callable[[Unsent, int], Awaitable[bool]]
    """Telegram has taken it as a message with this id. Whether the chat has more to be sent."""
    refused: Callable[[Unsent, str], Awaitable[bool]]
    """It can never be sent, and why: keep it for the host, queue a plain word. Whether the chat has more."""
    tried: Callable[[Unsent], Awaitable[None]]
    """Count an attempt that came to nothing."""
    gone: Callable[[int], Awaitable[None]]
    """Nothing reaches this chat any more: drop what waits for it."""


class Sender:
    """The one that sends. ``run`` it once; ``wake`` tells it of new rows; cancel ``run``, then ``finish``."""

    def __init__(
        self,
        messenger: Messenger,
        post: Post,
        pace: Pace,
        *,
        draw: Callable[[Unsent], Screen],
        backoff: Callable[[int], float],
        trouble: Callable[[str, str], None],
        hashed: Callable[[int], str],
    ) -> None:
        """``draw`` makes the message of a row. ``backoff``: seconds before the next try, by failed tries so
        far. ``trouble`` tells the host: a kind and a sentence. ``hashed``: a chat as it may stand in a log.
        """
        self._messenger, self._post, self._pace = messenger, post, pace
        self._draw, self._backoff, self._trouble, self._hashed = draw, backoff, trouble, hashed
        self._taps: dict[int, None] = {}
        self._bulk: dict[int, None] = {}
        self._some = asyncio.Event()
        # A chat that is being served or rests is in no queue; woken meanwhile, it is noted below.
        self._served: dict[int, bool] = {}
        self._woken: dict[int, bool] = {}
        self._under_way: set[asyncio.Task[None]] = set()
        self._send_anew: set[int] = set()
        self._delivered: dict[int, int] = {}

    def wake(self, chat: int, *, tapped: bool = True) -> None:
        """There may be something to send to a chat; one that ``tapped`` goes before bulk, which a group's
        always is.
        """
        tapped = tapped and chat > 0
        if chat in self._served:
            self._woken[chat] = tapped or self._woken.get(chat, False)
            return
        if tapped:
            self._bulk.pop(chat, None)
            self._taps[chat] = None
        elif chat not in self._taps:
            self._bulk[chat] = None
        self._some.set()

    async def run(self) -> None:
        """Send until cancelled, beginning with what an earlier process left."""
        for chat in await self._post.chats():
            self.wake(chat, tapped=False)
        while True:
            await self._some.wait()
            await self._pace.slot()
            # Chosen only now, so that a tap that came while the slot was waited for goes first.
            tapped = bool(self._taps)
            queue = self._taps or self._bulk
            chat = next(iter(queue))
            del queue[chat]
            if not (self._taps or self._bulk):
                self._some.clear()
            self._served[chat] = tapped
            task = asyncio.ensure_future(self._serve(chat))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def finish(self, seconds: float) -> None:
        """After ``run`` was cancelled: wait so long for what is on its way, and give up the rest."""
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _serve(self, chat: int) -> None:
        """Use one slot for a chat, and queue it again when there is more."""
        try:
            rest = await self._use_slot(chat)
        except Exception:
            log.exception("Chat %s could not be served; trying again.", self._hashed(chat))
            rest = self._backoff(0)
        # A chat with nothing more rests too: what comes for it meanwhile may not overtake its pace.
        wait = max(rest or 0.0, self._pace.chat_wait(chat))
        if wait or rest is not None or chat in self._woken:
            asyncio.get_running_loop().call_later(wait, self._rested, chat, rest is not None)
        else:
            del self._served[chat]

    def _rested(self, chat: int, more: bool) -> None:
        tapped = self._served.pop(chat)
        if more or chat in self._woken:
            self.wake(chat, tapped=self._woken.pop(chat, False) or tapped)

    async def _use_slot(self, chat: int) -> float | None:
        """Send a chat's next row. Seconds after which it wants another slot, None when nothing is left."""
        sent = await self._post.next(chat)
        if sent is None:
            return None
        if self._pace.held:  # a 429 came in since the slot was given
            return 0.0
        if sent.id in self._delivered:  # taken by Telegram, but that could not be stored
            return await self._accepted(sent, self._delivered[sent.id])
        try:
            screen = self._draw(sent)
        except Exception as error:
            log.exception("The screen %r can't be drawn.", sent.row.screen)
            return await self._refused(sent, f"it can't be drawn ({type(error).__name__})")
        self._pace.count(chat)
        try:
            async with asyncio.timeout(SEND_SECONDS):
                message_id = await self._deliver(sent, screen)
        except (TelegramError, TimeoutError) as error:
            return await self._failed(sent, error)
        if message_id is None:
            self._send_anew.add(sent.id)
            return 0.0
        self._delivered[sent.id] = message_id
        return await self._accepted(sent, message_id)

    async def _deliver(self, sent: Unsent, screen: Screen) -> int | None:
        """The id of the message that shows the screen; None when one can't be edited, but has to be sent."""
        if sent.target is None or sent.id in self._send_anew:
            return await self._messenger.send(sent.chat, screen, silent=sent.silent)
        return sent.target if await self._messenger.edit(sent.chat, sent.target, screen) else None

    async def _accepted(self, sent: Unsent, message_id: int) -> float | None:
        more = await self._post.accepted(sent, message_id)
        self._forget(sent)
        return 0.0 if more else None

    async def _refused(self, sent: Unsent, why: str) -> float | None:
        # Telegram's words may quote the message, so they stay in the outbox.
        self._trouble("refused", f"A message could not be sent and was set aside: screen {sent.row.screen}.")
        more = await self._post.refused(sent, why)
        self._forget(sent)
        return 0.0 if more else None

    async def _failed(self, sent: Unsent, error: TelegramError | TimeoutError) -> float | None:
        match error:
            case RetryAfter():
                seconds = timedelta.total_seconds(error.retry_after)  # type: ignore[arg-type]
                log.warning("Telegram asks to send nothing for %g s.", seconds)
                self._pace.hold(seconds)
                return 0.0
            case Forbidden() | ChatMigrated():
                log.info("Chat %s can't be reached any more.", self._hashed(sent.chat))
                await self._post.gone(sent.chat)
                self._forget(sent)
                return None
            case BadRequest():
                log.error("Telegram refuses the screen %r.", sent.row.screen)
                return await self._refused(sent, error.message)
            case _:
                pause = self._backoff(sent.attempts)
                log.info(
                    "Chat %s: no answer (%s), again in %.0f s.",
                    self._hashed(sent.chat),
                    type(error).__name__,
                    pause,
                )
                await self._post.tried(sent)
                if sent.attempts + 1 == TELL_AFTER:
                    self._trouble("stuck", f"A message could not be sent {TELL_AFTER} times. It is tried on.")
                return pause

    def _forget(self, sent: Unsent) -> None:
        self._send_anew.discard(sent.id)
        self._delivered.pop(sent.id, None)
