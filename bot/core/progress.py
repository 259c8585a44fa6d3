"""What a person's numbers say, and what they can't say yet.

The comparison is between the days of an early week and those of the last one. A change is told only as far as
it is there without any single day of either week, and never rounded up. Its numbers are the house's: a week
each, three scored days in each, two weeks from one's beginning to the other's. How much is noticeable is
clinical.md's: 2 points or more usually are, 1 can be wobble.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

from bot.core.history import Day
from bot.core.session import Measure

WEEK = timedelta(days=7)
ENOUGH_DAYS = 3
"""Scored days that a week needs."""
APART = timedelta(days=14)
"""From the early week's beginning to the last one's, at least."""


@dataclass(frozen=True)
class Change:
    """From an early week to the last one."""

    points: int
    """Whole ones, of the means; below 0 it is less sore now."""
    since: date
    """The early week's first day."""
    then: int
    """Days that the early week's mean rests on."""
    now: int
    """Days that the last week's mean rests on."""


def change(days: Sequence[Day], measure: Measure) -> Change | None:
    """How a measure has changed since the first week with enough scored days; None while it is too early.

    ``days`` are all there are, up to today. Compared is each day's first number, before anything was done.
    """
    scored = [(day.on, score) for day in days if (score := day.first(measure)) is not None]
    last = days[-1].on - WEEK + timedelta(days=1)
    now = [score for on, score in scored if on >= last]
    for since, _ in scored:
        if last - since < APART or len(now) < ENOUGH_DAYS:
            return None
        then = [score for on, score in scored if since <= on < since + WEEK]
        if len(then) >= ENOUGH_DAYS:
            return Change(_sure(then, now), since, len(then), len(now))
    return None


def _sure(then: Sequence[int], now: Sequence[int]) -> int:
    """The whole points that are there whichever day is left out."""
    found = [fmean(now) - fmean(then)]
    found += [fmean(now) - fmean(left) for left in _without_one(then)]
    found += [fmean(left) - fmean(then) for left in _without_one(now)]
    least = min(found, key=abs)
    return int(least) if all(each * least > 0 for each in found) else 0


def _without_one(scores: Sequence[int]) -> Iterator[list[int]]:
    for place in range(len(scores)):
        yield [*scores[:place], *scores[place + 1 :]]
