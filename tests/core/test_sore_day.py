"""A sore day's offer: the small version step by step, one move only, a comfortable position, or not today."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.adapters.content_files import load
from bot.core import events as e
from bot.core.conversation import respond
from bot.core.effects import CloseSession, Effect, Ending, RecordScore, Show
from bot.core.events import Event
from bot.core.session import Measure, Moment, Session, Step
from bot.core.setting import Setting
from bot.core.typed_answers import read_answer, read_here

CONTENT = load(Path(__file__).parents[2] / "content")
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SETTING = Setting(NOW, date(2026, 3, 2), NOW, CONTENT)
SORE = Session(
    Step.FLARE_OFFER,
    consented=True,
    passed_at=NOW,
    started_at=NOW,
    flare=True,
    scores=((Measure.SITTING, Moment.BEFORE, 7),),
)
AT_REST = Session(Step.RESTING, consented=True)


def through(session: Session, *events: Event) -> tuple[Session, list[Effect]]:
    """The session after these, and all that follows from them."""
    followed: list[Effect] = []
    for event in events:
        session, effects = respond(session, event, SETTING)
        followed += effects
    return session, followed


def test_one_move_only_is_the_smallest_its_score_and_no_more() -> None:
    session, _ = through(SORE, e.OneMoveChosen())
    assert session.step is Step.FLARE_EXERCISE
    assert [planned.exercise for planned in session.exercises] == [CONTENT.routine.smallest]
    session, followed = through(session, e.ExerciseDone(), e.ScoreGiven(7))
    assert (session.step, session.resting) == (Step.RESTING, "flare_over")
    assert RecordScore(Measure.SITTING, Moment.FLARE, 7) in followed
    assert CloseSession(Ending.STOPPED) in followed


def test_one_move_that_made_it_sorer_is_told_so() -> None:
    session, _ = through(SORE, e.OneMoveChosen(), e.ExerciseDone(), e.ScoreGiven(8))
    assert session.resting == "flare_higher"


def test_step_by_step_more_is_offered_whatever_was_wished_for_before() -> None:
    wished = Session(**{**vars(SORE), "one_move": True})
    session, _ = through(wished, e.OfferAccepted(), e.ExerciseDone(), e.ScoreGiven(6), e.OfferAccepted())
    assert session.step is Step.EXERCISING
    first, *_ = CONTENT.routine.exercises
    assert [planned.exercise for planned in session.exercises] == [
        name for name in CONTENT.routine.exercises if name != first
    ]


def test_a_comfortable_position_opens_no_move_and_closes_no_way() -> None:
    session, followed = through(SORE, e.ComfortChosen())
    assert (session.step, session.exercises) == (Step.FLARE_COMFORT, ())
    assert [order.row.screen for order in followed if isinstance(order, Show)] == ["flare_comfort"]
    for event, step in (
        (e.OfferAccepted(), Step.FLARE_EXERCISE),
        (e.OneMoveChosen(), Step.FLARE_EXERCISE),
        (e.OfferDeclined(), Step.RESTING),
        (e.HurtOpened(), Step.HURTING),
        (e.SomethingNew(), Step.EMERGENCY_CHECK),
    ):
        assert through(session, event)[0].step is step


def test_the_position_has_its_picture() -> None:
    assert CONTENT.screens["flare_comfort"].figure == CONTENT.screens["comfort"].figure == "comfortable"


@pytest.mark.parametrize("session", [SORE, through(SORE, e.ComfortChosen())[0]])
@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Step by step!", e.OfferAccepted()),
        ("one move only", e.OneMoveChosen()),
        ("a comfortable position", e.ComfortChosen()),
        ("not today", e.OfferDeclined()),
        ("no", e.OfferDeclined()),
        ("yes", e.PhraseTyped("ok")),
    ],
)
def test_the_offer_can_be_typed(text: str, event: Event, session: Session) -> None:
    assert typed(text, session) == event


def test_at_rest_only_the_position_is_meant() -> None:
    assert typed("comfortable position", AT_REST) == e.ComfortChosen()
    assert typed("one move only", AT_REST) == typed("step by step", AT_REST) == e.NotUnderstood()


def typed(text: str, session: Session) -> Event:
    read_as = read_here(text, session, SETTING, expecting_score=False)
    return read_answer(text, 1, read_as, session, SETTING)
