"""The way in."""

from __future__ import annotations

from bot.core import actions as a
from bot.core import events as e
from bot.core import guards as g
from bot.core.rows.shape import CHILD_DOOR, RUNNING, STOPS, Row, S, Say, every, from_rest

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

UNKEPT_ROWS = (
    Row(S.WELCOME, e.UnkeptChosen, None, a.begin_unkept, S.EMERGENCY_CHECK),
    *from_rest(e.UnkeptChosen, None, a.begin_unkept, S.EMERGENCY_CHECK),
    Row(
        S.RESTING,
        e.PhraseTyped,
        g.both(g.said("keep_nothing"), g.consented),
        a.begin_unkept,
        S.EMERGENCY_CHECK,
    ),
    *every(CHILD_DOOR, e.UnkeptChosen, action=a.word("one_thing")),
    *every(STOPS, e.UnkeptChosen, action=a.say_stopped),
    *every(
        (S.HURTING, S.STOPPING),
        e.UnkeptChosen,
        g.from_step(S.RESTING),
        a.then(a.resume, a.begin_unkept),
        S.EMERGENCY_CHECK,
    ),
    *every(RUNNING, e.UnkeptChosen, g.leaves_nothing, a.word("unkept")),
    *every(RUNNING, e.UnkeptChosen, g.consented, a.word("kept_one")),
    *every(RUNNING, e.UnkeptChosen, action=a.word("here_we_are")),
    *every(STOPS, e.UnkeptEnded, g.unkept, a.end_unkept, S.RESTING),
    *from_rest(e.WelcomeAsked, g.no(g.consented), None, S.WELCOME),
    *every(S, e.WelcomeAsked),
)

START_ROWS = (
    *(
        row
        for event in (e.RoutineAsked, e.Started)
        for row in (
            *from_rest(event, g.no(g.consented), None, S.WELCOME),
            *from_rest(
                event,
                g.day_score_sore,
                a.then(a.start, a.take_day_score, a.repeat_check_for_flare),
                S.EMERGENCY_CHECK,
            ),
            *from_rest(
                event,
                g.both(g.full_check_due, g.day_score_fresh),
                a.then(a.start_check, a.take_day_score),
                S.EMERGENCY_CHECK,
            ),
            *from_rest(event, g.full_check_due, a.start_check, S.EMERGENCY_CHECK),
            *from_rest(event, g.day_score_fresh, a.then(a.start, a.take_day_score), S.QUICK_CHECK),
            *from_rest(event, None, a.start, S.QUICK_CHECK),
        )
    ),
    *every((S.WELCOME,), e.Started),
    *every((S.WELCOME, *CHILD_DOOR), e.RoutineAsked, action=a.word("agree_first")),
    *every((*STOPS,), e.Started, action=a.say_stopped),
    *every((*STOPS,), e.RoutineAsked, action=a.say_stopped),
    *every((*CHILD_DOOR, *RUNNING), e.Started, action=a.word("here_we_are")),
    *every(RUNNING, e.RoutineAsked, action=a.word("here_we_are")),
)
