"""The routine: planning it, and going through it move by move."""

from __future__ import annotations

from dataclasses import replace

from bot.core.actions.shape import Action, Done, in_hand, only
from bot.core.effects import (
    LogExercise,
    Outcome,
    RecordPlan,
)
from bot.core.events import (
    Event,
    HurtNamed,
    VariationChosen,
)
from bot.core.forms import easier, gentle, more, with_variation
from bot.core.plan import Plan, make_plan, smallest
from bot.core.session import (
    Choice,
    Hurt,
    PlannedExercise,
    Session,
)
from bot.core.setting import Setting, wished


def plan_routine(session: Session, event: Event, setting: Setting) -> Done:
    """Choose level and doses from scores and history."""
    return _planned(session, setting, make_plan(session, setting), 0)


def plan_after_flare(session: Session, event: Event, setting: Setting) -> Done:
    """Go on gently with the exercises after the smallest one."""
    plan = make_plan(session, setting)
    rest = tuple(p for p in plan.exercises if p.exercise != setting.content.routine.smallest)
    return _planned(session, setting, replace(plan, exercises=rest), 0)


def plan_again(session: Session, event: Event, setting: Setting) -> Done:
    """A corrected score changes the level of what is still to come."""
    done = {p.exercise for p in session.exercises[: session.position]}
    plan = make_plan(session, setting)
    kept = session.exercises[: session.position]
    rest = tuple(p for p in plan.exercises if p.exercise not in done)
    return _planned(session, setting, replace(plan, exercises=(*kept, *rest)), session.position)


def plan_smallest(session: Session, event: Event, setting: Setting) -> Done:
    """Only the smallest version of the first exercise."""
    planned = smallest(session, setting)
    return _planned(session, setting, Plan((planned,), planned.level, "flare"), 0)


def _planned(session: Session, setting: Setting, plan: Plan, position: int) -> Done:
    session = replace(
        session,
        exercises=plan.exercises,
        position=position,
        reason=plan.reason,
        smaller_next=False,
        wishes=wished(session, setting),
    )
    return session, (RecordPlan(plan.level, plan.reason),)


def other_leg(session: Session, event: Event, setting: Setting) -> Done:
    """The same exercise with the other leg."""
    planned = in_hand(session)
    return _with_current(session, replace(planned, other_leg=True)), ()


def count_high_number(session: Session, event: Event, setting: Setting) -> Done:
    """One more score that is too high to go on as before."""
    return replace(session, high_numbers=session.high_numbers + 1), ()


def small_next_time(session: Session, event: Event, setting: Setting) -> Done:
    """It hurt outside a move: the next session starts small."""
    return replace(session, smaller_next=True), ()


def log(outcome: Outcome) -> Action:
    """Write down how the exercise in hand ended, and move on to the next."""

    def action(session: Session, event: Event, setting: Setting) -> Done:
        planned = session.current
        if planned is None:
            return session, ()
        entry = _entry(planned, outcome)
        return replace(session, position=session.position + 1, returning=None), (entry,)

    action.__name__ = f"log_{outcome.value}"
    return action


_OUTCOMES = {
    Hurt.TOO_SORE: Outcome.TOO_SORE,
    Hurt.SHARP: Outcome.SHARP,
    Hurt.LEG: Outcome.LEG,
    Hurt.NUMB: Outcome.NUMB,
}


def log_hurt(session: Session, event: Event, setting: Setting) -> Done:
    """Write down what hurt, and leave the move."""
    event = only(event, HurtNamed)
    return log(_OUTCOMES[event.hurt])(session, event, setting)


def note_hurt(session: Session, event: Event, setting: Setting) -> Done:
    """Write down what hurt in a form of the move; an easier one follows."""
    return session, (_entry(in_hand(session), _OUTCOMES[only(event, HurtNamed).hurt]),)


def _entry(planned: PlannedExercise, outcome: Outcome) -> LogExercise:
    return LogExercise(planned.exercise, planned.variation, planned.level, outcome)


def make_easier(session: Session, event: Event, setting: Setting) -> Done:
    """The next easier form, remembered for next time."""
    planned = in_hand(session)
    changed = easier(planned, setting.content.exercises[planned.exercise])
    return _chosen(session, planned, changed)


def ease_the_rest(session: Session, event: Event, setting: Setting) -> Done:
    """A score that is too high to go on as before: an easier form now, and only gentle ones after it."""
    done, ahead = session.exercises[: session.position], session.exercises[session.position :]
    exercises = setting.content.exercises
    eased = [gentle(planned, exercises[planned.exercise]) for planned in ahead]
    if ahead:
        now = easier(ahead[0], exercises[ahead[0].exercise])
        eased[0] = gentle(now or ahead[0], exercises[ahead[0].exercise])
    return replace(session, exercises=(*done, *eased)), ()


def make_more(session: Session, event: Event, setting: Setting) -> Done:
    """The next fuller form, remembered for next time."""
    planned = in_hand(session)
    changed = more(planned, setting.content.exercises[planned.exercise])
    return _chosen(session, planned, changed)


def vary(session: Session, event: Event, setting: Setting) -> Done:
    """The chosen variation, remembered for next time."""
    planned, event = in_hand(session), only(event, VariationChosen)
    exercise, wishes = setting.content.exercises[planned.exercise], wished(session, setting)
    changed = with_variation(planned, exercise, event.variation, wishes.equipment)
    return _chosen(session, planned, changed)


def _chosen(session: Session, planned: PlannedExercise, changed: PlannedExercise | None) -> Done:
    if changed is None:  # the row's guard asks first whether there is one
        return session, ()
    session = _with_current(replace(session, returning=None), changed)
    if session.leaves_nothing:
        return session, ()
    choices = {name: choice for name, choice in session.choices if name != planned.exercise}
    choices[planned.exercise] = Choice(planned.planned, changed.level, changed.variation)
    return replace(session, choices=tuple(choices.items())), ()


def _with_current(session: Session, planned: PlannedExercise) -> Session:
    exercises = list(session.exercises)
    exercises[session.position] = planned
    return replace(session, exercises=tuple(exercises))
