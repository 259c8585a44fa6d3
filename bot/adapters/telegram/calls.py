"""The Bot API calls this bot makes, but for its messages (``messages.py``), over python-telegram-bot.

Errors are the library's own (telegram.error); none of them holds the token or an address
(``bot/adapters/http.py``).
"""

from __future__ import annotations

import asyncio
import itertools
import json
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from telegram import Bot, BotCommand, MenuButton, MenuButtonCommands, WebhookInfo
from telegram.error import InvalidToken, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.adapters.telegram.documents import Documents
from bot.adapters.telegram.figures import Figures
from bot.adapters.telegram.messages import NO_PREVIEW, Draw, Messages
from bot.core.content import BotFace

log = logging.getLogger(__name__)

FACE_TRIES = 5
"""How often the description and commands are tried to be set at a start."""

WEBHOOK_CONNECTIONS = 40
"""POSTs at once, so many as are gladly committed together; Telegram's own default."""
_ANSWER_SPARE = 10.0
"""Seconds a long poll may take beyond what Telegram was asked to wait."""


class _SilentBot(Bot):
    """The library's bot shows its token when printed; this one does not."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Bot(hidden)"


class TelegramBot:
    """Telegram as this bot needs it. Call ``open`` first and ``close`` last."""

    def __init__(
        self, token: str, api_url: str, calls: BaseRequest, polls: BaseRequest, kinds: Sequence[str]
    ) -> None:
        """``polls`` is for the long poll alone, so that it takes no connection from what is sent.
        ``kinds``: the kinds of updates to ask for.
        """
        self._kinds = kinds
        self.number = int(token.partition(":")[0])
        """The bot's own id: what a token begins with."""
        self._calls, self._polls = calls, polls
        self._bot = _SilentBot(token, base_url=f"{api_url}/bot", request=calls, get_updates_request=polls)

    async def open(self) -> None:
        """Open the connections; calls nothing yet."""
        await self._calls.initialize()
        await self._polls.initialize()

    async def close(self) -> None:
        """Close the connections; calls under way fail."""
        await self._polls.shutdown()
        await self._calls.shutdown()

    async def username(self, backoff: Callable[[int], float]) -> str | None:
        """The bot's own name, without @; None when Telegram does not know the token.

        Asks until Telegram answers; ``backoff`` gives the seconds in between, by how often it was asked in
        vain.
        """
        for tries in itertools.count():
            try:
                return (await self._bot.get_me()).username or ""
            except InvalidToken:
                return None
            except TelegramError as error:
                if not tries:
                    log.warning("Telegram can't be reached (%s): trying again.", type(error).__name__)
            await asyncio.sleep(backoff(tries))
        raise AssertionError  # the count has no end

    async def call(self) -> None:
        """Make a call that changes nothing; whoever is told of all calls hears what comes of it."""
        with suppress(TelegramError):
            await self._bot.get_me()

    async def updates(self, offset: int | None, seconds: int) -> list[Any]:
        """Raw updates from ``offset`` on (None: from the first unconfirmed), waiting up to so many seconds
        for one.

        ``Bot.get_updates`` would turn all of them into objects at once, and fails as a whole at a malformed
        one. ``Bot.do_api_request`` warns at methods the library knows. So the library's request object is
        asked, which reads answers and errors in the same way for every method.
        """
        asked: dict[str, Any] = {"timeout": seconds, "allowed_updates": json.dumps(list(self._kinds))}
        if offset is not None:
            asked["offset"] = offset
        found = await self._polls.post(
            f"{self._bot.base_url}/getUpdates?{urlencode(asked)}", read_timeout=seconds + _ANSWER_SPARE
        )
        return found if isinstance(found, list) else []

    async def webhook(self) -> WebhookInfo:
        """Where updates are sent, if anywhere, and what went wrong with that last."""
        return await self._bot.get_webhook_info()

    async def set_webhook(self, url: str, secret: str) -> None:
        """Have updates sent to an address, with the secret in a header; those waiting are sent too."""
        await self._bot.set_webhook(
            url,
            allowed_updates=list(self._kinds),
            secret_token=secret,
            max_connections=WEBHOOK_CONNECTIONS,
            drop_pending_updates=False,
        )

    async def forget_webhook(self) -> None:
        """Have updates wait for being asked for instead of being sent to some address; those waiting stay."""
        await self._bot.delete_webhook(drop_pending_updates=False)

    def messages(self, figures: Figures, draw: Draw, documents: Documents | None = None) -> Messages:
        """What shows screens to people; ``draw`` makes the pictures that are drawn for one of them."""
        return Messages(self._bot, figures, draw, documents)

    async def answer(self, callback_id: str, words: str = "") -> None:
        """Answer a tap: its button stops waiting, and ``words`` are shown for a moment."""
        await self._bot.answer_callback_query(callback_id, words or None)

    async def tell(self, chat: int, words: str) -> None:
        """Send plain words."""
        await self._bot.send_message(chat, words, link_preview_options=NO_PREVIEW)

    async def show_face(self, face: BotFace, backoff: Callable[[int], float]) -> None:
        """Have Telegram show the bot's description, commands and menu button; only what differs is set.

        Telegram allows few of these calls a day, so it is tried a few times only. What fails is logged in one
        sentence, and the bot works without.
        """
        for tries in range(FACE_TRIES):
            hold = await self._set_face(face)
            if hold is None:
                return
            await asyncio.sleep(max(hold, backoff(tries)))

    async def _set_face(self, face: BotFace) -> float | None:
        """None when all of it is set; else the seconds that Telegram wants to be left alone for."""
        try:
            commands = [BotCommand(name, words) for name, words in face.commands.items()]
            if list(await self._bot.get_my_commands()) != commands:
                await self._bot.set_my_commands(commands)
            if (await self._bot.get_my_description()).description != face.description:
                await self._bot.set_my_description(face.description)
            if (await self._bot.get_my_short_description()).short_description != face.short_description:
                await self._bot.set_my_short_description(face.short_description)
            if (await self._bot.get_chat_menu_button()).type != MenuButton.COMMANDS:
                await self._bot.set_chat_menu_button(menu_button=MenuButtonCommands())
        except TelegramError as error:
            log.warning("the bot's description or commands could not be set: %s", type(error).__name__)
            if isinstance(error, RetryAfter):
                return timedelta.total_seconds(error.retry_after)  # type: ignore[arg-type]
            return 0.0
        return None
