"""What is typed while a reminder or the time zone is being set, read with the real words and towns."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.content_files import load
from bot.adapters.places import Places
from bot.core.events import ClockGiven, PlaceTyped, SetupUnanswered, TimeGiven, ZoneConfirmed
from bot.core.replies import read
from bot.core.session import Session, Step
from bot.core.setting import Setting
from bot.core.typed_setup import is_alone_a_town, read_offset, read_setup

CONTENT = load(Path(__file__).parents[2] / "content")
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SETTING = Setting(NOW, date(2026, 3, 2), NOW, CONTENT, atlas=Places())


def answer(text: str, step: Step):
    read_as = read(text, CONTENT.replies, expecting_score=False)
    return read_setup(text, read_as, Session(step), SETTING)


@pytest.mark.parametrize("text", ["7-ish", "7ish", "around 7", "about 7", "~7", "7 or so"])
def test_a_time_said_loosely_is_that_time(text):
    assert answer(text, Step.REMINDER_TIME) == TimeGiven(7 * 60, 19 * 60)


def test_so_are_minutes():
    assert answer("about 7:30", Step.REMINDER_TIME) == TimeGiven(7 * 60 + 30)


@pytest.mark.parametrize("text", ["25:00", "7.5", "3/10", "7:61", "-3", "soon", "my pain is 3"])
@pytest.mark.parametrize("step", [Step.REMINDER_TIME, Step.REMINDER_HALF])
def test_while_a_time_is_asked_nothing_else_is_a_score(text, step):
    assert answer(text, step) == SetupUnanswered("not_a_time")


@pytest.mark.parametrize(
    "text", ["here", "Home.", "my place", "I'm at my place", "where I am", "I don't know"]
)
@pytest.mark.parametrize("step", [Step.ZONE_GUESS, Step.ZONE_CLOCK, Step.ZONE_PLACE])
def test_what_is_no_town_is_asked_again(text, step):
    assert answer(text, step) == SetupUnanswered("which_town")


def test_the_same_is_a_yes_where_a_time_was_guessed():
    assert answer("same", Step.ZONE_GUESS) == ZoneConfirmed()
    assert answer("same", Step.ZONE_CLOCK) == SetupUnanswered("which_town")


def test_a_town_may_begin_with_such_a_word():
    found = answer("The Hague", Step.ZONE_CLOCK)
    assert isinstance(found, PlaceTyped)
    assert found.places[0].zone == "Europe/Amsterdam"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("UTC", 0),
        ("UTC+2", 120),
        ("GMT+2", 120),
        ("gmt +02:00", 120),
        ("utc-5:30", -330),
        ("UTC−5", -300),
        ("utc+0530", 330),
        ("+2", 120),
        ("- 3", -180),
        ("GMT+25", None),
        ("2", None),
        ("UTC2", None),
        ("7-8", None),
    ],
)
def test_an_offset_from_utc(text, minutes):
    assert read_offset(text) == (None if minutes is None else timedelta(minutes=minutes))


def test_an_offset_says_what_the_clock_shows():
    assert answer("UTC+5:30", Step.ZONE_GUESS) == ClockGiven(14 * 60 + 30)


@pytest.mark.parametrize("text", ["Fall River", "fall river", "Fall River, MA", "Fall River Massachusetts"])
def test_a_town_alone_is_no_word_of_danger(text):
    assert is_alone_a_town(text, CONTENT.replies, SETTING.atlas, NOW)


@pytest.mark.parametrize(
    "text",
    [
        "Fall",
        "a fall",
        "I had a bad fall",
        "Fall River, I had a fall",
        "fall in the river",
        "I live in Fall River",
        "Numb",
        "Chest",
        "weak legs",
        "fever",
        "bowel",
        "New York, numb legs",
        "Lisbon numb",
    ],
)
def test_words_of_danger_stay_so_while_a_town_is_asked(text):
    assert not is_alone_a_town(text, CONTENT.replies, SETTING.atlas, NOW)
