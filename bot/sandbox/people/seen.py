"""A message as a person sees it."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.people.rendering import as_html
from bot.sandbox.wire import JSON
from bot.sandbox.world.chats import Message


@dataclass(frozen=True)
class Seen:
    """What is on the person's screen now. `text` is the caption of a media message."""

    message_id: int
    from_bot: bool
    text: str
    entities: list[JSON]
    html: str
    keyboard: list[list[JSON]]
    """Rows of `InlineKeyboardButton`; empty when there is none."""
    media: str
    """"photo", "animation", "document", "voice" ...; "" for a text."""
    file_id: str
    file_name: str
    details: JSON
    """What the media is: the fields of its object, as `Location`, `Contact`, `Poll`, the largest `PhotoSize`.

    Also `has_media_spoiler` and `show_caption_above_media`, where set. Of a message that tells what was
    pinned: the `message_id` of that. {} for a text.
    """
    media_group_id: str
    """The same for all messages of one album; "" outside of one."""
    forwarded_from: str
    """Whose message it was at first; "" when it is no forwarded one."""
    silent: bool
    pinned: bool
    reactions: list[JSON]
    """The bot's: each a `ReactionType`."""
    edited: bool
    date: int
    reply_to: int | None
    quote: str
    """The words of that message which the bot answers; "" for all of it."""
    sender: str

    @property
    def labels(self) -> list[list[str]]:
        """The buttons' labels, row by row."""
        return [[button["text"] for button in row] for row in self.keyboard]

    def button(self, wanted: str | tuple[int, int]) -> JSON | None:
        """The inline button of that label, or at that (row, column) from 0; None when there is none."""
        if isinstance(wanted, tuple):
            row, column = wanted
            inside = 0 <= row < len(self.keyboard) and 0 <= column < len(self.keyboard[row])
            return self.keyboard[row][column] if inside else None
        return next((each for row in self.keyboard for each in row if each["text"] == wanted), None)

    def as_json(self) -> JSON:
        """For the page and the tests."""
        names: list[str] = [name for name in self.__dataclass_fields__ if name != "html"]
        shown: dict[str, Any] = {name: getattr(self, name) for name in names}
        return shown


def seen(message: Message) -> Seen:
    """How a person sees `message` now."""
    details = _details(message)
    return Seen(
        message_id=message.message_id,
        from_bot=message.from_bot,
        text=message.words.text,
        entities=message.words.entities,
        html=as_html(message.words),
        keyboard=message.keyboard["inline_keyboard"] if message.keyboard else [],
        media="" if message.kind == "text" else message.kind,
        file_id=message.file_id or str(details.get("file_id", "")),
        file_name=str(details.get("file_name", "")),
        details=details,
        media_group_id=message.extras.get("media_group_id", ""),
        forwarded_from=_origin(message),
        silent=message.silent,
        pinned=message.is_pinned,
        reactions=message.reactions,
        edited=message.words_edited,
        date=message.date,
        reply_to=message.reply_to.message_id if message.reply_to else None,
        quote=message.extras.get("quote", {}).get("text", ""),
        sender=message.sender.first_name if message.sender else message.chat.title,
    )


def _details(message: Message) -> JSON:
    content = message.media[message.kind] if message.media else {}
    if message.is_service:
        return {"message_id": content["message_id"]}
    names = ("has_media_spoiler", "show_caption_above_media")
    shown = {name: message.extras[name] for name in names if name in message.extras}
    return {**(content[-1] if isinstance(content, list) else content), **shown}


def _origin(message: Message) -> str:
    origin = message.extras.get("forward_origin", {})
    sender = origin.get("sender_user") or origin.get("chat") or {}
    return str(sender.get("first_name") or sender.get("title") or "")
