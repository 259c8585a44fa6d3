"""The move in hand, and what hurts."""

from __future__ import annotations

from bot.core.content import Exercise
from bot.core.events import (
    Event,
    HurtNamed,
    PhraseTyped,
    RedFlagTyped,
    VariationChosen,
)
from bot.core.forms import easier, more, with_variation
from bot.core.guards.shape import MOVING, Guard
from bot.core.session import Hurt, PlannedExercise, Session, Step
from bot.core.setting import Setting, wished


def in_hand(session: Session, setting: Setting) -> tuple[PlannedExercise, Exercise] | None:
    """The exercise in hand as planned and as the content has it, or None outside the routine."""
    planned = session.current
    exercise = setting.content.exercises.get(planned.exercise) if planned is not None else None
    return (planned, exercise) if planned is not None and exercise is not None else None


def in_a_move(session: Session, event: Event, setting: Setting) -> bool:
    """A move is under way, or a question came in between one."""
    return session.step in MOVING or session.returning in MOVING


def in_the_smallest_move(session: Session, event: Event, setting: Setting) -> bool:
    """The sore day's move is under way, or a question came in between."""
    return Step.FLARE_EXERCISE in (session.step, session.returning)


def first_leg_of_two(session: Session, event: Event, setting: Setting) -> bool:
    """One leg is done of an exercise that is done one leg after the other."""
    found = in_hand(session, setting)
    return found is not None and not found[0].other_leg and found[1].one_leg_after_the_other


def more_exercises(session: Session, event: Event, setting: Setting) -> bool:
    """Another exercise follows."""
    return session.position + 1 < len(session.exercises)


def more_than_the_smallest(session: Session, event: Event, setting: Setting) -> bool:
    """Besides the smallest one just done there is an exercise to go on with."""
    names = [n for n in setting.content.routine.exercises if n != setting.content.routine.smallest]
    return bool(names)


def can_be_easier(session: Session, event: Event, setting: Setting) -> bool:
    """An easier form of the exercise in hand exists."""
    found = in_hand(session, setting)
    return found is not None and easier(*found) is not None


def can_be_more(session: Session, event: Event, setting: Setting) -> bool:
    """A fuller form of the exercise in hand exists and is allowed today."""
    found = in_hand(session, setting)
    return found is not None and more(*found) is not None


def has_variation(session: Session, event: Event, setting: Setting) -> bool:
    """The exercise in hand has the chosen variation, it is another one, and its thing is at hand."""
    found = in_hand(session, setting)
    if found is None or not isinstance(event, VariationChosen):
        return False
    return with_variation(*found, event.variation, wished(session, setting).equipment) is not None


def numb(session: Session, event: Event, setting: Setting) -> bool:
    """Numb, weak, dizzy or chest; tapped or typed."""
    typed = isinstance(event, RedFlagTyped) and event.numb
    return typed or (isinstance(event, HurtNamed) and event.hurt is Hurt.NUMB)


def too_sore(session: Session, event: Event, setting: Setting) -> bool:
    """Too sore."""
    return isinstance(event, HurtNamed) and event.hurt is Hurt.TOO_SORE


def leg_last_time(session: Session, event: Event, setting: Setting) -> bool:
    """Pain went down the leg in the session before as well; one that a red flag broke off says nothing."""
    last = next((one for one in setting.past if one.leg or not one.red_flag), None)
    return not session.child and last is not None and last.leg


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


def before_getting_up(session: Session, event: Event, setting: Setting) -> bool:
    """Getting up is asked for before the routine, or a question came in between that."""
    return Step.GETTING_UP_BEFORE in (session.step, session.returning)


def before_the_last_move(session: Session, event: Event, setting: Setting) -> bool:
    """The question came in between something before the routine's end."""
    return session.returning in (Step.GETTING_UP_BEFORE, *MOVING)


def said_done(session: Session, event: Event, setting: Setting) -> bool:
    """The word "done" was typed."""
    return isinstance(event, PhraseTyped) and event.phrase == "done"


def said_it_hurts(session: Session, event: Event, setting: Setting) -> bool:
    """Stop words were typed: sharp, electric ... (clinical.md, section 5)."""
    return isinstance(event, PhraseTyped) and event.phrase == "it_hurts"
