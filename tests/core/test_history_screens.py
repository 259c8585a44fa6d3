"""/history as it is read and tapped."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.content_files import load
from bot.adapters.content_files.texts import LONGEST_LABEL, LONGEST_MESSAGE, Markup, length
from bot.core import events as e
from bot.core.callbacks import decode
from bot.core.effects import ScreenRow, Slot
from bot.core.history import Done, History, Pause, Scored
from bot.core.screens import Host, Screen, render, wants_history
from bot.core.session import Level, Measure, Moment

CONTENT = load(Path(__file__).parents[2] / "content")
TODAY = date(2026, 11, 26)
SITTING, UP = Measure.SITTING, Measure.GETTING_UP
BEFORE, AFTER, FLARE, DAILY = Moment.BEFORE, Moment.AFTER, Moment.FLARE, Moment.DAILY
DONE = (("knee_rocks", "plain", "gentle", "done"),)


def ago(days):
    return TODAY - timedelta(days=days)


def score(row, value, measure=SITTING, moment=BEFORE, day=TODAY, session=1):
    at = datetime(day.year, day.month, day.day, 8, tzinfo=UTC) + timedelta(minutes=row)
    return Scored(row, day, at, measure, moment, value, session)


def daily(row, value, day=TODAY):
    return score(row, value, moment=DAILY, day=day, session=None)


def routine(number=1, day=TODAY, level="gentle", ending="finished", exercises=DONE):
    return Done(number, day, level, ending, exercises)


FOUR = (score(1, 4), score(2, 7, UP), score(3, 3, moment=AFTER), score(4, 5, UP, AFTER))


def drawn(history: History, screen: str = "history", **args: str | int) -> Screen:
    row = ScreenRow(screen, tuple(args.items()))
    assert wants_history(row)
    return render(row, Slot.NOTE, 1, CONTENT, Host(), history)


def text(screen: Screen) -> str:
    return Markup(screen.text).text


def labels(screen: Screen) -> list[list[str]]:
    return [[button.label for button in row] for row in screen.buttons]


def events(screen: Screen) -> list[e.Event]:
    callbacks = [decode(button.callback) for row in screen.buttons for button in row]
    return [each.event for each in callbacks if each is not None]


def day_line(*scores, done=()):
    """The only day's line."""
    return text(drawn(History(TODAY, scores, done))).splitlines()[2]


def test_a_day_is_one_line_and_each_entry_a_button():
    screen = drawn(History(TODAY, FOUR, (routine(),)))
    assert text(screen).splitlines() == [
        "Your last days",
        "",
        "Thu 26 Nov: sitting 4 → 3, getting up 7 → 5, gentle routine",
        "",
        "Below is Thu 26 Nov. Tap what is wrong.",
    ]
    assert labels(screen) == [
        ["Sitting before: 4"],
        ["Sitting after: 3"],
        ["Getting up before: 7"],
        ["Getting up after: 5"],
        ["Routine, gentle"],
    ]
    assert events(screen) == [e.EntryOpened(n) for n in (1, 3, 2, 4)] + [e.RoutineOpened(1)]


@pytest.mark.parametrize(
    ("scores", "done", "told"),
    [
        ((daily(1, 3),), (), "sitting 3"),
        ((daily(1, 3), daily(2, 5)), (), "sitting 3, 5"),
        ((daily(1, 6),), (), "sitting 6, a sore day"),
        (
            (score(1, 8), score(2, 7, moment=FLARE)),
            (routine(exercises=()),),
            "sitting 8, after a move 7, a sore day",
        ),
        (
            (score(1, 4), score(2, 9, moment=AFTER)),
            (routine(level="steady"),),
            "sitting 4 → 9, steady routine",
        ),
        ((score(1, 3, moment=AFTER),), (routine(level="fuller"),), "sitting – → 3, fuller routine"),
        ((), (routine(),), "gentle routine"),
        (
            (score(1, 4),),
            (routine(exercises=(("knee_rocks", "plain", "gentle", "sharp"),)),),
            "sitting 4, routine begun",
        ),
        ((score(1, 4),), (routine(ending=""),), "sitting 4"),
    ],
)
def test_a_day_in_words(scores, done, told):
    assert day_line(*scores, done=done) == f"Thu 26 Nov: {told}"


def test_a_day_of_another_year_is_told_with_it():
    assert "Wed 26 Nov 2025: sitting 4" in text(drawn(History(TODAY, (daily(1, 4, ago(365)),))))


def test_a_pause_is_told_among_the_days():
    pauses = (Pause(ago(9), ago(7)), Pause(ago(1), date(9999, 12, 30)))
    lines = text(
        drawn(History(TODAY, (daily(1, 4, ago(10)), daily(2, 5, ago(5))), pauses=pauses))
    ).splitlines()
    assert lines[2:6] == [
        "Since 25 Nov: pause",
        "Sat 21 Nov: sitting 5",
        "17 Nov to 19 Nov: pause",
        "Mon 16 Nov: sitting 4",
    ]
    assert "26 Nov: pause" in text(drawn(History(TODAY, (daily(1, 4),), pauses=(Pause(TODAY, TODAY),))))


def test_with_nothing_kept_there_is_one_sentence_and_the_way_on():
    screen = drawn(History(TODAY))
    assert text(screen) == "Nothing is noted yet: /routine or /score begins."
    assert screen.buttons == ()


def test_the_other_days_of_the_page_and_the_pages_beside_it_are_one_tap_away():
    history = History(TODAY, tuple(daily(20 - n, 4, ago(n)) for n in range(12)))
    screen = drawn(history, day=ago(6).isoformat())
    assert text(screen).endswith("Below is Fri 20 Nov. Tap what is wrong, or another day.")
    assert labels(screen) == [
        ["Sitting: 4"],
        ["Sat 21 Nov", "Thu 19 Nov"],
        ["Wed 18 Nov", "Tue 17 Nov"],
        ["Earlier", "Later"],
    ]
    assert events(screen)[-2:] == [e.HistoryTurned(ago(10)), e.HistoryTurned(TODAY)]


def test_two_routines_on_a_day_are_told_apart():
    second = tuple(score(n + 10, 2, session=2) for n in range(1, 5))
    screen = drawn(History(TODAY, (*FOUR, *second), (routine(), routine(2))))
    assert "Thu 26 Nov (2): " in text(screen)
    assert labels(screen)[-1] == ["Thu 26 Nov (1)"]


def test_what_was_done_is_said_above_the_days():
    for said, words in (("corrected", "Corrected."), ("removed", "Removed.")):
        assert words in text(drawn(History(TODAY, FOUR, (routine(),)), said=said)).splitlines()
        assert words in text(drawn(History(TODAY), said=said))


def test_after_a_correction_the_entrys_own_day_is_open():
    history = History(TODAY, (daily(1, 4, ago(3)), daily(2, 5)))
    assert "Below is Mon 23 Nov." in text(drawn(history, entry=1, said="corrected"))


def test_a_score_is_two_taps_from_another_number_or_from_being_gone():
    screen = drawn(History(TODAY, FOUR, (routine(),)), "history_score", entry=2)
    assert text(screen).splitlines()[0] == "Thu 26 Nov. Getting up before: 7"
    assert events(screen) == [
        *(e.ScoreCorrected(2, n, listed=True) for n in range(11)),
        e.HistoryTurned(TODAY, 1),
        e.ScoreRemoved(2),
    ]


def test_a_score_of_the_routine_that_runs_is_corrected_only():
    screen = drawn(History(TODAY, FOUR, (routine(ending=""),)), "history_score", entry=1)
    assert e.ScoreCorrected(1, 5, listed=True) in events(screen)
    assert e.ScoreRemoved(1) not in events(screen)
    assert CONTENT.screens["history_score"].lines["running"] in text(screen)


def test_a_routine_is_asked_about_once_with_all_that_goes():
    screen = drawn(History(TODAY, FOUR, (routine(),)), "history_routine", routine=1)
    assert text(screen).splitlines()[:2] == [
        "Thu 26 Nov. Routine, gentle",
        "With it go: sitting 4 → 3, getting up 7 → 5.",
    ]
    assert events(screen) == [e.RoutineRemoved(1), e.HistoryTurned(TODAY, 1)]


@pytest.mark.parametrize(("screen", "arg"), [("history_score", "entry"), ("history_routine", "routine")])
def test_an_entry_that_is_gone_says_so_and_leads_back(screen, arg):
    gone = drawn(History(TODAY, FOUR), screen, **{arg: 99})
    assert text(gone) == "That entry is gone already."
    assert events(gone) == [e.HistoryTurned(TODAY, 1)]


@pytest.mark.parametrize("day", ["2026-11-26", "2025-01-01"])
def test_the_fullest_pages_fit_on_a_phone(day):
    """Two routines a day with tens, and numbers by the dozen, in another year."""
    scores, done, row = [], [], 0
    for n in range(30):
        on = ago(300 + n)
        for number in (2 * n, 2 * n + 1):
            level = list(Level)[n % 3].word
            done.append(routine(number, on, level))
            for measure in (SITTING, UP):
                for moment in (BEFORE, AFTER):
                    row += 1
                    scores.append(score(row, 10, measure, moment, on, number))
            row += 1
            scores.append(score(row, 10, SITTING, FLARE, on, number))
    scores += [daily(row + n, 10, ago(n // 12)) for n in range(1, 60)]
    pauses = tuple(Pause(ago(n), ago(n - 3)) for n in range(330, 290, -4))
    history = History(date(2027, 1, 2), tuple(scores), tuple(done), pauses)
    screen = drawn(history, day=(ago(310) if day < "2026" else ago(0)).isoformat(), said="corrected")
    for _ in range(3):
        assert length(text(screen)) <= LONGEST_MESSAGE
        assert len(screen.buttons) <= 12
        assert all(len(button.label) <= LONGEST_LABEL for row in screen.buttons for button in row)
        turned = [each for each in events(screen) if isinstance(each, e.HistoryTurned)]
        screen = drawn(history, day=turned[-1].day.isoformat(), part=turned[-1].part, said="removed")


def test_every_kind_of_entry_fits_on_its_button():
    everything = tuple(
        score(number, 10, measure, moment)
        for number, (measure, moment) in enumerate(
            ((measure, moment) for measure in Measure for moment in Moment), start=1
        )
    )
    for level in Level:
        screen = drawn(History(TODAY, everything, (routine(level=level.word),)))
        assert all(len(button.label) <= LONGEST_LABEL for row in screen.buttons for button in row)
