"""A child's session and the adult who reads along."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.adapters.content_files import load
from bot.core import events as e
from bot.core.conversation import respond
from bot.core.effects import CancelDue
from bot.core.events import Event
from bot.core.session import Adaptation, Hurt, Session, Step
from bot.core.setting import Setting

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SETTING = Setting(NOW, date(2026, 3, 2), NOW, load(Path(__file__).parents[2] / "content"))
ADULT = Session(
    Step.RESTING,
    consented=True,
    passed_at=NOW,
    adaptations=frozenset({Adaptation.NO_CROSSING}),
    emergency_at=NOW,
    smaller_next=True,
)
BEGUN = (
    e.ChildChosen(),
    e.ChildFiveToFifteen(),
    e.ChildDoctorSaidYes(),
    e.NothingReported(),
    e.NothingReported(),
    e.ScoreGiven(3),
)


def through(*events: Event) -> Session:
    """The session after these."""
    session = ADULT
    for event in events:
        session, _ = respond(session, event, SETTING)
    return session


@pytest.mark.parametrize(
    "ends",
    [
        (e.StopAsked(), e.StopEverythingChosen()),
        (e.HurtNamed(Hurt.NUMB), e.NothingReported(), e.NothingReported()),
        (e.HurtNamed(Hurt.NUMB), e.EmergencyReported(), e.ChildEnded()),
        (e.SomethingNew(), e.EmergencyReported(), e.CheckAsked(), e.DoctorFirstReported(), e.ChildEnded()),
    ],
)
def test_however_it_ends_what_holds_for_the_adult_holds_again(ends: tuple[Event, ...]) -> None:
    after = through(*BEGUN, *ends)
    assert (after.step, after.child, after.aside) == (Step.RESTING, False, None)
    assert (after.adaptations, after.emergency_at, after.smaller_next) == (ADULT.adaptations, NOW, True)


@pytest.mark.parametrize("end", [e.StopSessionChosen(), e.StopEverythingChosen()])
def test_the_adults_reminder_that_waits_for_it_comes(end: Event) -> None:
    _, effects = respond(through(*BEGUN, e.StopAsked()), end, SETTING)
    cancelled = [order.kinds for order in effects if isinstance(order, CancelDue)]
    everything = isinstance(end, e.StopEverythingChosen)
    assert cancelled == [("session_expired",), *([()] if everything else [])]


def test_what_holds_for_the_adult_does_not_hold_for_the_child() -> None:
    checked_again = through(*BEGUN, e.SomethingNew(), e.NothingReported(), e.NothingReported())
    assert checked_again.child
    assert checked_again.adaptations == {Adaptation.GENTLE_ONLY}
    assert checked_again.emergency_at is None
