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
        Day(FIRST + timedelta(days=n), {Measure.SITTING: (Pair(score),)} if score is not None else {})
        for n, score in enumerate(scores)
    )


def told(scores):
    return change(days(scores), Measure.SITTING)


def test_the_last_week_is_compared_with_the_first():
    assert told([6] * 7 + [9] * 14 + [4] * 7) == Change(-2, FIRST, 7, 7)


def test_a_change_for_the_worse_is_told_too():
    assert told([3] * 7 + [None] * 7 + [5] * 7) == Change(2, FIRST, 7, 7)


@pytest.mark.parametrize(
    "scores",
    [
        [6] * 7 + [None] * 7 + [6, 6, 6, 6, 6, 6, 0],
        [10, 3, 3] + [None] * 15 + [3, 3, 3],
        [3, 3, 3] + [None] * 15 + [3, 10, 3],
        [9, 3, 3] + [None] * 15 + [3, 3, 9],
    ],
)
def test_no_change_rests_on_one_day(scores):
    found = told(scores)
    assert found is not None
    assert found.points == 0


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
    assert told([6, 6, 6] + [None] * 15 + [4, 4, 4]) == Change(-2, FIRST, 3, 3)


def test_the_first_week_with_enough_days_is_taken_and_named():
    assert told([None] * 30 + [6] * 7 + [None] * 7 + [4] * 7) == Change(-2, FIRST + timedelta(days=30), 7, 7)
    assert told([9] + [None] * 40 + [6] * 7 + [None] * 7 + [4] * 7) == Change(
        -2, FIRST + timedelta(days=41), 7, 7
    )


def test_points_are_never_rounded_up():
    assert told([5, 4, 5, 4] + [None] * 15 + [3, 3, 3]) == Change(-1, FIRST, 4, 3)
    assert told([4, 4, 4] + [None] * 15 + [5, 4, 4, 5]) == Change(0, FIRST, 3, 4)


def test_a_later_number_of_the_day_changes_nothing():
    early = days([8] * 7 + [None] * 7)
    late = tuple(Day(FIRST + timedelta(days=14 + n), {Measure.SITTING: (Pair(8), Pair(3))}) for n in range(7))
    assert change((*early, *late), Measure.SITTING) == Change(0, FIRST, 7, 7)


def test_what_was_scored_after_the_routine_is_no_part_of_it():
    after = tuple(Day(FIRST + timedelta(days=n), {Measure.SITTING: (Pair(None, 3, 1),)}) for n in range(30))
    assert change(after, Measure.SITTING) is None
