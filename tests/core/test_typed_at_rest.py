"""What is typed while nothing runs, read with the real words of content/en/replies.toml."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.content_files import load
from bot.core.events import (
    Event,
    EveryChosen,
    GoingOnChosen,
    NothingNew,
    NotUnderstood,
    PauseAsked,
    PauseChosen,
    PhraseTyped,
    RedFlagTyped,
    ResumeAsked,
    ScoreGiven,
    Snoozed,
    SomethingNew,
    TodaySkipped,
)
from bot.core.reminding import UNTIL_RESUMED, Reminding
from bot.core.session import Session, Step
from bot.core.setting import Setting
from bot.core.typed_answers import read_answer, read_changed, read_here

CONTENT = load(Path(__file__).parents[2] / "content")
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAILY = Reminding(first=450)
SETTING = Setting(NOW, date(2026, 3, 2), NOW, CONTENT, reminding=DAILY)
PAUSED = replace(SETTING, reminding=replace(DAILY, paused_until=UNTIL_RESUMED))
AT_REST = Session(Step.RESTING, consented=True)
ASKED = replace(AT_REST, reminder_open=True)
ANSWERED = replace(AT_REST, day_score=3, day_score_at=NOW - timedelta(minutes=5))
QUICK = Session(Step.QUICK_CHECK, consented=True)


def typed(text: str, session: Session, setting: Setting = SETTING) -> Event:
    read_as = read_here(text, session, setting, expecting_score=False)
    return read_answer(text, 1, read_as, session, setting)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("later", Snoozed(30)),
        ("Later!", Snoozed(30)),
        ("in 30 minutes", Snoozed(30)),
        ("in half an hour", Snoozed(30)),
        ("10 min", Snoozed(30)),
        ("in an hour", Snoozed(60)),
        ("2 hours", Snoozed(60)),
        ("not today", TodaySkipped()),
        ("tomorrow", TodaySkipped()),
        ("skip", TodaySkipped()),
        ("no", TodaySkipped()),
        ("7", ScoreGiven(7)),
        ("thanks", PhraseTyped("thanks")),
        ("every other day", EveryChosen(2)),
    ],
)
def test_words_to_an_open_reminder_are_its_buttons(text: str, event: Event) -> None:
    assert typed(text, ASKED) == event


@pytest.mark.parametrize("text", ["later", "tomorrow", "in an hour"])
def test_without_one_they_are_not(text: str) -> None:
    assert typed(text, AT_REST) == NotUnderstood()


@pytest.mark.parametrize("session", [ANSWERED, QUICK])
@pytest.mark.parametrize("text", ["no", "None", "nothing", "nothing new.", "No, nothing"])
def test_nothing_new(text: str, session: Session) -> None:
    assert typed(text, session) == NothingNew()


@pytest.mark.parametrize("session", [ANSWERED, QUICK])
@pytest.mark.parametrize("text", ["yes", "something new"])
def test_something_new(text: str, session: Session) -> None:
    assert typed(text, session) == SomethingNew()


@pytest.mark.parametrize("session", [ANSWERED, QUICK])
@pytest.mark.parametrize("text", ["nothing but a fall", "no, my legs are numb", "yes, a fever"])
def test_a_red_flag_is_one_whatever_stands_beside_it(text: str, session: Session) -> None:
    assert isinstance(typed(text, session), RedFlagTyped)


@pytest.mark.parametrize("step", [Step.EMERGENCY_CHECK, Step.CAUTION_CHECK, Step.WHICH_GENTLE])
@pytest.mark.parametrize("text", ["no", "none", "nothing", "nothing new", "none of these"])
def test_no_word_answers_the_safety_check(text: str, step: Step) -> None:
    here = replace(ANSWERED, step=step)
    assert isinstance(typed(text, here), PhraseTyped | NotUnderstood)


def test_an_old_answer_is_followed_by_nothing() -> None:
    old = replace(ANSWERED, day_score_at=NOW - timedelta(days=1))
    assert typed("no", old) == PhraseTyped("ok")


@pytest.mark.parametrize(
    ("text", "days"),
    [("daily", 1), ("every day", 1), ("Every other day", 2), ("once a week", 7), ("weekly", 7)],
)
def test_how_often(text: str, days: int) -> None:
    assert typed(text, AT_REST) == GoingOnChosen(days)
    assert typed(text, AT_REST, replace(SETTING, reminding=Reminding())) == NotUnderstood()


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("a day", "day"),
        ("a week", "week"),
        ("1 week", "week"),
        ("3 days", "2026-03-05"),
        ("until Monday", "2026-03-09"),
        ("10 March", "2026-03-10"),
        ("2026-03-10", "2026-03-10"),
    ],
)
def test_how_long_a_pause_is(text: str, until: str) -> None:
    assert typed(text, AT_REST, PAUSED) == PauseChosen(until)
    assert typed(f"/pause {text}", AT_REST) == PauseChosen(until)
    assert typed(f"/pause@SomeBot {text}", replace(AT_REST, step=Step.SITTING_BEFORE)) == PauseChosen(until)
    assert typed(f"pause {text}", AT_REST) == PauseChosen(until)


def test_a_pause_of_no_length_that_is_understood_is_asked_about() -> None:
    assert typed("/pause", AT_REST) == typed("/pause my thoughts", AT_REST) == PauseAsked()
    assert typed("/pause because my legs are numb", AT_REST) == RedFlagTyped(numb=True)


def test_resume_ends_a_pause_where_there_are_reminders() -> None:
    assert typed("resume", AT_REST, PAUSED) == ResumeAsked()
    assert typed("resume", AT_REST, replace(SETTING, reminding=Reminding())) == PhraseTyped("resume")


@pytest.mark.parametrize("text", ["8:30", "8.30 pm", "8pm", "19h", "half past seven", "noon"])
def test_a_time_that_nobody_asked_for_is_told_how_to_change_it(text: str) -> None:
    assert typed(text, AT_REST) == PhraseTyped("clock_time")
    assert typed(text, replace(AT_REST, step=Step.EXERCISING)) != PhraseTyped("clock_time")


def test_a_bare_number_stays_a_score() -> None:
    assert typed("8", AT_REST) == ScoreGiven(8)
    assert typed("07", AT_REST) != PhraseTyped("clock_time")


def test_an_edited_time_is_told_the_same_once_it_is_set() -> None:
    assert changed("8:30", AT_REST) == PhraseTyped("clock_time")
    assert changed("8:30", replace(AT_REST, step=Step.EXERCISING)) == PhraseTyped("clock_time")
    assert changed("8:30", replace(AT_REST, step=Step.EMERGENCY_CHECK)) is None
    assert changed("hello", AT_REST) is None
    assert changed("8:30", AT_REST, replace(SETTING, reminding=Reminding())) is None


def changed(text: str, session: Session, setting: Setting = SETTING) -> Event | None:
    read_as = read_here(text, session, setting, expecting_score=False)
    return read_changed(text, 1, read_as, session, setting)
