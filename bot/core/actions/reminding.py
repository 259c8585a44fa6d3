"""Reminders: what comes by itself, and what is answered to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.core.actions.closing import SNOOZE_DUE, WAITED
from bot.core.actions.history import corrected_entry
from bot.core.actions.shape import Done, only
from bot.core.effects import (
    AdoptScore,
    Came,
    CancelDue,
    CorrectScore,
    Effect,
    KeepReminding,
    RecordReminder,
    RecordScore,
    ScheduleDue,
    ScheduleReminders,
    ScreenRow,
    Show,
    Slot,
)
from bot.core.events import (
    DailyScoreGiven,
    Event,
    GoingOnChosen,
    ReminderCame,
    ScoreCorrected,
    Snoozed,
)
from bot.core.guards.reminding import SETUP_MINUTES
from bot.core.nudging import Nudge, came
from bot.core.reminding import Reminding, Stage, is_silent
from bot.core.session import Measure, Moment, Session
from bot.core.setting import Setting
from bot.core.telling import told_instant, told_next

_NOON, _EVENING = 12, 17
"""Local hours at which a greeting changes."""


def remind(session: Session, event: Event, setting: Setting) -> Done:
    """The reminder, or what takes its place when nobody answers. One is open at a time."""
    over: tuple[Effect, ...] = ()
    if isinstance(event, ReminderCame):  # one that has waited was over at its hour
        over = (RecordReminder(event.number, event.day or setting.today, Came.SENT),)
    before = setting.reminding
    nudge, after = came(before, setting.today, setting.rules)
    args = told_next(after, session, setting)
    if nudge is Nudge.ASK:
        slower = after.stage.value if after.stage is not before.stage else ""
        args = (*_opening(setting), ("slower", slower), ("check_due", _check_due(session, setting)))
    session = _back_to_rest(session, asked=nudge is Nudge.ASK)
    return session, (
        *over,
        KeepReminding(after),
        CancelDue((SNOOZE_DUE,)),
        _shown(ScreenRow(nudge.value, args), setting),
    )


def wait_for_setup(session: Session, event: Event, setting: Setting) -> Done:
    """It comes a little later, so that an open set-up can be ended."""
    return _wait(session, event, setting, timedelta(minutes=SETUP_MINUTES))


def wait_for_child(session: Session, event: Event, setting: Setting) -> Done:
    """It comes later, when the child has done the routine."""
    return _wait(session, event, setting, timedelta(minutes=setting.rules.reask_after_minutes))


def wait_for_end(session: Session, event: Event, setting: Setting) -> Done:
    """It comes when the session that was begun, and may have been left, is over."""
    begun = session.started_at or setting.now
    over = begun + timedelta(minutes=setting.rules.close_after_minutes + 1)
    return _wait(session, event, setting, over - setting.now)


def _wait(session: Session, event: Event, setting: Setting, length: timedelta) -> Done:
    later = ScheduleDue(SNOOZE_DUE, setting.now + length, WAITED)
    if not isinstance(event, ReminderCame):
        return session, (later,)
    return session, (RecordReminder(event.number, event.day or setting.today, Came.SENT), later)


def remind_again(session: Session, event: Event, setting: Setting) -> Done:
    """The reminder that was put off."""
    args = (*_opening(setting), ("again", True))
    session = _back_to_rest(session, asked=True)
    after = replace(setting.reminding, unanswered=setting.reminding.unanswered + 1)
    return session, (KeepReminding(after), Show(Slot.REMINDER, ScreenRow("reminder", args)))


def _back_to_rest(session: Session, *, asked: bool) -> Session:
    """Whatever small question was open is over, as is how the last session ended; the last answer is old.
    ``asked``: the reminder asks for the day's score.
    """
    return replace(
        session,
        returning=None,
        setup=None,
        resting="resting",
        offered_for=None,
        day_score=None,
        day_score_at=None,
        reminder_open=asked,
    )


def _shown(row: ScreenRow, setting: Setting) -> Show:
    silent = is_silent(setting.reminding, setting.zone, setting.now, setting.rules)
    return Show(Slot.REMINDER, row, silent=silent)


def _opening(setting: Setting) -> tuple[tuple[str, str | int | bool | None], ...]:
    """Which words open it, which lesson closes it, and whether the whole check is due."""
    turn = setting.reminding.sent
    hour = setting.now.astimezone(setting.zone).hour
    part = "morning" if hour < _NOON else "afternoon" if hour < _EVENING else "evening"
    every = setting.rules.lesson_every
    lesson = turn // every if turn % every == every - 1 else None
    return (("part", part), ("turn", turn), ("lesson", lesson))


def pass_over(session: Session, event: Event, setting: Setting) -> Done:
    """It is left out; the next comes in its time."""
    return session, (ScheduleReminders(),)


def catch_up(session: Session, event: Event, setting: Setting) -> Done:
    """It is left out, so late is it; one of a later date may be late too, and come all the same."""
    return session, (ScheduleReminders(catch_up=True),)


def note_done(session: Session, event: Event, setting: Setting) -> Done:
    """The routine was done, or is under way: that date needs no reminder any more."""
    event = only(event, ReminderCame)
    return session, (RecordReminder(event.number, event.day or setting.today, Came.DONE),)


def answer_reminder(session: Session, event: Event, setting: Setting) -> Done:
    """The day's score; the same message asks whether anything is new."""
    return _answered("reminder_answered", session, event, setting)


def answer_sore(session: Session, event: Event, setting: Setting) -> Done:
    """A sore day's score; the same message says what is right on such a day."""
    return _answered("reminder_sore", session, event, setting)


def _answered(screen: str, session: Session, event: Event, setting: Setting) -> Done:
    event = only(event, DailyScoreGiven)
    row = ScreenRow(screen, (("value", event.score), ("check_due", _check_due(session, setting))))
    session = replace(session, reminder_open=False, day_score=event.score, day_score_at=setting.now)
    return session, (
        RecordScore(Measure.SITTING, Moment.DAILY, event.score, tells=False),
        CancelDue((SNOOZE_DUE,)),
        Show(Slot.REMINDER, row, in_place=True, names_score=True),
    )


def answer_anew(session: Session, event: Event, setting: Setting) -> Done:
    """The day's score was corrected: it is told again, with what may follow."""
    event = only(event, ScoreCorrected)
    screen = "reminder_sore" if event.score > setting.rules.gentle_up_to else "reminder_answered"
    args = (("value", event.score), ("check_due", _check_due(session, setting)), ("row", event.row))
    session = replace(session, day_score=event.score, day_score_at=setting.now)
    listed = (corrected_entry(event.row),) if event.listed else ()
    shown = Show(Slot.REMINDER, ScreenRow(screen, args))
    return session, (CorrectScore(event.row, event.score), *listed, shown)


def _check_due(session: Session, setting: Setting) -> bool:
    """Whether a session that began now would begin with the whole safety check."""
    days = timedelta(days=setting.rules.full_check_days)
    return session.passed_at is None or setting.now - session.passed_at >= days


def take_day_score(session: Session, event: Event, setting: Setting) -> Done:
    """The session begins with the score the reminder was answered with."""
    if session.day_score is None:
        return session, ()
    scores = (*session.scores, (Measure.SITTING, Moment.BEFORE, session.day_score))
    return replace(session, scores=scores, day_score=None, day_score_at=None), (AdoptScore(),)


def want_one_move(session: Session, event: Event, setting: Setting) -> Done:
    """Only one move today."""
    return replace(session, one_move=True), ()


def want_more(session: Session, event: Event, setting: Setting) -> Done:
    """Step by step: after one move the next is offered, whatever was wished for before."""
    return replace(session, one_move=False), ()


def snooze(session: Session, event: Event, setting: Setting) -> Done:
    """Later. A number that is typed meanwhile still answers it."""
    at = setting.now + timedelta(minutes=only(event, Snoozed).minutes)
    row = ScreenRow("reminder_later", told_instant(at, setting.zone, setting.today))
    return session, (
        ScheduleDue(SNOOZE_DUE, at),
        Show(Slot.REMINDER, row, in_place=True),
    )


def skip_today(session: Session, event: Event, setting: Setting) -> Done:
    """Not today."""
    row = ScreenRow("reminder_skipped", told_next(setting.reminding, session, setting))
    return replace(session, reminder_open=False), (
        CancelDue((SNOOZE_DUE,)),
        Show(Slot.REMINDER, row, in_place=True),
    )


def go_on(session: Session, event: Event, setting: Setting) -> Done:
    """How to go on is answered."""
    after = replace(_begun_anew(setting.reminding), every=only(event, GoingOnChosen).days)
    row = ScreenRow("going_on", told_next(after, session, setting))
    return session, (KeepReminding(after), Show(Slot.REMINDER, row, in_place=True))


def _begun_anew(reminding: Reminding) -> Reminding:
    return replace(reminding, unanswered=0, stage=Stage.NONE)


def ask_again(session: Session, event: Event, setting: Setting) -> Done:
    """Ask again after a worse session; outside the hours the person chose without a sound."""
    row = ScreenRow("daily_question", (("word", "word:reask"),))
    silent = is_silent(setting.reminding, setting.zone, setting.now, setting.rules)
    return session, (Show(Slot.NOTE, row, silent=silent),)
