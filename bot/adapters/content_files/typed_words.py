"""The words people type: each spelling can be found, and has one answer."""

from __future__ import annotations

from bot.adapters.content_files.texts import Found, between, html
from bot.core.content import Replies
from bot.core.replies import normalised
from bot.core.session import SCALE_MAX
from bot.core.typed_scores import NOT_A_SCORE

FEWEST_UNKNOWN = 4
"""Answers to what is not understood, so that they don't come round too soon."""


def replies_file(replies: Replies) -> Found:
    """What people type, and the answers."""
    yield from _lists(replies)
    yield from _numbers(replies)
    yield from _answers(replies)
    yield from _phrases(replies)


def _lists(replies: Replies) -> Found:
    for kind in ("red_flags", "despair", "stop", "about", "yes", "no", "not_towns"):
        words: tuple[str, ...] = getattr(replies, kind)
        if not words:
            yield kind, "is empty", "one or more words"
        for word in words:
            if not normalised(word):
                yield kind, f"has “{word}”, in which there is no word", "words"


def _numbers(replies: Replies) -> Found:
    for score in sorted(set(range(SCALE_MAX + 1)) - set(replies.numbers.values())):
        yield "numbers", f"has no word for {score}", f"a word for each score from 0 to {SCALE_MAX}"
    for word, score in replies.numbers.items():
        yield from between(f"numbers.{word}", score, 0, SCALE_MAX)
        if normalised(word) != (word,) or not word.isalpha():
            yield f"numbers.{word}", "is no number word", "one word in small letters"


def _answers(replies: Replies) -> Found:
    different = len(set(replies.unknown))
    if different < FEWEST_UNKNOWN:
        yield "unknown", f"has {different} different answers", f"{FEWEST_UNKNOWN} or more"
    for number, answer in enumerate(replies.unknown, 1):
        yield from html(f"unknown #{number}", answer)
    for why in sorted(NOT_A_SCORE - set(replies.not_a_score)):
        yield f"not_a_score.{why}", "is missing", "a kind sentence"
    for why, sentence in replies.not_a_score.items():
        if why not in NOT_A_SCORE:
            yield f"not_a_score.{why}", "is not known here", ", ".join(sorted(NOT_A_SCORE))
        yield from html(f"not_a_score.{why}", sentence)


def _phrases(replies: Replies) -> Found:
    """Every spelling can be found, and leads to one answer only."""
    taken: dict[tuple[str, ...], str] = {}
    asked_first = [
        (kind, f" {' '.join(normalised(word))} ")
        for kind in ("despair", "red_flags", "stop")
        for word in getattr(replies, kind)
    ]
    for name, phrase in replies.phrases.items():
        key = f"phrases.{name}"
        yield from html(f"{key}.answer", phrase.answer)
        if not phrase.match:
            yield f"{key}.match", "is empty", "one or more spellings"
        for spelling in phrase.match:
            words = normalised(spelling)
            if not words:
                yield f"{key}.match", f"has “{spelling}”, in which there is no word", "words"
            elif words in taken:
                yield f"{key}.match", f"has “{spelling}”, which is also in {taken[words]}", "each once"
            elif first := _asked_first(f" {' '.join(words)} ", asked_first):
                yield f"{key}.match", f"has “{spelling}”, which {first} takes first", "other words"
            taken.setdefault(words, key)


def _asked_first(said: str, asked_first: list[tuple[str, str]]) -> str:
    """The list that would answer these words before any phrase does; empty when none."""
    for kind, word in asked_first:
        if said.startswith(word) if kind == "stop" else word in said:
            return kind
    return ""
