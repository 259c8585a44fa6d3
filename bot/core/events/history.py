"""The days that were, entry by entry: looked at, and taken away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.core.events.event import Event, number_in
from bot.core.session import Measure, Moment


@dataclass(frozen=True)
class HistoryAsked(Event):
    """/history."""


@dataclass(frozen=True)
class HistoryTurned(Event):
    """A day's entries are to be seen; ``part`` counts from 1 where a day has too many for one screen."""

    day: date
    part: int = 1

    @property
    def value(self) -> str:
        return f"{self.day.isoformat()}.{self.part}"

    @classmethod
    def from_value(cls, value: str) -> HistoryTurned:
        day, _, part = value.partition(".")
        return cls(date.fromisoformat(day), number_in(part))


@dataclass(frozen=True)
class EntryOpened(Event):
    """A kept score is to be corrected or removed; ``row`` is the number the store knows it by."""

    row: int

    @property
    def value(self) -> str:
        return str(self.row)

    @classmethod
    def from_value(cls, value: str) -> EntryOpened:
        return cls(number_in(value))


@dataclass(frozen=True)
class ScoreRemoved(Event):
    """A kept score is to be kept no longer.

    The store fills in the rest: the local date it is of, and as for a correction measure and moment when the
    conversation still holds this very score.
    """

    row: int
    day: date | None = None
    measure: Measure | None = None
    moment: Moment | None = None

    @property
    def value(self) -> str:
        return str(self.row)

    @classmethod
    def from_value(cls, value: str) -> ScoreRemoved:
        return cls(number_in(value))


@dataclass(frozen=True)
class RoutineOpened(Event):
    """A session that is over may be removed; ``number`` is the one the store knows it by."""

    number: int

    @property
    def value(self) -> str:
        return str(self.number)

    @classmethod
    def from_value(cls, value: str) -> RoutineOpened:
        return cls(number_in(value))


@dataclass(frozen=True)
class RoutineRemoved(Event):
    """A session that is over is to be kept no longer, nor its scores. The store fills in the rest."""

    number: int
    day: date | None = None
    """The local date it is of."""
    last: bool = False
    """It is the last one: its scores are still at hand."""

    @property
    def value(self) -> str:
        return str(self.number)

    @classmethod
    def from_value(cls, value: str) -> RoutineRemoved:
        return cls(number_in(value))
