"""What the report counts, and that nothing in it looks better than it was."""

from datetime import timedelta

from bot.core.effects import Outcome
from bot.core.history import Check, Done, History
from bot.core.pictures.axes import Plot, each_week
from bot.core.pictures.scene import Words
from bot.core.report import Mean, Moved, change_of, level_of, report_of
from bot.core.session import Measure
from tests.pictures.drawn import screen
from tests.pictures.people import TODAY, Diary, sore_months

SITTING, UP = Measure.SITTING, Measure.GETTING_UP
DAY = timedelta(days=1)


def report(history: History):
    found = report_of(history, sore_above=5)
    assert found is not None
    return found


def only_good_days_have_a_routine() -> History:
    """Ninety days, the better half of them with a routine that changes nothing."""
    diary = Diary()
    for ago in range(89, -1, -1):
        if ago % 2:
            diary.daily(TODAY - ago * DAY, 8)
        else:
            diary.routine(TODAY - ago * DAY, (3, 3), (4, 4))
    return diary.history()


def test_before_and_after_are_of_the_same_sessions():
    found = report(only_good_days_have_a_routine())
    for week in found.weeks():
        change, level = change_of(week, SITTING), level_of(week, SITTING)
        assert change is not None
        assert (change.score, change.after) == (3, 3)
        assert level is not None
        assert level.score > 5


def test_a_weeks_stem_is_no_effect_of_which_days_had_a_routine():
    days = report(only_good_days_have_a_routine()).days
    marks = each_week(days, Plot(days[0].on, len(days), 0, 900, 0, 100), SITTING)
    assert {(mark.before, mark.after) for mark in marks} <= {(3, 3), (None, None)}
    assert all(mark.level is None or 5 < mark.level < 6 for mark in marks)


def test_a_worse_number_later_in_the_day_is_the_highest():
    diary = Diary()
    diary.routine(TODAY, (4, 3), (6, 5))
    diary.daily(TODAY, 9)
    [day] = report(diary.history()).days
    assert max(day.scores(SITTING)) == 9
    assert change_of([day], SITTING) == Mean(4, 1, 3)


def test_sore_days_are_no_routines_and_are_counted():
    found = report(sore_months())
    assert (found.sessions, found.levels) == (0, ()), "all that was begun beside the smallest move hurt"
    assert (found.sore.days, found.sore.moves, set(found.sore.after)) == (60, 60, {8, 9})
    assert found.unfit == 20


def test_every_kind_of_pain_is_told_the_gravest_first():
    found = report(sore_months())
    assert [(felt.outcome, len(felt.days)) for felt in found.felt] == [
        (Outcome.NUMB, 10),
        (Outcome.LEG, 20),
        (Outcome.SHARP, 10),
        (Outcome.TOO_SORE, 10),
    ]
    assert found.exercises == (
        Moved("knee_rocks", 60, 20),
        Moved("figure4_rocks", 0, 20),
        Moved("marching", 0, 10),
    )


def test_only_the_last_year_is_told():
    diary = Diary()
    diary.routine(TODAY - 400 * DAY, (9, 9), (9, 9))
    diary.routine(TODAY, (4, 3), (6, 5))
    found = report(diary.history())
    assert found.sessions == 1
    assert len(found.days) == 366


def test_a_stop_before_anything_was_scored_is_told():
    diary = Diary()
    diary.routine(TODAY, (4, 3), (6, 5))
    checks = (Check(TODAY - 366 * DAY, False), Check(TODAY - 4 * DAY, False), Check(TODAY, True))
    found = report(diary.history(checks=checks))
    assert found.days[0].on == TODAY
    assert found.stops == (TODAY - 4 * DAY,)


def test_a_session_that_a_red_flag_ended_is_a_stop_once_a_day():
    diary = Diary()
    diary.daily(TODAY, 4)
    diary.sessions.append(Done(1, TODAY, "", "red_flag"))
    assert report(diary.history(checks=(Check(TODAY, False),))).stops == (TODAY,)


def test_nothing_is_no_report():
    assert report_of(History(TODAY), sore_above=5) is None


def two_routines_of_a_day() -> History:
    """The first was broken off: its last move hurt, which was never done."""
    diary = Diary()
    diary.routine(TODAY, (4, 3), (6, 5), "done", "skipped", "sharp")
    diary.routine(TODAY, (3, 3), (5, 5), "done", "done", "skipped")
    return diary.history()


def page_of(history: History) -> list[str]:
    """The lines that stand on the page."""
    scene = screen("report", history, name="").picture
    assert scene is not None
    return [part.text for part in scene.parts if isinstance(part, Words)]


def test_one_day_and_no_time_are_told_as_people_say_it():
    lines = page_of(two_routines_of_a_day())
    assert "Routines: 2, on 1 day" in lines
    assert "2 times Supine bent-knee rotations" in lines
    assert "Begun only: Supine marching, hurt 1" in lines
    assert not [line for line in lines if "0 times" in line or "1 days" in line]


def test_progress_and_the_look_back_count_routines_as_the_report_does():
    history = two_routines_of_a_day()
    assert "Scored on 1 of 1 day, 2 routines." in screen("progress", history, span="all").text
    assert "2 routines, 1 day with a score." in screen("look_back", history, last=TODAY.isoformat()).text
