"""Setting a reminder and the time zone."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.events.event import Event, number_in
from bot.core.zones import Place

_DAY_MINUTES = 24 * 60


def _minute_in(text: str) -> int:
    """The minute from midnight in a button's value. Raises ValueError outside 0-1439."""
    minute = number_in(text)
    if minute >= _DAY_MINUTES:
        raise ValueError("not a time of day")
    return minute


@dataclass(frozen=True)
class SameTimeChosen(Event):
    """Same time tomorrow: yes."""


@dataclass(frozen=True)
class AnotherTimeChosen(Event):
    """A reminder, but at another time."""


@dataclass(frozen=True)
class ReminderDeclined(Event):
    """No reminder."""


@dataclass(frozen=True)
class TimeAsked(Event):
    """The time of one of the day's reminders is to be set."""

    number: int

    @property
    def value(self) -> str:
        return str(self.number)

    @classmethod
    def from_value(cls, value: str) -> TimeAsked:
        if number_in(value) not in (1, 2):
            raise ValueError("not a reminder's number")
        return cls(int(value))


@dataclass(frozen=True)
class ZoneAsked(Event):
    """/timezone."""


@dataclass(frozen=True)
class TimeGiven(Event):
    """When to be reminded, in minutes from midnight."""

    minute: int
    other: int | None = None
    """The same time in the other half of the day, where morning or evening has to be asked."""
    typed_in: int | None = None
    """The message it was typed in; None where it was tapped."""

    @property
    def value(self) -> str:
        return str(self.minute)

    @classmethod
    def from_value(cls, value: str) -> TimeGiven:
        return cls(_minute_in(value))


@dataclass(frozen=True)
class ZoneConfirmed(Event):
    """The guessed time is right."""


@dataclass(frozen=True)
class ZoneDenied(Event):
    """The guessed time is wrong, or the place is none of those offered."""


@dataclass(frozen=True)
class ClockGiven(Event):
    """What the person's clock shows now, in minutes from midnight."""

    minute: int
    other: int | None = None
    """The same in the other half of the day, where the words leave that open."""

    @property
    def value(self) -> str:
        return str(self.minute)

    @classmethod
    def from_value(cls, value: str) -> ClockGiven:
        return cls(_minute_in(value))


@dataclass(frozen=True)
class PlaceTyped(Event):
    """A town was typed: the places it may be, the likeliest first; never none."""

    places: tuple[Place, ...]


@dataclass(frozen=True)
class PlaceChosen(Event):
    """One of the places offered, by its number from 0."""

    number: int

    @property
    def value(self) -> str:
        return str(self.number)

    @classmethod
    def from_value(cls, value: str) -> PlaceChosen:
        return cls(number_in(value))


@dataclass(frozen=True)
class LocationShared(Event):
    """A location was shared; its zone (IANA name), None where none can be told."""

    zone: str | None


@dataclass(frozen=True)
class SetupUnanswered(Event):
    """What was typed does not answer the open question; ``why`` picks the sentence."""

    why: str


@dataclass(frozen=True)
class SetupLeft(Event):
    """Not now: nothing is changed."""
