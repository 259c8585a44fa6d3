"""Telegram counts entity offsets and lengths in UTF-16 code units."""

from bisect import bisect_left
from itertools import accumulate


def utf16_length(text: str) -> int:
    """How many UTF-16 code units `text` has: 2 for a character beyond U+FFFF, else 1."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_offsets(text: str) -> list[int]:
    """For each character its offset in UTF-16 code units; one more at the end for the whole length."""
    return [0, *accumulate(2 if ord(character) > 0xFFFF else 1 for character in text)]


def character_index(offsets: list[int], offset: int) -> int:
    """Which character begins at `offset`; raises `ValueError` when it is in the middle of one or outside."""
    index = bisect_left(offsets, offset)
    if index == len(offsets) or offsets[index] != offset:
        raise ValueError(f"no character begins at {offset}")
    return index
