"""What the signs in a picture mean, and the sign of a sore day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from statistics import fmean

from bot.core.history import Day
from bot.core.pictures.axes import DAILY_UNTIL, Plot, week_of
from bot.core.pictures.palettes import Palette
from bot.core.pictures.scene import Dot, Line, Part, Shape, Words

TEXT = 31.0
"""Pixels high: 12 on a phone."""
BEFORE, AFTER = 98.0, 256.0
"""Pixels of room for what ring and dot mean."""
FLARE_AT, GAP_AT = 474.0, 76.0
"""Pixels from the left of the key to what a triangle, or a gap in a line, means."""
RIM = 2.5
"""Pixels of paper around a triangle, so that it is seen on a dot of its own colour, as in black print."""


def key(
    x: float,
    y: float,
    colours: Palette,
    lines: Mapping[str, str],
    days: Sequence[Day],
    *,
    room: float,
    size: float = TEXT,
) -> Iterator[Part]:
    """What ring and dot mean, and the triangle where there is one; ``room``: pixels for all of it."""
    yield Dot(x + 12, y - 11, 10, colours.paper, colours.ink, 4)
    yield Words(x + 34, y, lines["before"], size, colours.ink, room=BEFORE)
    yield Dot(x + 152, y - 11, 12, colours.ink)
    yield Words(x + 174, y, lines["after"], size, colours.ink, room=AFTER)
    if any(day.flares for day in days):
        yield _triangle(x + 452, y - 10, colours.sitting)
        yield Words(x + FLARE_AT, y, lines["flare"], size, colours.ink, room=room - FLARE_AT)


def gap(x: float, y: float, colours: Palette, lines: Mapping[str, str], *, room: float) -> Iterator[Part]:
    """What a gap in the line of weeks means."""
    for left in (x, x + 40):
        yield Line(((left, y - 11), (left + 20, y - 11)), colours.ink, 4)
    yield Words(x + GAP_AT, y, lines["gap"], TEXT, colours.ink, room=room - GAP_AT)


def flares(days: Sequence[Day], plot: Plot, colours: Palette) -> Iterator[Part]:
    """A triangle on the days that were done step by step, or each week at their mean."""
    weekly = len(days) > DAILY_UNTIL
    for begin, run in groupby(days, key=lambda day: week_of(day.on) if weekly else day.on):
        last = [day.flares[-1] for day in run if day.flares]
        if last:
            at = plot.of_week(begin) if weekly else (begin - plot.first).days
            x, y = plot.x(at), plot.y(fmean(last))
            yield _triangle(x, y, colours.paper, RIM)
            yield _triangle(x, y, colours.sitting)


def _triangle(x: float, y: float, fill: str, rim: float = 0.0) -> Shape:
    """``rim``: pixels that it is larger by at each side."""
    up, out = 2 * rim, 1.7 * rim
    return Shape(((x, y - 13 - up), (x + 13 + out, y + 10 + rim), (x - 13 - out, y + 10 + rim)), fill)
