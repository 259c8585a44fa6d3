"""What is typed while nothing runs: answers to a reminder, and what a person wishes of their reminders."""

from __future__ import annotations

from bot.core.content import Replies
from bot.core.events import (
    Event,
    EveryChosen,
    GoingOnChosen,
    NotAScore,
    NothingNew,
    NotUnderstood,
    PauseChosen,
    PhraseTyped,
    ResumeAsked,
    Snoozed,
    SomethingNew,
    TodaySkipped,
)
from bot.core.events.reminding import DAY, SNOOZES, WEEK
from bot.core.guards import day_score_fresh, pausing, reminders_on
from bot.core.reminding import paused
from bot.core.replies import is_one_of
from bot.core.session import Session, Step
from bot.core.setting import Setting
from bot.core.typed_spans import read_date, read_span
from bot.core.typed_times import MINUTES_A_DAY, read_time

_BY_DAYS = {1: DAY, 7: WEEK}
_CLOCK_TIME = "clock_time"
"""The phrase whose answer tells how the time of a reminder is changed."""


def read_at_rest(text: str, read_as: Event, session: Session, setting: Setting) -> Event | None:
    """What a typed text answers to a reminder, or wishes; None when it does neither.

    ``read_as`` is what it means elsewhere.
    """
    replies = setting.content.replies
    if session.step is Step.QUICK_CHECK:
        return _anything_new(text, replies)
    if session.step is not Step.RESTING:
        return None
    found: Event | None = None
    if session.reminder_open:
        found = _later(text, replies)
    elif day_score_fresh(session, read_as, setting):
        found = _anything_new(text, replies)
    return found or _wish(text, read_as, session, setting) or read_clock(text, read_as, setting)


def _later(text: str, replies: Replies) -> Event | None:
    """The buttons below a reminder; of the times to put it off the nearest one."""
    if is_one_of(text, replies.not_today):
        return TodaySkipped()
    if is_one_of(text, replies.later):
        return Snoozed(SNOOZES[0])
    minutes = read_span(text, replies.spans)
    if minutes is None or minutes >= MINUTES_A_DAY:
        return None
    return Snoozed(min(SNOOZES, key=lambda offered: abs(offered - minutes)))


def _anything_new(text: str, replies: Replies) -> Event | None:
    """The answer to "Anything new?"; the emergency list never asks here."""
    if is_one_of(text, replies.nothing_new):
        return NothingNew()
    return SomethingNew() if is_one_of(text, replies.something_new) else None


def _wish(text: str, read_as: Event, session: Session, setting: Setting) -> Event | None:
    """How often, for how long not, and again; only of somebody who has a reminder."""
    replies = setting.content.replies
    if not reminders_on(session, read_as, setting):
        return None
    if read_as == PhraseTyped("resume"):
        return ResumeAsked()
    asked = read_as == PhraseTyped("pause") or pausing(session, read_as, setting)
    pause = read_pause(text, setting) if asked else None
    if pause is not None:
        return pause
    days = next((days for word, days in replies.how_often.items() if is_one_of(text, (word,))), None)
    if days is None:
        return None
    # A reminder that waits for the day's score keeps its buttons.
    return EveryChosen(days) if session.reminder_open else GoingOnChosen(days)


def read_pause(text: str, setting: Setting) -> PauseChosen | None:
    """How long a pause is: "a week", "3 days", "until Friday", "10 March"; None when a text does not say."""
    replies = setting.content.replies
    minutes = read_span(text, replies.spans)
    days, rest = divmod(minutes or 0, MINUTES_A_DAY)
    if not rest and 0 < days <= 366:
        until = paused(setting.reminding, setting.zone, setting.now, days).paused_until
        return PauseChosen(_BY_DAYS.get(days) or str(until))
    until = read_date(text, replies.dates, setting.today)
    return PauseChosen(until.isoformat()) if until else None


def read_clock(text: str, read_as: Event, setting: Setting) -> Event | None:
    """A time of day that nobody asked for: how to change the reminder's. A bare number is a score."""
    replies = setting.content.replies
    looks_like_one = isinstance(read_as, NotUnderstood) or read_as == NotAScore("odd_writing")
    if not looks_like_one or text.strip().isdigit() or _CLOCK_TIME not in replies.phrases:
        return None
    return PhraseTyped(_CLOCK_TIME) if read_time(text, replies.times) else None
