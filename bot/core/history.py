"""What one person has scored and done, day by day: pictures, /history and the report are made from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from bot.core.session import Measure, Moment


@dataclass(frozen=True)
class Scored:
    """One kept score."""

    row: int
    day: date
    """The person's local date."""
    at: datetime
    measure: Measure
    moment: Moment
    value: int
    """0 to 10."""
    session: int | None = None
    """The session it was given in."""


@dataclass(frozen=True)
class Done:
    """One session that is over, or runs; a child's is none of them."""

    number: int
    day: date
    level: str
    """Empty when no level was chosen before it ended."""
    ending: str
    """Empty while it runs."""
    exercises: tuple[tuple[str, str, str, str], ...] = ()
    """Exercise, variation, level and outcome of each, in order."""

    @property
    def was_done(self) -> bool:
        """Whether any exercise was done."""
        return any(outcome == "done" for *_, outcome in self.exercises)


@dataclass(frozen=True)
class Pause:
    """Local dates without reminders, both ends among them."""

    first: date
    last: date


@dataclass(frozen=True)
class Check:
    """One safety check that came to its end; what was answered is kept nowhere."""

    day: date
    passed: bool


@dataclass(frozen=True)
class History:
    """All that is kept of a person's days, the oldest first."""

    today: date
    scores: tuple[Scored, ...] = ()
    sessions: tuple[Done, ...] = ()
    pauses: tuple[Pause, ...] = ()
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True)
class Pair:
    """A measure on one day: before the first session and after the last one; None where it was not scored."""

    before: int | None = None
    after: int | None = None


@dataclass(frozen=True)
class Day:
    """One local day."""

    on: date
    measures: dict[Measure, Pair] = field(default_factory=dict)
    flare: int | None = None
    """How sore it still was after a step of the smallest routine."""
    session: bool = False
    """Something was done."""
    paused: bool = False

    def pair(self, measure: Measure) -> Pair:
        """What was scored of a measure."""
        return self.measures.get(measure, Pair())

    @property
    def scored(self) -> bool:
        """Whether anything was."""
        return bool(self.measures) or self.flare is not None


def days_of(history: History, first: date, last: date) -> tuple[Day, ...]:
    """Each day from one to another, also those of which nothing is known."""
    count = (last - first).days + 1
    days = {on: Day(on) for on in (first + timedelta(days=n) for n in range(count))}
    for score in history.scores:
        if score.day in days:
            days[score.day] = _with_score(days[score.day], score)
    for done in history.sessions:
        if done.day in days and done.was_done:
            days[done.day] = replace(days[done.day], session=True)
    for on in _paused(history.pauses, first, last):
        days[on] = replace(days[on], paused=True)
    return tuple(days.values())


def first_day(history: History) -> date | None:
    """The first day on which anything was scored or done; None when nothing was."""
    known = [score.day for score in history.scores] + [done.day for done in history.sessions if done.was_done]
    return min(known, default=None)


def pairs_of(days: Sequence[Day], measure: Measure) -> list[tuple[date, Pair]]:
    """The days on which a measure was scored."""
    return [(day.on, day.pair(measure)) for day in days if measure in day.measures]


def _with_score(day: Day, score: Scored) -> Day:
    """The day with one more score, which is later than those it has."""
    if score.moment is Moment.FLARE:
        return replace(day, flare=score.value)
    pair = day.pair(score.measure)
    if score.moment is Moment.AFTER:
        pair = replace(pair, after=score.value)
    elif pair.before is None or score.session is None:
        # The day's own number counts until a session has begun with one of its own.
        pair = replace(pair, before=score.value) if pair.after is None else pair
    return replace(day, measures={**day.measures, score.measure: pair})


def _paused(pauses: Iterable[Pause], first: date, last: date) -> set[date]:
    found: set[date] = set()
    for pause in pauses:
        begin, end = max(pause.first, first), min(pause.last, last)
        found |= {begin + timedelta(days=n) for n in range((end - begin).days + 1)}
    return found
