"""The poster's own words, beside those of the exercises: read and judged as all others are.

The bot says none of them; they are drawn on a picture by the tools in ``figures/``.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.adapters.content_files.judging import Mistake, unsigned
from bot.adapters.content_files.shapes import one_file
from bot.adapters.content_files.sources import review
from bot.adapters.content_files.texts import Found, html
from bot.core.content import PosterWords

FILE = "poster.toml"
_FILLED_IN = {"gentle": {"dose"}, "steady": {"dose"}, "feel": {"feel"}}


def read_poster(content: Path, language: str) -> tuple[PosterWords | None, list[Mistake]]:
    """The words of a language's poster and all that is wrong with them; None where it has no poster, or they
    have not even their shape. ``content`` holds the languages.
    """
    path, file, found = content / language / FILE, f"{language}/{FILE}", list[Mistake]()
    if not path.exists():
        return None, found
    words = one_file(path, file, PosterWords, found)
    if words is not None:
        found += [Mistake(file, *wrong) for wrong in (*_texts(words), *review(words.review))]
    told = [replace(mistake, of_figure=True) for mistake in found]
    return words, told + (list(unsigned(file, words.review)) if words else [])


def _texts(words: PosterWords) -> Found:
    for key in ("title", "under", "gentle", "steady", "feel", "footer"):
        yield from html(key, getattr(words, key), known=_FILLED_IN.get(key, ()))
