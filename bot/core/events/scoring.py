"""Scores: given, corrected, or no scores at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.core.events.event import Event, number_in, score_in
from bot.core.session import Measure, Moment

_LISTED = ".listed"


@dataclass(frozen=True)
class ScoreGiven(Event):
    """A score from 0 to 10 for the open question."""

    score: int

    @property
    def value(self) -> str:
        return str(self.score)

    @classmethod
    def from_value(cls, value: str) -> ScoreGiven:
        return cls(score_in(value))


@dataclass(frozen=True)
class DailyScoreGiven(Event):
    """Today's sitting score: a bare number, or the answer to /score or to a question of its own."""

    score: int

    @property
    def value(self) -> str:
        return str(self.score)

    @classmethod
    def from_value(cls, value: str) -> DailyScoreGiven:
        return cls(score_in(value))


@dataclass(frozen=True)
class GettingUpSkipped(Event):
    """The second question was skipped."""


@dataclass(frozen=True)
class CorrectionAsked(Event):
    """A stored score is to be corrected; ``row`` is the number the store knows it by."""

    never_stale: ClassVar[bool] = True
    row: int

    @property
    def value(self) -> str:
        return str(self.row)

    @classmethod
    def from_value(cls, value: str) -> CorrectionAsked:
        return cls(number_in(value))


@dataclass(frozen=True)
class ScoreCorrected(Event):
    """A stored score is now another.

    ``measure`` and ``moment`` are filled in by the store when the score is one of the session in
    hand, so that the rules can be held against the new number; else they are None. So is ``day``, the local
    date that the score is of.
    """

    never_stale: ClassVar[bool] = True
    row: int
    score: int
    measure: Measure | None = None
    moment: Moment | None = None
    day: date | None = None
    listed: bool = False
    """Tapped in the list of the days, which is to show it."""

    @property
    def value(self) -> str:
        return f"{self.row}.{self.score}{_LISTED if self.listed else ''}"

    @classmethod
    def from_value(cls, value: str) -> ScoreCorrected:
        row, _, score = value.removesuffix(_LISTED).partition(".")
        return cls(number_in(row), score_in(score), listed=value.endswith(_LISTED))


@dataclass(frozen=True)
class NotAScore(Event):
    """Something that looks like a score and is none; ``why`` picks the sentence."""

    why: str
