"""Messages as people see them: words, under them a figure where the screen has one, and buttons.

Whoever taps a button looks at the lower end of the chat: there the figure is whole on a phone, above it the
end of the words. The other way round its upper half is out of sight.

A message with a figure can't become one of words alone: they are sent anew. Every other change is made in
place. Whatever is wrong with a figure, the words still come.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from functools import partial

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaAnimation,
    InputMediaPhoto,
    LinkPreviewOptions,
    Message,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden

from bot.adapters.telegram.documents import Documents, send_document
from bot.adapters.telegram.figures import Figure, Figures
from bot.adapters.telegram.refusals import GONE, NO_MEDIA, NO_TEXT, NOBODY, SAME, UNREADABLE, says
from bot.core.keyframes import HEIGHT, WIDTH
from bot.core.pictures.scene import Scene
from bot.core.screens import Edited, Screen

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

Draw = Callable[[Scene], Awaitable[bytes | None]]

REMEMBERED = 10_000
"""Messages of which it is remembered what they show. Of others that is found out by trying."""


class Messages:
    """What the sender asks of Telegram. Raises errors of ``telegram.error``."""

    def __init__(self, bot: Bot, figures: Figures, draw: Draw, documents: Documents | None = None) -> None:
        """``draw`` gives a picture's PNG, and None when it can't be drawn now."""
        self._bot, self._figures, self._draw = bot, figures, draw
        self._documents = documents or Documents({})
        self._shows: OrderedDict[tuple[int, int], str] = OrderedDict()
        """The hash of a message's figure, empty when it has none."""

    async def send(self, chat: int, screen: Screen, *, silent: bool = False) -> int:
        """Send a screen as a new message, without a sound if ``silent``, and give its id.

        Raises Forbidden when nothing can be sent there, and BadRequest when this never can.
        """
        figure = message = None
        if screen.document:
            content = await self._file_of(screen, chat)
            message = await send_document(self._bot, chat, screen, content, _keyboard(screen), silent=silent)
        elif (figure := await self._pictured(screen)) is not None:
            send = partial(self._send_figure, chat, screen, figure, silent)
            try:
                message = await self._figures.bring(figure, send)
            except BadRequest:
                message = None  # the words alone will tell whether the trouble is theirs
        if message is None:
            figure, message = None, await self._send_words(chat, screen, silent)
        self._remember(chat, message.message_id, figure)
        return message.message_id

    async def edit(self, chat: int, message_id: int, screen: Screen) -> Edited:
        """Have a message show a screen; one that shows it already counts as edited."""
        figure = await self._pictured(screen)
        if figure is None:
            return await self._edit_words(chat, message_id, screen)
        try:
            if self._shows.get((chat, message_id)) == figure.hash:
                taken: Message | bool | None = await self._edit_caption(chat, message_id, screen)
            else:
                # Without an answer it may show the one or the other from now on.
                self._shows.pop((chat, message_id), None)
                put = partial(self._put_figure, chat, message_id, screen, figure)
                taken = await self._figures.bring(figure, put)
        except BadRequest as refusal:
            if says(refusal, GONE):
                return Edited.GONE
            if says(refusal, NO_MEDIA):
                return Edited.UNFIT
            if says(refusal, UNREADABLE):
                raise
            taken = says(refusal, SAME) or None
        if taken is None:
            return await self._edit_words(chat, message_id, screen)
        self._remember(chat, message_id, figure)
        return Edited.DONE

    async def remove(self, chat: int, message_id: int) -> None:
        """Take a message away; one that is too old for that loses its buttons."""
        self._shows.pop((chat, message_id), None)
        try:
            await self._bot.delete_message(chat, message_id)
        except BadRequest:
            await self.clear(chat, message_id)

    async def clear(self, chat: int, message_id: int) -> None:
        """Take a message's buttons away. One that has none or can't be edited (any more) is left as it is."""
        try:
            await self._bot.edit_message_reply_markup(chat, message_id)
        except BadRequest as refusal:
            if not says(refusal, SAME, GONE):
                raise

    async def _pictured(self, screen: Screen) -> Figure | None:
        """What stands under the words; None when nothing does, or it can't be had."""
        if screen.picture is None:
            return await self._figures.find(screen.figure)
        png = await self._draw(screen.picture)
        return Figure("picture", moves=False, content=png, drawn=True) if png is not None else None

    async def _file_of(self, screen: Screen, chat: int) -> bytes:
        """The file that comes with a screen. Without it the words say nothing."""
        if screen.picture is None:
            return await self._documents.made(screen.document, chat)
        png = await self._draw(screen.picture)
        if png is None:
            raise BadRequest(f"{screen.document} could not be drawn")
        return png

    async def _send_words(self, chat: int, screen: Screen, silent: bool) -> Message:
        try:
            return await self._bot.send_message(
                chat,
                screen.text,
                parse_mode=ParseMode.HTML,
                disable_notification=silent,
                link_preview_options=NO_PREVIEW,
                reply_markup=_keyboard(screen),
            )
        except BadRequest as refusal:
            if says(refusal, NOBODY):
                raise Forbidden(refusal.message) from None
            raise

    async def _send_figure(
        self, chat: int, screen: Screen, figure: Figure, silent: bool, file: str | InputFile
    ) -> Message:
        # Without width and height some phones keep a square free until the film has come.
        keyboard = _keyboard(screen)
        if not figure.moves:
            return await self._bot.send_photo(
                chat,
                file,
                screen.text,
                parse_mode=ParseMode.HTML,
                show_caption_above_media=True,
                disable_notification=silent,
                reply_markup=keyboard,
            )
        return await self._bot.send_animation(
            chat,
            file,
            width=WIDTH,
            height=HEIGHT,
            caption=screen.text,
            parse_mode=ParseMode.HTML,
            show_caption_above_media=True,
            disable_notification=silent,
            reply_markup=keyboard,
        )

    async def _edit_words(self, chat: int, message_id: int, screen: Screen) -> Edited:
        if self._shows.get((chat, message_id)):
            return Edited.UNFIT
        try:
            await self._bot.edit_message_text(
                screen.text,
                chat,
                message_id,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=_keyboard(screen),
            )
        except BadRequest as refusal:
            if says(refusal, NO_TEXT):
                return Edited.UNFIT
            if says(refusal, GONE):
                return Edited.GONE
            if not says(refusal, SAME):
                raise
        self._remember(chat, message_id, None)
        return Edited.DONE

    async def _edit_caption(self, chat: int, message_id: int, screen: Screen) -> Message | bool:
        """Other words above the same figure, which plays on."""
        return await self._bot.edit_message_caption(
            chat,
            message_id,
            caption=screen.text,
            parse_mode=ParseMode.HTML,
            show_caption_above_media=True,
            reply_markup=_keyboard(screen),
        )

    async def _put_figure(
        self, chat: int, message_id: int, screen: Screen, figure: Figure, file: str | InputFile
    ) -> Message | bool:
        media = (
            InputMediaAnimation(
                file, screen.text, ParseMode.HTML, WIDTH, HEIGHT, show_caption_above_media=True
            )
            if figure.moves
            else InputMediaPhoto(file, screen.text, ParseMode.HTML, show_caption_above_media=True)
        )
        return await self._bot.edit_message_media(media, chat, message_id, reply_markup=_keyboard(screen))

    def _remember(self, chat: int, message_id: int, figure: Figure | None) -> None:
        self._shows[chat, message_id] = figure.hash if figure is not None else ""
        self._shows.move_to_end((chat, message_id))
        if len(self._shows) > REMEMBERED:
            self._shows.popitem(last=False)


def _keyboard(screen: Screen) -> InlineKeyboardMarkup | None:
    if not screen.buttons:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(each.label, callback_data=each.callback) for each in row]
            for row in screen.buttons
        ]
    )
