"""What the signs in a picture mean, and the sign of a sore day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from statistics import fmean

from bot.core.history import Day
from bot.core.pictures.axes import DAILY_UNTIL, Plot, week_of
from bot.core.pictures.palettes import Palette
from bot.core.pictures.scene import Dot, Part, Shape, Words

TEXT = 31.0
"""Pixels high: 12 on a phone."""


def key(
    x: float, y: float, colours: Palette, lines: Mapping[str, str], days: Sequence[Day], size: float = TEXT
) -> Iterator[Part]:
    """What ring and dot mean, and the triangle where there is one."""
    yield Dot(x + 12, y - 11, 10, colours.paper, colours.ink, 4)
    yield Words(x + 34, y, lines["before"], size, colours.ink)
    yield Dot(x + 152, y - 11, 12, colours.ink)
    yield Words(x + 174, y, lines["after"], size, colours.ink)
    if any(day.flares for day in days):
        yield _triangle(x + 452, y - 10, colours)
        yield Words(x + 474, y, lines["flare"], size, colours.ink)


def flares(days: Sequence[Day], plot: Plot, colours: Palette) -> Iterator[Part]:
    """A triangle on the days that were done step by step, or each week at their mean."""
    weekly = len(days) > DAILY_UNTIL
    for begin, run in groupby(days, key=lambda day: week_of(day.on) if weekly else day.on):
        last = [day.flares[-1] for day in run if day.flares]
        if last:
            at = plot.of_week(begin) if weekly else (begin - plot.first).days
            yield _triangle(plot.x(at), plot.y(fmean(last)), colours)


def _triangle(x: float, y: float, colours: Palette) -> Shape:
    return Shape(((x, y - 13), (x + 13, y + 10), (x - 13, y + 10)), colours.sitting)
