"""What hurts, and "stop"."""

from __future__ import annotations

from bot.core import actions as a
from bot.core import events as e
from bot.core import guards as g
from bot.core.effects import Ending, Outcome
from bot.core.guards import MOVING
from bot.core.rows.shape import (
    BETWEEN,
    CAN_HURT,
    CHECK,
    CHILD_DOOR,
    RETURNS,
    SETUP,
    STOPPABLE,
    STOPS,
    Row,
    S,
    Say,
    every,
)

_check_at_once = a.then(a.only_check, a.word("red_flag"))
_check_anew = a.then(a.check_only, a.word("red_flag"))
_skip_move = a.log(Outcome.SKIPPED)
_end_flare = a.close(Ending.STOPPED, "flare_over")

HURT_ROWS = (
    *every((*CAN_HURT, *BETWEEN), e.HurtOpened, None, a.remember_return, S.HURTING),
    Row(S.QUICK_CHECK, e.HurtOpened, None, a.into_check, S.EMERGENCY_CHECK),
    *every(CHECK, e.HurtOpened, None, _check_anew, S.EMERGENCY_CHECK),
    *every(CHECK, e.HurtNamed, None, _check_anew, S.EMERGENCY_CHECK),
    *every(
        (S.WELCOME, *CHILD_DOOR),
        e.HurtOpened,
        None,
        _check_at_once,
        S.EMERGENCY_CHECK,
    ),
    *every(
        (S.WELCOME, *CHILD_DOOR),
        e.HurtNamed,
        None,
        _check_at_once,
        S.EMERGENCY_CHECK,
    ),
    *every(
        (S.DOCTOR_STOP, S.FLAT_STOP),
        e.HurtNamed,
        g.numb,
        _check_at_once,
        S.EMERGENCY_CHECK,
    ),
    *every(STOPS, e.HurtOpened, action=a.say_stopped),
    *every(STOPS, e.HurtNamed, action=a.say_stopped),
    *every((*MOVING, S.FLARE_EXERCISE), e.PhraseTyped, g.said_it_hurts, a.remember_return, S.HURTING),
    *every(
        (*CAN_HURT, *BETWEEN, S.QUICK_CHECK),
        e.HurtNamed,
        g.numb,
        a.then(a.log_hurt, a.only_check, a.word("red_flag")),
        S.EMERGENCY_CHECK,
    ),
    Row(
        S.HURTING,
        e.HurtNamed,
        g.both(g.too_sore, g.while_moving, g.can_be_easier),
        a.then(a.note_hurt, a.make_easier, a.word("made_easier")),
        S.EXERCISING,
    ),
    Row(
        S.HURTING,
        e.HurtNamed,
        g.both(g.down_the_leg, g.while_moving, g.leg_last_time),
        a.then(a.log_hurt, a.stop("leg_twice")),
        S.DOCTOR_STOP,
    ),
    Row(
        S.HURTING,
        e.HurtNamed,
        g.both(g.down_the_leg, g.while_moving),
        a.then(a.log_hurt, a.word("leg")),
        S.FINISHING,
    ),
    Row(
        S.HURTING,
        e.HurtNamed,
        g.both(g.while_moving, g.more_exercises),
        a.then(a.log_hurt, a.word("left_out")),
        S.EXERCISING,
    ),
    Row(S.HURTING, e.HurtNamed, g.while_moving, a.then(a.log_hurt, a.word("left_out_last")), S.FINISHING),
    Row(
        S.HURTING,
        e.HurtNamed,
        g.while_flaring,
        a.then(a.log_hurt, a.close(Ending.STOPPED, "flare_higher")),
        S.RESTING,
    ),
    Row(
        S.HURTING,
        e.HurtNamed,
        None,
        a.then(a.small_next_time, a.close(Ending.STOPPED, "hurt")),
        S.RESTING,
    ),
    *every((*(s for s in CAN_HURT), S.STOPPING), e.HurtNamed, None, a.remember_return, S.HURTING),
    *(Row(S.HURTING, e.WentOn, g.from_step(step), a.resume, step) for step in RETURNS),
)

STOP_ROWS = (
    *every(SETUP, e.StopAsked, g.at_rest, a.leave_setup, S.RESTING, Say.NOTHING),
    *every(STOPS, e.StopAsked, g.reminders_on, a.stop_reminders),
    *every((*STOPPABLE, *BETWEEN), e.StopAsked, None, a.remember_return, S.STOPPING),
    *every((S.WELCOME, *CHILD_DOOR, *STOPS), e.StopAsked, action=a.word("nothing_runs")),
    Row(S.STOPPING, e.StopExerciseChosen, g.both(g.while_moving, g.more_exercises), _skip_move, S.EXERCISING),
    Row(S.STOPPING, e.StopExerciseChosen, g.while_moving, _skip_move, S.FINISHING),
    Row(S.STOPPING, e.StopExerciseChosen, g.while_flaring, a.then(_skip_move, _end_flare), S.RESTING),
    Row(S.STOPPING, e.StopSessionChosen, None, a.close(Ending.STOPPED, "stopped_today"), S.RESTING),
    Row(S.STOPPING, e.StopEverythingChosen, None, a.stop_everything, S.RESTING),
    *(Row(S.STOPPING, e.StopRemindersChosen, g.from_step(s), a.stop_reminders, s) for s in RETURNS),
    *(Row(S.STOPPING, e.WentOn, g.from_step(step), a.resume, step) for step in RETURNS),
)
