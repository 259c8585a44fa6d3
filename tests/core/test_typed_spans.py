"""Lengths of time and dates, read with the real words of content/en/replies.toml."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.content_files import load
from bot.core.typed_spans import read_date, read_span

REPLIES = load(Path(__file__).parents[2] / "content").replies
MONDAY = date(2026, 3, 2)
DAY = 24 * 60


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("in 30 minutes", 30),
        ("30min", 30),
        ("in half an hour", 30),
        ("Half an hour, please.", 30),
        ("in an hour", 60),
        ("an hour and a half", 90),
        ("1h", 60),
        ("in two hours", 120),
        ("a day", DAY),
        ("3 days", 3 * DAY),
        ("for three days", 3 * DAY),
        ("a couple of days", 2 * DAY),
        ("a week", 7 * DAY),
        ("1 week", 7 * DAY),
        ("two weeks", 14 * DAY),
        ("pause for a week", 7 * DAY),
        ("1.5 hours", None),
        ("0 days", None),
        ("30", None),
        ("a", None),
        ("days", None),
        ("3 days of pain", None),
        ("since 3 days", None),
        ("", None),
        ("a week " * 500, None),
    ],
)
def test_a_length_of_time(text, minutes):
    assert read_span(text, REPLIES.spans) == minutes


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("until Monday", date(2026, 3, 9)),
        ("Tuesday", date(2026, 3, 3)),
        ("until fri", date(2026, 3, 6)),
        ("next Sunday", date(2026, 3, 8)),
        ("tomorrow", date(2026, 3, 3)),
        ("next week", date(2026, 3, 9)),
        ("10 March", date(2026, 3, 10)),
        ("March 10th", date(2026, 3, 10)),
        ("the 10th of March", date(2026, 3, 10)),
        ("Tuesday, 10 March", date(2026, 3, 10)),
        ("10 march 2026", date(2026, 3, 10)),
        ("1 March", date(2027, 3, 1)),
        ("2 March", date(2027, 3, 2)),
        ("2026-03-10", date(2026, 3, 10)),
        ("2026-03-02", None),
        ("2025-12-01", None),
        ("2026-13-40", None),
        ("31 February", None),
        ("10 March 2031", None),
        ("3/10", None),
        ("10", None),
        ("march", None),
        ("may", None),
        ("10 March 11 March", None),
        ("", None),
    ],
)
def test_a_coming_date(text, day):
    assert read_date(text, REPLIES.dates, MONDAY) == day


WORDS = st.lists(
    st.sampled_from(["3", "10", "2026", "0", "march", "until", "days", "a", "friday", "week", "٣", "²"])
)


@given(st.text() | WORDS.map(" ".join), st.dates(max_value=date(9000, 1, 1)))
def test_reading_never_fails(text, today):
    minutes, day = read_span(text, REPLIES.spans), read_date(text, REPLIES.dates, today)
    assert minutes is None or minutes > 0
    assert day is None or day > today
