"""Buttons that are named by lines put together: they are as short as other labels."""

from __future__ import annotations

from collections.abc import Mapping
from html import unescape

from bot.adapters.content_files.texts import LONGEST_LABEL, Found, length
from bot.core.content import ScreenText
from bot.core.session import Level, Measure

_ENTRIES = ("before_label", "after_label", "flare_label", "daily_label", "routine_label", "begun_label")


def labels_of_entries(texts: Mapping[str, ScreenText]) -> Found:
    """Entries of /history on their buttons, with the longest that may stand there."""
    history = texts.get("history", ScreenText()).lines
    measures = texts.get("measures", ScreenText()).lines
    fills = {
        "measure": max((measures.get(measure.value, "") for measure in Measure), key=len),
        "level": max((history.get(level.word, "") for level in Level), key=len),
        "value": "10",
    }
    for line in _ENTRIES:
        try:
            label = unescape(history.get(line, "").format_map(fills))
        except (KeyError, ValueError, IndexError):
            continue  # its braces are told of elsewhere
        if length(label) > LONGEST_LABEL:
            wrong = f"makes a button of {length(label)} characters: “{label}”"
            yield f"screens.history.lines.{line}", wrong, f"at most {LONGEST_LABEL}"
