"""What is wished to be seen of the days that were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.core.events.event import Event

MONTH, ALL = "month", "all"
SPANS = (MONTH, ALL)
_FIRST_YEAR = 2026


@dataclass(frozen=True)
class ProgressAsked(Event):
    """/progress."""


@dataclass(frozen=True)
class SpanChosen(Event):
    """How much of one's progress is shown: the last 30 days, or all of them."""

    span: str

    @property
    def value(self) -> str:
        return self.span

    @classmethod
    def from_value(cls, value: str) -> SpanChosen:
        if value not in SPANS:
            raise ValueError("not a span")
        return cls(value)


@dataclass(frozen=True)
class ReportAsked(Event):
    """/report."""


@dataclass(frozen=True)
class NameGiven(Event):
    """A name that is to stand on the report. It is kept nowhere."""

    name: str


@dataclass(frozen=True)
class NameLeftOut(Event):
    """No name on the report."""


@dataclass(frozen=True)
class WeeklyChosen(Event):
    """A look back every week, or no more.

    ``shown`` is what the message shows and goes on showing: a span, or the last day of a week.
    """

    on: bool
    shown: str

    @property
    def value(self) -> str:
        return f"{'on' if self.on else 'off'}.{self.shown}"

    @classmethod
    def from_value(cls, value: str) -> WeeklyChosen:
        on, _, shown = value.partition(".")
        if on not in ("on", "off"):
            raise ValueError("neither on nor off")
        if shown not in SPANS and date.fromisoformat(shown).year < _FIRST_YEAR:
            raise ValueError("before there was a bot")
        return cls(on == "on", shown)
