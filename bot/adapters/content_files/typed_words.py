"""The words people type: each spelling can be found, and has one answer."""

from __future__ import annotations

from itertools import combinations

from bot.adapters.content_files.texts import Found, between, html
from bot.core.content import Replies
from bot.core.recurring import DAILY, EVERY_OTHER_DAY, ONCE_A_WEEK
from bot.core.session import SCALE_MAX
from bot.core.typed_scores import NOT_A_SCORE
from bot.core.typed_words import normalised

FEWEST_UNKNOWN = 4
"""Answers to what is not understood, so that they don't come round too soon."""


def replies_file(replies: Replies) -> Found:
    """What people type, and the answers."""
    yield from _lists(replies)
    yield from _numbers(replies)
    yield from _answers(replies)
    yield from _phrases(replies)
    yield from _whole_answers(replies)
    yield from _spans_and_dates(replies)


_OFFERS = ("small_version", "one_move", "comfort", "not_today")
_ANSWERS = ("later", "nothing_new", "something_new", *_OFFERS)
"""Lists of whole messages that answer a reminder, or what a sore day offers."""


def _lists(replies: Replies) -> Found:
    for kind in ("red_flags", "numb", "despair", "stop", "about", "yes", "no", "not_towns", *_ANSWERS):
        words: tuple[str, ...] = getattr(replies, kind)
        if not words:
            yield kind, "is empty", "one or more words"
        for word in words:
            if not normalised(word):
                yield kind, f"has “{word}”, in which there is no word", "words"
    red_flags = [f" {' '.join(normalised(word))} " for word in replies.red_flags]
    for word in replies.numb:
        if not any(flag in f" {' '.join(normalised(word))} " for flag in red_flags):
            yield "numb", f"has “{word}”, which red_flags has not", "words of red_flags"


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
    asked_first = _first_lists(replies)
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


def _first_lists(replies: Replies) -> list[tuple[str, str]]:
    """The words that are asked before any other, and the list each stands in."""
    return [
        (kind, f" {' '.join(normalised(word))} ")
        for kind in ("despair", "red_flags", "stop")
        for word in getattr(replies, kind)
    ]


def _whole_answers(replies: Replies) -> Found:
    """No answer is two of those that one question has, and none is a word of danger."""
    pairs = (("later", "not_today"), ("nothing_new", "something_new"), ("yes", "no"))
    for one, other in (*pairs, *combinations(_OFFERS, 2)):
        for word in sorted(_said(getattr(replies, one)) & _said(getattr(replies, other))):
            yield one, f"has “{' '.join(word)}”, which is also in {other}", "each once"
    asked_first = _first_lists(replies)
    for kind in _ANSWERS:
        for word in getattr(replies, kind):
            if first := _asked_first(f" {' '.join(normalised(word))} ", asked_first):
                yield kind, f"has “{word}”, which {first} takes first", "other words"
    for words, days in replies.how_often.items():
        if days not in (DAILY, EVERY_OTHER_DAY, ONCE_A_WEEK):
            yield f"how_often.{words}", f"is {days}", f"{DAILY}, {EVERY_OTHER_DAY} or {ONCE_A_WEEK}"


def _said(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    return set(map(normalised, words))


def _spans_and_dates(replies: Replies) -> Found:
    """Each word is one word in small letters, as it is looked for, and its number makes sense."""
    spans, dates = replies.spans, replies.dates
    for kind, words, most in (
        ("spans.numbers", spans.numbers, 1000),
        ("spans.units", spans.units, 366 * 24 * 60),
        ("dates.weekdays", dates.weekdays, 7),
        ("dates.months", dates.months, 12),
    ):
        for word, number in words.items():
            yield from between(f"{kind}.{word}", number, 1, most)
            if normalised(word) != (word,):
                yield f"{kind}.{word}", "is not as it is looked for", "one word in small letters"


def _asked_first(said: str, asked_first: list[tuple[str, str]]) -> str:
    """The list that would answer these words before any phrase does; empty when none."""
    for kind, word in asked_first:
        if said.startswith(word) if kind == "stop" else word in said:
            return kind
    return ""
