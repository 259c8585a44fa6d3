"""A right file of keyframes of each exercise for the tests, and what the check says when it is changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.core.figure_mistakes import mistakes
from bot.core.keyframes import Camera, FigureFile, Keyframes, Tempo

ROCKS = Keyframes(
    name="knee_rocks_steady",
    title="Knee rocks, steady",
    exercise="knee_rocks",
    tempo=Tempo(2, 2, 2),
    palms="up",
    props=("head_pillow",),
    angles={"pelvis_tilt": 12, "arms_away": 80, "legs_lean": 35, "pelvis_roll": 14},
    camera=Camera(-73, 36, 3.18, (0, 0, 0.1)),
)
FOUR = replace(
    ROCKS,
    exercise="figure4_rocks",
    legs=("left", "right"),
    angles={**ROCKS.angles, "legs_lean": 10, "pelvis_roll": 4, "foot_down": 14, "ankle_along": 84},
)
MARCH = replace(
    ROCKS,
    exercise="marching",
    angles={"pelvis_tilt": 12, "arms_away": 26, "thigh_up": 120, "knee_bend": 118, "foot_down": 18},
)
LYING = replace(
    ROCKS,
    exercise="comfortable",
    tempo=None,
    props=("head_pillow", "chair"),
    angles={"pelvis_tilt": 12, "arms_away": 26, "thigh_up": 82, "knee_bend": 84, "foot_down": 14},
)
RISING = replace(
    ROCKS,
    exercise="getting_up",
    tempo=None,
    props=(),
    angles={
        "rolled": 90,
        "chest_rolled": 112,
        "chest_raised": 28,
        "thighs_forward": 65,
        "knee_bend": 90,
        "foot_down": 20,
    },
)


def told(figure: FigureFile, **changes: Any) -> list[str]:
    """What the check says of the file with these changes, in one line each."""
    return [" | ".join(mistake) for mistake in mistakes(replace(figure, **changes))]


def with_angles(figure: FigureFile, **angles: float) -> list[str]:
    """What it says when these angles are others."""
    return told(figure, angles={**figure.angles, **angles})
