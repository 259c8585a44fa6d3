"""Files that are made for one person when they are sent, under the words of a message that says so.

They are kept nowhere: not on this machine, and Telegram's name for them is forgotten at once.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping

from telegram import Bot, InlineKeyboardMarkup, InputFile, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError

from bot.adapters.telegram.refusals import NOBODY, says
from bot.core.screens import Screen

log = logging.getLogger(__name__)

Make = Callable[[int], Awaitable[bytes]]
"""Makes a file for a chat. Raises OSError when that can't be done just now."""


class Documents:
    """The files that screens may name, each with who makes it."""

    def __init__(self, makers: Mapping[str, Make]) -> None:
        self._makers = makers

    async def made(self, name: str, chat: int) -> bytes:
        """The file of this name, for a chat. Raises NetworkError when it can't be made just now, and
        BadRequest when it never can.
        """
        try:
            return await self._makers[name](chat)
        except OSError:
            raise NetworkError("the file can't be made just now") from None
        except Exception as error:  # noqa: BLE001 - whatever it is, it holds somebody's data: its kind is enough
            log.error("The file %s could not be made (%s).", name, type(error).__name__)
            raise BadRequest(f"{name} could not be made") from None


async def send_document(
    bot: Bot,
    chat: int,
    screen: Screen,
    content: bytes,
    keyboard: InlineKeyboardMarkup | None,
    *,
    silent: bool,
) -> Message:
    """Send a screen with its file, which Telegram leaves as it is.

    Raises Forbidden when nothing can be sent there.
    """
    try:
        return await bot.send_document(
            chat,
            InputFile(content, screen.document),
            screen.text,
            parse_mode=ParseMode.HTML,
            disable_notification=silent,
            disable_content_type_detection=True,
            reply_markup=keyboard,
        )
    except BadRequest as refusal:
        if says(refusal, NOBODY):
            raise Forbidden(refusal.message) from None
        raise
