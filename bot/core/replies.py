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

NOT_A_SCORE = frozenset(
    {"negative", "too_big", "half", "two_numbers", "other_scale", "odd_writing", "words"}
)
"""Why something is no score; the content has a sentence for each.

``words``: a number among words while a score was asked for, as in "seven hundred".
"""

LONGEST = 4096
"""Characters that are read. Telegram sends no longer text, and a longer one is never a score."""

_MOST_WORDS = 12
"""More words than this are a sentence, never a score."""

_FRACTION = "½"
_NUMERAL = "²"
"""Stands for any number sign that is no digit: superscripts, circled and Roman numbers."""

_SCORES = {str(score): score for score in range(SCALE_MAX + 1)}
_PIECES = re.compile(r"[^\W\d_]+|\S")
_WORDS = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile("['`´’‘ʼ′]")


def read(text: str, replies: Replies, *, expecting_score: bool) -> Event:
    """The event a typed text stands for; never fails.

    ``expecting_score`` tells that a score is the open question: then a number among words gets a
    sentence of its own. A ``ScoreGiven`` means no measure yet, the caller knows which was asked.
    """
    text = text[: LONGEST + 1]
    command, typed = _command(text)
    if command is Started:
        # What follows /start comes from a link and is nobody's words.
        return Started()
    said = _said(typed)
    if _contains(said, replies.despair):
        return DespairTyped()
    if _contains(said, replies.red_flags):
        return RedFlagTyped()
    if command is not None:
        return command()
    if _stops(typed, replies.stop):
        return StopAsked()
    return _score(typed, replies) or _phrase(said, replies) or _unread(typed, replies, expecting_score)


def normalised(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: no case, punctuation, apostrophes or hidden characters."""
    text = unicodedata.normalize("NFKC", text)
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Me"))
    return tuple(_WORDS.findall(_APOSTROPHES.sub("", text.casefold())))


# --- commands and words ---------------------------------------------------------------------------


def _command(text: str) -> tuple[type[Event] | None, str]:
    """The command a text begins with, and the words that are left to read."""
    if not text.startswith("/"):
        return None, text
    first, _, rest = text[1:].partition(" ") if " " in text else (text[1:], "", "")
    command = COMMANDS.get(first.partition("@")[0].casefold())
    return command, rest if command is not None else ""


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


def _plain(text: str) -> str:
    """The text with every digit written 0-9, other number signs marked, and nothing hidden in it."""
    written = []
    for c in text:
        value = unicodedata.numeric(c, None)
        if unicodedata.decimal(c, None) is not None:
            written.append(str(unicodedata.decimal(c)))
        elif value is not None:
            written.append(_NUMERAL if value == int(value) else _FRACTION)
        elif c == "🔟":
            written.append(" 10 ")
        else:
            written.append(_plain_sign(c))
    return "".join(written).strip()


def _plain_sign(c: str) -> str:
    """One character that is no number, in its plainest form."""
    category = unicodedata.category(c)
    if category in ("Cf", "Me", "Mn"):
        return ""
    if category in ("So", "Sk"):
        return " "  # an emoji beside a score says nothing about it
    if category == "Pd" or c == "−":
        return "-"
    if category.startswith(("Z", "C")):
        return " "
    c = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", c).casefold())
    return {"⁄": "/", "∕": "/", "٫": ".", "٬": ",", "≈": "~"}.get(c, c)


@lru_cache(maxsize=8)
def _fillers(about: tuple[str, ...], numbers: tuple[tuple[str, int], ...]) -> tuple[tuple[str, ...], ...]:
    """The words that may stand beside a score, split as a typed text is; longest first."""
    fillers = (tuple(_split(_plain(phrase), dict(numbers))) for phrase in about)
    return tuple(sorted(set(fillers), key=len, reverse=True))


def _split(plain: str, numbers: dict[str, int]) -> list[str]:
    """Number words become digits; words stand apart from everything else."""
    pieces = re.findall(r"\d+|[^\W\d_]+|\S", plain)
    return [str(numbers[piece]) if piece in numbers else piece for piece in pieces]
