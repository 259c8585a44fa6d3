"""What the report for a doctor or therapist tells of a person's last twelve months: counted, never judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

from bot.core.effects import Ending, Outcome
from bot.core.history import Day, Done, History, days_of, first_day
from bot.core.session import Level, Measure

LONGEST = timedelta(days=365)
"""Days before that are left out."""
WEEK = 7
"""Days that the first and the last mean are of."""
HURT = (Outcome.NUMB, Outcome.LEG, Outcome.SHARP, Outcome.TOO_SORE)
"""What can be felt in a move, the gravest first."""


@dataclass(frozen=True)
class Felt:
    """What was felt in one exercise, and on which days; a day may stand there twice."""

    exercise: str
    outcome: Outcome
    days: tuple[date, ...]


@dataclass(frozen=True)
class Mean:
    """Of so many days' scores."""

    score: float
    days: int


@dataclass(frozen=True)
class Scores:
    """One measure, before or after the routine; None where nothing was scored."""

    first: Mean | None
    last: Mean | None
    all: Mean | None
    lowest: int | None
    highest: int | None


@dataclass(frozen=True)
class Report:
    """All that the page tells."""

    days: tuple[Day, ...]
    """Each one of the period, the oldest first."""
    sessions: int
    session_days: int
    levels: tuple[tuple[str, int], ...]
    """Sessions at each level that there was, the gentlest first."""
    exercises: tuple[tuple[str, int], ...]
    """How often each was done, the most frequent first."""
    felt: tuple[Felt, ...]
    stops: tuple[date, ...]
    """Days on which a safety check, or words of danger, stopped the routine."""

    def scores(self, measure: Measure, *, after: bool) -> Scores:
        """One measure's numbers, before or after the routine."""
        return Scores(
            _mean(self.days[:WEEK], measure, after=after),
            _mean(self.days[-WEEK:], measure, after=after),
            _mean(self.days, measure, after=after),
            min(_given(self.days, measure, after=after), default=None),
            max(_given(self.days, measure, after=after), default=None),
        )

    @property
    def has_two_weeks(self) -> bool:
        """Whether the first and the last week are two, and may be told beside each other."""
        return len(self.days) >= 2 * WEEK


def report_of(history: History) -> Report | None:
    """The report; None while nothing was scored or done."""
    first = first_day(history)
    if first is None:
        return None
    last = max(history.today, first)
    first = max(first, last - LONGEST)
    sessions = [done for done in history.sessions if first <= done.day <= last]
    done = [session for session in sessions if session.was_done]
    stops = {check.day for check in history.checks if not check.passed}
    stops |= {session.day for session in sessions if session.ending == Ending.RED_FLAG.value}
    return Report(
        days=days_of(history, first, last),
        sessions=len(done),
        session_days=len({session.day for session in done}),
        levels=_levels(done),
        exercises=tuple(_done(sessions).most_common()),
        felt=_felt(sessions),
        stops=tuple(sorted(day for day in stops if first <= day <= last)),
    )


def _levels(sessions: Iterable[Done]) -> tuple[tuple[str, int], ...]:
    counted = Counter(session.level for session in sessions)
    return tuple((level.word, counted[level.word]) for level in Level if counted[level.word])


def _done(sessions: Iterable[Done]) -> Counter[str]:
    return Counter(
        exercise
        for session in sessions
        for exercise, _, _, outcome in session.exercises
        if outcome == Outcome.DONE.value
    )


def _felt(sessions: Iterable[Done]) -> tuple[Felt, ...]:
    """The gravest first, then the most frequent."""
    found: dict[tuple[str, Outcome], list[date]] = {}
    hurt = {outcome.value: outcome for outcome in HURT}
    for session in sessions:
        for exercise, _, _, outcome in session.exercises:
            if outcome in hurt:
                found.setdefault((exercise, hurt[outcome]), []).append(session.day)
    felt = [Felt(exercise, outcome, tuple(days)) for (exercise, outcome), days in found.items()]
    return tuple(sorted(felt, key=lambda each: (HURT.index(each.outcome), -len(each.days))))


def _given(days: Iterable[Day], measure: Measure, *, after: bool) -> list[int]:
    pairs = [day.pair(measure) for day in days]
    return [score for pair in pairs if (score := pair.after if after else pair.before) is not None]


def _mean(days: Sequence[Day], measure: Measure, *, after: bool) -> Mean | None:
    given = _given(days, measure, after=after)
    return Mean(fmean(given), len(given)) if given else None
