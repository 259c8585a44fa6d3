"""The pictures that are looked at and kept, by name, as the bot draws them with the words of content/."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import cache, partial
from pathlib import Path

from bot.adapters.content_files import load
from bot.core.effects import ScreenRow, Slot
from bot.core.history import History
from bot.core.screens import Host, Screen, render
from bot.core.typed_names import LONGEST
from bot.core.wishes import Pictures
from tests.pictures.fullest import as_much_as_can_be
from tests.pictures.people import HISTORIES, TODAY

CONTENT = load(Path(__file__).parents[2] / "content")
NAME = "Zoë Łukasz-Παπαδοπούλου"
MONTH = ("one_day", "week", "thirty_days", "flare", "full_days")
"""Histories of which the last 30 days are drawn; of the others all days are."""


def screen(shown: str, history: History, /, **args: str | bool) -> Screen:
    """A screen of this person."""
    row = ScreenRow(shown, tuple(args.items()))
    return render(row, Slot.NOTE, 1, CONTENT, Host(), history)


def progress(name: str, pictures: str) -> Screen:
    span = "month" if name in MONTH else "all"
    return screen("progress", _history(name), span=span, pictures=pictures)


def report(name: str, who: str = NAME) -> Screen:
    return screen("report", _history(name), name=who)


def look_back(name: str, pictures: str) -> Screen:
    last = (TODAY - timedelta(days=1)).isoformat()
    return screen("look_back", _history(name), last=last, pictures=pictures, weekly=True)


@cache
def _history(name: str) -> History:
    return HISTORIES[name]()


def _shown() -> dict[str, Callable[[], Screen]]:
    found: dict[str, Callable[[], Screen]] = {}
    for each in Pictures:
        for name in HISTORIES:
            found[f"{name}_{each.value}"] = partial(progress, name, each.value)
        found[f"look_back_{each.value}"] = partial(look_back, "thirty_days", each.value)
    for name in ("one_day", "thirty_days", "full_days", "sore_months", "ten_years"):
        found[f"report_{name}"] = partial(report, name)
    found["report_full"] = lambda: screen("report", as_much_as_can_be(), name="W" * LONGEST)
    found["report_nobody"] = partial(report, "ninety_days", "")
    return found


SHOWN = _shown()
"""Every screen that is made of a person's days. While there is nothing to draw it has no picture."""
