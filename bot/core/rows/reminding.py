"""Reminders: what comes by itself, what is answered to it, and what a person says about it."""

from __future__ import annotations

from bot.core import actions as a
from bot.core import events as e
from bot.core import guards as g
from bot.core.rows.shape import CHILD_DOOR, SETUP, Row, S, Say, but, every, from_rest

FREE = (S.RESTING, *CHILD_DOOR, *SETUP)
"""Steps in which a reminder may come: nothing runs, and a small question that was left open is over then."""

_left_out = a.pass_over
_take_score = a.then(a.start, a.take_day_score)
_check_with_score = a.then(a.start_check, a.take_day_score)
_check_for_sore_day = a.then(a.start, a.take_day_score, a.repeat_check_for_flare)
_one_move = a.then(a.start, a.want_one_move)
_one_move_checked = a.then(a.start_check, a.want_one_move)

_may_come_again = g.both(
    g.may_be_written_to,
    g.not_paused,
    g.reminders_on,
    g.no(g.too_late),
    g.no(g.running),
    g.no(g.done_meanwhile),
)

ALARM_ROWS = (
    *every(S, e.ReminderCame, g.too_late, a.catch_up, say=Say.NOTHING),
    *every(S, e.ReminderCame, g.no(g.may_be_written_to), _left_out, say=Say.NOTHING),
    *every(S, e.ReminderCame, g.no(g.is_wanted), _left_out, say=Say.NOTHING),
    *every(S, e.ReminderCame, g.waits_for_a_child, a.wait_for_child, say=Say.NOTHING),
    *every(S, e.ReminderCame, g.waits_for_the_end, a.wait_for_end, say=Say.NOTHING),
    *every(S, e.ReminderCame, g.done_already, a.note_done, say=Say.NOTHING),
    *every(SETUP, e.ReminderCame, g.waits_for_the_setup, a.wait_for_setup, say=Say.NOTHING),
    *every(FREE, e.ReminderCame, None, a.remind, S.RESTING, Say.NOTHING),
    *every((S.HURTING, S.STOPPING), e.ReminderCame, g.at_rest, a.remind, S.RESTING, Say.NOTHING),
    *every(but(*FREE), e.ReminderCame, None, _left_out, say=Say.NOTHING),
    *every(S, e.SnoozeOver, g.both(g.waited, g.waits_for_a_child), a.wait_for_child, say=Say.NOTHING),
    *every(
        SETUP,
        e.SnoozeOver,
        g.both(_may_come_again, g.waits_for_the_setup),
        a.wait_for_setup,
        say=Say.NOTHING,
    ),
    *every(FREE, e.SnoozeOver, g.both(g.waited, _may_come_again), a.remind, S.RESTING, Say.NOTHING),
    *every(
        FREE,
        e.SnoozeOver,
        _may_come_again,
        a.remind_again,
        S.RESTING,
        Say.NOTHING,
    ),
    *every(
        (S.HURTING, S.STOPPING),
        e.SnoozeOver,
        g.both(g.at_rest, g.waited, _may_come_again),
        a.remind,
        S.RESTING,
        Say.NOTHING,
    ),
    *every(
        (S.HURTING, S.STOPPING),
        e.SnoozeOver,
        g.both(g.at_rest, _may_come_again),
        a.remind_again,
        S.RESTING,
        Say.NOTHING,
    ),
    *every(
        (S.RESTING, *SETUP, S.HURTING, S.STOPPING),
        e.ReaskCame,
        g.both(
            g.at_rest,
            g.may_be_asked,
            g.may_be_written_to,
            g.not_paused,
            g.no(g.too_late),
            g.no(g.reminder_open),
            g.no(g.reminder_near),
            g.no(g.answered_already),
        ),
        a.ask_again,
        say=Say.NOTHING,
    ),
)

_full_check_with_score = g.both(g.full_check_due, g.day_score_fresh)

ANSWER_ROWS = (
    *every(
        (S.RESTING, *SETUP),
        e.ScoreCorrected,
        g.both(g.at_rest, g.corrects_the_day, g.of_today),
        a.answer_anew,
        say=Say.NOTHING,
    ),
    *(
        row
        for guard, action in (
            (g.both(g.at_rest, g.reminder_open, g.a_sore_day), a.answer_sore),
            (g.both(g.at_rest, g.reminder_open), a.answer_reminder),
        )
        for row in every((S.RESTING, *SETUP), e.DailyScoreGiven, guard, action, say=Say.NOTHING)
    ),
    *(
        row
        for event in (e.NothingNew, e.OneMoveChosen)
        for row in from_rest(event, g.day_score_sore, _check_for_sore_day, S.EMERGENCY_CHECK)
    ),
    *from_rest(e.NothingNew, _full_check_with_score, _check_with_score, S.EMERGENCY_CHECK),
    *from_rest(e.NothingNew, g.full_check_due, a.start_check, S.EMERGENCY_CHECK),
    *from_rest(e.NothingNew, g.day_score_fresh, _take_score, S.GETTING_UP_BEFORE),
    *from_rest(e.NothingNew, None, a.start, S.SITTING_BEFORE),
    *from_rest(
        e.OneMoveChosen,
        _full_check_with_score,
        a.then(_one_move_checked, a.take_day_score),
        S.EMERGENCY_CHECK,
    ),
    *from_rest(e.OneMoveChosen, g.full_check_due, _one_move_checked, S.EMERGENCY_CHECK),
    *from_rest(
        e.OneMoveChosen,
        g.day_score_fresh,
        a.then(_one_move, a.take_day_score, a.plan_routine),
        S.EXERCISING,
    ),
    *from_rest(e.OneMoveChosen, None, _one_move, S.SITTING_BEFORE),
    *every((S.RESTING, *SETUP), e.Snoozed, action=a.snooze, say=Say.NOTHING),
    *every((S.RESTING, *SETUP), e.TodaySkipped, action=a.skip_today, say=Say.NOTHING),
    *every((S.RESTING, *SETUP), e.GoingOnChosen, g.reminders_on, a.go_on, say=Say.NOTHING),
)

_WISHES = {
    e.DaysOpened: a.open_days,
    e.SecondDropped: a.drop_second,
    e.RemindersTurnedOff: a.turn_off,
    e.EveryChosen: a.change_interval,
    e.PauseAsked: a.pause,
    e.PauseChosen: a.pause_until,
    e.PauseDatesOpened: a.open_pause_dates,
}
"""What can be wished for in any step, once a reminder is set."""

WISH_ROWS = (
    *every(S, e.DayToggled, g.both(g.reminders_on, g.a_weekday_is_left), a.toggle_day, say=Say.NOTHING),
    *every(S, e.DayToggled, g.reminders_on, a.open_days, say=Say.NOTHING),
    *every(S, e.DayToggled, None, a.nothing_to_pause, say=Say.NOTHING),
    *(
        row
        for event, action in _WISHES.items()
        for row in (
            *every(S, event, g.reminders_on, action, say=Say.NOTHING),
            *every(S, event, None, a.nothing_to_pause, say=Say.NOTHING),
        )
    ),
    *every(S, e.ResumeAsked, g.pausing, a.resume_reminders, say=Say.NOTHING),
    *every(S, e.ResumeAsked, g.reminders_on, a.show_reminders, say=Say.NOTHING),
    *every(S, e.ResumeAsked, None, a.note("no_reminders"), say=Say.NOTHING),
    Row(S.RESTING, e.PhraseTyped, g.both(g.said("pause"), g.reminders_on), a.pause, S.RESTING, Say.NOTHING),
    Row(
        S.RESTING,
        e.PhraseTyped,
        g.both(g.said("reminder"), g.reminders_on),
        a.show_reminders,
        S.RESTING,
        Say.NOTHING,
    ),
    Row(S.RESTING, e.PhraseTyped, g.both(g.said("reminder"), g.consented), a.ask_time, S.REMINDER_TIME),
)
