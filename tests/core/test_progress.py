"""What is said of a change, and when nothing is said of it."""

from datetime import date, timedelta

import pytest

from bot.core.history import Day, Pair
from bot.core.progress import Change, change
from bot.core.session import Measure

FIRST = date(2026, 10, 1)


def days(scores):
    """One day for each score; None is a day without one."""
    return tuple(
        Day(FIRST + timedelta(days=n), {Measure.SITTING: Pair(score)} if score is not None else {})
        for n, score in enumerate(scores)
    )


def told(scores):
    return change(days(scores), Measure.SITTING)


def test_the_last_week_is_compared_with_the_first():
    assert told([6] * 7 + [9] * 14 + [4] * 7) == Change(-2, 7, 7)


def test_a_change_for_the_worse_is_told_too():
    assert told([3] * 7 + [None] * 7 + [5] * 7) == Change(2, 7, 7)


def test_one_good_day_is_no_change():
    assert told([6] * 7 + [None] * 7 + [6, 6, 6, 6, 6, 6, 0]) == Change(-1, 7, 7)


@pytest.mark.parametrize(
    "scores",
    [
        [],
        [None] * 30,
        [6] * 20,  # the weeks overlap, or nearly
        [6, 6, None, None, None, None, None] + [None] * 14 + [4] * 7,  # two days in the first week
        [6] * 7 + [None] * 14 + [4, 4, None, None, None, None, None],  # two days in the last
    ],
    ids=["nothing", "no score", "too soon", "few then", "few now"],
)
def test_too_early_to_tell(scores):
    assert told(scores) is None if scores else change(days([None]), Measure.SITTING) is None


def test_three_days_in_each_week_two_weeks_apart_are_enough():
    assert told([6, 6, 6] + [None] * 15 + [4, 4, 4]) == Change(-2, 3, 3)


def test_the_first_week_begins_with_the_first_score():
    assert told([None] * 30 + [6] * 7 + [None] * 7 + [4] * 7) == Change(-2, 7, 7)


def test_a_half_is_rounded_away_from_nothing():
    assert told([4, 4, 4] + [None] * 15 + [5, 4, 4, 5]) == Change(1, 3, 4)


def test_what_was_scored_after_the_routine_is_no_part_of_it():
    after = tuple(Day(FIRST + timedelta(days=n), {Measure.SITTING: Pair(None, 3)}) for n in range(30))
    assert change(after, Measure.SITTING) is None
