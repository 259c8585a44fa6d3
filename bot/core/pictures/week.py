"""The small picture of a week: two plots beside each other, one a measure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from bot.core.history import Day
from bot.core.pictures.axes import Plot
from bot.core.pictures.legend import TEXT, flares, key
from bot.core.pictures.palettes import Palette
from bot.core.pictures.progress import NAME, colour_of, plotted
from bot.core.pictures.scene import Part, Scene, Words
from bot.core.session import Measure

WIDE, HIGH = 780, 500
"""Pixels: twice a phone's 390."""
TOP, BOTTOM = 142.0, 382.0
SIDES = ((58.0, 386.0), (442.0, 770.0))
"""Left and right of each plot."""
DAY = 29.0
"""Size of the days' names."""


def week(
    days: Sequence[Day],
    colours: Palette,
    measures: Mapping[Measure, str],
    lines: Mapping[str, str],
    span: str,
    weekday: Callable[[date], str],
) -> Scene:
    """Seven days, the oldest first; ``span`` tells from when to when, ``weekday`` a day in two letters."""
    left = SIDES[0][0]
    parts: list[Part] = [Words(left, 44, span, TEXT, colours.quiet, room=WIDE - 2 * left)]
    for (left, right), measure in zip(SIDES, Measure, strict=True):
        plot = Plot(days[0].on, len(days), left, right, TOP, BOTTOM)
        colour = colour_of(measure, colours)
        parts.append(Words(left, TOP - 36, measures[measure], NAME, colour, bold=True, room=right - left))
        parts += plotted(days, plot, measure, colours)
        if measure is Measure.SITTING:
            parts += flares(days, plot, colours)
        for day in days:
            at, said = plot.of(day.on), weekday(day.on)
            parts.append(Words(at, BOTTOM + 46, said, DAY, colours.quiet, anchor="middle"))
    parts += key(SIDES[0][0], BOTTOM + 98, colours, lines, days, room=SIDES[1][1] - SIDES[0][0])
    return Scene(WIDE, HIGH, colours.paper, tuple(parts))
