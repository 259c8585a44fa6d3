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

    def y(self, score: float) -> float:
        """The height of a score."""
        return round(self.bottom - (self.bottom - self.top) * score / SCALE_MAX, 2)


@dataclass(frozen=True)
class Mark:
    """What one day, or one week's mean, has to show of one measure. ``at`` counts days from the left."""

    at: float
    before: float | None
    after: float | None


def each_day(days: Sequence[Day], plot: Plot, measure: Measure) -> list[Mark]:
    """A mark for every day."""
    found = []
    for day in days:
        pair = day.pair(measure)
        found.append(Mark((day.on - plot.first).days, pair.before, pair.after))
    return found


def each_week(days: Sequence[Day], plot: Plot, measure: Measure) -> list[Mark]:
    """Means of Monday to Sunday, at its middle; a measure scored on one day of a week only has none."""
    found = []
    for monday, run in groupby(days, key=lambda day: day.on - timedelta(days=day.on.weekday())):
        pairs = [day.pair(measure) for day in run]
        before = _mean([pair.before for pair in pairs])
        after = _mean([pair.after for pair in pairs])
        middle = max(0, min((monday - plot.first).days + 3, plot.days - 1))
        found.append(Mark(middle, before, after))
    return found


def _mean(scores: Sequence[int | None]) -> float | None:
    given = [score for score in scores if score is not None]
    return fmean(given) if len(given) > 1 else None


def runs(marks: Sequence[Mark], days: int) -> Iterator[list[Mark]]:
    """Marks with a score before, parted where one is missing; they are so many days apart."""
    run: list[Mark] = []
    for mark in marks:
        if mark.before is None:
            continue
        if run and mark.at - run[-1].at > days * 1.5:
            yield run
            run = []
        run.append(mark)
    if run:
        yield run


def dates_under(
    plot: Plot, told: Callable[[date], str], month: Callable[[date], str]
) -> list[tuple[float, str]]:
    """Dates under a plot: days, months or years, never too close; where each has its middle."""
    every = [plot.first + timedelta(days=n) for n in range(plot.days)]
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
