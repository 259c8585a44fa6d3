"""Where days and scores stand in a plot, and which dates are written under it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from statistics import fmean

from bot.core.history import Day
from bot.core.session import SCALE_MAX, Measure

APART = 110.0
"""Pixels between two dates, at least."""

DAILY_UNTIL = 35
"""Days: up to so many each is drawn; of more the weeks' means are."""

MONTHS_UNTIL = 800
"""Days: up to so many months are named under the plot; of more the years are."""


@dataclass(frozen=True)
class Plot:
    """A rectangle in which days go across and scores upwards; pixels."""

    first: date
    days: int
    left: float
    right: float
    top: float
    bottom: float

    @property
    def step(self) -> float:
        """Pixels of a day."""
        return (self.right - self.left) / self.days

    @property
    def last(self) -> date:
        """The day at the right."""
        return self.first + timedelta(days=self.days - 1)

    def x(self, at: float) -> float:
        """The middle of a day that is so many days after the first."""
        return round(self.left + (at + 0.5) * self.step, 2)

    def of(self, on: date) -> float:
        """The middle of a date."""
        return self.x((on - self.first).days)

    def of_week(self, monday: date) -> int:
        """Days from the left to a week's middle, which may be cut off."""
        return max(0, min((monday - self.first).days + 3, self.days - 1))

    def y(self, score: float) -> float:
        """The height of a score."""
        return round(self.bottom - (self.bottom - self.top) * score / SCALE_MAX, 2)


@dataclass(frozen=True)
class Mark:
    """What one moment of a day, or one week, has to show of one measure. ``at`` counts days from the left."""

    at: float
    level: float | None
    """Where the line passes: how sore it was, whether or not there was a routine."""
    before: float | None
    after: float | None


SPREAD = 0.3
"""Days that several moments of one day are drawn apart."""


def each_day(days: Sequence[Day], plot: Plot, measure: Measure) -> list[Mark]:
    """A mark for every session and every number by itself."""
    found = []
    for day in days:
        pairs = day.pairs(measure)
        for number, pair in enumerate(pairs):
            at = (day.on - plot.first).days + SPREAD * (number - (len(pairs) - 1) / 2)
            found.append(Mark(at, pair.before, pair.before, pair.after))
    return found


def each_week(days: Sequence[Day], plot: Plot, measure: Measure) -> list[Mark]:
    """Means of Monday to Sunday, at its middle.

    Before and after are means of the same sessions: what days without a routine were like is no part of them.
    A week without such a session shows how sore it was, as a number by itself.
    """
    found = []
    for monday, run in groupby(days, key=lambda day: week_of(day.on)):
        week = list(run)
        whole = [pair for day in week for pair in day.pairs(measure) if pair.whole]
        level = _mean([day.first(measure) for day in week])
        before = _mean([pair.before for pair in whole]) if whole else level
        after = _mean([pair.after for pair in whole])
        found.append(Mark(plot.of_week(monday), level, before, after))
    return found


def week_of(on: date) -> date:
    """The Monday of a date's week."""
    return on - timedelta(days=on.weekday())


def _mean(scores: Sequence[int | None]) -> float | None:
    given = [score for score in scores if score is not None]
    return fmean(given) if given else None


def runs(marks: Sequence[Mark], days: int) -> Iterator[list[tuple[float, float]]]:
    """Where the line passes, as days from the left and scores, parted where a day or a week is missing.

    ``days``: so many days apart are two that are not parted.
    """
    run: list[tuple[float, float]] = []
    for mark in marks:
        if mark.level is None:
            continue
        if run and mark.at - run[-1][0] > days * 1.5 + SPREAD:
            yield run
            run = []
        run.append((mark.at, mark.level))
    if run:
        yield run


def dates_under(
    plot: Plot, last: date, told: Callable[[date], str], month: Callable[[date], str]
) -> list[tuple[float, str]]:
    """Dates up to the last one: days, months or years, never too close; where each has its middle."""
    every = [plot.first + timedelta(days=n) for n in range((last - plot.first).days + 1)]
    if plot.days <= DAILY_UNTIL:
        stride = 7 if plot.days > 14 else 3
        picked = [(on, told(on)) for on in every[::stride]]
    elif plot.days <= MONTHS_UNTIL:
        picked = [(on, month(on)) for on in every if on.day == 1]
    else:
        picked = [(on, str(on.year)) for on in every if (on.month, on.day) == (1, 1)]
    kept: list[tuple[float, str]] = []
    for on, said in picked:
        x = max(plot.left + 30, min(plot.of(on), plot.right - 52))
        if not kept or x - kept[-1][0] >= APART:
            kept.append((x, said))
    return kept
