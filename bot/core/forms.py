"""Forms of a planned exercise: easier, fuller, with a thing at hand. Rules: clinical.md, section 5."""

from __future__ import annotations

from dataclasses import replace

from bot.core.content import Exercise
from bot.core.session import EASIER, PLAIN, ROLLER, TOWEL, Level, PlannedExercise
from bot.core.wishes import Equipment

_THINGS = {
    Equipment.NONE: frozenset({PLAIN, EASIER}),
    Equipment.TOWEL: frozenset({PLAIN, EASIER, TOWEL}),
    Equipment.ROLLER: frozenset({PLAIN, EASIER, TOWEL, ROLLER}),
}


def is_at_hand(variation: str, equipment: Equipment) -> bool:
    """Whether a variation can be done with what is at hand."""
    return variation in _THINGS[equipment]


def easier(planned: PlannedExercise, exercise: Exercise) -> PlannedExercise | None:
    """The next easier form, or None at the easiest."""
    if planned.variation == PLAIN and planned.level > Level.GENTLE:
        return _at(planned, exercise, Level(planned.level - 1), PLAIN)
    if planned.variation != EASIER and EASIER in exercise.variations:
        return _at(planned, exercise, Level.GENTLE, EASIER)
    return None


def more(planned: PlannedExercise, exercise: Exercise) -> PlannedExercise | None:
    """The next fuller form that is allowed today, or None."""
    if planned.variation == EASIER:
        return _at(planned, exercise, Level.GENTLE, PLAIN)
    if planned.variation != PLAIN:
        return _at(planned, exercise, planned.planned, PLAIN)
    if planned.level < planned.ceiling:
        return _at(planned, exercise, Level(planned.level + 1), PLAIN)
    return None


def gentle(planned: PlannedExercise, exercise: Exercise) -> PlannedExercise:
    """The exercise held at gentle for today, in the variation it has."""
    held = replace(planned, planned=Level.GENTLE, ceiling=Level.GENTLE)
    return _at(held, exercise, Level.GENTLE, planned.variation)


def with_variation(
    planned: PlannedExercise, exercise: Exercise, variation: str, equipment: Equipment
) -> PlannedExercise | None:
    """The exercise with a towel or roller; None when that is not at hand, or the content has no such form."""
    if variation not in exercise.variations or variation == planned.variation:
        return None
    if not is_at_hand(variation, equipment):
        return None
    return _at(planned, exercise, Level.GENTLE, variation)


def _at(planned: PlannedExercise, exercise: Exercise, level: Level, variation: str) -> PlannedExercise:
    return replace(planned, level=level, variation=variation, dose=exercise.dose(level, variation))
