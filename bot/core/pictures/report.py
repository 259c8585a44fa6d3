"""The report for a doctor or therapist: one page of A4, black on white, however much there is to tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.history import Day
from bot.core.pictures.axes import DAILY_UNTIL, Plot, dates_under
from bot.core.pictures.legend import flares, key
from bot.core.pictures.lines import broken
from bot.core.pictures.palettes import PRINT
from bot.core.pictures.progress import SHORTEST, plotted
from bot.core.pictures.scene import Anchor, Box, Line, Part, Scene, Words
from bot.core.session import Measure

WIDE, HIGH = 1240, 1754
"""Pixels: A4 at 150 to the inch, so 25 of them are 12 points on paper."""

EDGE, MIDDLE = 84.0, 650.0
"""14 mm from the left, which most printers reach, and where the second column begins."""

TITLE, NAME, TEXT, SMALL = 44.0, 29.0, 25.0, 23.0
LINE = 32.0
"""From one line of text to the next."""

PLOT_HIGH, PLOT_APART = 140.0, 212.0
COLUMNS = (560.0, 800.0, 976.0, 1156.0)
"""The right ends of the table's columns."""
ROW_NAME, CELL, SMALL_CELL = 246.0, 220.0, 164.0
"""Pixels for what stands in them; the last two columns are the small ones."""

HEADING, PERIOD = 572.0, 480.0
LEFT_COLUMN, RIGHT_COLUMN = MIDDLE - 40 - EDGE, WIDE - EDGE - MIDDLE
PAUSE_AT, PAUSE, WEEKS = MIDDLE + 142, 100.0, 260.0

NAME_LINE = 420.0
"""Length of the line on which a name can be written by hand."""


@dataclass(frozen=True)
class Listed:
    """What is told under a heading. What takes more lines than ``most`` is only counted."""

    heading: str
    told: tuple[str, ...]
    most: int


@dataclass(frozen=True)
class Page:
    """Every word of the page, in the person's language."""

    title: str
    name: str
    """The word before it."""
    who: str
    """The name as it was typed; empty when it was left out."""
    period: str
    about: tuple[str, ...]
    lines: Mapping[str, str]
    """before, after, pause, flare, weeks: the key's words."""
    measures: Mapping[Measure, str]
    heads: tuple[str, ...]
    """Of the table's columns of numbers, at most four."""
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    left: tuple[Listed, ...]
    right: tuple[Listed, ...]
    limits: Listed
    more: Callable[[int], str]
    """That so many lines more are left out."""
    foot: str
    told: Callable[[date], str]
    month: Callable[[date], str]


def report(days: Sequence[Day], page: Page) -> Scene:
    """The page about these days, the oldest first; at least one."""
    sheet = _Sheet()
    _head(sheet, page)
    y = 218.0
    for line in page.about:
        y = sheet.paragraph(line, EDGE, y, WIDE - 2 * EDGE)
    y = _plots(sheet, days, page, y + 8)
    y = _table(sheet, page, y + 42)
    below = _column(sheet, page, page.left, EDGE, y, right=EDGE + LEFT_COLUMN)
    beside = _column(sheet, page, page.right, MIDDLE, y)
    y = max(below, beside)
    sheet.rule(y - 12)
    _column(sheet, page, (page.limits,), EDGE, y + 34)
    sheet.words(page.foot, EDGE, HIGH - 44, WIDE - 2 * EDGE, size=SMALL)
    return Scene(WIDE, HIGH, PRINT.paper, tuple(sheet.parts))


class _Sheet:
    """The paper, as far as something is drawn on it."""

    def __init__(self) -> None:
        self.parts: list[Part] = []

    def words(
        self,
        text: str,
        x: float,
        y: float,
        room: float,
        *,
        size: float = TEXT,
        bold: bool = False,
        anchor: Anchor = "start",
    ) -> None:
        self.parts.append(Words(x, y, text, size, PRINT.ink, bold, anchor, room))

    def rule(self, y: float, width: float = 3) -> None:
        self.parts.append(Line(((EDGE, y), (WIDE - EDGE, y)), PRINT.ink, width))

    def paragraph(self, text: str, x: float, y: float, room: float) -> float:
        """Some words, in as many lines as they take. Where the next line has its baseline."""
        for line in broken(text, room / TEXT):
            self.words(line, x, y, room)
            y += LINE
        return y


def _fitting(listed: Listed, room: float, more: Callable[[int], str]) -> Iterator[str]:
    """The lines of a list: all of them, or as many as there may be, the last of which counts the rest."""
    told = [list(broken(each, room / TEXT)) for each in listed.told]
    whole = sum(map(len, told)) <= listed.most
    left = listed.most if whole else listed.most - 1
    for number, those in enumerate(told):
        if len(those) > left:
            yield more(len(told) - number)
            return
        left -= len(those)
        yield from those


def _head(sheet: _Sheet, page: Page) -> None:
    """Whose it is, and of which days."""
    sheet.words(page.title, EDGE, 108, HEADING, size=TITLE, bold=True)
    sheet.words(page.period, WIDE - EDGE, 108, PERIOD, anchor="end")
    sheet.words(f"{page.name} {page.who}", EDGE, 160, WIDE - 2 * EDGE)
    if not page.who:
        start = EDGE + len(page.name) * TEXT * 0.6 + 12
        sheet.parts.append(Line(((start, 164), (start + NAME_LINE, 164)), PRINT.ink, 2))
    sheet.rule(180)


def _plots(sheet: _Sheet, days: Sequence[Day], page: Page, y: float) -> float:
    """Two plots, one a measure, and what their marks mean. The height at which they end."""
    room = PAUSE_AT - 64 - EDGE
    sheet.parts += key(EDGE, y + 12, PRINT, page.lines, days, room=room, size=TEXT)
    if len(days) > DAILY_UNTIL:
        sheet.words(page.lines["weeks"], WIDE - EDGE, y + 12, WEEKS, anchor="end")
    if any(day.paused for day in days):
        sheet.parts.append(Box(PAUSE_AT - 52, y - 12, 40, 28, PRINT.pause))
        sheet.words(page.lines["pause"], PAUSE_AT, y + 12, PAUSE)
    span = max(len(days), SHORTEST)
    first = days[-1].on - timedelta(days=span - 1)
    plots = [
        Plot(first, span, EDGE + 46, WIDE - EDGE, top, top + PLOT_HIGH)
        for top in (y + 80, y + 80 + PLOT_APART)
    ]
    for plot, measure in zip(plots, Measure, strict=True):
        sheet.words(page.measures[measure], EDGE, plot.top - 26, 600, size=NAME, bold=True)
        sheet.parts += plotted(days, plot, measure, PRINT, size=TEXT)
    sheet.parts += flares(days, plots[0], PRINT)
    for at, said in dates_under(plots[1], days[-1].on, page.told, page.month):
        sheet.parts.append(Words(at, plots[1].bottom + 42, said, SMALL, PRINT.quiet, anchor="middle"))
    return plots[1].bottom + 50


def _table(sheet: _Sheet, page: Page, y: float) -> float:
    """The scores as numbers. Where the next line has its baseline."""
    columns = [(x, SMALL_CELL if x in COLUMNS[-2:] else CELL) for x in COLUMNS[-len(page.heads) :]]
    for (x, room), head in zip(columns, page.heads, strict=True):
        sheet.words(head, x, y, room, bold=True, anchor="end")
    sheet.rule(y + 14, 2)
    for name, cells in page.rows:
        y += 40
        sheet.words(name, EDGE, y, ROW_NAME)
        for (x, room), cell in zip(columns, cells, strict=True):
            sheet.words(cell, x, y, room, anchor="end")
    sheet.rule(y + 16, 2)
    return y + 62


def _column(
    sheet: _Sheet, page: Page, lists: Sequence[Listed], x: float, y: float, *, right: float = WIDE - EDGE
) -> float:
    """Lists below one another. Where the next heading would have its baseline."""
    wide = right - x
    for listed in lists:
        sheet.words(listed.heading, x, y, wide, size=NAME, bold=True)
        y += 38
        for line in _fitting(listed, wide, page.more):
            sheet.words(line, x, y, wide)
            y += LINE
        y += 14
    return y
