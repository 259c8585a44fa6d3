"""Answers to a reminder, and what a person says about reminders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.core.events.event import Event, number_in
from bot.core.recurring import DAILY, EVERY_OTHER_DAY, ONCE_A_WEEK

DAY = "day"
WEEK = "week"
SNOOZES = (30, 60)
"""Minutes a reminder can be put off."""


def _interval_in(text: str) -> int:
    """The days between reminders in a button's value. Raises ValueError when it is none that is offered."""
    days = number_in(text)
    if days not in (DAILY, EVERY_OTHER_DAY, ONCE_A_WEEK):
        raise ValueError("not a number of days that is offered")
    return days


@dataclass(frozen=True)
class Snoozed(Event):
    """Later, in so many minutes."""

    minutes: int

    @property
    def value(self) -> str:
        return str(self.minutes)

    @classmethod
    def from_value(cls, value: str) -> Snoozed:
        if number_in(value) not in SNOOZES:
            raise ValueError("not a time to put off")
        return cls(int(value))


@dataclass(frozen=True)
class TodaySkipped(Event):
    """Not today."""


@dataclass(frozen=True)
class OneMoveChosen(Event):
    """Nothing new, and one move only."""


@dataclass(frozen=True)
class EveryChosen(Event):
    """How many days from one reminder to the next."""

    days: int

    @property
    def value(self) -> str:
        return str(self.days)

    @classmethod
    def from_value(cls, value: str) -> EveryChosen:
        return cls(_interval_in(value))


@dataclass(frozen=True)
class ReminderAsked(Event):
    """/reminder."""


@dataclass(frozen=True)
class DaysOpened(Event):
    """The weekdays are to be chosen."""


@dataclass(frozen=True)
class DayToggled(Event):
    """A weekday was switched on or off; 0 is Monday."""

    weekday: int

    @property
    def value(self) -> str:
        return str(self.weekday)

    @classmethod
    def from_value(cls, value: str) -> DayToggled:
        if number_in(value) > 6:
            raise ValueError("not a weekday")
        return cls(int(value))


@dataclass(frozen=True)
class SecondDropped(Event):
    """The second reminder of the day is wished for no more."""


@dataclass(frozen=True)
class RemindersTurnedOff(Event):
    """No reminders any more."""


@dataclass(frozen=True)
class PauseAsked(Event):
    """/pause."""


@dataclass(frozen=True)
class PauseChosen(Event):
    """How long the pause is: ``DAY``, ``WEEK``, or the local date on which reminders go on."""

    until: str

    @property
    def value(self) -> str:
        return self.until

    @classmethod
    def from_value(cls, value: str) -> PauseChosen:
        if value not in (DAY, WEEK):
            date.fromisoformat(value)
        return cls(value)


@dataclass(frozen=True)
class PauseDatesOpened(Event):
    """A date is to be chosen, among those from so many days ahead on."""

    ahead: int

    @property
    def value(self) -> str:
        return str(self.ahead)

    @classmethod
    def from_value(cls, value: str) -> PauseDatesOpened:
        if number_in(value) > 400:
            raise ValueError("too far ahead")
        return cls(int(value))


@dataclass(frozen=True)
class ResumeAsked(Event):
    """/resume."""


@dataclass(frozen=True)
class GoingOnChosen(Event):
    """The answer to how to go on: how many days from one reminder to the next."""

    days: int

    @property
    def value(self) -> str:
        return str(self.days)

    @classmethod
    def from_value(cls, value: str) -> GoingOnChosen:
        return cls(_interval_in(value))
