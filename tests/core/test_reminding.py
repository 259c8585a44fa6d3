"""What a reminder is when nobody answers, when the next comes, and when it makes no sound."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.content_files import load
from bot.core.nudging import Nudge, came
from bot.core.recurring import DAILY, EVERY_DAY, EVERY_OTHER_DAY, ONCE_A_WEEK
from bot.core.reminding import (
    UNTIL_RESUMED,
    Reminding,
    Stage,
    is_done,
    is_overtaken,
    is_silent,
    is_too_near,
    paused,
    same_time,
    soonest,
    upcoming,
)
from bot.core.schedule import at_local_time

RULES = load(Path(__file__).parents[2] / "content").routine.rules
BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 3, 2)
HALF_PAST_SEVEN = 7 * 60 + 30
EVENING = 20 * 60
ONE = Reminding(first=HALF_PAST_SEVEN, heard_on=MONDAY)
TWO = replace(ONE, second=EVENING)


def at(day: date, clock: str, zone: ZoneInfo = BERLIN) -> datetime:
    return at_local_time(day, time.fromisoformat(clock), zone)


def ignored(reminding: Reminding, days: int) -> list[tuple[int, Nudge, int]]:
    """Nobody answers for so many days: the day, what came, and how often it comes from then on."""
    told, zone, now = [], BERLIN, at(MONDAY, "12:00")
    end = now + timedelta(days=days)
    while (due := soonest(reminding, zone, now)) and due.at <= end:
        nudge, reminding = came(reminding, due.day, RULES)
        reminding = replace(reminding, last=((1, due.day),))
        told.append(((due.day - MONDAY).days, nudge, reminding.every))
        now = due.at
    return told


def test_nobody_is_written_to_for_ever() -> None:
    told = ignored(ONE, 400)
    assert [(day, nudge) for day, nudge, _ in told] == [
        (1, Nudge.ASK),
        (2, Nudge.ASK),
        (3, Nudge.ASK),
        (4, Nudge.HOW_TO_GO_ON),
        (5, Nudge.ASK),
        (7, Nudge.MISSED_WEEK),
        (9, Nudge.ASK),
        (16, Nudge.ASK),
        (23, Nudge.ASK),
        (30, Nudge.LAST),
    ]
    assert [every for _, _, every in told][3:7] == [DAILY, EVERY_OTHER_DAY, EVERY_OTHER_DAY, ONCE_A_WEEK]


@pytest.mark.parametrize("every", [DAILY, EVERY_OTHER_DAY, ONCE_A_WEEK])
@pytest.mark.parametrize("days", [EVERY_DAY, frozenset({0}), frozenset({0, 3})])
def test_whoever_never_answers_is_asked_once_and_left_alone_in_the_end(every: int, days: frozenset[int]):
    told = ignored(replace(ONE, every=every, days=days), 400)
    nudges = [nudge for _, nudge, _ in told]
    assert nudges.count(Nudge.LAST) == 1
    assert nudges[-1] is Nudge.LAST
    assert nudges.count(Nudge.HOW_TO_GO_ON) + nudges.count(Nudge.MISSED_WEEK) >= 1
    assert nudges.count(Nudge.HOW_TO_GO_ON) <= 1
    assert nudges.count(Nudge.MISSED_WEEK) <= 1
    how_often = [each for _, _, each in told[:-1]]
    assert how_often == sorted(how_often)


def test_a_weekly_reminder_that_is_answered_is_never_a_missed_week() -> None:
    reminding = replace(ONE, every=ONCE_A_WEEK)
    for week in range(1, 9):
        day = MONDAY + timedelta(weeks=week)
        nudge, reminding = came(reminding, day, RULES)
        assert nudge is Nudge.ASK
        reminding = reminding.heard(day)


def test_whoever_is_heard_of_begins_anew() -> None:
    quiet = replace(ONE, unanswered=3, stage=Stage.SLOWED, every=EVERY_OTHER_DAY)
    heard = quiet.heard(MONDAY)
    assert (heard.unanswered, heard.stage, heard.every) == (0, Stage.NONE, EVERY_OTHER_DAY)
    assert came(heard, MONDAY + timedelta(days=2), RULES)[0] is Nudge.ASK


def test_after_a_holiday_there_is_nothing_to_catch_up() -> None:
    """A pause is no missed week: the first reminder after it is an ordinary one."""
    assert came(replace(ONE, paused_until=MONDAY), MONDAY + timedelta(days=10), RULES)[0] is Nudge.ASK


def test_a_pause_until_resumed_has_no_next() -> None:
    now = at(MONDAY, "06:00")
    assert upcoming(replace(TWO, paused_until=UNTIL_RESUMED), BERLIN, now) == {}
    assert set(upcoming(TWO, BERLIN, now)) == {1, 2}


@given(st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.integers(0, 1439), st.integers(0, 60))
def test_nothing_comes_before_the_end_of_a_pause(day: date, minute: int, length: int) -> None:
    reminding = replace(ONE, first=minute, paused_until=day + timedelta(days=length))
    due = upcoming(reminding, BERLIN, at(day, "00:00") - timedelta(minutes=1))[1]
    assert due.day == day + timedelta(days=length)


@pytest.mark.parametrize(
    ("reminding", "clock", "days", "back_on"),
    [
        (ONE, "07:00", 1, date(2026, 3, 3)),  # today's is left out
        (ONE, "08:00", 1, date(2026, 3, 4)),  # tomorrow's is
        (ONE, "08:00", 7, date(2026, 3, 9)),
        (replace(ONE, days=frozenset({0})), "08:00", 1, date(2026, 3, 4)),  # next Monday's comes
    ],
)
def test_how_long_a_pause_is(reminding: Reminding, clock: str, days: int, back_on: date) -> None:
    assert paused(reminding, BERLIN, at(MONDAY, clock), days).paused_until == back_on


def test_every_other_day_both_reminders_come_on_the_same_dates() -> None:
    reminding = replace(TWO, every=EVERY_OTHER_DAY, last=((1, MONDAY),))
    due = upcoming(reminding, BERLIN, at(MONDAY, "08:00"))
    assert [(number, due[number].day) for number in due] == [(1, MONDAY + timedelta(days=2)), (2, MONDAY)]
    due = upcoming(replace(reminding, last=((1, MONDAY), (2, MONDAY))), BERLIN, at(MONDAY, "21:00"))
    assert {each.day for each in due.values()} == {MONDAY + timedelta(days=2)}
    # One that was added a day later joins the dates of the first.
    due = upcoming(reminding, BERLIN, at(MONDAY + timedelta(days=1), "12:00"))
    assert {each.day for each in due.values()} == {MONDAY + timedelta(days=2)}


@pytest.mark.parametrize(
    ("number", "last", "done"),
    [
        (1, "07:00", True),
        (1, "00:10", True),
        (2, "07:00", False),  # that was the morning's
        (2, "07:45", False),  # and so was that, nearer to it than to the evening's
        (2, "13:40", False),
        (2, "13:50", True),
        (2, "19:30", True),
        (1, None, False),
    ],
)
def test_what_was_done_already_needs_no_reminder(number: int, last: str | None, done: bool):
    last_done = at(MONDAY, last) if last else None
    assert is_done(TWO, number, MONDAY, BERLIN, last_done) is done
    assert not is_done(TWO, number, MONDAY + timedelta(days=1), BERLIN, last_done)


@pytest.mark.parametrize(
    ("clock", "silent"),
    [("07:29", True), ("07:30", False), ("08:29", False), ("08:30", True), ("03:00", True), ("20:10", False)],
)
def test_at_no_hour_that_was_chosen_there_is_no_sound(clock: str, silent: bool) -> None:
    assert is_silent(TWO, BERLIN, at(MONDAY, clock), RULES) is silent


def test_who_chose_no_hour_hears_no_sound() -> None:
    assert is_silent(Reminding(), BERLIN, at(MONDAY, "12:00"), RULES)


@pytest.mark.parametrize(
    ("minute", "near"), [(HALF_PAST_SEVEN, True), (510, False), (509, True), (391, True), (390, False)]
)
def test_two_reminders_are_an_hour_apart(minute: int, near: bool) -> None:
    assert is_too_near(ONE, 2, minute) is near
    assert not is_too_near(ONE, 1, minute), "its own time may be moved a little"


def test_near_midnight_they_are_an_hour_apart_too() -> None:
    assert is_too_near(replace(ONE, first=10), 2, 1430)


def test_the_same_time_is_on_the_full_five_minutes() -> None:
    assert same_time(datetime(2026, 3, 2, 6, 34, 59, tzinfo=UTC), BERLIN) == HALF_PAST_SEVEN


def test_the_next_that_is_told_is_one_that_will_come() -> None:
    """Done at seven: today's half past seven will not come; in the evening there is one all the same."""
    now, done = at(MONDAY, "07:10"), at(MONDAY, "07:05")
    for reminding, day, clock in ((ONE, MONDAY + timedelta(days=1), "07:30"), (TWO, MONDAY, "20:00")):
        told = soonest(reminding, BERLIN, now, done)
        assert told is not None
        assert (told.day, told.at) == (day, at(day, clock))


@pytest.mark.parametrize(
    ("number", "clock", "overtaken"), [(1, "19:59", False), (1, "20:00", True), (2, "23:00", False)]
)
def test_of_two_that_could_not_come_in_time_the_later_one_is_enough(number: int, clock: str, overtaken: bool):
    assert is_overtaken(TWO, number, MONDAY, BERLIN, at(MONDAY, clock)) is overtaken
