"""Where the words and numbers of a file come from, and who has signed them off."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from bot.adapters.content_checks.texts import Found
from bot.core.content import Review

SOURCES = "article, default, ask the author, or clinical 1 to clinical 57, with commas between"
_SOURCE = re.compile(r"article|default|ask the author|clinical ([1-9]|[1-4]\d|5[0-7])")


def source(key: str, text: str) -> Found:
    """One or more sources, with commas between."""
    for one in text.split(", "):
        if not _SOURCE.fullmatch(one):
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
