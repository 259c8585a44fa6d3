"""What is drawn over the figure: arrows that light up in the direction of now, and a ring that fills in the
pause.

An arrow goes as far as the figure does: it runs beside the joint that leads, and its tip is where that joint
arrives. Colour is never alone: an arrow has its shape and place, and the brighter one is also the one the
figure follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import numpy as np

from bot.core.keyframes import FRAMES_PER_SECOND
from figures.body import load_body
from figures.camera import axes, project
from figures.encoding import Picture
from figures.geometry import Array, X, Y, Z, length, unit, vector
from figures.keyframes import Loop
from figures.painting import paint_arrow, paint_ring
from figures.poses import pose_at
from figures.skeleton import SIDES, Pose, Side, Skeleton, other, sign
from figures.timeline import Moment, Part

FAINT = 0.28
"""Opacity of an arrow that waits."""

ROCKS_SPEED, LIFTS_SPEED, PULLS_SPEED = 0.9, 1.0, 0.5
"""Phases a second at which an arrow is fully lit: the middle of a sweep of 4 s; near the middle of a lift of
2 s; where hands help, phases run evenly with the time, and the arrow is lit for all of the way.
"""

UNSEEN = 0.02
"""Opacity up to which nothing is drawn."""

BESIDE: Mapping[str, tuple[float, float]] = {
    "knee_rocks": (0.10, -0.03),
    "figure4_rocks": (0.10, -0.03),
    "marching": (0.0, 0.12),
}
"""Where an arrow begins: metres from the joint that leads, as the picture shows them, outwards and up. A
knee's skin is 6 cm from its joint.
"""

POINTS = 24
"""Of an arrow's line."""


def draw(picture: Picture, loop: Loop, index: int, moments: Sequence[Moment]) -> Picture:
    """The frame with its arrows, and the ring in a pause."""
    drawn = picture.copy()
    for points, opacity in arrows(loop, index, moments):
        paint_arrow(drawn, project(loop.keyframes.camera, points), opacity)
    if moments[index].part is Part.PAUSE and loop.keyframes.tempo is not None:
        paint_ring(drawn, moments[index].progress)
    return drawn


def arrows(loop: Loop, index: int, moments: Sequence[Moment]) -> Iterator[tuple[Array, float]]:
    """Each arrow that is seen: its points in the world (n x 3, the tip last), and its opacity."""
    if loop.keyframes.tempo is None:
        yield from ((points, 1.0) for points in STILLS.get(loop.keyframes.exercise, ()))
        return
    for side in SIDES:
        opacity, back = lit(loop, index, moments, side)
        if opacity > UNSEEN:
            points = way(_skeleton(), loop, side)
            yield points[::-1] if back else points, opacity


def lit(loop: Loop, index: int, moments: Sequence[Moment], side: Side) -> tuple[float, bool]:
    """The opacity of a side's arrow, and does it point back?

    A rock's arrow waits for its turn; a lift's is there while its leg moves, and turns round on the way down.
    """
    if loop.keyframes.exercise == "marching":
        speed = _speed([moment.lifts[SIDES.index(side)] for moment in moments], index)
        return min(abs(speed) / (PULLS_SPEED if loop.keyframes.holds else LIFTS_SPEED), 1.0), speed < 0.0
    speed = _speed([moment.rock * sign(side) for moment in moments], index)
    return FAINT + (1.0 - FAINT) * min(max(speed / ROCKS_SPEED, 0.0), 1.0), False


def _speed(values: Sequence[float], index: int) -> float:
    """Phases a second around a frame, over a quarter of a second, so that arrows fade softly."""
    count = len(values)
    return (values[(index + 3) % count] - values[(index - 3) % count]) / 6 * FRAMES_PER_SECOND


def way(skeleton: Skeleton, loop: Loop, side: Side) -> Array:
    """What a side's arrow runs along: the way of a point beside the joint that leads, fixed to its bone."""
    poses = [pose_at(skeleton, loop, Moment(sign(side), Part.OUT, p, p)) for p in (0.0, 0.5, 1.0)]
    joint, bone = _leads(loop, side, poses)
    _, right, up = axes(loop.keyframes.camera)
    outwards, upwards = BESIDE[loop.keyframes.exercise]
    beside = poses[0][bone].turn.T @ (sign(side) * outwards * right + upwards * up)
    return arc_through(*(pose[joint].head + pose[bone].turn @ beside for pose in poses))


def _leads(loop: Loop, side: Side, poses: Sequence[Pose]) -> tuple[str, str]:
    """The joint that leads to a side, by the name of the bone that hangs on it, and the bone it is fixed to.

    It is the knee, and it goes along with the thigh. Where the other leg is crossed over, its foot leads if
    it goes further than the knee.
    """
    knee, ball = f"calf_{side}", f"ball_{other(side)}"
    far = {joint: length(poses[-1][joint].head - poses[0][joint].head) for joint in (knee, ball)}
    if loop.leg.startswith(other(side)) and far[ball] > far[knee]:
        return ball, ball
    return knee, f"thigh_{side}"


def arc_through(start: Array, middle: Array, end: Array) -> Array:
    """Points along the circle through three places, from the first to the last."""
    one, two = start - end, middle - end
    square = np.cross(one, two)
    to_centre = np.cross((one @ one) * two - (two @ two) * one, square) / (2.0 * square @ square)
    centre, first = end + to_centre, one - to_centre
    second = np.cross(unit(square), first)
    turned = np.degrees(np.arctan2(-to_centre @ second, -to_centre @ first)) % 360.0
    return _arc(centre, first, second, 0.0, float(turned))


def _arc(middle: Array, first: Array, second: Array, start: float, end: float) -> Array:
    """Points along a circle's part around a middle: from the first direction (0 degrees) to the second."""
    angles = np.radians(np.linspace(start, end, POINTS))[:, None]
    points: Array = middle + np.cos(angles) * first + np.sin(angles) * second
    return points


@cache
def _skeleton() -> Skeleton:
    return load_body().skeleton


STILLS: Mapping[str, tuple[Array, ...]] = {
    "getting_up": (
        # Over the hips to the side, as the person has rolled.
        _arc(vector(-0.22, -0.12, 0.10), -0.40 * X, 0.37 * Z, 15.0, 126.0),
        # Up from the mat, as the arms push the trunk.
        _arc(vector(-0.10, -0.06, 0.10), 0.86 * Y, 0.86 * Z, 8.0, 42.0),
    )
}
"""What a still's arrows run along, in the world, in metres."""
