"""What a person's numbers say, and what they can't say yet.

The comparison is between the days of the first week and those of the last one, never with a single good or
bad day. Its numbers are the house's: a week each, three scored days in each, two weeks from one's beginning
to the other's. How much is noticeable is clinical.md's: 2 points or more usually are, 1 can be wobble.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import fmean

from bot.core.history import Day, pairs_of
from bot.core.session import Measure

WEEK = timedelta(days=7)
ENOUGH_DAYS = 3
"""Scored days that a week needs."""
APART = timedelta(days=14)
"""From the first week's beginning to the last one's, at least."""


@dataclass(frozen=True)
class Change:
    """From the first week to the last one."""

    points: int
    """Of the means, rounded; below 0 it is less sore now."""
    then: int
    """Days that the first week's mean rests on."""
    now: int
    """Days that the last week's mean rests on."""


def change(days: Sequence[Day], measure: Measure) -> Change | None:
    """How a measure has changed since the first week it was scored in; None while it is too early to tell.

    ``days`` are all there are, up to today. Compared is the day's first number, before anything was done.
    """
    scored = [(on, pair.before) for on, pair in pairs_of(days, measure) if pair.before is not None]
    if not scored:
        return None
    first, last = scored[0][0], days[-1].on - WEEK + timedelta(days=1)
    then = [score for on, score in scored if on < first + WEEK]
    now = [score for on, score in scored if on >= last]
    if last - first < APART or min(len(then), len(now)) < ENOUGH_DAYS:
        return None
    return Change(_rounded(fmean(now) - fmean(then)), len(then), len(now))


def _rounded(number: float) -> int:
    """To whole points, a half away from 0 (Python's own rounds it to the even one)."""
    return int(abs(number) + 0.5) * (1 if number >= 0 else -1)
