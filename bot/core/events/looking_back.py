"""What is wished to be seen of the days that were."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.events.event import Event

MONTH, ALL = "month", "all"
SPANS = (MONTH, ALL)


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
