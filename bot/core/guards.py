"""Yes-or-no questions the table asks: pure functions of session, event and setting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.core.events import (
    ConditionsConfirmed,
    DailyScoreGiven,
    Event,
    HurtNamed,
    PhraseTyped,
    ScoreCorrected,
    ScoreGiven,
    VariationChosen,
)
from bot.core.plan import Setting, choose_level, easier, more, with_variation
from bot.core.session import Adaptation, Hurt, Measure, Moment, Session, Step

Guard = Callable[[Session, Event, Setting], bool]

MOVING = frozenset({Step.EXERCISING, Step.CHANGING})
"""Steps in which a move of the routine is under way."""


def both(*guards: Guard) -> Guard:
    """All of these at once."""

    def guard(session: Session, event: Event, setting: Setting) -> bool:
        return all(g(session, event, setting) for g in guards)

    guard.__name__ = " and ".join(g.__name__ for g in guards)
    return guard


def no(inner: Guard) -> Guard:
    """The opposite."""

    def guard(session: Session, event: Event, setting: Setting) -> bool:
        return not inner(session, event, setting)

    guard.__name__ = f"not {inner.__name__}"
    return guard


def consented(session: Session, event: Event, setting: Setting) -> bool:
    """The person has agreed to what is kept."""
    return session.consented


def child(session: Session, event: Event, setting: Setting) -> bool:
    """The running session is a child's."""
    return session.child


def nobody(session: Session, event: Event, setting: Setting) -> bool:
    """Neither consent nor a child's session: a check alone was asked for."""
    return not session.consented and not session.child


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


def sitting_too_sore(session: Session, event: Event, setting: Setting) -> bool:
    """The score just given for sitting is above the gentle band."""
    return isinstance(event, ScoreGiven) and event.score > setting.rules.gentle_up_to


def sitting_known(session: Session, event: Event, setting: Setting) -> bool:
    """Sitting has been scored before in this session."""
    return session.score(Measure.SITTING, Moment.BEFORE) is not None


def higher_than_before(session: Session, event: Event, setting: Setting) -> bool:
    """The score just given is higher than sitting was before."""
    before = session.score(Measure.SITTING, Moment.BEFORE)
    return isinstance(event, ScoreGiven) and before is not None and event.score > before


def flare_got_higher(session: Session, event: Event, setting: Setting) -> bool:
    """The sore day's second score, given, typed again or corrected, is above the first."""
    before = session.score(Measure.SITTING, Moment.BEFORE)
    after = session.score(Measure.SITTING, Moment.FLARE)
    if isinstance(event, DailyScoreGiven):
        after = event.score
    elif isinstance(event, ScoreCorrected) and event.measure is Measure.SITTING:
        before = event.score if event.moment is Moment.BEFORE else before
        after = event.score if event.moment is Moment.FLARE else after
    return before is not None and after is not None and after > before


def in_a_move(session: Session, event: Event, setting: Setting) -> bool:
    """A move is under way, or a question came in between one."""
    return session.step in MOVING or session.returning in MOVING


def in_the_smallest_move(session: Session, event: Event, setting: Setting) -> bool:
    """The sore day's move is under way, or a question came in between."""
    return Step.FLARE_EXERCISE in (session.step, session.returning)


def high_before(session: Session, event: Event, setting: Setting) -> bool:
    """Not the first number in this session that is too high to go on as before."""
    return session.high_numbers > 0


def too_sore_to_go_on(session: Session, event: Event, setting: Setting) -> bool:
    """A number typed during a move: above the gentle band, or 2 up (clinical.md, section 5)."""
    before = session.score(Measure.SITTING, Moment.BEFORE)
    if not isinstance(event, DailyScoreGiven):
        return False
    risen = before is not None and event.score - before >= setting.rules.noticeable_change
    return risen or event.score > setting.rules.gentle_up_to


def a_sore_day(session: Session, event: Event, setting: Setting) -> bool:
    """The day's sitting score is above the gentle band."""
    return isinstance(event, DailyScoreGiven) and event.score > setting.rules.gentle_up_to


def getting_up_was_scored(session: Session, event: Event, setting: Setting) -> bool:
    """Getting up was scored before, so that it can be compared."""
    return session.score(Measure.GETTING_UP, Moment.BEFORE) is not None


def worse(session: Session, event: Event, setting: Setting) -> bool:
    """Either measure is at least 2 higher than before, the score just given included."""
    return any(change >= setting.rules.noticeable_change for change in _changes(session, event).values())


def worse_last_time(session: Session, event: Event, setting: Setting) -> bool:
    """The session before this one ended worse as well."""
    last = None if session.child or not setting.past else setting.past[0]
    return last is not None and last.worse_after(setting.rules.noticeable_change)


def _changes(session: Session, event: Event) -> dict[Measure, int]:
    after = {
        Measure.SITTING: session.score(Measure.SITTING, Moment.AFTER),
        Measure.GETTING_UP: session.score(Measure.GETTING_UP, Moment.AFTER),
    }
    if isinstance(event, ScoreGiven):
        asked = Measure.GETTING_UP if session.step is Step.GETTING_UP_AFTER else Measure.SITTING
        after[asked] = event.score
    changes = {}
    for measure, value in after.items():
        before = session.score(measure, Moment.BEFORE)
        if before is not None and value is not None:
            changes[measure] = value - before
    return changes


def first_leg_of_two(session: Session, event: Event, setting: Setting) -> bool:
    """One leg is done of an exercise that is done one leg after the other."""
    planned = session.current
    if planned is None or planned.other_leg:
        return False
    exercise = setting.content.exercises.get(planned.exercise)
    return exercise is not None and exercise.one_leg_after_the_other


def more_exercises(session: Session, event: Event, setting: Setting) -> bool:
    """Another exercise follows."""
    return session.position + 1 < len(session.exercises)


def more_than_the_smallest(session: Session, event: Event, setting: Setting) -> bool:
    """Besides the smallest one just done there is an exercise to go on with."""
    names = [n for n in setting.content.routine.exercises if n != setting.content.routine.smallest]
    return bool(names)


def can_be_easier(session: Session, event: Event, setting: Setting) -> bool:
    """An easier form of the exercise in hand exists."""
    planned = session.current
    if planned is None or planned.exercise not in setting.content.exercises:
        return False
    return easier(planned, setting.content.exercises[planned.exercise]) is not None


def can_be_more(session: Session, event: Event, setting: Setting) -> bool:
    """A fuller form of the exercise in hand exists and is allowed today."""
    planned = session.current
    if planned is None or planned.exercise not in setting.content.exercises:
        return False
    return more(planned, setting.content.exercises[planned.exercise]) is not None


def has_variation(session: Session, event: Event, setting: Setting) -> bool:
    """The exercise in hand has the chosen variation, and it is another one."""
    planned = session.current
    if planned is None or planned.exercise not in setting.content.exercises:
        return False
    if not isinstance(event, VariationChosen):
        return False
    return with_variation(planned, setting.content.exercises[planned.exercise], event.variation) is not None


def numb(session: Session, event: Event, setting: Setting) -> bool:
    """Numb, weak, dizzy or chest."""
    return isinstance(event, HurtNamed) and event.hurt is Hurt.NUMB


def too_sore(session: Session, event: Event, setting: Setting) -> bool:
    """Too sore."""
    return isinstance(event, HurtNamed) and event.hurt is Hurt.TOO_SORE


def leg_last_time(session: Session, event: Event, setting: Setting) -> bool:
    """Pain went down the leg in the session before as well."""
    return not session.child and bool(setting.past) and setting.past[0].leg


def down_the_leg(session: Session, event: Event, setting: Setting) -> bool:
    """Pain going down the leg."""
    return isinstance(event, HurtNamed) and event.hurt is Hurt.LEG


def while_moving(session: Session, event: Event, setting: Setting) -> bool:
    """The question came in between a move of the routine."""
    return session.returning in MOVING


def while_flaring(session: Session, event: Event, setting: Setting) -> bool:
    """The question came in between the smallest version on a sore day."""
    return session.returning is Step.FLARE_EXERCISE


def from_step(step: Step) -> Guard:
    """The question came in between this step."""

    def guard(session: Session, event: Event, setting: Setting) -> bool:
        return session.returning is step

    guard.__name__ = f"from {step.value}"
    return guard


def said_done(session: Session, event: Event, setting: Setting) -> bool:
    """The word "done" was typed."""
    return isinstance(event, PhraseTyped) and event.phrase == "done"


def said_it_hurts(session: Session, event: Event, setting: Setting) -> bool:
    """Stop words were typed: sharp, electric ... (clinical.md, section 5)."""
    return isinstance(event, PhraseTyped) and event.phrase == "it_hurts"


def corrects_out_of_flare(session: Session, event: Event, setting: Setting) -> bool:
    """Sitting before this session turns out to be no sore day's score."""
    return (
        session.flare
        and isinstance(event, ScoreCorrected)
        and (event.measure, event.moment) == (Measure.SITTING, Moment.BEFORE)
        and event.score <= setting.rules.gentle_up_to
    )


def corrects_into_flare(session: Session, event: Event, setting: Setting) -> bool:
    """Sitting before this session turns out to be above the gentle band."""
    return (
        isinstance(event, ScoreCorrected)
        and event.measure is Measure.SITTING
        and event.moment is Moment.BEFORE
        and event.score > setting.rules.gentle_up_to
        and not session.flare
    )


def corrects_this_session(session: Session, event: Event, setting: Setting) -> bool:
    """The corrected score is one of the session in hand."""
    return isinstance(event, ScoreCorrected) and event.moment in (Moment.BEFORE, Moment.AFTER)


def corrects_the_plan(session: Session, event: Event, setting: Setting) -> bool:
    """The corrected score changes today's level, or why it is that."""
    if not isinstance(event, ScoreCorrected) or event.measure is None or event.moment is not Moment.BEFORE:
        return False
    scores = (*session.scores, (event.measure, event.moment, event.score))
    _, _, reason = choose_level(replace(session, scores=scores), setting)
    return reason != session.reason


def after_a_summary(session: Session, event: Event, setting: Setting) -> bool:
    """The last session's before and after are on the screen."""
    return session.resting in ("summary", "worse")


def may_be_asked(session: Session, event: Event, setting: Setting) -> bool:
    """Nothing rests: agreed, and the last check has passed."""
    return session.consented and session.passed_at is not None
