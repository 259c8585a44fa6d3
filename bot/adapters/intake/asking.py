"""Asking Telegram again and again until it answers; the log tells of trouble once, and of its end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from telegram.error import InvalidToken, RetryAfter, TelegramError

log = logging.getLogger(__name__)

Result = TypeVar("Result")
Trouble = Callable[[str, str], object]
"""Tells the host: a kind and a sentence."""

_REFUSALS = 3
"""So often in a row a token has to be refused that was good when the bot started."""
_TELL_AGAIN_SECONDS = 300.0


class TokenRefused(Exception):
    """Telegram does not know the bot's token (any more)."""


class Asking:
    """Asks until it is answered."""

    def __init__(
        self,
        backoff: Callable[[int], float],
        special: Callable[[TelegramError], Awaitable[float | None]],
        trouble: Trouble,
    ) -> None:
        """``backoff``: seconds to wait before trying again, by how often that was done already. ``special``:
        sees to an error that it knows, and gives the seconds to wait; None for all others.
        """
        self._backoff, self._special, self._trouble = backoff, special, trouble
        self._told_until: dict[str, float] = {}

    async def until_answered(self, call: Callable[[int], Awaitable[Result]], what: str) -> Result:
        """What the call, told how often it failed before, comes to; ``what`` it asks for, for the log. Raises
        TokenRefused.
        """
        tries = refusals = 0
        now, began = asyncio.get_running_loop().time, 0.0
        while True:
            try:
                found = await call(tries)
            except TelegramError as error:
                began = began or now()
                refusals = refusals + 1 if isinstance(error, InvalidToken) else 0
                if refusals == _REFUSALS:
                    raise TokenRefused from None
                await asyncio.sleep(await self._pause(error, tries, what))
                tries += 1
            else:
                if tries:
                    log.info("Telegram answers again, after %.0f s.", now() - began)
                return found

    def another_program(self, what_it_does: str) -> None:
        """Tell of another program that runs with the bot's token."""
        who = f"Another program runs with this BOT_TOKEN and {what_it_does}"
        self.tell(
            "token",
            f"{who}: only one can; trying again.",
            f"{who}, so this bot misses it. End that program; if it is not yours, have @BotFather revoke the"
            " token.",
        )

    def tell(self, kind: str, line: str, sentence: str) -> None:
        """Log a line, at most every five minutes, and tell the host a sentence."""
        if self._is_time(kind):
            log.error("%s", line)
            self._trouble(kind, sentence)

    def _is_time(self, kind: str) -> bool:
        """Whether this kind was not told within the last five minutes; it is told now."""
        now = asyncio.get_running_loop().time()
        if now < self._told_until.get(kind, now):
            return False
        self._told_until[kind] = now + _TELL_AGAIN_SECONDS
        return True

    async def _pause(self, error: TelegramError, tries: int, what: str) -> float:
        if isinstance(error, RetryAfter):
            seconds = timedelta.total_seconds(error.retry_after)  # type: ignore[arg-type]
            if self._is_time("wait"):
                log.warning("Telegram wants to be asked for %s in %g s, and not before.", what, seconds)
            return seconds
        pause = await self._special(error)
        if pause is not None:
            return pause
        if not tries:
            log.warning("Telegram can't be asked for %s (%s): trying again.", what, type(error).__name__)
        return self._backoff(tries)
