"""A name that is to be printed, as it was typed."""

from __future__ import annotations

import unicodedata

from bot.core.pictures.letters import without_letter

LONGEST = 60
"""Characters: as many as have room on the page."""


def tidy_name(text: str) -> str:
    """One line of what can be seen, no longer than it may be."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    seen = "".join(letter for letter in line if letter.isprintable())
    return seen.strip()[:LONGEST].strip()


def has_letters_for(name: str) -> bool:
    """Whether the fonts have every letter of it."""
    return not without_letter(name)
