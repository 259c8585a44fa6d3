"""A person's days as they are told in words: sheets with entries that can be tapped, some of them a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby

from bot.core.history import Done, History, Pause, Scored
from bot.core.session import Measure, Moment

MOST_ENTRIES = 6
"""Entries of one sheet: each is a button, and all of them are to be in sight on a phone. Two routines on one
day are two sheets.
"""
MOST_SHEETS = 5
"""Sheets of one page."""
MOST_TOLD = 25
"""Entries of one page, so that it stays within the length of a message."""
MOST_PAUSES = 2
"""Pauses told on one page, the newest of them."""
NEWEST = 10_000
"""More parts than any day has."""

_ORDER = [(measure, moment) for measure in Measure for moment in Moment]
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Visit:
    """What belongs together: a session with its scores, or one score that was given by itself."""

    on: date
    scores: tuple[Scored, ...] = ()
    routine: Done | None = None
    """The session, once it is over; None where nothing was begun in it."""

    @property
    def entries(self) -> int:
        """How many entries can be tapped."""
        return len(self.scores) + (self.routine is not None)

    @property
    def at(self) -> datetime:
        """When its first score was given."""
        return min((score.at for score in self.scores), default=_LONG_AGO)


@dataclass(frozen=True)
class Sheet:
    """A day, or a part of one with many entries."""

    on: date
    visits: tuple[Visit, ...]
    part: int = 1
    parts: int = 1

    @property
    def entries(self) -> int:
        """How many entries can be tapped."""
        return sum(visit.entries for visit in self.visits)

    @property
    def sitting(self) -> list[int]:
        """How sore sitting was, before any move."""
        scores = (score for visit in self.visits for score in visit.scores)
        early = (Moment.BEFORE, Moment.DAILY)
        return [each.value for each in scores if each.measure is Measure.SITTING and each.moment in early]


@dataclass(frozen=True)
class Page:
    """Some sheets, the newest first, one of which is open; and where the pages beside it begin."""

    sheets: tuple[Sheet, ...]
    pauses: tuple[Pause, ...]
    open: Sheet
    earlier: Sheet | None = None
    later: Sheet | None = None


def page_of(history: History, opened: Sheet | None) -> Page | None:
    """The page with a sheet, the newest without one; None when there are none at all."""
    pages = list(_pages(sheets_of(history)))
    if not pages:
        return None
    opened = opened or pages[0][0]
    number = next(n for n, page in enumerate(pages) if opened in page)
    return Page(
        pages[number],
        _pauses(history, pages, number),
        opened,
        earlier=pages[number + 1][0] if number + 1 < len(pages) else None,
        later=pages[number - 1][0] if number else None,
    )


def sheets_of(history: History) -> tuple[Sheet, ...]:
    """All days with anything on them, the newest first."""
    visits = sorted(_visits(history), key=lambda visit: (visit.on, visit.at))
    days = [_sheets(on, list(those)) for on, those in groupby(visits, key=lambda visit: visit.on)]
    return tuple(sheet for day in reversed(days) for sheet in reversed(day))


def sheet_of_day(history: History, on: date, part: int = NEWEST) -> Sheet | None:
    """A day's sheet, or else the nearest one before it, or the oldest; None when there are none at all."""
    sheets = sheets_of(history)
    oldest = sheets[-1] if sheets else None
    return next((sheet for sheet in sheets if (sheet.on, sheet.part) <= (on, part)), oldest)


def sheet_of_score(history: History, row: int) -> Sheet | None:
    """The sheet with a score, by its row; None when it is on none."""
    for sheet in sheets_of(history):
        if any(score.row == row for visit in sheet.visits for score in visit.scores):
            return sheet
    return None


def sheet_of_routine(history: History, number: int) -> Sheet | None:
    """The sheet with a session, by its number; None when it is on none."""
    for sheet in sheets_of(history):
        if any(visit.routine and visit.routine.number == number for visit in sheet.visits):
            return sheet
    return None


def scored(history: History, row: int) -> Scored | None:
    """A score by its row; None when it is none of these."""
    return next((score for score in history.scores if score.row == row), None)


def visit_of(history: History, number: int) -> Visit | None:
    """A session that is over, with its scores; None when it is none of these."""
    return next(
        (visit for visit in _visits(history) if visit.routine and visit.routine.number == number), None
    )


def _visits(history: History) -> Iterator[Visit]:
    sessions = {done.number: done for done in history.sessions}
    scores: dict[int, list[Scored]] = {number: [] for number in sessions}
    for score in history.scores:
        if score.session in sessions:
            scores[score.session].append(score)
        else:
            yield Visit(score.day, (score,))
    for number, done in sessions.items():
        begun = done if done.ending and done.exercises else None
        if begun or scores[number]:
            ordered = sorted(scores[number], key=lambda score: _ORDER.index((score.measure, score.moment)))
            yield Visit(done.day, tuple(ordered), begun)


def _sheets(on: date, visits: Sequence[Visit]) -> list[Sheet]:
    """A day's sheets, in the order of the day."""
    parts: list[list[Visit]] = []
    for visit in visits:
        if not parts or sum(each.entries for each in parts[-1]) + visit.entries > MOST_ENTRIES:
            parts.append([])
        parts[-1].append(visit)
    return [Sheet(on, tuple(part), number, len(parts)) for number, part in enumerate(parts, start=1)]


def _pages(sheets: Iterable[Sheet]) -> Iterator[tuple[Sheet, ...]]:
    page: list[Sheet] = []
    for sheet in sheets:
        told = sum(each.entries for each in page) + sheet.entries
        if page and (len(page) == MOST_SHEETS or told > MOST_TOLD):
            yield tuple(page)
            page = []
        page.append(sheet)
    if page:
        yield tuple(page)


def _pauses(history: History, pages: Sequence[Sequence[Sheet]], number: int) -> tuple[Pause, ...]:
    """The pauses whose last day is on a page or between its days; the newest first."""
    after = pages[number][-1].on if number + 1 < len(pages) else date.min
    until = pages[number - 1][-1].on if number else date.max
    here = [pause for pause in history.pauses if after <= min(pause.last, history.today) < until]
    return tuple(reversed(here))[:MOST_PAUSES]
