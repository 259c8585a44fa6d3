"""One row of the outbox on its way to Telegram, and what comes of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.adapters.sender.world import Messenger, Pace, Post
from bot.core.effects import Slot
from bot.core.outbox import Unsent
from bot.core.screens import Edited, Screen

log = logging.getLogger(__name__)

TELL_AFTER = 10
"""Attempts at one message after which the host is told."""
STUCK = f"A message could not be sent {TELL_AFTER} times, and is tried on. The log says why."
SEND_SECONDS = 20.0
"""A send without an answer for so long counts as failed and is tried again."""
LONG_HOLD = 600.0
"""Seconds of silence asked for by Telegram from which on the host is told, once it is over."""
_NOTHING = Screen("")


@dataclass(frozen=True)
class Left:
    """What a chat has left once a row was tried."""

    next: Slot | None = None
    """The slot of what comes next; None when nothing is left."""
    pause: float = 0.0
    """Seconds it has to wait before."""


@dataclass
class Delivering:
    """Brings rows to Telegram, each until Telegram has taken or refused it."""

    messenger: Messenger
    post: Post
    pace: Pace
    draw: Callable[[Unsent], Awaitable[Screen]]
    backoff: Callable[[int], float]
    trouble: Callable[[str, str], object]
    hashed: Callable[[int], str]
    in_vain: int = 0
    """Attempts in a row that nobody has answered, whatever their chats."""
    _send_anew: set[int] = field(default_factory=set)
    _unfit: set[int] = field(default_factory=set)
    """Rows whose message is to go once they have been sent anew."""
    _delivered: dict[int, int] = field(default_factory=dict)

    async def bring(self, sent: Unsent) -> Left:
        """Have Telegram take a row, now that there is a slot for it."""
        if sent.id in self._delivered:  # taken by Telegram, but that could not be stored
            return await self._accepted(sent, self._delivered[sent.id])
        try:
            screen = _NOTHING if sent.slot is Slot.BUTTONS else await self.draw(sent)
        except Exception as error:
            log.exception("The screen %r can't be drawn.", sent.row.screen)
            return await self._refused(sent, f"it can't be drawn ({type(error).__name__})")
        if self.pace.held:  # a 429 came in since the slot was given; to draw ten years takes a while
            return Left(sent.slot)
        self.pace.count(sent.chat)
        try:
            async with asyncio.timeout(SEND_SECONDS):
                message_id = await self._shown_by(sent, screen)
        except (TelegramError, TimeoutError) as error:
            return await self._failed(sent, error)
        except Exception as error:
            log.exception("The screen %r could not be sent.", sent.row.screen)
            return await self._tried(sent, error)
        self.in_vain = 0
        if message_id is None:
            return Left(sent.slot)
        self._delivered[sent.id] = message_id
        return await self._accepted(sent, message_id)

    async def _shown_by(self, sent: Unsent, screen: Screen) -> int | None:
        """The id of the message that shows the screen; None when one can't be edited, but has to be sent."""
        if sent.target is None or sent.id in self._send_anew:
            return await self.messenger.send(sent.chat, screen, silent=sent.silent)
        if sent.slot is Slot.BUTTONS:
            await self.messenger.clear(sent.chat, sent.target)
            return sent.target
        edited = await self.messenger.edit(sent.chat, sent.target, screen)
        if edited is Edited.DONE:
            return sent.target
        self._send_anew.add(sent.id)
        if edited is Edited.UNFIT:
            self._unfit.add(sent.id)
        return None

    async def _accepted(self, sent: Unsent, message_id: int) -> Left:
        following = await self.post.accepted(sent, message_id)
        if sent.id in self._unfit and sent.target is not None:
            await self._take_away(sent.chat, sent.target)
        self._forget(sent)
        return Left(following)

    async def _take_away(self, chat: int, message_id: int) -> None:
        """What replaces a message has come, so that one goes. Where it can't, its buttons are stale."""
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self.messenger.remove(chat, message_id)
        except (TelegramError, TimeoutError) as error:
            log.info(
                "Chat %s: a message stays that was replaced (%s).", self.hashed(chat), type(error).__name__
            )

    async def _refused(self, sent: Unsent, why: str) -> Left:
        if sent.slot is not Slot.BUTTONS:
            # Telegram's words may quote the message, so they stay in the outbox.
            self.trouble(
                "refused",
                f"A message could not be sent and was set aside: screen {sent.row.screen}. A plain one goes"
                " out in its place. Look at that screen's words in the content.",
            )
        following = await self.post.refused(sent, why)
        self._forget(sent)
        return Left(following)

    async def _failed(self, sent: Unsent, error: TelegramError | TimeoutError) -> Left:
        match error:
            case RetryAfter():
                seconds = timedelta.total_seconds(error.retry_after)  # type: ignore[arg-type]
                log.warning("Telegram asks to send nothing for %g s.", seconds)
                self.pace.hold(seconds)
                if seconds >= LONG_HOLD:
                    self.trouble(
                        "held",
                        f"Telegram had this bot send nothing for {seconds / 60:.0f} minutes, because it sent"
                        " too fast. Nothing is lost. Set a lower BOT_SEND_RATE.",
                    )
                return Left(sent.slot)
            case Forbidden() | ChatMigrated():
                self.in_vain = 0
                log.info("Chat %s can't be reached any more.", self.hashed(sent.chat))
                await self.post.gone(sent.chat)
                self._forget(sent)
                return Left()
            case BadRequest():
                self.in_vain = 0
                log.error("Telegram refuses the screen %r.", sent.row.screen)
                return await self._refused(sent, error.message)
            case _:
                self.in_vain += 1
                return await self._tried(sent, error)

    async def _tried(self, sent: Unsent, error: Exception) -> Left:
        """It came to nothing, and comes again later."""
        pause = self.backoff(sent.attempts)
        kind = type(error).__name__
        log.info("Chat %s: no answer (%s), again in %.0f s.", self.hashed(sent.chat), kind, pause)
        await self.post.tried(sent)
        if sent.attempts + 1 == TELL_AFTER:
            self.trouble("stuck", STUCK)
        return Left(sent.slot, pause)

    def _forget(self, sent: Unsent) -> None:
        self._send_anew.discard(sent.id)
        self._unfit.discard(sent.id)
        self._delivered.pop(sent.id, None)
