"""What people type -> an event: commands, scores in every writing, phrases, and words of danger.

Meaning is asked in this order: despair, red flags, stop, score, phrase, not understood. Words are
compared whole; nothing else is read into a text. The words themselves are content (``replies.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.core.content import Phrase, Replies
from bot.core.events import (
    AboutAsked,
    DeleteAsked,
    DespairTyped,
    Event,
    ExportAsked,
    HelpAsked,
    HistoryAsked,
    NotAScore,
    NotUnderstood,
    PauseAsked,
    PhraseTyped,
    PrivacyAsked,
    ProgressAsked,
    RedFlagTyped,
    ReminderAsked,
    ReportAsked,
    ResumeAsked,
    RoutineAsked,
    ScoreAsked,
    ScoreGiven,
    SettingsAsked,
    Started,
    StopAsked,
    ZoneAsked,
)
from bot.core.typed_scores import has_number, read_score
from bot.core.typed_words import LONGEST, normalised

COMMANDS: dict[str, type[Event]] = {
    "start": Started,
    "routine": RoutineAsked,
    "score": ScoreAsked,
    "reminder": ReminderAsked,
    "pause": PauseAsked,
    "resume": ResumeAsked,
    "timezone": ZoneAsked,
    "progress": ProgressAsked,
    "report": ReportAsked,
    "settings": SettingsAsked,
    "history": HistoryAsked,
    "help": HelpAsked,
    "about": AboutAsked,
    "privacy": PrivacyAsked,
    "export": ExportAsked,
    "delete": DeleteAsked,
    "stop": StopAsked,
}
"""What may follow a slash."""

_PARTS = re.compile(r"[.,;:!?\n]+")


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
    score = read_score(typed, replies)
    if isinstance(score, int):
        return ScoreGiven(score) if len(text) <= LONGEST else NotAScore("odd_writing")
    if score is not None:
        return NotAScore(score)
    phrase = _phrase(said, replies)
    if phrase is None and expecting_score and has_number(typed, replies):
        return NotAScore("words")
    return phrase or NotUnderstood()


def read_yes_or_no(text: str, replies: Replies) -> bool | None:
    """Whether a typed text is a yes or a no; None when it is neither."""
    if is_one_of(text, replies.yes):
        return True
    return False if is_one_of(text, replies.no) else None


def is_one_of(text: str, phrases: Iterable[str]) -> bool:
    """Whether a text is one of some phrases, and nothing else."""
    said = _said(text[:LONGEST])
    return any(_looked_for(phrase) == said for phrase in phrases)


def is_only_of(text: str, words: tuple[str, ...]) -> bool:
    """Whether a text has words, and every one of them is in a list."""
    said = normalised(text[:LONGEST])
    return bool(said) and all(any(_looked_for(word) == f" {each} " for word in words) for each in said)


def has_danger(text: str, replies: Replies) -> bool:
    """Whether words of despair or of a red flag stand in a text."""
    return _danger(_said(text[:LONGEST]), replies) is not None


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
    if not _contains(said, replies.red_flags):
        return None
    return RedFlagTyped(numb=_contains(said, replies.numb))


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
    parts = (_said(part) for part in _PARTS.split(text))
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
