"""What people type -> an event: commands, scores in every writing, phrases, and words of danger.

Meaning is asked in this order: despair, red flags, stop, score, phrase, not understood. Words are
compared whole; nothing else is read into a text. The words themselves are content (``replies.toml``).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bot.core.content import Phrase, Replies
from bot.core.events import (
    AboutAsked,
    DeleteAsked,
    DespairTyped,
    Event,
    HelpAsked,
    NotAScore,
    NotUnderstood,
    PhraseTyped,
    PrivacyAsked,
    RedFlagTyped,
    RoutineAsked,
    ScoreAsked,
    ScoreGiven,
    Started,
    StopAsked,
)
from bot.core.session import SCALE_MAX

COMMANDS: dict[str, type[Event]] = {
    "start": Started,
    "routine": RoutineAsked,
    "score": ScoreAsked,
    "help": HelpAsked,
    "about": AboutAsked,
    "privacy": PrivacyAsked,
    "delete": DeleteAsked,
    "stop": StopAsked,
}
"""What may follow a slash."""

NOT_A_SCORE = frozenset({"negative", "too_big", "half", "two_numbers", "other_scale", "odd_writing", "words"})
"""Why something is no score; the content has a sentence for each.

``words``: a number among words while a score was asked for, as in "seven hundred".
"""

LONGEST = 4096
"""Characters that are read. Telegram sends no longer text, and a longer one is never a score."""

_FRACTION = "\ue000"
"""Marks a number sign that is no whole number (½); a private character, which no typed text keeps."""
_NUMERAL = "\ue001"
"""Marks a number sign that is no digit: superscript, circled, Roman, Chinese."""
_NUMBERS = rf"[\d{_FRACTION}{_NUMERAL}]"

_SCORES = {str(score): score for score in range(SCALE_MAX + 1)}
_WORDS = re.compile(r"[^\W_]+")
_PIECES = re.compile(r"\d+|[^\W\d_]+|\S")
_APOSTROPHES = re.compile("['`´’‘ʼ′]")
_SIGNS = {"⁄": "/", "∕": "/", "٫": ".", "٬": ",", "≈": "~", "−": "-", "➖": "-", "🔟": " 10 "}
_NO_NUMBERS = frozenset({"nan", "inf", "infinity"})
"""What programs write for "no number"."""

_WRONG = (
    ("negative", re.compile(rf"- ?[.,]?{_NUMBERS}.*")),
    ("other_scale", re.compile(r"\d+ ?/ ?\d+")),
    ("half", re.compile(rf"(\d*[.,]\d+|\d* ?{_FRACTION}|\d+ \d ?/ ?\d)( ?/ ?\d+)?")),
    ("two_numbers", re.compile(r"\d+((?: ?[-,;&+]| ) ?\d+)+")),
)
"""Shapes of numbers that are no score, the first that fits."""


def read(text: str, replies: Replies, *, expecting_score: bool) -> Event:
    """The event a typed text stands for; never fails.

    ``expecting_score`` tells that a score is the open question: then a number among words gets a
    sentence of its own. A ``ScoreGiven`` names no measure: the caller knows which was asked.
    """
    typed = text[:LONGEST]
    if typed.lstrip().startswith("/"):
        return _command(typed, replies)
    said = _said(typed)
    danger = _danger(said, replies)
    if danger is not None:
        return danger
    if _stops(typed, replies.stop):
        return StopAsked()
    score = _score(typed, replies)
    if isinstance(score, ScoreGiven) and len(text) > LONGEST:
        return NotAScore("odd_writing")
    return score or _phrase(said, replies) or _unread(typed, replies, expecting_score)


def normalised(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: no case, punctuation, apostrophes or hidden characters."""
    text = unicodedata.normalize("NFKC", text)
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Me"))
    return tuple(_WORDS.findall(_APOSTROPHES.sub("", text.casefold())))


# --- commands and words ---------------------------------------------------------------------------


def _command(text: str, replies: Replies) -> Event:
    """What a text that begins with a slash stands for. "/routine@SomeBot" is /routine."""
    first, *rest = text.split(maxsplit=1)
    command = COMMANDS.get(first[1:].partition("@")[0].casefold(), NotUnderstood)
    if command is Started:
        return Started()  # what follows comes from a link and is nobody's words
    return _danger(_said(" ".join(rest)), replies) or command()


def _danger(said: str, replies: Replies) -> Event | None:
    """Words of despair or of a red flag, wherever they stand."""
    if _contains(said, replies.despair):
        return DespairTyped()
    return RedFlagTyped() if _contains(said, replies.red_flags) else None


def _said(text: str) -> str:
    """The words of a text, each between two spaces, so that whole words can be looked for in it."""
    return f" {' '.join(normalised(text))} "


@lru_cache(maxsize=4096)
def _looked_for(phrase: str) -> str:
    return _said(phrase)


def _contains(said: str, phrases: tuple[str, ...]) -> bool:
    return any(_looked_for(phrase) in said for phrase in phrases)


def _stops(text: str, stop: tuple[str, ...]) -> bool:
    """Whether the text, or a part of it after a comma or full stop, begins with a stop word."""
    parts = (_said(part) for part in re.split(r"[.,;:!?\n]", text))
    starts = tuple(_looked_for(word) for word in stop)
    return any(part.startswith(starts) for part in parts)


def _phrase(said: str, replies: Replies) -> PhraseTyped | None:
    """The phrase with the longest match; the first in the file where two are as long."""
    best, longest = "", 0
    for name, phrase in replies.phrases.items():
        length = _match(said, phrase)
        if length > longest:
            best, longest = name, length
    return PhraseTyped(best) if best else None


def _match(said: str, phrase: Phrase) -> int:
    """How many words of the longest spelling were found, 0 for none."""
    found = (_looked_for(spelling) for spelling in phrase.match)
    return max((f.count(" ") - 1 for f in found if (f == said if phrase.whole else f in said)), default=0)


# --- scores ---------------------------------------------------------------------------------------


def _score(text: str, replies: Replies) -> ScoreGiven | NotAScore | None:
    """The score a text is, or why it is none; None when it is no number at all."""
    number = _alone(_plain(text, replies.numbers), replies)
    whole = re.fullmatch(r"(\d+)(?: ?/ ?10)?", number)
    if whole and whole[1] in _SCORES:
        return ScoreGiven(_SCORES[whole[1]])
    if whole:
        return NotAScore("odd_writing" if whole[1].startswith("0") else "too_big")
    if number in _NO_NUMBERS:
        return NotAScore("odd_writing")
    if any(c.isalpha() for c in number):
        # "1e1" and "0x7" try to be numbers; "I sat 7 hours" does not.
        return NotAScore("odd_writing") if " " not in number and number[0].isdigit() else None
    if not re.search(_NUMBERS, number):
        return None
    return NotAScore(next((why for why, shape in _WRONG if shape.fullmatch(number)), "odd_writing"))


def _unread(text: str, replies: Replies, expecting_score: bool) -> Event:
    """Words that are on no list: while a score is asked for, a number among them gets its own answer."""
    if expecting_score and re.search(_NUMBERS, _plain(text, replies.numbers)):
        return NotAScore("words")
    return NotUnderstood()


def _plain(text: str, numbers: dict[str, int]) -> str:
    """The text with every digit and number word written 0-9, and nothing hidden in it."""
    plain = "".join(map(_plain_sign, text))
    plain = re.sub(r"(?<!\w)[^\W\d_]+(?!\w)", lambda word: str(numbers.get(word[0], word[0])), plain)
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
    return _APOSTROPHES.sub("", unicodedata.normalize("NFKC", c).casefold())


def _alone(plain: str, replies: Replies) -> str:
    """The text without what may stand beside a score: "about 7!" -> "7"."""
    pieces = [(found[0], found.start(), found.end()) for found in _PIECES.finditer(plain)]
    words = tuple(piece for piece, _, _ in pieces)
    fillers = _fillers(replies.about, tuple(replies.numbers.items()))
    first, last = 0, len(pieces)
    while first < last:
        spaced = first + 1 < last and pieces[first + 1][1] > pieces[first][2]
        dropped = words[first] in '"“”«([*~=:' or (spaced and words[first] in ".,;!…")
        step = 1 if dropped else next((n for n in fillers if words[first : first + n] in fillers[n]), 0)
        if not step:
            break
        first += step
    while first < last:
        dropped = words[last - 1] in '.,;:!?…"“”»)]*~'
        step = 1 if dropped else next((n for n in fillers if words[last - n : last] in fillers[n]), 0)
        if not step:
            break
        last -= step
    return plain[pieces[first][1] : pieces[last - 1][2]] if first < last else ""


@lru_cache(maxsize=8)
def _fillers(
    about: tuple[str, ...], numbers: tuple[tuple[str, int], ...]
) -> dict[int, frozenset[tuple[str, ...]]]:
    """The runs of words that may stand beside a score, by their length, the longest first."""
    runs = [tuple(_PIECES.findall(_plain(words, dict(numbers)))) for words in about]
    lengths = sorted({len(run) for run in runs if run}, reverse=True)
    return {n: frozenset(run for run in runs if len(run) == n) for n in lengths}
