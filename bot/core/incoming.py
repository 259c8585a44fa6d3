"""What arrives from Telegram, before the conversation gives it a meaning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Tapped:
    """A button was tapped; ``callback`` is its callback data, which anybody can forge."""

    callback: str
    message_id: int


@dataclass(frozen=True)
class Typed:
    """Words were typed, commands included. Ids are Telegram message ids."""

    text: str
    message_id: int
    reply_to: int | None = None
    edited: bool = False


@dataclass(frozen=True)
class Sent:
    """Anything that carries no text to read: voice, photo, sticker, location ..."""

    message_id: int


@dataclass(frozen=True)
class Shared:
    """A location was shared, in degrees. Whoever hands it on turns it into ``Located``: nothing keeps it."""

    message_id: int
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Located:
    """A location was shared, and lies in this time zone (IANA name); None where none could be told."""

    message_id: int
    zone: str | None


@dataclass(frozen=True)
class BotBlocked:
    """The person has blocked the bot, or let it back in."""

    blocked: bool


@dataclass(frozen=True)
class GroupSpoke:
    """Somebody spoke to the bot in a group: it works in private only."""


@dataclass(frozen=True)
class Alarm:
    """Something due has come. ``event`` is the name of an event of our own (core/events.py)."""

    event: str
    key: str = ""
    day: date | None = None
    """The local date it belongs to, where it belongs to one."""
    at: datetime | None = None
    """When it was due (UTC)."""


@dataclass(frozen=True)
class Incoming:
    """One thing that happened in one chat.

    ``update_id`` is Telegram's, None for what is not an update; ``person`` is the chat's id, in a
    private chat the same as the user's.
    """

    update_id: int | None
    person: int
    what: Tapped | Typed | Sent | Shared | Located | BotBlocked | GroupSpoke | Alarm
    language: str = ""
    """What the person's app speaks ("pt-br"), if it says so. It is kept nowhere."""
