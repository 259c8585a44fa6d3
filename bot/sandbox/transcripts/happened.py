"""What can happen in a private chat, as it is recorded."""

from dataclasses import dataclass

from bot.sandbox.text.formatted import Formatted
from bot.sandbox.world.chats import Message

Buttons = tuple[tuple[tuple[str, str], ...], ...]
"""Rows of inline buttons, each its label and callback data ("" for one that carries none)."""


@dataclass(frozen=True)
class Wrote:
    """The person sent words, maybe as a reply, maybe beneath a photo."""

    message_id: int
    text: str
    reply_to: int | None = None
    photo: bool = False


@dataclass(frozen=True)
class Reworded:
    """The person edited one of their own messages."""

    message_id: int
    text: str


@dataclass(frozen=True)
class Sent:
    """The person sent something without words: a "photo", "voice", "sticker" ..."""

    message_id: int
    kind: str


@dataclass(frozen=True)
class Shared:
    """The person shared a location, in degrees."""

    message_id: int
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Tapped:
    """The person tapped a button."""

    query_id: str
    message_id: int
    callback_data: str


@dataclass(frozen=True)
class Blocked:
    """The person blocked the bot, or unblocked it."""

    blocked: bool


@dataclass(frozen=True)
class Deleted:
    """The person deleted a message of the bot."""

    message_id: int


@dataclass(frozen=True)
class Rang:
    """Something that was due came, whether it shows or not."""


@dataclass(frozen=True)
class Said:
    """The bot sent a message."""

    message_id: int
    words: Formatted
    buttons: Buttons
    silent: bool
    file: str = ""
    """The name of its file without an ending, or what kind of file it is; empty for words alone."""


@dataclass(frozen=True)
class Changed:
    """The bot edited a message, maybe to what it showed already."""

    message_id: int
    words: Formatted
    buttons: Buttons
    file: str = ""


@dataclass(frozen=True)
class Removed:
    """The bot deleted a message of its own."""

    message_id: int


@dataclass(frozen=True)
class Cleared:
    """The bot took a message's buttons away, if it had any."""

    message_id: int


@dataclass(frozen=True)
class Unwritten:
    """The bot did what a transcript has no line for."""

    method: str


Doing = Wrote | Reworded | Sent | Shared | Tapped | Blocked | Deleted
"""What a person does."""
Answering = Said | Changed | Removed | Cleared | Unwritten
"""What a bot does."""


@dataclass(frozen=True)
class Happening:
    """One thing that happened."""

    what: Doing | Rang | Answering
    at: float
    """When, in the shown time: seconds since 1970."""
    language: str
    """What the person's app spoke then."""
    hurried: bool = False
    """The person did it before all that the bot had to say had come."""
    crossed: bool = False
    """The message that came next was on its way already."""
    unnoted: bool = False
    """The last message had come, but the bot took this before it noted that."""
    at_once: bool = False
    """It can't be known whether the bot heard of this or that its last message had come first."""


@dataclass(frozen=True)
class Told:
    """What a person did, in an update of that id."""

    update_id: int
    happening: Happening


def sending(message: Message) -> Wrote | Sent | Shared:
    """What sending a message is, as it is recorded."""
    kind = next(iter(message.media or {}), "")
    if message.words.text:
        replied = message.reply_to.message_id if message.reply_to else None
        return Wrote(message.message_id, message.words.text, replied, photo=kind == "photo")
    if message.media is not None and kind == "location":
        place = message.media["location"]
        return Shared(message.message_id, place["latitude"], place["longitude"])
    return Sent(message.message_id, kind)
