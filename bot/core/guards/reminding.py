"""What comes by itself: whether it still may, and what is set."""

from __future__ import annotations

from datetime import timedelta

from bot.core.events import (
    DayToggled,
    Event,
    PhraseTyped,
    ReaskCame,
    ReminderCame,
    ScoreCorrected,
    SnoozeOver,
)
from bot.core.guards.shape import Guard
from bot.core.reminding import is_done, is_overtaken, upcoming
from bot.core.session import Moment, Session, Step
from bot.core.setting import Setting

_ABOUT_NOW = timedelta(minutes=5)
SETUP_MINUTES = 10
"""How long a reminder waits for a set-up that is open."""


def running(session: Session, event: Event, setting: Setting) -> bool:
    """A session is under way, the person's or a child's."""
    return session.started_at is not None or session.leaves_nothing


def too_late(session: Session, event: Event, setting: Setting) -> bool:
    """What was due is so late that it is left out."""
    at = event.at if isinstance(event, ReminderCame | SnoozeOver | ReaskCame) else None
    return at is not None and setting.now - at > timedelta(minutes=setting.rules.late_minutes)


def may_be_written_to(session: Session, event: Event, setting: Setting) -> bool:
    """Agreed, and no red flag that no check has answered."""
    return session.consented and not session.red_flag


def is_wanted(session: Session, event: Event, setting: Setting) -> bool:
    """The reminder is still set, was not on its date yet, and no pause reaches over it."""
    if not isinstance(event, ReminderCame) or event.day is None:
        return False
    reminding = setting.reminding
    is_set = event.number in dict(reminding.times)
    return is_set and reminding.last_of(event.number) != event.day and not reminding.is_paused(event.day)


def done_already(session: Session, event: Event, setting: Setting) -> bool:
    """The routine was done since the reminder before, or is under way; or the day's next one is here too."""
    if not isinstance(event, ReminderCame) or event.day is None:
        return False
    overtaken = is_overtaken(setting.reminding, event.number, event.day, setting.zone, setting.now)
    return _done_in_time(event, setting) or overtaken or running(session, event, setting)


def _done_in_time(event: Event, setting: Setting) -> bool:
    if not isinstance(event, ReminderCame) or event.day is None:
        return False
    return is_done(setting.reminding, event.number, event.day, setting.zone, setting.last_done)


def waits_for_the_end(session: Session, event: Event, setting: Setting) -> bool:
    """A session was begun, nothing is done in it yet, and if it is left open it is over soon enough."""
    started, rules = session.started_at, setting.rules
    if started is None or session.leaves_nothing or _done_in_time(event, setting):
        return False
    # What is stored is a little earlier than the instant itself.
    if setting.last_done is not None and setting.last_done > started - timedelta(seconds=1):
        return False
    over = started + timedelta(minutes=rules.close_after_minutes)
    return over - setting.now <= timedelta(minutes=rules.late_minutes)


def waits_for_a_child(session: Session, event: Event, setting: Setting) -> bool:
    """The adult's reminder, while a child does the routine; or they do, and nothing of it is kept."""
    return session.leaves_nothing and not _done_in_time(event, setting)


def waits_for_the_setup(session: Session, event: Event, setting: Setting) -> bool:
    """A set-up was begun a moment ago, and is likely to be ended soon."""
    since = session.setup.since if session.setup else None
    return since is not None and setting.now - since < timedelta(minutes=SETUP_MINUTES)


def waited(session: Session, event: Event, setting: Setting) -> bool:
    """The reminder has not been seen yet."""
    return isinstance(event, SnoozeOver) and event.waited


def done_meanwhile(session: Session, event: Event, setting: Setting) -> bool:
    """The session whose end the reminder has waited for was done, and only left open."""
    if not isinstance(event, SnoozeOver) or not event.waited or not event.at or not setting.last_done:
        return False
    over = setting.last_done + timedelta(minutes=setting.rules.close_after_minutes + 1)
    return abs(event.at - over) < timedelta(seconds=1)


def reminder_near(session: Session, event: Event, setting: Setting) -> bool:
    """A reminder comes about now too, and asks the same."""
    due = upcoming(setting.reminding, setting.zone, setting.now - _ABOUT_NOW)
    ahead = setting.now + timedelta(minutes=setting.rules.late_minutes)
    return any(each.at <= ahead for each in due.values())


def not_paused(session: Session, event: Event, setting: Setting) -> bool:
    """No pause reaches over today."""
    return not setting.reminding.is_paused(setting.today)


def pausing(session: Session, event: Event, setting: Setting) -> bool:
    """There is a pause."""
    return setting.reminding.paused_until is not None and setting.reminding.is_paused(setting.today)


def reminders_on(session: Session, event: Event, setting: Setting) -> bool:
    """A reminder is set."""
    return setting.reminding.is_on


def a_weekday_is_left(session: Session, event: Event, setting: Setting) -> bool:
    """The toggled weekday is not the last one that is on."""
    return isinstance(event, DayToggled) and setting.reminding.days != {event.weekday}


def reminder_open(session: Session, event: Event, setting: Setting) -> bool:
    """The last reminder still asks for the day's score."""
    return session.reminder_open


def day_score_fresh(session: Session, event: Event, setting: Setting) -> bool:
    """The last reminder was answered so lately that a session can begin with that score."""
    if session.day_score is None or session.day_score_at is None:
        return False
    return setting.now - session.day_score_at < timedelta(minutes=setting.rules.close_after_minutes)


def day_score_sore(session: Session, event: Event, setting: Setting) -> bool:
    """It was so answered, with a score above the gentle band."""
    fresh = day_score_fresh(session, event, setting)
    return fresh and session.day_score is not None and session.day_score > setting.rules.gentle_up_to


def corrects_the_day(session: Session, event: Event, setting: Setting) -> bool:
    """The corrected score is the one the last reminder was answered with."""
    return isinstance(event, ScoreCorrected) and event.moment is Moment.DAILY


def one_move(session: Session, event: Event, setting: Setting) -> bool:
    """Only one move was wished for."""
    return session.one_move


def at_rest(session: Session, event: Event, setting: Setting) -> bool:
    """Nothing runs: at most a set-up is open."""
    return Step.RESTING in (session.step, session.returning)


def answered_already(session: Session, event: Event, setting: Setting) -> bool:
    """The morning's question has been answered before it came."""
    return isinstance(event, ReaskCame) and event.morning and setting.scored_today


def said(phrase: str) -> Guard:
    """A phrase of the content's list was typed."""

    def guard(session: Session, event: Event, setting: Setting) -> bool:
        return isinstance(event, PhraseTyped) and event.phrase == phrase

    guard.__name__ = f"said {phrase}"
    return guard
