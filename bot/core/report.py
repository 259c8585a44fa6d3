"""What the report for a doctor or therapist tells of a person's last twelve months: counted, never judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

from bot.core.effects import Ending, Outcome
from bot.core.history import Day, Done, History, days_of, first_day
from bot.core.session import Level, Measure, Moment

LONGEST = timedelta(days=365)
"""Days before that are left out."""
WEEK = 7
"""Days that the first and the last mean are of."""
HURT = (Outcome.NUMB, Outcome.LEG, Outcome.SHARP, Outcome.TOO_SORE)
"""What can be felt in a move, the gravest first."""
_HURT = {outcome.value: outcome for outcome in HURT}


@dataclass(frozen=True)
class Felt:
    """What was felt in moves, and on which days; a day may stand there twice."""

    outcome: Outcome
    days: tuple[date, ...]


@dataclass(frozen=True)
class Moved:
    """How often one exercise was done, and how often it hurt."""

    exercise: str
    done: int
    hurt: int


@dataclass(frozen=True)
class Mean:
    """Of so many days' first numbers; or of so many routines, before and after."""

    score: float
    count: int
    after: float | None = None


@dataclass(frozen=True)
class Sore:
    """Days on which sitting was too sore for the whole routine."""

    days: int
    moves: int
    """Sessions of the smallest move alone."""
    after: tuple[int, ...]
    """Sitting after each step of these."""


@dataclass(frozen=True)
class Report:
    """All that the page tells."""

    days: tuple[Day, ...]
    """Each one of the period, the oldest first."""
    sessions: int
    """Routines: those of the smallest move alone are told by themselves."""
    session_days: int
    unfit: int
    """Sessions in which every move that was tried hurt."""
    levels: tuple[tuple[str, int], ...]
    """Routines at each level that there was, the gentlest first."""
    exercises: tuple[Moved, ...]
    """The most frequent first."""
    sore: Sore
    felt: tuple[Felt, ...]
    stops: tuple[date, ...]
    """Days of the last year on which a safety check, or words of danger, stopped the routine; before the
    period too, since a stop may come before anything is scored.
    """

    def weeks(self) -> tuple[tuple[Day, ...], ...]:
        """The first and the last week, which may be told beside each other; all days where these overlap."""
        return (self.days[:WEEK], self.days[-WEEK:]) if self.has_two_weeks else (self.days,)

    @property
    def has_two_weeks(self) -> bool:
        """Whether the period is two weeks long."""
        return len(self.days) >= 2 * WEEK


def level_of(days: Sequence[Day], measure: Measure) -> Mean | None:
    """How sore it was on these days, by their first numbers; None when nothing was scored."""
    given = [score for day in days if (score := day.first(measure)) is not None]
    return Mean(fmean(given), len(given)) if given else None


def change_of(days: Sequence[Day], measure: Measure) -> Mean | None:
    """Before and after the routines of these days of which both are known; None when none is."""
    whole = [(p.before, p.after) for day in days for p in day.pairs(measure)]
    both = [(before, after) for before, after in whole if before is not None and after is not None]
    if not both:
        return None
    return Mean(fmean(before for before, _ in both), len(both), fmean(after for _, after in both))


def report_of(history: History, sore_above: int) -> Report | None:
    """The report; None while nothing was scored or done. Days are sore with a sitting score above that."""
    first = first_day(history)
    if first is None:
        return None
    last = max(history.today, first)
    earliest = last - LONGEST
    first = max(first, earliest)
    days = days_of(history, first, last)
    sessions = [done for done in history.sessions if first <= done.day <= last]
    steps = {score.session for score in history.scores if score.moment is Moment.FLARE}
    smallest = [done for done in sessions if done.number in steps]
    routines = [done for done in sessions if done.was_done and done.number not in steps]
    stops = {check.day for check in history.checks if not check.passed}
    stops |= {session.day for session in sessions if session.ending == Ending.RED_FLAG.value}
    sore = sum(any(score > sore_above for score in day.scores(Measure.SITTING)) for day in days)
    return Report(
        days=days,
        sessions=len(routines),
        session_days=len({session.day for session in routines}),
        unfit=sum(not done.was_done and _has_hurt(done) for done in sessions),
        levels=_levels(routines),
        exercises=_moved(sessions),
        sore=Sore(sore, len(smallest), tuple(score for day in days for score in day.flares)),
        felt=_felt(sessions),
        stops=tuple(sorted(day for day in stops if earliest <= day <= last)),
    )


def _levels(sessions: Iterable[Done]) -> tuple[tuple[str, int], ...]:
    counted = Counter(session.level for session in sessions)
    return tuple((level.word, counted[level.word]) for level in Level if counted[level.word])


def _has_hurt(session: Done) -> bool:
    return any(outcome in _HURT for *_, outcome in session.exercises)


def _moved(sessions: Iterable[Done]) -> tuple[Moved, ...]:
    done: Counter[str] = Counter()
    hurt: Counter[str] = Counter()
    for session in sessions:
        for exercise, _, _, outcome in session.exercises:
            done[exercise] += outcome == Outcome.DONE.value
            hurt[exercise] += outcome in _HURT
    names = sorted(done, key=lambda name: -done[name])
    return tuple(Moved(name, done[name], hurt[name]) for name in names if done[name] or hurt[name])


def _felt(sessions: Iterable[Done]) -> tuple[Felt, ...]:
    """The gravest first."""
    found: dict[Outcome, list[date]] = {}
    for session in sessions:
        for *_, outcome in session.exercises:
            if outcome in _HURT:
                found.setdefault(_HURT[outcome], []).append(session.day)
    return tuple(Felt(outcome, tuple(found[outcome])) for outcome in HURT if outcome in found)
