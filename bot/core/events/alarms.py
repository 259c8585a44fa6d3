"""What comes by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.core.events.event import Event, number_in


@dataclass(frozen=True)
class SessionExpired(Event):
    """An unfinished session is over its time."""


@dataclass(frozen=True)
class ReaskCame(Event):
    """The hour has come to ask again after a worse session; ``at`` is when it was due (UTC)."""

    at: datetime | None = None
    morning: bool = False
    """It is the next morning, not the same hour."""


@dataclass(frozen=True)
class SnoozeOver(Event):
    """A reminder that was put off comes back; ``at`` is when it was due (UTC)."""

    at: datetime | None = None
    waited: bool = False
    """It has not been seen yet: its hour came while something else was open."""


@dataclass(frozen=True)
class ReminderCame(Event):
    """The hour of a reminder has come."""

    number: int
    """Which of the day's."""
    day: date | None = None
    """The local date it belongs to."""
    at: datetime | None = None
    """When it was due (UTC)."""

    @property
    def value(self) -> str:
        return str(self.number)

    @classmethod
    def from_value(cls, value: str) -> ReminderCame:
        return cls(number_in(value))


@dataclass(frozen=True)
class LookBackCame(Event):
    """The hour of the weekly look back has come; ``at`` is when it was due (UTC)."""

    at: datetime | None = None
