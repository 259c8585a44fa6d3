"""What people do, taken from Telegram so that none of it is lost.

The library's own Updater tells Telegram "got it" as soon as an update is queued; what is queued dies with
the process. Here the offset moves on only when everything before it is committed. What comes twice for that
reason is told apart by whoever takes it, by its update id.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.core.incoming import Incoming

log = logging.getLogger(__name__)

POLL_SECONDS = 25
"""How long Telegram keeps a question for updates open when there are none."""
_SHORT_SECONDS = 1
_CONFLICT_SECONDS = 10.0
_TELL_AGAIN_SECONDS = 300.0
_FAREWELL_SECONDS = 1.0
_REFUSALS = 3
"""So often in a row a token has to be refused that was good when the bot started."""


class TokenRefused(Exception):
    """Telegram does not know the bot's token (any more)."""


class Arrival(Protocol):
    """What one update came to."""

    @property
    def update_id(self) -> int | None: ...
    @property
    def incoming(self) -> Incoming | None: ...
    @property
    def callback_id(self) -> str: ...
    @property
    def broken(self) -> bool: ...
    @property
    def shape(self) -> object: ...


class Answer(Protocol):
    """What is to be done once an update is committed."""

    @property
    def toast(self) -> str | None:
        """What the answer to a tap shows, if anything."""

    @property
    def chats(self) -> frozenset[int]:
        """Chats that have something to be sent."""


class Source(Protocol):
    """Telegram, as far as updates go. Raises errors of ``telegram.error``."""

    async def updates(self, offset: int | None, seconds: int) -> list[Any]:
        """Raw updates from ``offset`` on, after waiting up to so many seconds for one."""

    async def forget_webhook(self) -> None:
        """Have updates wait for being asked for."""


@dataclass(frozen=True)
class Doors:
    """Where the intake hands things on."""

    read: Callable[[Any], Arrival]
    """A raw update -> what it came to. Never raises."""
    take: Callable[[Sequence[Incoming]], Sequence[Awaitable[Answer]]]
    """Queue these in order; each is done once it is committed, or raises what our own code raised on it."""
    set_aside: Callable[[Incoming | int, Exception | None, object], Awaitable[Answer]]
    """Keep what our own code raised on, or the id and shape of what could not be read, so that the others
    go on.
    """
    answer: Callable[[str, str | None], None]
    """Answer the tap with this id soon, with a toast or none."""
    wake: Callable[[int], None]
    """There may be something to say to this chat."""
    not_stored: type[Exception]
    """Raised by ``take`` and ``set_aside`` when nothing can be stored: all has to come again."""


class Intake:
    """The loop that asks Telegram for updates. ``run`` it once; ``stop`` ends it."""

    def __init__(
        self,
        source: Source,
        doors: Doors,
        backoff: Callable[[int], float],
        trouble: Callable[[str, str], None] = lambda kind, sentence: None,
    ) -> None:
        """``backoff``: seconds to wait before trying again, by how often that was done already. ``trouble``
        tells the host: a kind and a sentence.
        """
        self._source = source
        self._doors = doors
        self._backoff = backoff
        self._trouble = trouble
        self._offset: int | None = None
        self._stopping = False
        self._poll: asyncio.Task[list[Any]] | None = None
        self._conflict_told_at = 0.0

    async def run(self) -> None:
        """Take updates until ``stop``. Raises TokenRefused."""
        while not self._stops():
            self._poll = asyncio.ensure_future(self._next_batch())
            try:
                raws = await self._poll
            except asyncio.CancelledError:
                if self._stops():
                    break
                raise
            if not raws:
                # All is confirmed. After an idle week Telegram begins its ids anew, maybe below the old ones.
                self._offset = None
            elif not await self._take(raws) and not self._stops():
                await asyncio.sleep(self._backoff(0))
        await self._farewell()

    def stop(self) -> None:
        """Ask for no more updates. ``run`` ends once the batch in hand is committed."""
        self._stopping = True
        if self._poll is not None:
            self._poll.cancel()

    def _stops(self) -> bool:
        return self._stopping

    async def _next_batch(self) -> list[Any]:
        """Raw updates, or none when there were none in time; tries until Telegram answers."""
        tries = refusals = 0
        now, began = asyncio.get_running_loop().time, 0.0
        while True:
            try:
                # After trouble it is to be known soon that there is none any more.
                found = await self._source.updates(self._offset, _SHORT_SECONDS if tries else POLL_SECONDS)
            except TelegramError as error:
                began = began or now()
                refusals += isinstance(error, InvalidToken)
                if refusals == _REFUSALS:
                    raise TokenRefused from None
                await asyncio.sleep(await self._pause(error, tries))
                tries += 1
            else:
                if tries:
                    log.info("Telegram answers again, after %.0f s.", now() - began)
                return found

    async def _pause(self, error: TelegramError, tries: int) -> float:
        """How long to wait after an error, in seconds. The log tells of it once."""
        if isinstance(error, RetryAfter):
            return timedelta.total_seconds(error.retry_after)  # type: ignore[arg-type]
        if isinstance(error, Conflict):
            return await self._conflict(error)
        if not tries:
            log.warning("Telegram can't be asked for updates (%s): trying again.", type(error).__name__)
        return self._backoff(tries)

    async def _conflict(self, error: Conflict) -> float:
        if "webhook" in error.message.lower():
            log.warning("A webhook was set for this bot: it is removed, and updates are asked for from here.")
            with suppress(TelegramError):
                await self._source.forget_webhook()
            return self._backoff(0)
        now = asyncio.get_running_loop().time()
        if now >= self._conflict_told_at:
            self._conflict_told_at = now + _TELL_AGAIN_SECONDS
            log.error(
                "Another program runs with this BOT_TOKEN and takes the updates: only one can; trying again."
            )
            self._trouble(
                "token",
                "Another program runs with this BOT_TOKEN and takes what people send, so this bot misses it."
                " End that program; if it is not yours, have @BotFather revoke the token.",
            )
        return _CONFLICT_SECONDS

    async def _take(self, raws: Sequence[Any]) -> bool:
        """Have a batch committed and move the offset on. False when that can't be done now."""
        arrivals = [self._doors.read(raw) for raw in raws]
        wanted = [arrival.incoming for arrival in arrivals if arrival.incoming is not None]
        try:
            taken = iter(await asyncio.gather(*self._doors.take(wanted), return_exceptions=True))
            outcomes = [next(taken) if arrival.incoming is not None else None for arrival in arrivals]
            answers = [
                await self._seen_to(arrival, outcome)
                for arrival, outcome in zip(arrivals, outcomes, strict=True)
            ]
        except self._doors.not_stored:
            return False
        ids = [arrival.update_id for arrival in arrivals if arrival.update_id is not None]
        if not ids:
            return False
        self._offset = ids[-1] + 1
        for arrival, answer in zip(arrivals, answers, strict=True):
            self._hand_on(arrival, answer)
        return True

    async def _seen_to(self, arrival: Arrival, outcome: Answer | BaseException | None) -> Answer | None:
        """What is to be done about an update; what could not be taken is set aside. Raises ``not_stored``."""
        if isinstance(outcome, self._doors.not_stored):
            raise outcome
        if isinstance(outcome, Exception):
            log.error("An update could not be taken and is set aside.", exc_info=outcome)
            return await self._set_aside(arrival.incoming, outcome)
        if isinstance(outcome, BaseException):
            raise outcome
        if arrival.broken:
            log.warning("An update could not be read.")
            return await self._set_aside(arrival.update_id, None, arrival.shape)
        return outcome

    async def _set_aside(
        self, what: Incoming | int | None, error: Exception | None, shape: object = None
    ) -> Answer | None:
        if what is None:  # not even an id
            return None
        try:
            return await self._doors.set_aside(what, error, shape)
        except self._doors.not_stored:
            raise
        except Exception:
            log.exception("It could not even be set aside: it is lost.")
            return None

    def _hand_on(self, arrival: Arrival, answer: Answer | None) -> None:
        if arrival.callback_id:
            self._doors.answer(arrival.callback_id, answer.toast if answer else None)
        for chat in answer.chats if answer else ():
            self._doors.wake(chat)

    async def _farewell(self) -> None:
        """Tell Telegram what was taken, so that the next start need not go through it again."""
        if self._offset is not None:
            with suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(_FAREWELL_SECONDS):
                    await self._source.updates(self._offset, 0)
