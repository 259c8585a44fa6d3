"""The words of a typed text, as they are compared."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 4096
"""Characters that are read. Telegram sends no longer text, and a longer one is never a score."""

_WORDS = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile("['`´’‘ʼ′＇]")


def normalised(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: no case, punctuation, apostrophes or hidden characters."""
    # One character can become eighteen: the length is bounded once more, so that no text takes long.
    text = unicodedata.normalize("NFKC", _APOSTROPHES.sub("", text))[:LONGEST]
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Me", "Mn"))
    return tuple(_WORDS.findall(text.casefold()))
