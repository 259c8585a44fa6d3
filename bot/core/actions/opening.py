"""Beginning, checking, stopping and closing a session."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.core.actions.closing import EXPIRED_DUE, closed, closing, forget_child, of_adult
from bot.core.actions.shape import Action, Done, only
from bot.core.effects import (
    CancelDue,
    Ending,
    OpenSession,
    RecordCheck,
    RecordConsent,
    ScheduleDue,
)
from bot.core.events import (
    ConditionToggled,
    Event,
)
from bot.core.plan import Setting
from bot.core.session import (
    Adaptation,
    Session,
)


def consent(session: Session, event: Event, setting: Setting) -> Done:
    """Record the consent and begin the first session."""
    session, effects = begin_check(replace(session, consented=True), event, setting)
    return session, (RecordConsent(), *effects)


def begin(session: Session, event: Event, setting: Setting) -> Done:
    """Open a session with its three hours; scores and plan start anew."""
    fresh = replace(
        session,
        started_at=setting.now,
        scores=(),
        exercises=(),
        position=0,
        reason="",
        flare=False,
        returning=None,
        conditions=(),
        only_checking=False,
        resting="resting",
    )
    if not (session.consented or session.child):
        return fresh, ()
    closes = setting.now + timedelta(minutes=setting.rules.close_after_minutes)
    return fresh, (OpenSession(child=session.child), ScheduleDue(EXPIRED_DUE, closes))


def begin_check(session: Session, event: Event, setting: Setting) -> Done:
    """Begin with a full safety check: what was answered before counts no longer."""
    session, effects = begin(session, event, setting)
    return replace(session, passed_at=None, cleared_at=None, doctor_allowed=False, stop_reason=""), effects


def begin_child(session: Session, event: Event, setting: Setting) -> Done:
    """Begin a child's session; the adult's own check starts anew afterwards."""
    child = replace(session, child=True, adaptations=frozenset())
    return begin_check(child, event, setting)


def end_child(session: Session, event: Event, setting: Setting) -> Done:
    """Forget the child's session."""
    return replace(forget_child(session), resting="resting"), ()


def repeat_check_for_flare(session: Session, event: Event, setting: Setting) -> Done:
    """Sitting 6-10: the check once more, within the same session (clinical.md, section 5)."""
    return replace(session, flare=True, passed_at=None, cleared_at=None, conditions=()), ()


def clear_emergency_list(session: Session, event: Event, setting: Setting) -> Done:
    """None of the emergency list, now."""
    return replace(session, cleared_at=setting.now), ()


def toggle_condition(session: Session, event: Event, setting: Setting) -> Done:
    """Tick or untick one condition."""
    event = only(event, ConditionToggled)
    ticked = set(session.conditions) ^ {event.condition}
    in_order = tuple(name for name in setting.content.safety.conditions if name in ticked)
    return replace(session, conditions=in_order), ()


def untick(session: Session, event: Event, setting: Setting) -> Done:
    """Back to the list: nothing is ticked any more."""
    return replace(session, conditions=()), ()


def pass_check(session: Session, event: Event, setting: Setting) -> Done:
    """The check has passed: keep the adaptation that follows, never the answers."""
    known = setting.content.safety.conditions
    ticked = [known[name] for name in session.conditions if name in known]
    adaptations = {Adaptation(name) for condition in ticked for name in condition.adaptations}
    if session.doctor_allowed or session.child or len(ticked) < len(session.conditions):
        adaptations.add(Adaptation.GENTLE_ONLY)
    kept = frozenset(adaptations)
    told = ",".join(a.value for a in Adaptation if any(a.value in c.adaptations for c in ticked))
    session = replace(session, passed_at=setting.now, adaptations=kept, conditions=())
    if told:
        session = replace(session, word=f"adapted:{told}")
    return session, of_adult(session, RecordCheck(passed=True, adaptations=kept))


def stop(reason: str) -> Action:
    """The check has stopped everything: no session, nothing proactive, a new check owed."""

    def action(session: Session, event: Event, setting: Setting) -> Done:
        flat = frozenset({Adaptation.NOT_LYING_FLAT} if reason == "not_lying_flat" else ())
        check = of_adult(session, RecordCheck(passed=False, adaptations=flat))
        effects = (CancelDue(), *check, *closing(session, Ending.RED_FLAG))
        over = replace(closed(session), child=session.child, passed_at=None, conditions=())
        return replace(over, adaptations=flat, stop_reason=reason), effects

    action.__name__ = f"stop_{reason}"
    return action


def allow_by_doctor(session: Session, event: Event, setting: Setting) -> Done:
    """A doctor or physio said yes: gentle only (decision 4); a session opens again."""
    cleared = session.cleared_at
    session, effects = begin_check(session, event, setting)
    return replace(session, doctor_allowed=True, cleared_at=cleared), effects


def close(ending: Ending, resting: str) -> Action:
    """End the running session; ``resting`` is the screen that says so."""

    def action(session: Session, event: Event, setting: Setting) -> Done:
        return replace(closed(session), resting=resting), closing(session, ending)

    action.__name__ = f"close_{ending.value}"
    return action


def into_check(session: Session, event: Event, setting: Setting) -> Done:
    """A red flag has come up: end what runs and check from the top."""
    ending = (CancelDue(), *closing(session, Ending.RED_FLAG))
    was_child = session.child
    session, opening = begin_check(replace(closed(session), child=was_child), event, setting)
    return session, (*ending, *opening)


def only_check(session: Session, event: Event, setting: Setting) -> Done:
    """Something was felt or told that wants a check, and no session after it."""
    session, effects = into_check(session, event, setting)
    return replace(session, only_checking=True), effects
