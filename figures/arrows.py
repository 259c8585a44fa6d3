"""What is drawn over the figure: arrows that light up in the direction of now, and a ring that fills in the
pause.

Colour is never alone: an arrow has its shape and place, and the brighter one is also the one the figure
follows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.keyframes import FRAMES_PER_SECOND
from figures.camera import project
from figures.encoding import Picture
from figures.geometry import Array, X, Y, Z, vector
from figures.keyframes import Loop
from figures.painting import paint_arrow, paint_ring
from figures.timeline import Moment, Part

FAINT = 0.28
"""Opacity of an arrow that waits."""

FULL_SPEED = 0.9
"""Phases a second at which an arrow is fully lit (the middle of a sweep of 4 s)."""

UNSEEN = 0.02
"""Opacity below which nothing is drawn."""


@dataclass(frozen=True)
class Arc:
    """An arrow over the figure along a circle in the picture's world: metres and degrees from upright."""

    radius: float
    along: float
    height: float
    start: float
    end: float


ROCKS = {
    "knee_rocks": Arc(radius=0.54, along=-0.40, height=0.06, start=33.0, end=72.0),
    "figure4_rocks": Arc(radius=0.70, along=-0.46, height=0.02, start=40.0, end=74.0),
}


def _arc(middle: Array, first: Array, second: Array, start: float, end: float) -> Array:
    """Points along a circle's part around a middle: from the first direction (0 degrees) to the second."""
    angles = np.radians(np.linspace(start, end, 24))[:, None]
    points: Array = middle + np.cos(angles) * first + np.sin(angles) * second
    return points


STILLS: Mapping[str, tuple[Array, ...]] = {
    "getting_up": (
        # Over the hips to the side, as the person has rolled.
        _arc(vector(-0.22, -0.12, 0.10), -0.40 * X, 0.37 * Z, 15.0, 126.0),
        # Up from the mat, as the arms push the trunk.
        _arc(vector(-0.10, -0.06, 0.10), 0.86 * Y, 0.86 * Z, 8.0, 42.0),
    )
}
"""What a still's arrows run along, in the world, in metres."""

LIFT_RADIUS, LIFT_SIDE, LIFT_HEIGHT = 0.394 + 0.15, 0.12, 0.088
"""Metres: around the hip, outside the knee (thigh of 394 mm), to the side, and above the mat."""

LIFT_FROM, LIFT_TO, LIFT_FURTHER = 58.0, 108.0, 120.0
"""Degrees above the floor at which a lift's arrow begins and ends; further where hands draw the leg."""


def draw(picture: Picture, loop: Loop, index: int, moments: Sequence[Moment]) -> Picture:
    """The frame with its arrows, and the ring in a pause."""
    drawn = picture.copy()
    for points, opacity in _arrows(loop, index, moments):
        if opacity >= UNSEEN:
            paint_arrow(drawn, project(loop.keyframes.camera, points), opacity)
    if moments[index].part is Part.PAUSE and loop.keyframes.tempo is not None:
        paint_ring(drawn, moments[index].progress)
    return drawn


def _arrows(loop: Loop, index: int, moments: Sequence[Moment]) -> list[tuple[Array, float]]:
    """Each arrow's points in the world, and its opacity."""
    if loop.keyframes.tempo is None:
        return [(points, 1.0) for points in STILLS.get(loop.keyframes.exercise, ())]
    if loop.keyframes.exercise == "marching":
        return _lifts(loop, index, moments)
    return _rocks(loop, index, moments)


def _speed(values: Sequence[float], index: int) -> float:
    """Phases a second around a frame, over a quarter of a second, so that arrows fade softly."""
    count = len(values)
    return (values[(index + 3) % count] - values[(index - 3) % count]) / 6 * FRAMES_PER_SECOND


def _rocks(loop: Loop, index: int, moments: Sequence[Moment]) -> list[tuple[Array, float]]:
    arc = ROCKS[loop.keyframes.exercise]
    speed = _speed([moment.rock for moment in moments], index)
    arrows = []
    for side in (1, -1):
        lit = float(np.clip(speed * side / FULL_SPEED, 0.0, 1.0))
        angles = np.radians(np.linspace(arc.start, arc.end, 24)) * side
        x, z = arc.radius * np.sin(angles), arc.height + arc.radius * np.cos(angles)
        arrows.append((np.stack([x, np.full(24, arc.along), z], axis=1), FAINT + (1.0 - FAINT) * lit))
    return arrows


def _lifts(loop: Loop, index: int, moments: Sequence[Moment]) -> list[tuple[Array, float]]:
    arrows = []
    # Where hands help, phases run evenly with the time: the arrow is lit for all of the way.
    fastest, end = (0.5, LIFT_FURTHER) if loop.keyframes.holds else (1.0, LIFT_TO)
    for leg, side in ((0, 1), (1, -1)):
        speed = _speed([moment.lifts[leg] for moment in moments], index)
        lit = float(np.clip(abs(speed) / fastest, 0.0, 1.0))
        angles = np.radians(np.linspace(LIFT_FROM, end, 24))
        if speed < 0.0:
            angles = angles[::-1]
        y, z = -LIFT_RADIUS * np.cos(angles), LIFT_HEIGHT + LIFT_RADIUS * np.sin(angles)
        arrows.append((np.stack([np.full(24, side * LIFT_SIDE), y, z], axis=1), lit))
    return arrows
