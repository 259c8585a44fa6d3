"""Where a text is broken into lines, without the font that it is drawn with."""

from __future__ import annotations

from collections.abc import Iterator

_NARROW, _WIDE = frozenset("iIjl.,:;'’!|()[]ftr “”\u00a0"), frozenset("mwMW@%—…")
_WIDTHS = (0.36, 0.9, 0.74, 0.62)
"""Of narrow letters, wide ones, other capitals and the rest, in sizes of it: a little more than Inter's."""


def wide(text: str) -> float:
    """About how wide a text is, in sizes of it; rather more than less."""
    return sum(map(_wide, text))


def _wide(letter: str) -> float:
    narrow, very_wide, capital, other = _WIDTHS
    if letter in _NARROW:
        return narrow
    if letter in _WIDE:
        return very_wide
    return capital if letter.isupper() else other


def broken(text: str, room: float) -> Iterator[str]:
    """A text in lines of that room, in sizes of the text; a word that is longer has a line of its own."""
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}".strip(" ")
        if line and wide(longer) > room:
            yield line
            longer = word
        line = longer
    yield line
