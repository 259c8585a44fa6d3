"""A session of which nothing is kept: how it begins, and what is let go of once it is over."""

from __future__ import annotations

from dataclasses import replace

from bot.core.actions.closing import EXPIRED_DUE, closed
from bot.core.actions.opening import start_check
from bot.core.actions.shape import Done
from bot.core.effects import CancelDue, Effect, ForgetPerson
from bot.core.events import Event
from bot.core.session import Aside, Session
from bot.core.setting import Setting


def begin_unkept(session: Session, event: Event, setting: Setting) -> Done:
    """Begin a session of which nothing is kept, with the whole check; what holds otherwise is put aside."""
    aside = Aside(
        session.adaptations,
        smaller_next=session.smaller_next,
        passed_at=session.passed_at,
        red_flag=session.red_flag,
    )
    unkept = replace(session, unkept=True, aside=aside, word="word:unkept")
    return start_check(unkept, event, setting)


def end_unkept(session: Session, event: Event, setting: Setting) -> Done:
    """Away from the stop of a session of which nothing is kept."""
    return replace(closed(session), resting="unkept_over"), (CancelDue((EXPIRED_DUE,)),)


def let_go(session: Session) -> tuple[Session, tuple[Effect, ...]]:
    """What was not to be kept is over. Whoever has agreed is where they were before it, but after a red flag
    a check is owed. Of anybody else nothing is known any more.
    """
    before = session.aside or Aside()
    over = replace(
        session,
        unkept=False,
        aside=None,
        adaptations=before.adaptations,
        smaller_next=before.smaller_next,
        passed_at=before.passed_at if session.passed_at is not None else None,
        cleared_at=None,
        only_checking=False,
        high_numbers=0,
        scores=(),
        reason="",
        stop_reason="",
        word="",
        resting="resting",
    )
    return over, () if session.consented else (ForgetPerson(),)
