"""Lines that stand in pictures of people's days: no markup, letters that the fonts have, and little room.

The bot goes on with others, since a picture has its words beside it; the check tells them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html import unescape
from math import ceil

from bot.adapters.content_files.judging import Mistake, Parts
from bot.adapters.content_files.texts import TAG
from bot.core.content import ScreenText
from bot.core.pictures.letters import without_letter
from bot.core.pictures.rooms import CALENDAR, ROOMS, WRAPPED
from bot.core.session import Measure

Width = Callable[[str, float, bool], float]
"""Pixels that a text takes, by the size of its letters and whether they are bold."""

FONTS = "Latin, Greek and Cyrillic letters, figures, and signs between them"
_SCORES = "10 → 10, 10 → 10, 10 → 10"
_MONTH = 3
"""Letters of a month's name that are drawn."""


def judge_pictures(parts: Parts, width: Width | None) -> Iterator[Mistake]:
    """All that is wrong with what is drawn. Without ``width`` nothing is measured."""
    screens = parts.screens or {}
    for key, text in sorted(_drawn(screens).items()):
        for wrong, allowed in _wrong(text):
            yield Mistake(f"{parts.language}/screens.toml", key, wrong, allowed, of_figure=True)
    for name, exercise in parts.exercises.items():
        file = f"{parts.language}/exercises/{name}.toml"
        for wrong, allowed in _wrong(exercise.clinical_name):
            yield Mistake(file, "clinical_name", wrong, allowed, of_figure=True)
    if width is not None:
        for key, more in _too_long(screens, width).items():
            wrong = "is too long for its place in a picture"
            allowed = f"about {more} letter{'s' * (more > 1)} less"
            yield Mistake(f"{parts.language}/screens.toml", key, wrong, allowed, of_figure=True)


def _wrong(text: str) -> Iterator[tuple[str, str]]:
    if TAG.search(text):
        yield "has markup, and stands in a picture too", "plain text, with &amp; for &"
    lacking = without_letter(unescape(text))
    if lacking:
        # The sign itself may not be seen where this is read.
        named = " ".join(f"“{letter}” (U+{ord(letter):04X})" for letter in lacking[:3])
        yield f"has {named}, which the fonts of pictures don't have", FONTS


def _drawn(screens: Mapping[str, ScreenText]) -> dict[str, str]:
    """The texts that are drawn, by their keys."""
    places = {(room.screen, room.line) for room in ROOMS} | WRAPPED
    found = {_key(*place): text for place in places if (text := _text(screens, *place))}
    calendar = screens.get(CALENDAR, ScreenText()).lines
    return found | {_key(CALENDAR, day): calendar[day] for day in _in_calendar(calendar)}


def _in_calendar(lines: Mapping[str, str]) -> list[str]:
    """The names of months, and of weekdays in short."""
    days = [name for name in lines if name.startswith("short_")]
    return days + [name for name in lines if f"short_{name}" not in lines and "{" not in lines[name]]


def _key(screen: str, line: str) -> str:
    return f"screens.{screen}.lines.{line}" if line else f"screens.{screen}.text"


def _text(screens: Mapping[str, ScreenText], screen: str, line: str) -> str:
    words = screens.get(screen, ScreenText())
    return words.lines.get(line, "") if line else words.text


def _too_long(screens: Mapping[str, ScreenText], width: Width) -> dict[str, int]:
    """What is wider than its place with the longest that may stand in it, and by how many letters."""
    fills, found = _fills(screens), dict[str, int]()
    for room in ROOMS:
        text = _text(screens, room.screen, room.line)
        try:
            told = unescape(text.format_map(fills))
        except (KeyError, ValueError, IndexError):
            continue  # its braces are told of elsewhere
        wide, key = width(told, room.size, room.bold), _key(room.screen, room.line)
        if wide > room.width:
            found[key] = max(ceil(len(told) * (1 - room.width / wide)), found.get(key, 0))
    return found


def _fills(screens: Mapping[str, ScreenText]) -> dict[str, str]:
    """The longest of what may stand in braces."""
    calendar = screens.get(CALENDAR, ScreenText()).lines
    names = [calendar[name][:_MONTH] for name in _in_calendar(calendar) if not name.startswith("short_")]
    day = f"30 {max(names, key=len, default='')}"
    measures = [_text(screens, "measures", measure.value) for measure in Measure]
    questions = [_text(screens, measure.value, "before") for measure in Measure]
    numbers = {"days": "365", "count": "365", "mean": "10.0", "after": "10.0", "scores": _SCORES}
    told = {"measure": max(measures, key=len), "question": max(questions, key=len), "date": day}
    return (
        numbers | told | {"first": f"{day} 2016", "last": f"{day} 2026", "scale": _text(screens, "scale", "")}
    )
