"""A session of which nothing is kept: what it may write, how it ends, and what holds afterwards."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.content_files import load
from bot.core import events as e
from bot.core.conversation import respond
from bot.core.effects import (
    AdoptScore,
    Effect,
    ForgetPerson,
    OpenSession,
    RecordCheck,
    RecordConsent,
    ScheduleDue,
    ScheduleReminders,
    Show,
    Slot,
    Toast,
)
from bot.core.events import Event
from bot.core.prompts import prompt
from bot.core.screens import Host, render
from bot.core.session import Adaptation, Choice, Hurt, Level, Session, Step
from bot.core.setting import PastSession, Setting

CONTENT = load(Path(__file__).parents[2] / "content")
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SETTING = Setting(NOW, date(2026, 3, 2), NOW, CONTENT)
STRANGER = Session(Step.WELCOME, revision=5)
AGREED = Session(
    Step.RESTING,
    revision=5,
    consented=True,
    passed_at=NOW - timedelta(days=2),
    adaptations=frozenset({Adaptation.SMALL_RANGE}),
    smaller_next=True,
    choices=(("marching", Choice(Level.GENTLE, Level.GENTLE, "easier")),),
    day_score=2,
    day_score_at=NOW,
    declined=True,
)
CHECKED = (e.UnkeptChosen(), e.NothingReported(), e.NothingReported())
MOVING = (*CHECKED, e.ScoreGiven(3), e.ScoreGiven(3))
LEGS = (e.ExerciseDone(),) * 4
FINISHED = (*MOVING, *LEGS, e.SatUp(), e.ScoreGiven(2), e.ScoreGiven(3))
WRITES = (RecordCheck, RecordConsent, AdoptScore)
"""Effects that outlive a session."""

ENDS: dict[str, tuple[Event, ...]] = {
    "summary": FINISHED,
    "worse": (*MOVING, *LEGS, e.SatUp(), e.ScoreGiven(7), e.ScoreGiven(3)),
    "flare_over": (*CHECKED, e.ScoreGiven(7), *CHECKED[1:], e.OfferDeclined()),
    "flare_higher": (
        *(*CHECKED, e.ScoreGiven(7), *CHECKED[1:]),
        *(e.OneMoveChosen(), e.ExerciseDone(), e.ScoreGiven(8)),
    ),
    "hurt": (*CHECKED, e.HurtNamed(Hurt.SHARP), e.HurtNamed(Hurt.SHARP)),
    "checked": (*CHECKED, e.RedFlagTyped(), *CHECKED[1:]),
    "unkept_over": (*CHECKED, e.StopAsked(), e.StopEverythingChosen()),
}
"""Every way in which it may end with a word, by the screen that says so."""


def through(session: Session, *events: Event, setting: Setting = SETTING) -> tuple[Session, list[Effect]]:
    """The session after these, and all that follows from them."""
    followed: list[Effect] = []
    for event in events:
        session, effects = respond(session, event, setting)
        followed += effects
    return session, followed


@pytest.mark.parametrize("screen", ENDS)
def test_however_it_ends_a_stranger_is_forgotten_before_the_last_words(screen: str) -> None:
    session, followed = through(STRANGER, *ENDS[screen])
    *_, forgetting, last = followed
    assert forgetting == ForgetPerson()
    assert isinstance(last, Show)
    assert (last.slot, last.row.screen) == (Slot.SESSION, screen)
    assert last.row.arg("word") == "word:unkept_over"
    assert last.row.arg("unkept")
    assert not [effect for effect in followed if isinstance(effect, WRITES)]
    assert {effect.kind for effect in followed if isinstance(effect, ScheduleDue)} == {"session_expired"}
    assert not session.unkept


@pytest.mark.parametrize("screen", ENDS)
def test_however_it_ends_whoever_agreed_is_as_they_were(screen: str) -> None:
    session, followed = through(AGREED, *ENDS[screen])
    assert not [effect for effect in followed if isinstance(effect, (*WRITES, ForgetPerson))]
    counters = {"revision", "note_revision", "reminder_revision"}
    changed = {
        each.name for each in fields(Session) if getattr(session, each.name) != getattr(AGREED, each.name)
    }
    assert changed <= counters


def test_it_opens_with_the_whole_check_and_is_not_kept() -> None:
    session, followed = through(AGREED, e.UnkeptChosen())
    assert session.step is Step.EMERGENCY_CHECK
    assert OpenSession(kept=False) in followed
    assert session.word == "word:unkept"


def test_what_is_chosen_and_typed_within_it_is_not_remembered() -> None:
    inside = (*MOVING, e.ChangeOpened(), e.EasierChosen(), e.DailyScoreGiven(9))
    session, _ = through(AGREED, *inside)
    assert (session.choices, session.day_score) == (AGREED.choices, AGREED.day_score)


def test_no_reminder_is_offered_and_no_question_comes_later() -> None:
    _, followed = through(STRANGER, *ENDS["worse"])
    last = followed[-1]
    assert isinstance(last, Show)
    assert last.row.arg("again") is None
    assert last.row.arg("offer") is None


def test_left_open_it_is_forgotten_without_a_word() -> None:
    session, _ = through(STRANGER, *MOVING)
    _, followed = through(session, e.SessionExpired())
    assert ForgetPerson() in followed
    assert not [effect for effect in followed if isinstance(effect, Show)]


STOPPED = (*CHECKED, e.ScoreGiven(3), e.HurtNamed(Hurt.NUMB), e.EmergencyReported())


def test_a_stop_keeps_no_score_and_waits_to_be_left() -> None:
    session, followed = through(STRANGER, *STOPPED)
    assert (session.step, session.unkept, session.scores) == (Step.EMERGENCY_STOP, True, ())
    assert not [effect for effect in followed if isinstance(effect, (*WRITES, ForgetPerson))]
    assert "session_expired" in {each.kind for each in followed if isinstance(each, ScheduleDue)}
    for leaving in (e.UnkeptEnded(), e.SessionExpired()):
        assert ForgetPerson() in through(session, leaving)[1]


FLAT = (e.UnkeptChosen(), e.NothingReported(), e.GentleReported(), e.ConditionToggled("pregnant_late"))


def test_where_there_is_no_diary_none_is_promised() -> None:
    for person, told, said in ((STRANGER, "no_diary", "no_score"), (AGREED, "diary_after", "score_after")):
        session, _ = through(person, *FLAT, e.ConditionsConfirmed())
        shown = prompt(session, SETTING)
        text = render(shown, Slot.SESSION, session.revision, CONTENT, Host(), None).text
        assert CONTENT.screens["flat_stop"].lines[told] in text
        assert CONTENT.screens["flat_stop"].lines["diary"] not in text
        for asking, word in ((e.ScoreAsked(), said), (e.DailyScoreGiven(3), "not_noted")):
            after, followed = through(session, asking)
            assert (after.step, after.word) == (Step.FLAT_STOP, f"word:{word}")
            assert [type(effect) for effect in followed] == [Show]


def test_what_is_adapted_is_kept_of_nobody_who_keeps_nothing() -> None:
    lines = CONTENT.screens["which_gentle"].lines
    agreed = replace(AGREED, step=Step.CAUTION_CHECK)
    for person, told in ((through(STRANGER, *FLAT)[0], "forgotten"), (agreed, "kept")):
        session, _ = through(person, e.BackChosen(), e.GentleReported())
        text = render(prompt(session, SETTING), Slot.SESSION, 1, CONTENT, Host(), None).text
        assert [name for name in lines if lines[name] in text] == [told]


def test_no_check_is_said_to_open_the_way_to_moves_on_the_back() -> None:
    session, _ = through(STRANGER, *FLAT, e.ConditionsConfirmed())
    for event in (e.Started(), e.RoutineAsked(), e.NotUnderstood(), e.UnkeptChosen()):
        assert through(session, event)[0].word == "word:flat_here"


def test_after_a_stop_a_check_is_owed_by_whoever_agreed() -> None:
    session, followed = through(AGREED, *STOPPED, e.UnkeptEnded())
    assert not [effect for effect in followed if isinstance(effect, (*WRITES, ForgetPerson))]
    assert (session.step, session.red_flag, session.passed_at) == (Step.RESTING, True, None)
    assert session.emergency_at == NOW
    assert session.adaptations == AGREED.adaptations


def test_a_check_that_passes_within_it_answers_no_red_flag_of_before() -> None:
    flagged = replace(AGREED, red_flag=True)
    assert through(flagged, *FINISHED)[0].red_flag
    session, followed = through(AGREED, *ENDS["checked"])
    assert not session.red_flag
    assert ScheduleReminders() in followed


def test_worse_twice_running_stops_it_too() -> None:
    last = PastSession(date(2026, 3, 1), Level.GENTLE, sitting_before=1, sitting_after=5)
    setting = replace(SETTING, past=(last,))
    session, followed = through(AGREED, *ENDS["worse"], setting=setting)
    assert (session.step, session.unkept) == (Step.DOCTOR_STOP, True)
    assert not [effect for effect in followed if isinstance(effect, WRITES)]


def test_its_buttons_outlast_what_is_known_but_a_double_tap_is_a_slip() -> None:
    """The last message was drawn in another life, with another number."""
    session, _ = respond(STRANGER, e.UnkeptChosen(), SETTING, (Slot.SESSION, 999))
    assert session.step is Step.EMERGENCY_CHECK
    session, _ = respond(STRANGER, e.UnkeptChosen(), SETTING, (Slot.SESSION, STRANGER.revision))
    _, effects = respond(session, e.UnkeptChosen(), SETTING, (Slot.SESSION, STRANGER.revision))
    assert effects == (Toast("already"),)
    agreeing, effects = respond(STRANGER, e.ConsentGiven(), SETTING, (Slot.SESSION, 999))
    assert not agreeing.consented
    assert Toast("stale") in effects


@pytest.mark.parametrize("session", [STRANGER, AGREED, through(AGREED, *MOVING)[0]])
def test_asking_for_the_beginning_only_shows_where_we_are(session: Session) -> None:
    after, effects = respond(session, e.WelcomeAsked(), SETTING, (Slot.SESSION, 999))
    assert replace(after, revision=0, last_tap_at=None, last_tapped="") == replace(session, revision=0)
    assert len(effects) == 1


@pytest.mark.parametrize("opened", [e.StopAsked(), e.HurtNamed(Hurt.SHARP)])
def test_at_rest_it_begins_whatever_small_question_is_open(opened: Event) -> None:
    session, _ = respond(AGREED, opened, SETTING)
    session, _ = respond(session, e.UnkeptChosen(), SETTING)
    assert (session.step, session.leaves_nothing, session.returning) == (Step.EMERGENCY_CHECK, True, None)


@pytest.mark.parametrize(
    ("person", "begun", "said"),
    [
        (AGREED, (e.RoutineAsked(), e.NothingNew()), "kept_one"),
        (AGREED, (e.RoutineAsked(), e.NothingNew(), e.ScoreGiven(3), e.ScoreGiven(3)), "kept_one"),
        (AGREED, MOVING, "unkept"),
        (STRANGER, MOVING, "unkept"),
        (AGREED, (e.ChildChosen(), e.ChildFiveToFifteen(), e.ChildDoctorSaidYes()), "unkept"),
    ],
)
def test_in_the_middle_of_a_session_it_does_not_begin_and_whether_that_one_is_kept_is_told(
    person: Session, begun: tuple[Event, ...], said: str
) -> None:
    running = replace(through(person, *begun)[0], word="")
    session, followed = through(running, e.UnkeptChosen())
    assert (session.step, session.unkept, session.word) == (running.step, running.unkept, f"word:{said}")
    assert not [effect for effect in followed if isinstance(effect, OpenSession)]
