"""The safety check, and every red flag."""

from __future__ import annotations

from bot.core import actions as a
from bot.core import events as e
from bot.core import guards as g
from bot.core.effects import Ending, Outcome
from bot.core.rows.shape import AFTER, BEFORE, BETWEEN, MOVES, STOPS, Row, S, Say, but, every

_stop_emergency = a.stop("emergency")
_check_at_once = a.then(a.only_check, a.word("red_flag"))
_check_anew = a.then(a.check_only, a.word("red_flag"))
_leave_checked = a.then(a.pass_check, a.close(Ending.STOPPED, "checked"))
_straight_on = g.both(g.sitting_known, g.one_move)
_pass_to_one_move = a.then(a.pass_check, a.plan_routine)

CHECK_ROWS = (
    *every(but(S.EMERGENCY_STOP), e.EmergencyReported, None, _stop_emergency, S.EMERGENCY_STOP),
    Row(S.EMERGENCY_CHECK, e.NothingReported, None, a.clear_emergency_list, S.CAUTION_CHECK),
    Row(S.CAUTION_CHECK, e.DoctorFirstReported, g.doctor_allowed, None, S.WHICH_GENTLE),
    *every(but(*STOPS), e.DoctorFirstReported, None, a.stop("doctor"), S.DOCTOR_STOP),
    Row(S.CAUTION_CHECK, e.GentleReported, None, None, S.WHICH_GENTLE),
    Row(S.CAUTION_CHECK, e.NothingReported, g.nobody, a.end_child, S.WELCOME),
    Row(S.CAUTION_CHECK, e.NothingReported, g.only_checking, _leave_checked, S.RESTING),
    Row(S.CAUTION_CHECK, e.NothingReported, g.flare, a.pass_check, S.FLARE_OFFER),
    Row(
        S.CAUTION_CHECK,
        e.NothingReported,
        _straight_on,
        _pass_to_one_move,
        S.EXERCISING,
    ),
    Row(S.CAUTION_CHECK, e.NothingReported, g.sitting_known, a.pass_check, S.GETTING_UP_BEFORE),
    Row(S.CAUTION_CHECK, e.NothingReported, None, a.pass_check, S.SITTING_BEFORE),
    Row(
        S.WHICH_GENTLE,
        e.ConditionToggled,
        g.known_condition,
        a.toggle_condition,
        S.WHICH_GENTLE,
        Say.IN_PLACE,
    ),
    Row(
        S.WHICH_GENTLE,
        e.ConditionsConfirmed,
        g.both(g.nothing_ticked, g.no(g.doctor_allowed)),
        a.word("tick_one"),
        S.WHICH_GENTLE,
        Say.IN_PLACE,
    ),
    Row(S.WHICH_GENTLE, e.BackChosen, None, a.untick, S.CAUTION_CHECK, Say.IN_PLACE),
    Row(S.WHICH_GENTLE, e.ConditionsConfirmed, g.nobody, a.end_child, S.WELCOME),
    Row(S.WHICH_GENTLE, e.ConditionsConfirmed, g.cannot_lie_flat, a.stop("not_lying_flat"), S.FLAT_STOP),
    Row(
        S.WHICH_GENTLE,
        e.ConditionsConfirmed,
        g.doctor_first_for_condition,
        a.stop("ask_first"),
        S.DOCTOR_STOP,
    ),
    Row(S.WHICH_GENTLE, e.ConditionsConfirmed, g.only_checking, _leave_checked, S.RESTING),
    Row(S.WHICH_GENTLE, e.ConditionsConfirmed, g.flare, a.pass_check, S.FLARE_OFFER),
    Row(
        S.WHICH_GENTLE,
        e.ConditionsConfirmed,
        _straight_on,
        _pass_to_one_move,
        S.EXERCISING,
    ),
    Row(S.WHICH_GENTLE, e.ConditionsConfirmed, g.sitting_known, a.pass_check, S.GETTING_UP_BEFORE),
    Row(S.WHICH_GENTLE, e.ConditionsConfirmed, None, a.pass_check, S.SITTING_BEFORE),
    Row(S.DOCTOR_STOP, e.DoctorAllowed, g.after_an_emergency, a.word("not_after_emergency"), S.DOCTOR_STOP),
    Row(S.DOCTOR_STOP, e.DoctorAllowed, g.emergency_list_fresh, a.allow_by_doctor, S.WHICH_GENTLE),
    Row(S.DOCTOR_STOP, e.DoctorAllowed, None, a.allow_by_doctor, S.EMERGENCY_CHECK),
    *every((*STOPS, S.RESTING, S.QUICK_CHECK), e.CheckAsked, None, a.begin_check, S.EMERGENCY_CHECK),
    Row(S.QUICK_CHECK, e.NothingNew, g.sitting_known, None, S.GETTING_UP_BEFORE),
    Row(S.QUICK_CHECK, e.NothingNew, None, None, S.SITTING_BEFORE),
    *every((*BEFORE, *MOVES, *AFTER, *BETWEEN), e.SomethingNew, None, a.into_check, S.EMERGENCY_CHECK),
    Row(S.RESTING, e.SomethingNew, g.consented, a.into_check, S.EMERGENCY_CHECK),
    *every((S.EMERGENCY_STOP,), e.RedFlagTyped, action=a.word("red_flag")),
    *every((S.EMERGENCY_CHECK,), e.RedFlagTyped, action=_check_anew),
    # Typed as the answer to "What does it feel like?". Elsewhere it may be denied: "not dizzy at all".
    Row(S.HURTING, e.RedFlagTyped, g.numb, a.then(a.log(Outcome.NUMB), _check_at_once), S.EMERGENCY_CHECK),
    *every(
        but(S.EMERGENCY_STOP, S.EMERGENCY_CHECK),
        e.RedFlagTyped,
        None,
        _check_at_once,
        S.EMERGENCY_CHECK,
    ),
    *every(S, e.DespairTyped, None, a.note("despair"), say=Say.NOTHING),
)
