"""A person's days, put together from what is kept of them."""

from datetime import UTC, date, datetime, timedelta

from bot.core.history import Done, History, Pair, Pause, Scored, days_of, first_day
from bot.core.session import Measure, Moment

TODAY = date(2026, 11, 26)
SITTING, UP = Measure.SITTING, Measure.GETTING_UP


def scored(number, value, moment=Moment.BEFORE, measure=SITTING, day=TODAY, session=1):
    at = datetime(day.year, day.month, day.day, 8, number, tzinfo=UTC)
    return Scored(number, day, at, measure, moment, value, session)


def done(number=1, day=TODAY, outcome="done"):
    return Done(number, day, "gentle", "finished", (("knee_rocks", "plain", "gentle", outcome),))


def the_day(*scores, sessions=(), pauses=()):
    [day] = days_of(History(TODAY, scores, tuple(sessions), tuple(pauses)), TODAY, TODAY)
    return day


def test_a_session_has_a_score_before_and_after():
    day = the_day(scored(1, 5), scored(2, 3, Moment.AFTER), scored(3, 7, measure=UP))
    assert day.pair(SITTING) == Pair(5, 3)
    assert day.pair(UP) == Pair(7, None)
    assert day.scored


def test_of_two_sessions_the_first_before_and_the_last_after_count():
    day = the_day(
        scored(1, 5),
        scored(2, 4, Moment.AFTER),
        scored(3, 6, session=2),
        scored(4, 2, Moment.AFTER, session=2),
    )
    assert day.pair(SITTING) == Pair(5, 2)


def test_a_days_own_number_stands_before_and_a_later_one_takes_its_place():
    day = the_day(scored(1, 5, Moment.DAILY, session=None), scored(2, 4, Moment.DAILY, session=None))
    assert day.pair(SITTING) == Pair(4, None)


def test_a_number_after_the_routine_is_no_number_before_it():
    day = the_day(scored(1, 5), scored(2, 3, Moment.AFTER), scored(3, 8, Moment.DAILY, session=None))
    assert day.pair(SITTING) == Pair(5, 3)


def test_a_step_of_a_sore_day_is_told_by_itself():
    day = the_day(scored(1, 8), scored(2, 7, Moment.FLARE))
    assert (day.pair(SITTING), day.flare) == (Pair(8, None), 7)


def test_a_session_counts_only_if_something_was_done():
    assert the_day(sessions=[done()]).session
    assert not the_day(sessions=[done(outcome="skipped")]).session
    assert not the_day(sessions=[Done(1, TODAY, "", "declined")]).session


def test_a_pause_shades_its_days_and_no_others():
    pause = Pause(TODAY - timedelta(days=2), date(9999, 12, 30))
    days = days_of(History(TODAY, pauses=(pause,)), TODAY - timedelta(days=3), TODAY)
    assert [day.paused for day in days] == [False, True, True, True]


def test_every_day_between_is_there():
    first = TODAY - timedelta(days=9)
    assert [day.on for day in days_of(History(TODAY), first, TODAY)] == [
        first + timedelta(days=n) for n in range(10)
    ]


def test_the_first_day_is_that_of_the_first_score_or_session():
    early, earlier = TODAY - timedelta(days=3), TODAY - timedelta(days=5)
    assert first_day(History(TODAY)) is None
    assert first_day(History(TODAY, (scored(1, 5, day=early),))) == early
    assert first_day(History(TODAY, (scored(1, 5, day=early),), (done(day=earlier),))) == earlier
