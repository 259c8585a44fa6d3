"""Scores from 0 to 10 in every writing: "7", "7/10", "about 7", "seven", "٧", "７", "7️⃣", "it's a 7".

A score is one whole number with nothing beside it but words that change nothing (content: ``about``).
Half points are never rounded, and a number inside a sentence is no score.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bot.core.content import Replies
from bot.core.session import SCALE_MAX

NOT_A_SCORE = frozenset({"negative", "too_big", "half", "two_numbers", "other_scale", "odd_writing", "words"})
"""Why something is no score; the content has a sentence for each.

``words``: a number among words while a score was asked for, as in "seven hundred".
"""

_FRACTION = "\ue000"
"""Marks a number sign that is no whole number (½); a private character, which no typed text keeps."""
_NUMERAL = "\ue001"
"""Marks a number sign that is no digit: superscript, circled, Roman, Chinese."""
_NUMBER = re.compile(rf"[\d{_FRACTION}{_NUMERAL}]")

_SCORES = {str(score): score for score in range(SCALE_MAX + 1)}
_PIECES = re.compile(r"\d+|[^\W\d_]+|\S")
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?!\w)")
_APOSTROPHES = "'`´’‘ʼ′＇"
_SIGNS = {
    **dict.fromkeys(_APOSTROPHES, ""),
    **dict.fromkeys("⁄∕", "/"),
    **dict.fromkeys("−➖", "-"),
    "٫": ".",
    "٬": ",",
    "≈": "~",
    "🔟": " 10 ",
}
_OPENING = frozenset('"“”«([*~=:')
_CLOSING = frozenset('.,;:!?…"“”»)]*~')
_NO_NUMBERS = frozenset({"nan", "inf", "infinity"})
"""What programs write for "no number"."""

_WRONG = (
    ("negative", re.compile(rf"- ?[.,]?{_NUMBER.pattern}.*")),
    ("other_scale", re.compile(r"\d+ ?/ ?\d+")),
    ("half", re.compile(rf"(\d*[.,]\d+|\d* ?{_FRACTION}|\d+ \d ?/ ?\d)( ?/ ?\d+)?")),
    ("two_numbers", re.compile(r"\d+((?: ?[-,;&+]| ) ?\d+)+")),
)
"""Shapes of numbers that are no score; the first that fits."""


def read_score(text: str, replies: Replies) -> int | str | None:
    """The score a text is; or why it is none (one of ``NOT_A_SCORE``); None when it is no number at all."""
    number = _alone(_plain(text, replies.numbers), replies)
    whole = re.fullmatch(rf"(\d+)(?: ?/ ?{SCALE_MAX})?", number)
    if whole and whole[1] in _SCORES:
        return _SCORES[whole[1]]
    if whole:
        return "odd_writing" if whole[1].startswith("0") else "too_big"
    if number in _NO_NUMBERS:
        return "odd_writing"
    if any(c.isalpha() for c in number):
        # "1e1" and "0x7" try to be numbers; "I sat 7 hours" does not.
        return "odd_writing" if " " not in number and number[0].isdigit() else None
    if not _NUMBER.search(number):
        return None
    return next((why for why, shape in _WRONG if shape.fullmatch(number)), "odd_writing")


def has_number(text: str, replies: Replies) -> bool:
    """Whether any number or number word is in a text."""
    return bool(_NUMBER.search(_plain(text, replies.numbers)))


def _plain(text: str, numbers: dict[str, int]) -> str:
    """The text with every digit and number word written 0-9, and nothing hidden in it."""
    plain = "".join(map(_plain_sign, text))
    plain = _WORD.sub(lambda word: str(numbers.get(word[0], word[0])), plain)
    return " ".join(plain.split())


def _plain_sign(c: str) -> str:
    """One character in its plainest form."""
    digit = unicodedata.decimal(c, None)
    if digit is not None:
        return str(digit)
    value = unicodedata.numeric(c, None)
    if value is not None:
        return _NUMERAL if value.is_integer() else _FRACTION
    if c in _SIGNS:
        return _SIGNS[c]
    category = unicodedata.category(c)
    if category in ("Cf", "Me", "Mn"):
        return ""
    if category in ("So", "Sk", "Cc", "Cn", "Co", "Cs"):
        return " "  # an emoji beside a score says nothing about it
    if category == "Pd":
        return "-"
    return unicodedata.normalize("NFKC", c).casefold()


def _alone(plain: str, replies: Replies) -> str:
    """The text without what may stand beside a score: "about 7!" -> "7"."""
    pieces = list(_PIECES.finditer(plain))
    words = tuple(piece[0] for piece in pieces)
    fillers = _fillers(replies.about, tuple(replies.numbers.items()))
    first, last = 0, len(pieces)
    while first < last and (step := _opening(pieces, words, first, fillers)):
        first += step
    while first < last and (step := _closing(words, last, fillers)):
        last -= step
    return plain[pieces[first].start() : pieces[last - 1].end()] if first < last else ""


_Fillers = dict[int, frozenset[tuple[str, ...]]]


def _opening(pieces: list[re.Match[str]], words: tuple[str, ...], first: int, fillers: _Fillers) -> int:
    """How many pieces from ``first`` on change nothing. A point right before a digit belongs to it (".7")."""
    spaced = first + 1 < len(pieces) and pieces[first + 1].start() > pieces[first].end()
    if words[first] in _OPENING or (spaced and words[first] in _CLOSING):
        return 1
    return next((n for n, runs in fillers.items() if words[first : first + n] in runs), 0)


def _closing(words: tuple[str, ...], last: int, fillers: _Fillers) -> int:
    """How many pieces before ``last`` change nothing."""
    if words[last - 1] in _CLOSING:
        return 1
    return next((n for n, runs in fillers.items() if n <= last and words[last - n : last] in runs), 0)


@lru_cache(maxsize=8)
def _fillers(about: tuple[str, ...], numbers: tuple[tuple[str, int], ...]) -> _Fillers:
    """The runs of words that may stand beside a score, by their length, the longest first."""
    runs = [tuple(_PIECES.findall(_plain(words, dict(numbers)))) for words in about]
    lengths = sorted({len(run) for run in runs if run}, reverse=True)
    return {n: frozenset(run for run in runs if len(run) == n) for n in lengths}
