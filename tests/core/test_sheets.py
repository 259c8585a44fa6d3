"""A person's days as sheets and pages: what stands together, in which order, and where one turns to."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.history import Done, History, Pause, Scored
from bot.core.session import Measure, Moment
from bot.core.sheets import (
    MOST_ENTRIES,
    MOST_SHEETS,
    MOST_TOLD,
    Sheet,
    page_of,
    scored,
    sheet_of_day,
    sheet_of_routine,
    sheet_of_score,
    sheets_of,
    visit_of,
)

TODAY = date(2026, 11, 26)
SITTING, UP = Measure.SITTING, Measure.GETTING_UP
BEFORE, AFTER, DAILY = Moment.BEFORE, Moment.AFTER, Moment.DAILY


def ago(days):
    return TODAY - timedelta(days=days)


def score(row, day=TODAY, value=4, measure=SITTING, moment=DAILY, session=None, minute=None):
    at = datetime(day.year, day.month, day.day, 8, tzinfo=UTC) + timedelta(minutes=minute or row)
    return Scored(row, day, at, measure, moment, value, session)


def routine(number, day=TODAY, ending="finished", outcome="done"):
    exercises = (("knee_rocks", "plain", "gentle", outcome),) if outcome else ()
    return Done(number, day, "gentle", ending, exercises)


def session(number, day=TODAY, ending="finished"):
    """A whole routine with its four scores."""
    first = number * 10
    scores = (
        score(first, day, 4, SITTING, BEFORE, number),
        score(first + 1, day, 7, UP, BEFORE, number),
        score(first + 2, day, 3, SITTING, AFTER, number),
        score(first + 3, day, 5, UP, AFTER, number),
    )
    return scores, routine(number, day, ending)


def history(*sessions, scores=(), pauses=()):
    given = [each for those, _ in sessions for each in those] + list(scores)
    done = tuple(done for _, done in sessions)
    return History(TODAY, tuple(sorted(given, key=lambda each: each.at)), done, tuple(pauses))


def test_without_anything_there_is_no_page():
    assert page_of(history(), None) is None
    assert page_of(history(((), routine(1, ending="declined", outcome=""))), None) is None


def test_a_sessions_scores_stand_together_measure_by_measure():
    [sheet] = sheets_of(history(session(1)))
    [visit] = sheet.visits
    assert [(each.measure, each.moment) for each in visit.scores] == [
        (SITTING, BEFORE),
        (SITTING, AFTER),
        (UP, BEFORE),
        (UP, AFTER),
    ]
    assert visit.routine == routine(1)
    assert sheet.entries == 5


def test_a_routine_that_runs_can_not_be_named_but_its_scores_can():
    [sheet] = sheets_of(history(session(1, ending="")))
    assert [visit.routine for visit in sheet.visits] == [None]
    assert sheet.entries == 4


def test_what_is_scored_after_midnight_stays_with_its_routine():
    scores, done = session(1, ago(1))
    late = score(13, TODAY, 5, UP, AFTER, 1)
    [sheet] = sheets_of(History(TODAY, (*scores[:3], late), (done,)))
    assert sheet.on == ago(1)
    assert sheet.entries == 5


def test_the_newest_day_comes_first_and_days_without_anything_are_left_out():
    sheets = sheets_of(history(session(1, ago(9)), scores=[score(5, ago(2)), score(6, TODAY)]))
    assert [sheet.on for sheet in sheets] == [TODAY, ago(2), ago(9)]


def test_two_routines_on_a_day_are_two_parts_the_newest_on_top():
    first, second = sheets_of(history(session(1), session(2)))
    assert [(each.on, each.part, each.parts) for each in (first, second)] == [(TODAY, 2, 2), (TODAY, 1, 2)]
    assert second.visits[0].routine == routine(1)


def test_a_day_of_many_numbers_is_parted_so_that_all_can_be_tapped():
    sheets = sheets_of(history(scores=[score(row) for row in range(1, 31)]))
    assert sum(sheet.entries for sheet in sheets) == 30
    assert all(sheet.entries <= MOST_ENTRIES for sheet in sheets)
    assert [sheet.part for sheet in sheets] == [5, 4, 3, 2, 1]


def test_pages_hold_every_sheet_once_and_lead_to_one_another():
    past = history(
        *(session(n, ago(n)) for n in range(1, 18)), scores=[score(row) for row in range(300, 330)]
    )
    seen: list[Sheet] = []
    page = page_of(past, None)
    while page is not None:
        assert len(page.sheets) <= MOST_SHEETS
        assert sum(sheet.entries for sheet in page.sheets) <= MOST_TOLD
        assert page.open == page.sheets[0]
        seen += page.sheets
        if page.earlier is not None:
            there = page_of(past, page.earlier)
            assert there is not None
            assert there.later == page.sheets[0]
        page = page_of(past, page.earlier) if page.earlier else None
    assert seen == list(sheets_of(past))


def test_one_page_leads_nowhere():
    page = page_of(history(session(1)), None)
    assert page is not None
    assert (page.earlier, page.later) == (None, None)


@pytest.mark.parametrize(
    ("days_ago", "opened"), [(0, 2), (2, 2), (3, 5), (5, 5), (7, 9), (400, 9)], ids=lambda n: f"{n}"
)
def test_a_day_without_anything_leads_to_the_nearest_before_it_or_to_the_oldest(days_ago, opened):
    past = history(scores=[score(n, ago(n)) for n in (2, 5, 9)])
    sheet = sheet_of_day(past, ago(days_ago))
    assert sheet is not None
    assert sheet.on == ago(opened)


def test_a_day_is_opened_at_its_newest_part_or_the_one_asked_for():
    past = history(session(1), session(2), session(3, ago(1)))
    assert sheet_of_day(past, TODAY) == sheets_of(past)[0]
    assert sheet_of_day(past, TODAY, 1) == sheets_of(past)[1]
    assert sheet_of_day(history(), TODAY) is None


def test_entries_are_found_by_their_numbers():
    past = history(session(1, ago(1)), session(2, ending=""))
    assert sheet_of_score(past, 12) == sheets_of(past)[1]
    assert sheet_of_routine(past, 1) == sheets_of(past)[1]
    assert scored(past, 12) == past.scores[2]
    found = visit_of(past, 1)
    assert found is not None
    assert found.routine == routine(1, ago(1))
    for nothing in (sheet_of_score(past, 99), sheet_of_routine(past, 2), scored(past, 99), visit_of(past, 2)):
        assert nothing is None


def test_pauses_stand_on_the_page_on_which_they_ended_the_newest_two():
    pauses = [
        Pause(ago(40), ago(30)),
        Pause(ago(8), ago(7)),
        Pause(ago(4), ago(4)),
        Pause(ago(1), date(9999, 12, 30)),
    ]
    past = history(*(session(n, ago(n * 2)) for n in range(1, 8)), pauses=pauses)
    newest = page_of(past, None)
    assert newest is not None
    assert [sheet.on for sheet in newest.sheets] == [ago(2), ago(4), ago(6), ago(8), ago(10)]
    assert newest.pauses == (pauses[3], pauses[2])
    older = page_of(past, newest.earlier)
    assert older is not None
    assert older.pauses == (pauses[0],)


def test_what_makes_a_sore_day_is_sitting_before_any_move():
    scores = [
        score(1, value=3),
        score(2, value=6, moment=BEFORE),
        score(3, value=9, moment=AFTER),
        score(4, value=8, measure=UP, moment=BEFORE),
    ]
    [sheet] = sheets_of(history(scores=scores))
    assert sheet.sitting == [3, 6]
