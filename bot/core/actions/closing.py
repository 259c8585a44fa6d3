"""How a running session ends."""

from __future__ import annotations

from dataclasses import replace

from bot.core.effects import (
    CancelDue,
    ClearButtons,
    CloseSession,
    Effect,
    Ending,
    Slot,
)
from bot.core.session import (
    Aside,
    Session,
)

EXPIRED_DUE = "session_expired"
REASK_DUE = "reask_came"
NEXT_MORNING = "morning"
"""The key of the second question after a worse session."""
SNOOZE_DUE = "snooze_over"
LOOK_BACK_DUE = "look_back_came"
WAITED = "waited"
"""The key of what was put off before it was seen."""


def closing(session: Session, ending: Ending) -> tuple[Effect, ...]:
    """What ends the running session, if one runs."""
    if session.started_at is None or not (session.consented or session.leaves_nothing):
        return ()
    # What waits comes: an expiry is the only end that a person does not know of, and a child's is not theirs.
    if ending is Ending.EXPIRED or session.child:
        return (CloseSession(ending), CancelDue((EXPIRED_DUE,)))
    return (CloseSession(ending), CancelDue((EXPIRED_DUE, SNOOZE_DUE)))


def ended(session: Session) -> Session:
    """The session with nothing running; scores stay for the summary."""
    return replace(
        session,
        started_at=None,
        flare=False,
        returning=None,
        exercises=(),
        wishes=None,
        position=0,
        conditions=(),
        doctor_allowed=False,
        last_tap_at=None,
        setup=None,
        one_move=False,
    )


def closed(session: Session) -> Session:
    """The session with nothing running, and a child's forgotten.

    What else is not kept is let go of once its end has been told: ``let_go``.
    """
    return forget_child(ended(session))


def forget_child(session: Session) -> Session:
    """Nothing of a child outlives its session; the adult's own check starts anew."""
    if not session.child:
        return session
    adult = session.aside or Aside()
    return replace(
        session,
        child=False,
        aside=None,
        only_checking=False,
        high_numbers=0,
        scores=(),
        reason="",
        stop_reason="",
        passed_at=None,
        cleared_at=None,
        emergency_at=adult.emergency_at,
        smaller_next=adult.smaller_next,
        adaptations=adult.adaptations,
        resting="child_over",
    )


def reminder_over(session: Session) -> tuple[Effect, ...]:
    """The last reminder asks nothing any more, if it did."""
    asks = session.reminder_open or session.day_score is not None
    return (ClearButtons(Slot.REMINDER), CancelDue((SNOOZE_DUE,))) if asks else (CancelDue((SNOOZE_DUE,)),)


def of_adult(session: Session, effect: Effect) -> tuple[Effect, ...]:
    """An effect that is kept only of somebody who agreed, and never where nothing is kept."""
    return (effect,) if session.consented and not session.leaves_nothing else ()
