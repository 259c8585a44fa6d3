"""Corrections in words: what plainly is one, and what is not."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.adapters.content_files import load
from bot.core.replies import read
from bot.core.session import Session, Step
from bot.core.typed_corrections import may_answer, read_correction

REPLIES = load(Path(__file__).parents[2] / "content").replies
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def corrected(text: str, *, asked: bool = False) -> int | None:
    return read_correction(text, read(text, REPLIES, expecting_score=asked), REPLIES)


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("sorry, 6", 6),
        ("Sorry 6!", 6),
        ("6, sorry", 6),
        ("no, 4", 4),
        ("No. It's a 4", 4),
        ("I meant 4", 4),
        ("sorry, I meant four", 4),
        ("i mean 7/10", 7),
        ("make it 5 please", 5),
        ("make that ten", 10),
        ("correction: 3", 3),
        ("oops, typo: 2", 2),
        ("wrong number, 4", 4),
        ("not 4 but 6", 6),
        ("Not 4, 6", 6),
        ("it's not 4, it's 6", 6),
        ("6, not 4", 6),
        ("6 instead of 4", 6),
        ("I meant 6, not four", 6),
        ("sorry, ٦", 6),
        ("sorry,6", 6),
    ],
)
@pytest.mark.parametrize("asked", [True, False])
def test_a_number_beside_words_that_correct_is_a_correction(text: str, score: int, asked: bool) -> None:
    assert corrected(text, asked=asked) == score


@pytest.mark.parametrize(
    "text",
    [
        "6",
        "sorry",
        "no",
        "sorry, 11",
        "sorry, 6 or 7",
        "sorry, -6",
        "sorry, 6.5",
        "sorry, 6,5",
        "not 4 but -6",
        "not 4 but 6.5",
        "sorry, I sat 6 hours",
        "not 6",
        "it hurts not 4 but 6 times a day",
        "no, my leg is numb, 4",
        "stop, no, 4",
        "/score no 4",
        "sorry " * 12 + "6",
        "",
    ],
)
def test_anything_else_is_none(text: str) -> None:
    assert corrected(text) is None


@pytest.mark.parametrize(
    "session",
    [
        Session(Step.QUICK_CHECK),
        Session(Step.CAUTION_CHECK),
        Session(Step.FLARE_OFFER),
        Session(Step.RESTING, reminder_open=True),
        Session(Step.RESTING, day_score=4, day_score_at=NOW),
        Session(Step.RESTING, offered_for=NOW),
    ],
)
def test_a_no_or_a_time_may_be_the_answer_to_what_is_asked(session: Session) -> None:
    assert may_answer("no, 4", session, REPLIES)
    assert may_answer("make it 4", session, REPLIES)
    assert not may_answer("sorry, no, 4", session, REPLIES)
    assert not may_answer("not 4 but 6", session, REPLIES)


@pytest.mark.parametrize("step", [Step.EXERCISING, Step.GETTING_UP_BEFORE, Step.RESTING])
def test_elsewhere_they_answer_nothing(step: Step) -> None:
    assert not may_answer("no, 4", Session(step), REPLIES)
