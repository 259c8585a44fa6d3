"""What arrives from Telegram, before the conversation gives it a meaning."""

from __future__ import annotations

from dataclasses import dataclass


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


@dataclass(frozen=True)
class Incoming:
    """One thing that happened in one chat.

    ``update_id`` is Telegram's, None for what is not an update; ``person`` is the chat's id, in a
    private chat the same as the user's.
    """

    update_id: int | None
    person: int
    what: Tapped | Typed | Sent | BotBlocked | GroupSpoke | Alarm
