"""The table: step, event, guard, action, next step. It alone says what may happen.

The first row of a step and event whose guard holds is taken; an event without a row changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from bot.core import actions as a
from bot.core import events as e
from bot.core import guards as g
from bot.core.effects import Ending, Outcome
from bot.core.session import Measure, Moment, Step

S = Step


class Say(Enum):
    """How the next step's question is shown."""

    NEW = "new message"
    IN_PLACE = "in place"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    step: S
    event: type[e.Event]
    guard: g.Guard | None
    action: a.Action | None
    next: S
    say: Say = Say.NEW


CHILD_DOOR = (S.CHILD_AGE, S.TOO_YOUNG, S.CHILD_DOCTOR, S.CHILD_WAIT)
CHECK = (S.EMERGENCY_CHECK, S.CAUTION_CHECK, S.WHICH_GENTLE)
STOPS = (S.EMERGENCY_STOP, S.DOCTOR_STOP, S.FLAT_STOP)
BEFORE = (S.QUICK_CHECK, S.SITTING_BEFORE, S.GETTING_UP_BEFORE, S.FLARE_OFFER)
MOVES = (S.FLARE_EXERCISE, S.FLARE_SCORE, S.FLARE_GO_ON, S.EXERCISING, S.CHANGING)
MOVING = (S.EXERCISING, S.CHANGING)
AFTER = (S.FINISHING, S.SITTING_AFTER, S.GETTING_UP_AFTER)
BETWEEN = (S.HURTING, S.STOPPING)
IN_BETWEEN_MOVES = (*MOVING, S.FLARE_EXERCISE, *BETWEEN)
RUNNING = (*CHECK, *BEFORE, *MOVES, *AFTER, *BETWEEN)
CAN_HURT = (S.SITTING_BEFORE, S.GETTING_UP_BEFORE, S.FLARE_OFFER, *MOVES, *AFTER, S.RESTING)
STOPPABLE = (*CAN_HURT, *CHECK, S.QUICK_CHECK)
RETURNS = tuple(s for s in STOPPABLE if s is not S.CHANGING)
SCORING = (S.SITTING_BEFORE, S.GETTING_UP_BEFORE, S.FLARE_SCORE, S.SITTING_AFTER, S.GETTING_UP_AFTER)


def every(
    steps: Iterable[S],
    event: type[e.Event],
    guard: g.Guard | None = None,
    action: a.Action | None = None,
    to: S | None = None,
    say: Say = Say.NEW,
) -> tuple[Row, ...]:
    """The same row for several steps; without ``to`` each stays where it is."""
    return tuple(Row(step, event, guard, action, to or step, say) for step in steps)


def _but(*steps: S) -> tuple[S, ...]:
    return tuple(step for step in S if step not in steps)


_stop_emergency = a.stop("emergency")
_check_at_once = a.then(a.only_check, a.word("red_flag"))
_check_anew = a.then(a.check_only, a.word("red_flag"))
_correct_and_calm = a.then(a.correct, a.calm_flare)
_finish_move = a.log(Outcome.DONE)
_skip_move = a.log(Outcome.SKIPPED)
_leave_checked = a.then(a.pass_check, a.close(Ending.STOPPED, "checked"))
_end_flare = a.close(Ending.STOPPED, "flare_over")

WELCOME_ROWS = (
    Row(S.WELCOME, e.ConsentGiven, None, a.consent, S.EMERGENCY_CHECK),
    *every((S.WELCOME, S.RESTING), e.ChildChosen, to=S.CHILD_AGE),
    Row(S.CHILD_AGE, e.ChildUnderFive, None, None, S.TOO_YOUNG, Say.IN_PLACE),
    Row(S.CHILD_AGE, e.ChildFiveToFifteen, None, None, S.CHILD_DOCTOR, Say.IN_PLACE),
    Row(S.CHILD_DOCTOR, e.ChildDoctorSaidYes, None, a.begin_child, S.EMERGENCY_CHECK, Say.IN_PLACE),
    Row(S.CHILD_DOCTOR, e.ChildDoctorNotAsked, None, None, S.CHILD_WAIT, Say.IN_PLACE),
    Row(S.CHILD_WAIT, e.ChildDoctorSaidYes, None, a.begin_child, S.EMERGENCY_CHECK, Say.IN_PLACE),
    *every(CHILD_DOOR, e.ChildEnded, g.consented, a.end_child, S.RESTING),
    *every(CHILD_DOOR, e.ChildEnded, None, a.end_child, S.WELCOME),
    *every(STOPS, e.ChildEnded, g.both(g.child, g.consented), a.end_child, S.RESTING),
    *every(STOPS, e.ChildEnded, g.child, a.end_child, S.WELCOME),
)

CHECK_ROWS = (
    *every(_but(S.EMERGENCY_STOP), e.EmergencyReported, None, _stop_emergency, S.EMERGENCY_STOP),
    Row(S.EMERGENCY_CHECK, e.NothingReported, None, a.clear_emergency_list, S.CAUTION_CHECK),
    Row(S.CAUTION_CHECK, e.DoctorFirstReported, g.doctor_allowed, None, S.WHICH_GENTLE),
    *every(_but(*STOPS), e.DoctorFirstReported, None, a.stop("doctor"), S.DOCTOR_STOP),
    Row(S.CAUTION_CHECK, e.GentleReported, None, None, S.WHICH_GENTLE),
    Row(S.CAUTION_CHECK, e.NothingReported, g.nobody, a.end_child, S.WELCOME),
    Row(S.CAUTION_CHECK, e.NothingReported, g.only_checking, _leave_checked, S.RESTING),
    Row(S.CAUTION_CHECK, e.NothingReported, g.flare, a.pass_check, S.FLARE_OFFER),
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
        a.stop("midwife"),
        S.DOCTOR_STOP,
    ),
    Row(S.WHICH_GENTLE, e.ConditionsConfirmed, g.only_checking, _leave_checked, S.RESTING),
    Row(S.WHICH_GENTLE, e.ConditionsConfirmed, g.flare, a.pass_check, S.FLARE_OFFER),
    Row(S.WHICH_GENTLE, e.ConditionsConfirmed, g.sitting_known, a.pass_check, S.GETTING_UP_BEFORE),
    Row(S.WHICH_GENTLE, e.ConditionsConfirmed, None, a.pass_check, S.SITTING_BEFORE),
    Row(S.DOCTOR_STOP, e.DoctorAllowed, g.after_an_emergency, a.word("not_after_emergency"), S.DOCTOR_STOP),
    Row(S.DOCTOR_STOP, e.DoctorAllowed, g.emergency_list_fresh, a.allow_by_doctor, S.WHICH_GENTLE),
    Row(S.DOCTOR_STOP, e.DoctorAllowed, None, a.allow_by_doctor, S.EMERGENCY_CHECK),
    *every((*STOPS, S.RESTING, S.QUICK_CHECK), e.CheckAsked, None, a.begin_check, S.EMERGENCY_CHECK),
    Row(S.QUICK_CHECK, e.NothingNew, None, None, S.SITTING_BEFORE),
    *every((*BEFORE, *MOVES, *AFTER, *BETWEEN), e.SomethingNew, None, a.into_check, S.EMERGENCY_CHECK),
    Row(S.RESTING, e.SomethingNew, g.consented, a.into_check, S.EMERGENCY_CHECK),
    *every((S.EMERGENCY_STOP,), e.RedFlagTyped, action=a.word("red_flag")),
    *every((S.EMERGENCY_CHECK,), e.RedFlagTyped, action=_check_anew),
    *every(
        _but(S.EMERGENCY_STOP, S.EMERGENCY_CHECK),
        e.RedFlagTyped,
        None,
        _check_at_once,
        S.EMERGENCY_CHECK,
    ),
    *every(S, e.DespairTyped, None, a.note("despair"), say=Say.NOTHING),
)

START_ROWS = (
    Row(S.RESTING, e.RoutineAsked, g.no(g.consented), None, S.WELCOME),
    Row(S.RESTING, e.RoutineAsked, g.full_check_due, a.start_check, S.EMERGENCY_CHECK),
    Row(S.RESTING, e.RoutineAsked, None, a.start, S.QUICK_CHECK),
    Row(S.RESTING, e.Started, g.no(g.consented), None, S.WELCOME),
    Row(S.RESTING, e.Started, g.full_check_due, a.start_check, S.EMERGENCY_CHECK),
    Row(S.RESTING, e.Started, None, a.start, S.QUICK_CHECK),
    *every((S.WELCOME,), e.Started),
    *every((S.WELCOME, *CHILD_DOOR), e.RoutineAsked, action=a.word("agree_first")),
    *every((*STOPS,), e.Started, action=a.word("stopped_here")),
    *every((*STOPS,), e.RoutineAsked, action=a.word("stopped_here")),
    *every((*CHILD_DOOR, *RUNNING), e.Started, action=a.word("here_we_are")),
    *every(RUNNING, e.RoutineAsked, action=a.word("here_we_are")),
)

SCORE_ROWS = (
    Row(
        S.SITTING_BEFORE,
        e.ScoreGiven,
        g.sitting_too_sore,
        a.then(a.record(Measure.SITTING, Moment.BEFORE), a.repeat_check_for_flare),
        S.EMERGENCY_CHECK,
    ),
    Row(
        S.SITTING_BEFORE,
        e.ScoreGiven,
        None,
        a.record(Measure.SITTING, Moment.BEFORE),
        S.GETTING_UP_BEFORE,
    ),
    Row(
        S.GETTING_UP_BEFORE,
        e.ScoreGiven,
        None,
        a.then(a.record(Measure.GETTING_UP, Moment.BEFORE), a.plan_routine),
        S.EXERCISING,
    ),
    Row(
        S.GETTING_UP_BEFORE,
        e.GettingUpSkipped,
        None,
        a.then(a.skip_getting_up, a.plan_routine),
        S.EXERCISING,
    ),
    Row(
        S.SITTING_AFTER,
        e.ScoreGiven,
        g.getting_up_was_scored,
        a.record(Measure.SITTING, Moment.AFTER),
        S.GETTING_UP_AFTER,
    ),
    Row(
        S.SITTING_AFTER,
        e.ScoreGiven,
        g.both(g.worse, g.worse_last_time),
        a.then(a.record(Measure.SITTING, Moment.AFTER), a.show_summary, a.finish, a.stop("worse_twice")),
        S.DOCTOR_STOP,
    ),
    Row(
        S.SITTING_AFTER,
        e.ScoreGiven,
        None,
        a.then(a.record(Measure.SITTING, Moment.AFTER), a.finish),
        S.RESTING,
    ),
    Row(
        S.GETTING_UP_AFTER,
        e.ScoreGiven,
        g.both(g.worse, g.worse_last_time),
        a.then(a.record(Measure.GETTING_UP, Moment.AFTER), a.show_summary, a.finish, a.stop("worse_twice")),
        S.DOCTOR_STOP,
    ),
    Row(
        S.GETTING_UP_AFTER,
        e.ScoreGiven,
        None,
        a.then(a.record(Measure.GETTING_UP, Moment.AFTER), a.finish),
        S.RESTING,
    ),
    Row(
        S.GETTING_UP_AFTER,
        e.GettingUpSkipped,
        g.both(g.worse, g.worse_last_time),
        a.then(a.skip_getting_up, a.show_summary, a.finish, a.stop("worse_twice")),
        S.DOCTOR_STOP,
    ),
    Row(S.GETTING_UP_AFTER, e.GettingUpSkipped, None, a.then(a.skip_getting_up, a.finish), S.RESTING),
    *every((S.WELCOME, *CHILD_DOOR), e.DailyScoreGiven, action=a.word("agree_first")),
    *every(
        IN_BETWEEN_MOVES,
        e.DailyScoreGiven,
        g.both(g.in_the_smallest_move, g.too_sore_to_go_on),
        a.then(a.record_daily, a.close(Ending.STOPPED, "flare_higher")),
        S.RESTING,
    ),
    *every(
        IN_BETWEEN_MOVES,
        e.DailyScoreGiven,
        g.both(g.in_a_move, g.too_sore_to_go_on, g.high_before),
        a.then(a.record_daily, a.log(Outcome.TOO_SORE), a.word("high_again")),
        S.FINISHING,
    ),
    *every(
        IN_BETWEEN_MOVES,
        e.DailyScoreGiven,
        g.both(g.in_a_move, g.too_sore_to_go_on, g.can_be_easier),
        a.then(a.record_daily, a.count_high_number, a.make_easier, a.word("high_number")),
        S.EXERCISING,
    ),
    *every(
        IN_BETWEEN_MOVES,
        e.DailyScoreGiven,
        g.both(g.in_a_move, g.too_sore_to_go_on),
        a.then(a.record_daily, a.log(Outcome.TOO_SORE), a.word("high_again")),
        S.FINISHING,
    ),
    Row(
        S.FLARE_GO_ON,
        e.DailyScoreGiven,
        g.flare_got_higher,
        a.then(a.record_daily, a.close(Ending.STOPPED, "flare_higher")),
        S.RESTING,
    ),
    *every(_but(S.WELCOME, *CHILD_DOOR), e.DailyScoreGiven, g.child, a.word("one_thing")),
    *every(_but(S.WELCOME, *CHILD_DOOR), e.DailyScoreGiven, g.no(g.consented), a.word("agree_first")),
    Row(
        S.RESTING,
        e.DailyScoreGiven,
        g.a_sore_day,
        a.then(a.record_daily, a.note("sore_day")),
        S.RESTING,
        Say.NOTHING,
    ),
    *every(_but(S.WELCOME, *CHILD_DOOR), e.DailyScoreGiven, action=a.record_daily, say=Say.NOTHING),
    *every(SCORING, e.ScoreAsked),
    *every((S.WELCOME, *CHILD_DOOR), e.ScoreAsked, action=a.word("agree_first")),
    *every(_but(S.WELCOME, *CHILD_DOOR, *SCORING), e.ScoreAsked, g.child, a.word("one_thing")),
    *every(_but(S.WELCOME, *CHILD_DOOR, *SCORING), e.ScoreAsked, g.no(g.consented), a.word("agree_first")),
    *every(_but(S.WELCOME, *CHILD_DOOR, *SCORING), e.ScoreAsked, action=a.daily_question, say=Say.NOTHING),
    *every(SCORING, e.NotAScore, action=a.answer_not_a_score),
    Row(S.RESTING, e.NotAScore, g.consented, a.daily_question, S.RESTING, Say.NOTHING),
    *every(_but(*SCORING), e.NotAScore, action=a.answer_not_a_score),
    *every(S, e.CorrectionAsked, action=a.ask_correction, say=Say.NOTHING),
    *every(
        (S.GETTING_UP_BEFORE, S.EXERCISING, S.CHANGING, *BETWEEN),
        e.ScoreCorrected,
        g.corrects_into_flare,
        a.then(a.correct, a.repeat_check_for_flare),
        S.EMERGENCY_CHECK,
    ),
    *every(
        (S.EXERCISING, S.CHANGING),
        e.ScoreCorrected,
        g.corrects_the_plan,
        a.then(a.correct, a.plan_again),
        S.EXERCISING,
    ),
    *every(
        BETWEEN,
        e.ScoreCorrected,
        g.both(g.while_moving, g.corrects_the_plan),
        a.then(a.correct, a.plan_again),
        say=Say.NOTHING,
    ),
    *every(
        (S.FLARE_EXERCISE, S.FLARE_GO_ON, *BETWEEN),
        e.ScoreCorrected,
        g.both(g.flare, g.flare_got_higher),
        a.then(a.correct, a.close(Ending.STOPPED, "flare_higher")),
        S.RESTING,
    ),
    *every(CHECK, e.ScoreCorrected, g.corrects_out_of_flare, _correct_and_calm, say=Say.NOTHING),
    Row(
        S.FLARE_OFFER,
        e.ScoreCorrected,
        g.corrects_out_of_flare,
        _correct_and_calm,
        S.GETTING_UP_BEFORE,
    ),
    Row(
        S.RESTING,
        e.ScoreCorrected,
        g.both(g.corrects_this_session, g.after_a_summary),
        a.then(a.correct, a.finish),
        S.RESTING,
    ),
    *every(S, e.ScoreCorrected, action=a.correct, say=Say.NOTHING),
)

MOVE_ROWS = (
    Row(S.FLARE_OFFER, e.OfferAccepted, None, a.plan_smallest, S.FLARE_EXERCISE),
    Row(S.FLARE_OFFER, e.OfferDeclined, None, a.close(Ending.DECLINED, "flare_over"), S.RESTING),
    Row(S.FLARE_EXERCISE, e.ExerciseDone, None, _finish_move, S.FLARE_SCORE),
    Row(S.FLARE_EXERCISE, e.OfferDeclined, None, a.then(_skip_move, _end_flare), S.RESTING),
    Row(S.FLARE_EXERCISE, e.PhraseTyped, g.said_done, _finish_move, S.FLARE_SCORE),
    Row(
        S.FLARE_SCORE,
        e.ScoreGiven,
        g.higher_than_before,
        a.then(a.record(Measure.SITTING, Moment.FLARE), a.close(Ending.STOPPED, "flare_higher")),
        S.RESTING,
    ),
    Row(S.FLARE_SCORE, e.ScoreGiven, None, a.record(Measure.SITTING, Moment.FLARE), S.FLARE_GO_ON),
    Row(S.FLARE_GO_ON, e.OfferAccepted, g.more_than_the_smallest, a.plan_after_flare, S.EXERCISING),
    *every((S.FLARE_GO_ON,), e.OfferAccepted, None, _end_flare, S.RESTING),
    *every((S.FLARE_GO_ON,), e.OfferDeclined, None, _end_flare, S.RESTING),
    *(
        row
        for event, guard in ((e.ExerciseDone, None), (e.PhraseTyped, g.said_done))
        for row in (
            *every(
                MOVING,
                event,
                g.both(*(x for x in (guard, g.first_leg_of_two) if x)),
                a.other_leg,
                S.EXERCISING,
                Say.IN_PLACE,
            ),
            *every(
                MOVING,
                event,
                g.both(*(x for x in (guard, g.more_exercises) if x)),
                _finish_move,
                S.EXERCISING,
            ),
            *every(MOVING, event, guard, _finish_move, S.FINISHING),
        )
    ),
    Row(S.EXERCISING, e.ChangeOpened, None, None, S.CHANGING, Say.IN_PLACE),
    Row(S.CHANGING, e.BackChosen, None, None, S.EXERCISING, Say.IN_PLACE),
    Row(S.CHANGING, e.EasierChosen, g.can_be_easier, a.make_easier, S.EXERCISING, Say.IN_PLACE),
    Row(S.CHANGING, e.MoreChosen, g.can_be_more, a.make_more, S.EXERCISING, Say.IN_PLACE),
    Row(S.CHANGING, e.VariationChosen, g.has_variation, a.vary, S.EXERCISING, Say.IN_PLACE),
    Row(S.CHANGING, e.ExerciseSkipped, g.more_exercises, _skip_move, S.EXERCISING),
    Row(S.CHANGING, e.ExerciseSkipped, None, _skip_move, S.FINISHING),
    Row(S.FINISHING, e.SatUp, None, None, S.SITTING_AFTER),
    Row(S.FINISHING, e.PhraseTyped, g.said_done, None, S.SITTING_AFTER),
)

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
    *every(STOPS, e.HurtOpened, action=a.word("stopped_here")),
    *every(STOPS, e.HurtNamed, action=a.word("stopped_here")),
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
        a.then(a.make_easier, a.word("made_easier")),
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
    *every((*STOPPABLE, *BETWEEN), e.StopAsked, None, a.remember_return, S.STOPPING),
    *every((S.WELCOME, *CHILD_DOOR, *STOPS), e.StopAsked, action=a.word("nothing_runs")),
    Row(S.STOPPING, e.StopExerciseChosen, g.both(g.while_moving, g.more_exercises), _skip_move, S.EXERCISING),
    Row(S.STOPPING, e.StopExerciseChosen, g.while_moving, _skip_move, S.FINISHING),
    Row(S.STOPPING, e.StopExerciseChosen, g.while_flaring, a.then(_skip_move, _end_flare), S.RESTING),
    Row(S.STOPPING, e.StopEverythingChosen, None, a.stop_everything, S.RESTING),
    *(Row(S.STOPPING, e.StopRemindersChosen, g.from_step(s), a.stop_reminders, s) for s in RETURNS),
    *(Row(S.STOPPING, e.WentOn, g.from_step(step), a.resume, step) for step in RETURNS),
)

ANYWHERE_ROWS = (
    *every(S, e.HelpAsked, None, a.note("help"), say=Say.NOTHING),
    *every(S, e.AboutAsked, None, a.note("about"), say=Say.NOTHING),
    *every(S, e.PrivacyAsked, None, a.note("privacy"), say=Say.NOTHING),
    *every(S, e.DeleteAsked, None, a.note("delete"), say=Say.NOTHING),
    *every(S, e.DeleteConfirmed, None, a.delete, S.WELCOME, Say.NOTHING),
    *every(S, e.DeleteCancelled, None, a.note("kept"), say=Say.NOTHING),
    *every(STOPS, e.PhraseTyped, action=a.word("stopped_here")),
    *every(STOPS, e.NotUnderstood, action=a.word("stopped_here")),
    *every(CHECK, e.PhraseTyped, action=a.word("check_first")),
    *every(CHECK, e.NotUnderstood, action=a.word("check_first")),
    *every(_but(*STOPS, *CHECK), e.PhraseTyped, action=a.answer_phrase),
    *every(_but(*STOPS, *CHECK), e.NotUnderstood, action=a.answer_unknown),
    *every(S, e.MediaSent, action=a.answer_media),
    *every(STOPS, e.SessionExpired, g.both(g.child, g.consented), a.end_child, S.RESTING, Say.NOTHING),
    *every(STOPS, e.SessionExpired, g.child, a.end_child, S.WELCOME, Say.NOTHING),
    *every(
        RUNNING,
        e.SessionExpired,
        None,
        a.close(Ending.EXPIRED, "expired"),
        S.RESTING,
        Say.NOTHING,
    ),
    Row(S.RESTING, e.ReaskCame, g.may_be_asked, a.ask_again, S.RESTING, Say.NOTHING),
)

TABLE: tuple[Row, ...] = (
    *WELCOME_ROWS,
    *CHECK_ROWS,
    *START_ROWS,
    *SCORE_ROWS,
    *MOVE_ROWS,
    *HURT_ROWS,
    *STOP_ROWS,
    *ANYWHERE_ROWS,
)


def _indexed() -> dict[tuple[S, type[e.Event]], tuple[Row, ...]]:
    found: dict[tuple[S, type[e.Event]], list[Row]] = {}
    for row in TABLE:
        found.setdefault((row.step, row.event), []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}


ROWS = _indexed()
"""The table's rows by step and event, in order."""
