"""Beginning, checking, stopping and closing a session."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.core.actions.closing import (
    EXPIRED_DUE,
    closed,
    closing,
    ended,
    forget_child,
    of_adult,
    reminder_over,
)
from bot.core.actions.shape import Action, Done, only
from bot.core.effects import (
    CancelDue,
    Effect,
    Ending,
    OpenSession,
    RecordCheck,
    RecordConsent,
    ScheduleDue,
    ScheduleReminders,
)
from bot.core.events import (
    ConditionToggled,
    Event,
)
from bot.core.session import (
    Adaptation,
    Aside,
    Session,
)
from bot.core.setting import Setting


def consent(session: Session, event: Event, setting: Setting) -> Done:
    """Record the consent and begin the first session."""
    session, effects = start_check(replace(session, consented=True), event, setting)
    return session, (RecordConsent(), *effects)


def begin(session: Session, event: Event, setting: Setting) -> Done:
    """Open a session with its three hours; scores and plan start anew."""
    day = timedelta(days=1)
    if session.emergency_at is not None and setting.now - session.emergency_at >= day:
        session = replace(session, emergency_at=None)
    fresh = replace(
        session,
        started_at=setting.now,
        scores=(),
        exercises=(),
        wishes=None,
        position=0,
        reason="",
        flare=False,
        returning=None,
        conditions=(),
        high_numbers=0,
        resting="resting",
        one_move=False,
        setup=None,
        reminder_open=False,
        offered_for=None,
    )
    if not (session.consented or session.leaves_nothing):
        return fresh, ()
    closes = setting.now + timedelta(minutes=setting.rules.close_after_minutes)
    opening = (OpenSession(kept=not session.leaves_nothing), ScheduleDue(EXPIRED_DUE, closes))
    return fresh, (*reminder_over(session), *opening)


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
    aside = Aside(session.adaptations, session.emergency_at, smaller_next=session.smaller_next)
    child = replace(session, child=True, aside=aside, adaptations=frozenset(), emergency_at=None)
    return start_check(replace(child, smaller_next=False), event, setting)


def end_child(session: Session, event: Event, setting: Setting) -> Done:
    """Forget the child's session."""
    over = replace(forget_child(session), resting="resting", conditions=(), doctor_allowed=False)
    return replace(over, started_at=None), (CancelDue((EXPIRED_DUE,)),)


def repeat_check_for_flare(session: Session, event: Event, setting: Setting) -> Done:
    """Sitting 6-10: the check once more, within the same session (clinical.md, section 5)."""
    repeated = replace(session, flare=True, passed_at=None, cleared_at=None, conditions=(), returning=None)
    return replace(repeated, doctor_allowed=False), ()


def make_flare(session: Session, event: Event, setting: Setting) -> Done:
    """A score corrected during the check makes it a sore day."""
    return replace(session, flare=True), ()


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
    ticked = _of_ticked(session, setting)
    kept = session.adaptations | ticked
    if session.doctor_allowed or session.child:
        kept |= {Adaptation.GENTLE_ONLY}
    told = ",".join(adaptation.value for adaptation in Adaptation if adaptation in ticked)
    session = replace(session, passed_at=setting.now, adaptations=kept, conditions=(), doctor_allowed=False)
    if told:
        session = replace(session, word=f"adapted:{told}")
    if session.unkept:  # it counts for this session, and answers no red flag of before
        before = session.aside or Aside()
        return replace(session, red_flag=before.red_flag), (ScheduleReminders(),) if session.consented else ()
    session = replace(session, red_flag=session.red_flag and session.child)
    return session, of_adult(session, RecordCheck(passed=True, adaptations=kept))


def _of_ticked(session: Session, setting: Setting) -> frozenset[Adaptation]:
    """The adaptations of all ticked conditions; a condition the content has lost asks for the gentlest."""
    known = setting.content.safety.conditions
    ticked = [known[name] for name in session.conditions if name in known]
    adaptations = {Adaptation(name) for condition in ticked for name in condition.adaptations}
    if len(ticked) < len(session.conditions):
        adaptations.add(Adaptation.GENTLE_ONLY)
    return frozenset(adaptations)


def stop(reason: str) -> Action:
    """The check has stopped everything: no session, nothing proactive, a new check owed."""

    def action(session: Session, event: Event, setting: Setting) -> Done:
        adapted = _of_ticked(session, setting)
        check = of_adult(session, RecordCheck(passed=False, adaptations=adapted))
        ending = (*reminder_over(session), *closing(session, Ending.RED_FLAG))
        effects: tuple[Effect, ...] = (CancelDue(), *check, *ending)
        over = replace(ended(session), passed_at=None, doctor_allowed=False, stop_reason=reason)
        over = replace(over, reminder_open=False, red_flag=session.red_flag or not session.child)
        if reason == "emergency":
            over = replace(over, emergency_at=setting.now)
        if not session.leaves_nothing:
            return replace(over, adaptations=session.adaptations | adapted), effects
        # Where nothing is kept, a stop is forgotten like a session.
        closes = setting.now + timedelta(minutes=setting.rules.close_after_minutes)
        return replace(over, scores=(), reason=""), (*effects, ScheduleDue(EXPIRED_DUE, closes))

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
    session, opening = begin_check(ended(session), event, setting)
    return replace(session, red_flag=session.red_flag or not session.child), (*ending, *opening)


def check_only(session: Session, event: Event, setting: Setting) -> Done:
    """What was told during a check: it begins anew, and no session follows it any more."""
    anew = replace(session, conditions=(), cleared_at=None, doctor_allowed=False)
    return replace(anew, only_checking=True, red_flag=session.red_flag or not session.child), ()


def only_check(session: Session, event: Event, setting: Setting) -> Done:
    """Something was felt or told that wants a check, and no session after it."""
    session, effects = into_check(session, event, setting)
    return replace(session, only_checking=True), effects
