"""The picture of a person's progress: two plots, one a measure, the scores before and after joined."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.core.history import Day
from bot.core.pictures.axes import DAILY_UNTIL, Mark, Plot, dates_under, each_day, each_week, runs, week_of
from bot.core.pictures.legend import TEXT, flares, gap, key
from bot.core.pictures.palettes import Palette
from bot.core.pictures.scene import Box, Dot, Line, Part, Scene, Words
from bot.core.session import Measure

WIDE, HIGH = 780, 1000
"""Pixels: twice a phone's 390. Telegram shows it at two fifths, so 31 px are 12."""

LEFT, RIGHT, EDGE = 64.0, 756.0, 28.0
TITLE, NAME = 46.0, 38.0
PLOTS = ((248.0, 488.0), (586.0, 826.0))
"""Top and bottom of each."""

LINES_FROM = 7 * 30
"""Days from which on weeks are a line alone: their marks would touch."""

MEASURE, LATEST = 196.0, 496.0
"""Pixels for a measure's name and, beside it, its newest scores."""

PAUSE_AT = 352.0
SESSIONS, PAUSE, WEEKS = 230.0, 98.0, 292.0
"""Pixels for each part of what stands under the dates."""

SHORTEST = 7
"""Days across at least: the first one stands at the left, and a week lies ahead."""

SAME = 0.3
"""Points within which before and after count as the same: the dot lies within its ring, both are seen."""


@dataclass(frozen=True)
class Wording:
    """Every word of the picture, in the person's language."""

    title: str
    under: str
    lines: Mapping[str, str]
    """before, after, pause, flare, weeks, gap: the key's words."""
    measures: Mapping[Measure, str]
    sessions: str
    """How many sessions there were."""
    latest: Mapping[Measure, str]
    """The newest scores of each measure that has any."""
    told: Callable[[date], str]
    month: Callable[[date], str]


def progress(days: Sequence[Day], colours: Palette, words: Wording) -> Scene:
    """The picture of these days, the oldest first; at least one."""
    span = max(len(days), SHORTEST)
    plots = [Plot(days[0].on, span, LEFT, RIGHT, top, bottom) for top, bottom in PLOTS]
    weekly = len(days) > DAILY_UNTIL
    parts: list[Part] = [
        Words(EDGE, 66, words.title, TITLE, colours.ink, bold=True, room=RIGHT - EDGE),
        Words(EDGE, 114, words.under, TEXT, colours.quiet, room=RIGHT - EDGE),
    ]
    as_line = span > LINES_FROM
    if not as_line:
        parts += key(EDGE, 164, colours, words.lines, days, room=RIGHT - EDGE)
    elif any(_is_parted(days, plot, measure) for plot, measure in zip(plots, Measure, strict=True)):
        parts += gap(EDGE, 164, colours, words.lines, room=RIGHT - EDGE)
    for plot, measure in zip(plots, Measure, strict=True):
        name, latest = words.measures[measure], words.latest.get(measure, "")
        colour, y = colour_of(measure, colours), plot.top - 26
        parts.append(Words(LEFT, y, name, NAME, colour, bold=True, room=MEASURE))
        parts.append(Words(RIGHT, y, latest, TEXT, colours.ink, anchor="end", room=LATEST))
        parts += plotted(days, plot, measure, colours, as_line=as_line)
    if not as_line:
        parts += flares(days, plots[0], colours)
    parts += _foot(days, plots[1], weekly, as_line, colours, words)
    return Scene(WIDE, HIGH, colours.paper, tuple(parts))


def _is_parted(days: Sequence[Day], plot: Plot, measure: Measure) -> bool:
    """Whether the line through its weeks has a gap."""
    return len(list(runs(each_week(days, plot, measure), 7))) > 1


def colour_of(measure: Measure, colours: Palette) -> str:
    """A measure's own colour; its plot says its name too."""
    return colours.sitting if measure is Measure.SITTING else colours.getting_up


def plotted(
    days: Sequence[Day],
    plot: Plot,
    measure: Measure,
    colours: Palette,
    *,
    as_line: bool = False,
    size: float = TEXT,
) -> Iterator[Part]:
    """One measure's scores, by day or by week as many days as there are, on their lines; pauses behind."""
    weekly, colour = len(days) > DAILY_UNTIL, colour_of(measure, colours)
    yield from pauses(days, plot, colours)
    yield from frame(plot, colours, size)
    marks = each_week(days, plot, measure) if weekly else each_day(days, plot, measure)
    if as_line:
        yield from lines(marks, plot, colour)
    else:
        yield from pairs(marks, plot, colour, colours, 7 if weekly else 1)


def frame(plot: Plot, colours: Palette, size: float = TEXT) -> Iterator[Part]:
    """The lines at 0, 5 and 10."""
    for score in (0, 5, 10):
        y = plot.y(score)
        yield Line(((plot.left, y), (plot.right, y)), colours.grid, 2)
        yield Words(plot.left - 14, y + 11, str(score), size, colours.quiet, anchor="end")


def pauses(days: Sequence[Day], plot: Plot, colours: Palette) -> Iterator[Part]:
    """Shade behind the days on which reminders were paused."""
    for paused, run in groupby(days, key=lambda day: day.paused):
        if paused:
            spell = list(run)
            left, right = plot.of(spell[0].on) - plot.step / 2, plot.of(spell[-1].on) + plot.step / 2
            high = plot.bottom - plot.top + 20
            yield Box(left, plot.top - 10, max(right - left, 2), high, colours.pause)


def pairs(marks: Sequence[Mark], plot: Plot, colour: str, colours: Palette, days: int) -> Iterator[Part]:
    """A ring for a score, a dot for one after the routine, a stem between those of one routine; and a thin
    line through how sore it was.
    """
    radius = max(5.0, min(12.0, plot.step * days * 0.36))
    faint = _mixed(colour, colours.paper, 0.5)
    for run in runs(marks, days):
        if len(run) > 1:
            yield Line(tuple((plot.x(at), plot.y(level)) for at, level in run), faint, 3)
    for one in marks:
        x = plot.x(one.at)
        if one.before is not None and one.after is not None and one.before != one.after:
            yield Line(((x, plot.y(one.before)), (x, plot.y(one.after))), colour, 4)
    for one in marks:
        x = plot.x(one.at)
        if one.before is not None:
            yield Dot(x, plot.y(one.before), radius - 1.5, colours.paper, colour, 3)
        if one.after is not None:
            same = one.before is not None and abs(one.before - one.after) < SAME
            yield Dot(x, plot.y(one.after), max(radius - 5, 2.5) if same else radius, colour)


def lines(marks: Sequence[Mark], plot: Plot, colour: str) -> Iterator[Part]:
    """A line through the weeks' means; a lone week is a dot."""
    for run in runs(marks, 7):
        points = tuple((plot.x(at), plot.y(level)) for at, level in run)
        yield Line(points, colour, 4) if len(points) > 1 else Dot(*points[0], 4, colour)


def _foot(
    days: Sequence[Day], plot: Plot, weekly: bool, as_line: bool, colours: Palette, words: Wording
) -> Iterator[Part]:
    """A square under each session, or each week by how many it had; dates, what squares and shade mean."""
    if not as_line:
        for at, share in _sessions(days, plot, weekly):
            side = max(8.0, min(14.0, plot.step * (7 if weekly else 1) * 0.6)) * share
            yield Box(
                plot.x(at) - side / 2, plot.bottom + 29 - side / 2, side, side, colours.ink, min(3, side / 3)
            )
    for at, said in dates_under(plot, days[-1].on, words.told, words.month):
        yield Words(at, plot.bottom + 74, said, TEXT, colours.quiet, anchor="middle")
    y = plot.bottom + 136
    if not as_line:
        yield Box(EDGE, y - 20, 18, 18, colours.ink, 3)
    yield Words(EDGE if as_line else EDGE + 30, y, words.sessions, TEXT, colours.ink, room=SESSIONS)
    if any(day.paused for day in days):
        yield Box(PAUSE_AT - 52, y - 24, 40, 28, colours.pause)
        yield Words(PAUSE_AT, y, words.lines["pause"], TEXT, colours.ink, room=PAUSE)
    if weekly:
        yield Words(RIGHT, y, words.lines["weeks"], TEXT, colours.ink, anchor="end", room=WEEKS)


def _sessions(days: Sequence[Day], plot: Plot, weekly: bool) -> Iterator[tuple[float, float]]:
    """Where sessions were, in days from the left, and on which share of the days there."""
    if not weekly:
        yield from (((day.on - plot.first).days, 1.0) for day in days if day.sessions)
        return
    for monday, run in groupby(days, key=lambda day: week_of(day.on)):
        count = sum(day.sessions > 0 for day in run)
        if count:
            yield plot.of_week(monday), 0.4 + 0.6 * count / 7


def _mixed(one: str, other: str, share: float) -> str:
    """A colour between two."""
    both = [(int(one[n : n + 2], 16), int(other[n : n + 2], 16)) for n in (1, 3, 5)]
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in both)
