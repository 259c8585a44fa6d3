"""What is typed while a reminder or the time zone is being set: times, towns, yes and no."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.content import Replies
from bot.core.events import (
    ClockGiven,
    Event,
    PlaceTyped,
    ReminderDeclined,
    SameTimeChosen,
    TimeGiven,
    ZoneConfirmed,
    ZoneDenied,
)
from bot.core.replies import read_yes_or_no
from bot.core.session import Session, Step
from bot.core.typed_times import read_time
from bot.core.zones import Atlas

ZONE_STEPS = frozenset({Step.ZONE_GUESS, Step.ZONE_CLOCK, Step.ZONE_PLACE})
ANSWERED_WITHIN = timedelta(hours=4)
"""A typed yes or no answers the offer of a reminder so long after the session began."""
_TIME_STEPS = frozenset({Step.REMINDER_TIME, Step.REMINDER_HALF})


def read_setup(
    text: str, session: Session, replies: Replies, atlas: Atlas, now: datetime, *, may_be_town: bool
) -> Event | None:
    """What a typed text answers to the open question of a set-up; None when it is no answer to that.

    With ``may_be_town`` False it is no town: "hello" is a greeting, though Heiloo is a slip away.
    """
    if session.step is Step.RESTING and _is_offered(session, now):
        answer = read_yes_or_no(text, replies)
        return None if answer is None else SameTimeChosen() if answer else ReminderDeclined()
    if session.step in _TIME_STEPS:
        return _time(text, session, replies)
    if session.step not in ZONE_STEPS:
        return None
    places = atlas.find(text, now) if may_be_town else ()
    return _zone(text, session, replies) or (PlaceTyped(places) if places else None)


def _is_offered(session: Session, now: datetime) -> bool:
    """Whether a reminder was offered a moment ago, and nothing was said since."""
    if session.offered_for is None or session.note_revision != session.offered_note:
        return False
    return now - session.offered_for < ANSWERED_WITHIN


def _time(text: str, session: Session, replies: Replies) -> TimeGiven | None:
    typed = read_time(text, replies.times)
    setup = session.setup
    if typed is None and session.step is Step.REMINDER_HALF and setup and setup.minute is not None:
        # "in the evening" answers the question which seven it is.
        hour, minute = divmod(setup.minute, 60)
        typed = read_time(f"{hour or 12}:{minute:02} {text}", replies.times)
    if typed is None:
        return None
    return TimeGiven(typed.minute, typed.other if typed.ask else None)


def _zone(text: str, session: Session, replies: Replies) -> Event | None:
    answer = read_yes_or_no(text, replies)
    if answer is not None and session.step is not Step.ZONE_CLOCK:
        return _answer(session.step, yes=answer)
    typed = read_time(text, replies.times)
    if typed is not None:
        # "2:20" is said at night and in the afternoon; "14:20" and "2:20 am" are not.
        later = read_time(f"{text} {replies.times.afternoon[0]}", replies.times)
        other = later.minute if later is not None and later.minute != typed.minute else typed.other
        return ClockGiven(typed.minute, other)
    return None


def _answer(step: Step, *, yes: bool) -> Event | None:
    if not yes:
        return ZoneDenied()
    return ZoneConfirmed() if step is Step.ZONE_GUESS else None
