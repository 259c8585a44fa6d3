"""The words people type: each spelling can be found, and has one answer."""

from __future__ import annotations

from bot.adapters.content_checks.texts import Found, between, html
from bot.core.content import Replies
from bot.core.replies import NOT_A_SCORE, normalised
from bot.core.session import SCALE_MAX


def replies_file(replies: Replies) -> Found:
    """What people type, and the answers."""
    for kind in ("red_flags", "despair", "stop", "about"):
        words: tuple[str, ...] = getattr(replies, kind)
        if not words:
            yield kind, "is empty", "one or more words"
        for word in words:
            if not normalised(word):
                yield kind, f"has “{word}”, in which there is no word", "words"
    if missing := sorted(set(range(SCALE_MAX + 1)) - set(replies.numbers.values())):
        yield (
            "numbers",
            f"has no word for {', '.join(map(str, missing))}",
            "a word for each score from 0 to 10",
        )
    for word, score in replies.numbers.items():
        yield from between(f"numbers.{word}", score, 0, SCALE_MAX)
        if normalised(word) != (word,) or not word.isalpha():
            yield f"numbers.{word}", "is no number word", "one word in small letters"
    if len(set(replies.unknown)) < 4:
        yield "unknown", f"has {len(set(replies.unknown))} different answers", "four or more"
    for number, answer in enumerate(replies.unknown, 1):
        yield from html(f"unknown #{number}", answer)
    for why in sorted(NOT_A_SCORE ^ set(replies.not_a_score)):
        wrong = "is missing" if why in NOT_A_SCORE else "is not known here"
        yield f"not_a_score.{why}", wrong, ", ".join(sorted(NOT_A_SCORE))
    for why, sentence in replies.not_a_score.items():
        yield from html(f"not_a_score.{why}", sentence)
    yield from _phrases(replies)


def _phrases(replies: Replies) -> Found:
    """Every spelling can be found, and leads to one answer only."""
    taken: dict[tuple[str, ...], str] = {}
    danger = [f" {' '.join(normalised(word))} " for word in (*replies.red_flags, *replies.despair)]
    stops = {normalised(word) for word in replies.stop}
    for name, phrase in replies.phrases.items():
        key = f"phrases.{name}"
        yield from html(f"{key}.answer", phrase.answer)
        if not phrase.match:
            yield f"{key}.match", "is empty", "one or more spellings"
        for spelling in phrase.match:
            words = normalised(spelling)
            if not words:
                yield f"{key}.match", f"has “{spelling}”, in which there is no word", "words"
                continue
            if words in taken:
                yield (
                    f"{key}.match",
                    f"has “{spelling}”, which is also in {taken[words]}",
                    "each spelling once",
                )
            taken[words] = key
            said = f" {' '.join(words)} "
            if any(word in said for word in danger) or words in stops:
                yield (
                    f"{key}.match",
                    f"has “{spelling}”, which the safety or stop words take first",
                    "other words",
                )
