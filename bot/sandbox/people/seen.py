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
    edited: bool
    date: int
    reply_to: int | None
    sender: str

    @property
    def labels(self) -> list[list[str]]:
        """The buttons' labels, row by row."""
        return [[button["text"] for button in row] for row in self.keyboard]

    def as_json(self) -> JSON:
        """For the page and the tests."""
        names: list[str] = [name for name in self.__dataclass_fields__ if name != "html"]
        shown: dict[str, Any] = {name: getattr(self, name) for name in names}
        return shown


def seen(message: Message) -> Seen:
    """How a person sees `message` now."""
    return Seen(
        message_id=message.message_id,
        from_bot=message.from_bot,
        text=message.words.text,
        entities=message.words.entities,
        html=as_html(message.words),
        keyboard=message.keyboard["inline_keyboard"] if message.keyboard else [],
        media=next(iter(message.media), "") if message.media else "",
        file_id=message.file_id,
        file_name=_file_name(message),
        edited=message.words_edited,
        date=message.date,
        reply_to=message.reply_to.message_id if message.reply_to else None,
        sender=message.sender.first_name if message.sender else message.chat.title,
    )


def _file_name(message: Message) -> str:
    content = next(iter(message.media.values()), None) if message.media else None
    return str(content.get("file_name", "")) if isinstance(content, dict) else ""
