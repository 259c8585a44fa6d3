"""Where the words and numbers of a file come from, and who has signed them off."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from bot.adapters.content_files.texts import Found
from bot.core.content import Review

NUMBERED_SOURCES = 57
"""How many sources content/README.md lists."""
SOURCES = (
    f"article, default, ask the author, or clinical 1 to clinical {NUMBERED_SOURCES}, with commas between"
)
_NAMED = frozenset({"article", "default", "ask the author"})
_NUMBERED = re.compile(r"clinical ([1-9][0-9]?)")


def source(key: str, text: str) -> Found:
    """One or more sources, with commas between."""
    for one in text.split(", "):
        numbered = _NUMBERED.fullmatch(one)
        known = one in _NAMED or (numbered is not None and int(numbered[1]) <= NUMBERED_SOURCES)
        if not known:
            yield key, f"names the source “{one}”, which is not known", SOURCES


def sources(given: dict[str, str], needed: Iterable[tuple[str, ...]], known: Iterable[str]) -> Found:
    """Each of ``needed`` has a source under one of its names, and no source speaks of something else."""
    for names in needed:
        if not any(name in given for name in names):
            yield names[0], "has no source", f"a line in [sources]: {SOURCES}"
    for name, text in given.items():
        if name not in known:
            yield f"sources.{name}", "names a field that isn't there", "the fields and parts of this file"
        yield from source(f"sources.{name}", text)


def review(signed: Review) -> Found:
    """Both who and when, or neither."""
    if bool(signed.by) != bool(signed.on):
        yield "[review]", "has only one of by and on", "both, or neither"
    try:
        date.fromisoformat(signed.on or "2000-01-01")
    except ValueError:
        yield "review.on", f"is “{signed.on}”", "a date such as 2026-05-31"
