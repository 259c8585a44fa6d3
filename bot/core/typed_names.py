"""A name that is to be printed, as it was typed."""

from __future__ import annotations

import unicodedata

LONGEST = 60
"""Characters: as many as have room on the page."""

# What the fonts of pictures have (bot/adapters/pictures/fonts/): Latin, Greek, Cyrillic, and marks between.
_LETTERS = (
    range(0x20, 0x250),
    range(0x374, 0x3CF),
    range(0x400, 0x47A),
    range(0x48A, 0x500),
    range(0x1E00, 0x1F00),
    range(0x2010, 0x2028),
)


def tidy_name(text: str) -> str:
    """One line of what can be seen, no longer than it may be."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    seen = "".join(letter for letter in line if letter.isprintable())
    return seen.strip()[:LONGEST].strip()


def has_letters_for(name: str) -> bool:
    """Whether the fonts have every letter of it."""
    return all(any(ord(letter) in letters for letters in _LETTERS) for letter in name)
