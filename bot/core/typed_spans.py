"""Spans and dates as people type them: "in half an hour", "3 days", "until Friday", "10 March", "2026-03-10".

A text is one only when every word of it belongs to it, or is one that changes nothing (``beside``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.core.typed_words import normalised

_PIECES = re.compile(r"\d+|[^\W\d_]+")
_LONGEST = 12
"""Words of a text that may be a span or a date."""
_AHEAD = timedelta(days=366)
"""Dates farther ahead are not read."""


@dataclass(frozen=True)
class SpanWords:
    """The words of one language for lengths of time; the comments give English ones."""

    numbers: dict[str, int] = field(default_factory=dict)
    """a = 1, two = 2."""
    units: dict[str, int] = field(default_factory=dict)
    """In minutes: hour = 60, days = 1440."""
    named: dict[str, int] = field(default_factory=dict)
    """In minutes: half an hour = 30."""
    beside: tuple[str, ...] = ()
    """Words that change nothing: in, for, about."""


@dataclass(frozen=True)
class DateWords:
    """The words of one language for dates; the comments give English ones."""

    weekdays: dict[str, int] = field(default_factory=dict)
    """monday = 1."""
    months: dict[str, int] = field(default_factory=dict)
    """march = 3."""
    named: dict[str, int] = field(default_factory=dict)
    """In days from today: tomorrow = 1."""
    beside: tuple[str, ...] = ()
    """Words that change nothing: until, on, the."""


def read_span(text: str, words: SpanWords) -> int | None:
    """The minutes that a text tells, or None when it tells none."""
    pieces = _pieces(text, words.beside)
    named = {normalised(name): minutes for name, minutes in words.named.items()}
    if tuple(pieces) in named:
        return named[tuple(pieces)]
    if len(pieces) == 3 and words.numbers.get(pieces[0]) == 1:  # a couple of days
        del pieces[0]
    if len(pieces) != 2 or pieces[1] not in words.units:
        return None
    number = int(pieces[0]) if _is_number(pieces[0]) else words.numbers.get(pieces[0])
    return number * words.units[pieces[1]] if number else None


def read_date(text: str, words: DateWords, today: date) -> date | None:
    """The coming date that a text tells, or None when it tells none within a year."""
    pieces = _pieces(text, words.beside)
    named = {normalised(name): days for name, days in words.named.items()}
    if tuple(pieces) in named:
        return today + timedelta(days=named[tuple(pieces)])
    if len(pieces) == 1 and pieces[0] in words.weekdays:
        return today + timedelta(days=(words.weekdays[pieces[0]] - today.isoweekday() - 1) % 7 + 1)
    found = _day_of_month([piece for piece in pieces if piece not in words.weekdays], words, today)
    return found if found is not None and today < found <= today + _AHEAD else None


def _day_of_month(pieces: list[str], words: DateWords, today: date) -> date | None:
    """A date by its day and month, in this year or the next one, unless it names its year."""
    numbers = [int(piece) for piece in pieces if _is_number(piece)]
    months = [words.months[piece] for piece in pieces if piece in words.months]
    if len(numbers) + len(months) != len(pieces):
        return None
    match (*numbers, *(-month for month in months)):
        case (int(year), int(month), int(day)) if len(pieces[0]) == len("2026") and month > 0 < day:
            return _date(year, month, day)
        case (int(day), int(month)) if month < 0:
            this_year = _date(today.year, -month, day)
            return this_year if this_year and this_year > today else _date(today.year + 1, -month, day)
        case (int(day), int(year), int(month)) if month < 0:
            return _date(year, -month, day)
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _pieces(text: str, beside: tuple[str, ...]) -> list[str]:
    """The words and numbers of a text, without those that change nothing; none of a long text."""
    pieces = _PIECES.findall(" ".join(normalised(text)))
    return [piece for piece in pieces if piece not in beside] if len(pieces) <= _LONGEST else []


def _is_number(piece: str) -> bool:
    return piece.isascii() and piece.isdigit() and len(piece) <= len("2026")
