"""Corrections in words: "sorry, 6", "no, 4", "I meant 4", "not 4 but 6", "6, not 4"."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.core.content import Replies
from bot.core.events import Event, NotAScore, NotUnderstood, PhraseTyped
from bot.core.session import Session, Step
from bot.core.typed_scores import read_score
from bot.core.typed_words import LONGEST, normalised

_ALL_TOLD = 12
"""Words of the longest text that is a correction and no story."""
_SIGNED = re.compile(r"[-−–.]\s?\d|\d[.,/]\d")
_NOTHING_TO_ANSWER = frozenset(
    {Step.GETTING_UP_BEFORE, Step.EXERCISING, Step.CHANGING, Step.GETTING_UP_AFTER, Step.RESTING}
)
"""Steps that ask neither for yes or no nor for a time, unless at rest something is offered or asked."""


def read_correction(text: str, read_as: Event, replies: Replies) -> int | None:
    """The score that a text puts in another's place; ``read_as`` is what it means elsewhere."""
    may = isinstance(read_as, NotUnderstood | PhraseTyped) or read_as == NotAScore("words")
    words = normalised(text)
    if not may or text.lstrip().startswith("/") or len(words) > _ALL_TOLD:
        return None
    said = text[:LONGEST].replace(",", ", ") if _stands(words, replies.correcting) else ""
    left = _without_wrong(words, replies)
    if left != words:
        # Without its signs "-6" and "6.5" would read as scores.
        said = "" if _SIGNED.search(text) else " ".join(left)
    score = read_score(said, replace(replies, about=(*replies.about, *replies.correcting)))
    return score if isinstance(score, int) else None


def may_answer(text: str, session: Session, replies: Replies) -> bool:
    """Whether a correction may be the answer to what is asked.

    "no, 4" may be one to "Anything new?", "make it 7" to a time that is offered.
    """
    asks = session.reminder_open or session.day_score is not None or session.offered_for is not None
    if session.step in _NOTHING_TO_ANSWER and not (session.step is Step.RESTING and asks):
        return False
    words, answers = normalised(text), {*map(normalised, replies.no), *map(normalised, replies.times.beside)}
    plain = tuple(word for word in replies.correcting if normalised(word) not in answers)
    return not _stands(words, plain) and _without_wrong(words, replies) == words


def _stands(words: tuple[str, ...], runs: tuple[str, ...]) -> bool:
    """Whether any of these runs of words stands in a text."""
    return any(_place(words, normalised(run)) is not None for run in runs)


def _without_wrong(words: tuple[str, ...], replies: Replies) -> tuple[str, ...]:
    """The words without the score that is named as wrong: "not 4 but 6" -> "6"."""
    for before in sorted(map(normalised, replies.instead_of), key=len, reverse=True):
        at = _place(words, before)
        if at is None or not _is_number(words[at + len(before) :][:1], replies):
            continue
        after = words[at + len(before) + 1 :]
        but = next((each for each in map(normalised, replies.but) if after[: len(each)] == each), ())
        return (*words[:at], *after[len(but) :])
    return words


def _is_number(words: tuple[str, ...], replies: Replies) -> bool:
    return bool(words) and isinstance(read_score(words[0], replies), int)


def _place(words: tuple[str, ...], run: tuple[str, ...]) -> int | None:
    """Where a run of words stands, None when nowhere."""
    places = range(len(words) - len(run) + 1)
    return next((at for at in places if words[at : at + len(run)] == run), None)
