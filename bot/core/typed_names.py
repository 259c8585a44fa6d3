"""A name that is to be printed, as it was typed."""

from __future__ import annotations

import unicodedata

from bot.core.pictures.letters import LETTERS, without_letter

LONGEST = 60
"""Characters: as many as have room on the page."""

_SIGNS = ("So", "Sk", "Me")
"""Unicode's kinds of what emoji are made of: pictures, colours of skin, the square around a key."""
_AS_PICTURE = ("\ufe0e", "\ufe0f")
"""Follow a sign that may be an emoji: as text, as a picture."""


def tidy_name(text: str) -> str:
    """One line of what can be seen, no longer than it may be, without emoji: they are no part of a name."""
    lines = "".join(" " if _is_emoji(letter) else letter for letter in unicodedata.normalize("NFC", text))
    seen = "".join(letter for letter in " ".join(lines.split()) if letter.isprintable())
    return " ".join(seen.split())[:LONGEST].strip()


def _is_emoji(letter: str) -> bool:
    return letter in _AS_PICTURE or (letter not in LETTERS and unicodedata.category(letter) in _SIGNS)


def has_letters_for(name: str) -> bool:
    """Whether the fonts have every letter of it."""
    return not without_letter(name)
