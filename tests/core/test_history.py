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
    assert day.pairs(SITTING) == (Pair(5, 3, 1),)
    assert day.pairs(UP) == (Pair(7, None, 1),)
    assert day.scored


def test_two_sessions_are_two_pairs():
    day = the_day(
        scored(1, 3),
        scored(2, 9, Moment.AFTER),
        scored(3, 5, session=2),
        scored(4, 2, Moment.AFTER, session=2),
    )
    assert day.pairs(SITTING) == (Pair(3, 9, 1), Pair(5, 2, 2))
    assert day.first(SITTING) == 3
    assert day.scores(SITTING) == (3, 9, 5, 2)


def test_a_number_by_itself_is_joined_to_no_session():
    day = the_day(scored(1, 9, Moment.DAILY, session=None), scored(2, 4), scored(3, 3, Moment.AFTER))
    assert day.pairs(SITTING) == (Pair(9), Pair(4, 3, 1))
    assert day.first(SITTING) == 9


def test_a_number_after_the_routine_is_none_of_the_routine_and_not_lost():
    day = the_day(scored(1, 5), scored(2, 3, Moment.AFTER), scored(3, 8, Moment.DAILY, session=None))
    assert day.pairs(SITTING) == (Pair(5, 3, 1), Pair(8))
    assert day.scores(SITTING) == (5, 3, 8)


def test_the_days_first_number_is_never_one_after_a_routine():
    assert the_day(scored(1, 3, Moment.AFTER)).first(SITTING) is None


def test_steps_of_a_sore_day_are_told_by_themselves():
    day = the_day(scored(1, 8), scored(2, 7, Moment.FLARE), scored(3, 9, Moment.FLARE))
    assert (day.pairs(SITTING), day.flares) == ((Pair(8, None, 1),), (7, 9))
    assert day.scores(SITTING) == (8, 7, 9)


def test_a_session_counts_only_if_something_was_done():
    assert the_day(sessions=[done()]).sessions == 1
    assert not the_day(sessions=[done(outcome="skipped")]).sessions
    assert not the_day(sessions=[Done(1, TODAY, "", "declined")]).sessions


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
