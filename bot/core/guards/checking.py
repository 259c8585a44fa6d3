"""Consent and the safety check."""

from __future__ import annotations

from datetime import timedelta

from bot.core.events import (
    ConditionsConfirmed,
    Event,
)
from bot.core.session import Adaptation, Session
from bot.core.setting import Setting


def consented(session: Session, event: Event, setting: Setting) -> bool:
    """The person has agreed to what is kept."""
    return session.consented


def child(session: Session, event: Event, setting: Setting) -> bool:
    """The running session is a child's."""
    return session.child


def unkept(session: Session, event: Event, setting: Setting) -> bool:
    """The running session is the person's own, who wants nothing of it kept."""
    return session.unkept


def leaves_nothing(session: Session, event: Event, setting: Setting) -> bool:
    """Nothing of the running session outlives it."""
    return session.leaves_nothing


def nobody(session: Session, event: Event, setting: Setting) -> bool:
    """Neither consent nor a session of which nothing is kept: a check alone was asked for."""
    return not session.consented and not session.leaves_nothing


def full_check_due(session: Session, event: Event, setting: Setting) -> bool:
    """No full check has passed within the rules' days (clinical.md, section 1: every 7 days)."""
    if session.passed_at is None:
        return True
    return setting.now - session.passed_at >= timedelta(days=setting.rules.full_check_days)


def flare(session: Session, event: Event, setting: Setting) -> bool:
    """The check is repeated because sitting is 6-10."""
    return session.flare


def only_checking(session: Session, event: Event, setting: Setting) -> bool:
    """The check came because of a red flag, not because a session begins."""
    return session.only_checking


def doctor_allowed(session: Session, event: Event, setting: Setting) -> bool:
    """A doctor or physio has said yes in this check."""
    return session.doctor_allowed


def emergency_list_fresh(session: Session, event: Event, setting: Setting) -> bool:
    """The emergency list was answered with none of these in this sitting."""
    if session.cleared_at is None:
        return False
    return setting.now - session.cleared_at < timedelta(minutes=setting.rules.close_after_minutes)


def after_an_emergency(session: Session, event: Event, setting: Setting) -> bool:
    """Something on the emergency list was true within a day: no doctor's yes counts (decision 4)."""
    return session.emergency_at is not None and setting.now - session.emergency_at < timedelta(days=1)


def known_condition(session: Session, event: Event, setting: Setting) -> bool:
    """The ticked condition is one of the content's."""
    return event.value in setting.content.safety.conditions


def nothing_ticked(session: Session, event: Event, setting: Setting) -> bool:
    """That's all was tapped with no condition ticked."""
    return not session.conditions


def cannot_lie_flat(session: Session, event: Event, setting: Setting) -> bool:
    """A ticked condition rules out lying on the back."""
    return isinstance(event, ConditionsConfirmed) and any(
        Adaptation.NOT_LYING_FLAT.value in condition.adaptations
        for name, condition in setting.content.safety.conditions.items()
        if name in session.conditions
    )


def doctor_first_for_condition(session: Session, event: Event, setting: Setting) -> bool:
    """A ticked condition wants a midwife's or doctor's word first, and none has been given."""
    return not session.doctor_allowed and any(
        condition.doctor_first
        for name, condition in setting.content.safety.conditions.items()
        if name in session.conditions
    )


def may_be_asked(session: Session, event: Event, setting: Setting) -> bool:
    """Nothing rests: agreed, and the last check has passed."""
    return session.consented and session.passed_at is not None
