"""What is found again of earlier days: a score, and a question that was asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.core.session import Measure, Moment


@dataclass(frozen=True)
class KeptScore:
    """A score as it is kept. Ids are the store's, except ``message_id``, which is Telegram's."""

    row: int
    measure: Measure
    moment: Moment
    value: int
    session: int | None = None
    """None when it belongs to a day and no session."""
    message_id: int | None = None
    """The bot's message that shows it; None while none does."""
    day: date | None = None
    """The local date it is of; None where it is not kept yet."""


@dataclass(frozen=True)
class KeptSession:
    """A session as it is kept."""

    number: int
    day: date
    """The local date it is of."""
    over: bool
    child: bool


@dataclass(frozen=True)
class Question:
    """A score that one of the bot's messages asked for."""

    message_id: int
    measure: Measure
    moment: Moment
    session: int | None = None


@dataclass(frozen=True)
class Known:
    """What is known of a person before anything is read."""

    zone: str | None
    """IANA name; None until known."""
    blocked: bool
    snapshot: str | None
    """Where the conversation stands (core/snapshots.py); None when it never began."""


@dataclass(frozen=True)
class Seen:
    """An update that has been taken before, and the word it was answered with."""

    toast: str | None


@dataclass(frozen=True)
class DueRow:
    """Something due that has come: ``kind`` is the name of an event of our own."""

    person: int
    kind: str
    key: str
    day: date | None = None
    """The local date it belongs to, where it belongs to one."""
    at: datetime | None = None
    """When it is due (UTC)."""
