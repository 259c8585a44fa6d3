"""What one person has scored and done, day by day: pictures, /history and the report are made from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property

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

    @cached_property
    def known(self) -> dict[date, Day]:
        """The days on which anything was scored or done, put together once, in no order."""
        given: dict[date, list[Scored]] = {}
        for score in self.scores:
            given.setdefault(score.day, []).append(score)
        done = Counter(done.day for done in self.sessions if done.was_done)
        return {on: _day(on, given.get(on, ()), done[on]) for on in given.keys() | done.keys()}


@dataclass(frozen=True)
class Pair:
    """A measure in one session, before and after its moves; or, with nothing after, a number by itself."""

    before: int | None = None
    after: int | None = None
    session: int | None = None

    @property
    def whole(self) -> bool:
        """Whether both were scored, so that they may be told beside each other."""
        return self.before is not None and self.after is not None


@dataclass(frozen=True)
class Day:
    """One local day."""

    on: date
    measures: dict[Measure, tuple[Pair, ...]] = field(default_factory=dict)
    """What was scored of each, in the order it began."""
    flares: tuple[int, ...] = ()
    """How sore sitting still was, after each step of the smallest routine."""
    sessions: int = 0
    """In so many something was done."""
    paused: bool = False

    def pairs(self, measure: Measure) -> tuple[Pair, ...]:
        """What was scored of a measure."""
        return self.measures.get(measure, ())

    def first(self, measure: Measure) -> int | None:
        """The day's first number that was not given after a routine."""
        return next((pair.before for pair in self.pairs(measure) if pair.before is not None), None)

    def scores(self, measure: Measure) -> tuple[int, ...]:
        """Every number of the day, steps of a sore day's among those of sitting."""
        given = (score for pair in self.pairs(measure) for score in (pair.before, pair.after))
        steps = self.flares if measure is Measure.SITTING else ()
        return (*(score for score in given if score is not None), *steps)

    @property
    def scored(self) -> bool:
        """Whether anything was."""
        return bool(self.measures) or bool(self.flares)


def days_of(history: History, first: date, last: date) -> tuple[Day, ...]:
    """Each day from one to another, also those of which nothing is known."""
    known, paused = history.known, _paused(history.pauses, first, last)
    dates = (first + timedelta(days=n) for n in range((last - first).days + 1))
    days = (known.get(on) or Day(on) for on in dates)
    return tuple(replace(day, paused=True) if day.on in paused else day for day in days)


def first_day(history: History) -> date | None:
    """The first day on which anything was scored or done; None when nothing was."""
    return min(history.known, default=None)


def _day(on: date, scores: Iterable[Scored], sessions: int) -> Day:
    """A day of its scores, the earliest first; a session's before and after are one pair."""
    measures: dict[Measure, list[Pair]] = {}
    flares = []
    for score in scores:
        if score.moment is Moment.FLARE:
            flares.append(score.value)
            continue
        pairs = measures.setdefault(score.measure, [])
        place = next((n for n, pair in enumerate(pairs) if pair.session == score.session is not None), None)
        before, after = (pairs[place].before, pairs[place].after) if place is not None else (None, None)
        if score.moment is Moment.AFTER:
            after = score.value
        else:
            before = score.value
        pair = Pair(before, after, score.session)
        if place is None:
            pairs.append(pair)
        else:
            pairs[place] = pair
    told = {measure: tuple(pairs) for measure, pairs in measures.items()}
    return Day(on, told, tuple(flares), sessions)


def _paused(pauses: Iterable[Pause], first: date, last: date) -> set[date]:
    found: set[date] = set()
    for pause in pauses:
        begin, end = max(pause.first, first), min(pause.last, last)
        found |= {begin + timedelta(days=n) for n in range((end - begin).days + 1)}
    return found
