"""Beginning, checking, stopping and closing a session."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.core.actions.closing import EXPIRED_DUE, closed, closing, forget_child, of_adult
from bot.core.actions.shape import Action, Done, only
from bot.core.effects import (
    CancelDue,
    Effect,
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
    session, effects = start_check(replace(session, consented=True), event, setting)
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
        high_numbers=0,
        resting="resting",
    )
    if not (session.consented or session.child):
        return fresh, ()
    closes = setting.now + timedelta(minutes=setting.rules.close_after_minutes)
    return fresh, (OpenSession(child=session.child), ScheduleDue(EXPIRED_DUE, closes))


def start(session: Session, event: Event, setting: Setting) -> Done:
    """The person wants the routine: open a session."""
    return begin(replace(session, only_checking=False), event, setting)


def start_check(session: Session, event: Event, setting: Setting) -> Done:
    """The person wants the routine, and the full check comes first."""
    return begin_check(replace(session, only_checking=False), event, setting)


def begin_check(session: Session, event: Event, setting: Setting) -> Done:
    """Begin a full safety check: what was answered before opens nothing any more.

    Adaptations stay until the check that is due after its days: a check repeated in between can add to
    them, and never takes one away. Lying flat is asked about each time.
    """
    kept = session.adaptations - {Adaptation.NOT_LYING_FLAT}
    days = timedelta(days=setting.rules.full_check_days)
    if session.passed_at is not None and setting.now - session.passed_at >= days:
        kept = frozenset()
    session, effects = begin(session, event, setting)
    session = replace(session, adaptations=kept, passed_at=None, cleared_at=None, stop_reason="")
    return replace(session, doctor_allowed=False), effects


def begin_child(session: Session, event: Event, setting: Setting) -> Done:
    """Begin a child's session; the adult's own check starts anew afterwards."""
    child = replace(session, child=True, adaptations=frozenset(), emergency_at=None)
    return start_check(child, event, setting)


def end_child(session: Session, event: Event, setting: Setting) -> Done:
    """Forget the child's session."""
    return replace(forget_child(session), resting="resting", conditions=()), (CancelDue((EXPIRED_DUE,)),)


def repeat_check_for_flare(session: Session, event: Event, setting: Setting) -> Done:
    """Sitting 6-10: the check once more, within the same session (clinical.md, section 5)."""
    repeated = replace(session, flare=True, passed_at=None, cleared_at=None, conditions=(), returning=None)
    return replace(repeated, doctor_allowed=False), ()


def calm_flare(session: Session, event: Event, setting: Setting) -> Done:
    """The score that made it a sore day was corrected."""
    return replace(session, flare=False), ()


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
    kept = session.adaptations | adaptations
    told = ",".join(a.value for a in Adaptation if any(a.value in c.adaptations for c in ticked))
    session = replace(session, passed_at=setting.now, adaptations=kept, conditions=(), doctor_allowed=False)
    if told:
        session = replace(session, word=f"adapted:{told}")
    return session, of_adult(session, RecordCheck(passed=True, adaptations=kept))


def stop(reason: str) -> Action:
    """The check has stopped everything: no session, nothing proactive, a new check owed."""

    def action(session: Session, event: Event, setting: Setting) -> Done:
        flat = frozenset({Adaptation.NOT_LYING_FLAT} if reason == "not_lying_flat" else ())
        check = of_adult(session, RecordCheck(passed=False, adaptations=flat))
        effects: tuple[Effect, ...] = (CancelDue(), *check, *closing(session, Ending.RED_FLAG))
        over = replace(closed(session), passed_at=None, doctor_allowed=False, stop_reason=reason)
        if reason == "emergency":
            over = replace(over, emergency_at=setting.now)
        if not session.child:
            return replace(over, adaptations=session.adaptations | flat), effects
        # A child's stop is forgotten like a child's session.
        closes = setting.now + timedelta(minutes=setting.rules.close_after_minutes)
        return replace(over, child=True), (*effects, ScheduleDue(EXPIRED_DUE, closes))

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
        over = closed(session)
        return over if session.child else replace(over, resting=resting), closing(session, ending)

    action.__name__ = f"close_{ending.value}"
    return action


def into_check(session: Session, event: Event, setting: Setting) -> Done:
    """A red flag has come up: end what runs and check from the top."""
    ending = (CancelDue(), *closing(session, Ending.RED_FLAG))
    was_child = session.child
    session, opening = begin_check(replace(closed(session), child=was_child), event, setting)
    return session, (*ending, *opening)


def check_only(session: Session, event: Event, setting: Setting) -> Done:
    """What was told during a check: it begins anew, and no session follows it any more."""
    anew = replace(session, conditions=(), cleared_at=None, doctor_allowed=False)
    return replace(anew, only_checking=True), ()


def only_check(session: Session, event: Event, setting: Setting) -> Done:
    """Something was felt or told that wants a check, and no session after it."""
    session, effects = into_check(session, event, setting)
    return replace(session, only_checking=True), effects
