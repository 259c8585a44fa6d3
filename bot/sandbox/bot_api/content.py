"""What a message is to say or show, read from the arguments of a call."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.bot_api.words import read_text
from bot.sandbox.text.formatted import MOST_CAPTION, MOST_TEXT, Formatted
from bot.sandbox.wire import JSON, Refusal, bad_request
from bot.sandbox.world.chats import Message
from bot.sandbox.world.world import World

EXTRAS = ("has_media_spoiler", "show_caption_above_media", "link_preview_options")
"""Those fields of a `Message` that say how its content is shown, and go where it goes."""


@dataclass(frozen=True)
class Content:
    """Words, and what a media message has beside them; the words are its caption then."""

    words: Formatted = field(default_factory=Formatted)
    media: JSON | None = None
    """The fields of the `Message`: `{"photo": [...]}`, `{"location": {...}}` ..."""
    file_id: str = ""
    extras: JSON = field(default_factory=dict)

    def refuse_too_long(self) -> None:
        """Raises `Refusal` when there are too many words for one message."""
        if self.media is None and len(self.words) > MOST_TEXT:
            raise bad_request("message is too long")
        if self.media is not None and len(self.words) > MOST_CAPTION:
            raise bad_request("message caption is too long")


def content_of(message: Message) -> Content:
    """What a message shows now."""
    extras = {name: message.extras[name] for name in EXTRAS if name in message.extras}
    return Content(message.words, message.media, message.file_id, extras)


ReadContent = Callable[[World, Arguments], Content]
"""Reads the content of one kind of message; raises `Refusal`."""


def text_content(world: World, arguments: Arguments) -> Content:
    """The `text`, and what is said about a preview of its links."""
    return Content(read_text(arguments, world.user), extras=_link_preview(arguments))


def required(arguments: Arguments, name: str) -> str:
    """An argument that must not be empty; raises `Refusal`."""
    if not arguments.text(name):
        raise bad_request(f'parameter "{name}" is required')
    return arguments.text(name)


def _link_preview(arguments: Arguments) -> JSON:
    try:
        given = arguments.parsed("link_preview_options")
    except ValueError:
        raise bad_request("can't parse link preview options JSON object") from None
    if given is None:
        given = {"is_disabled": True} if arguments.flag("disable_web_page_preview") else {}
    if not isinstance(given, dict):
        raise bad_request("object expected as link preview options")
    for name, value in given.items():
        if not isinstance(value, str if name == "url" else bool):
            raise _wrong_type(name)
    kept = {name: value for name, value in given.items() if value}
    return {"link_preview_options": kept} if kept else {}


def _wrong_type(name: str) -> Refusal:
    return bad_request(f'field "{name}" must be of type {"String" if name == "url" else "Boolean"}')
