"""Figure-4 rocks: one foot is planted, the other ankle lies across that thigh, and both legs rock."""

from __future__ import annotations

import numpy as np

from figures.geometry import Array, X, Y, turn, unit, vector
from figures.keyframes import Keyframes
from figures.poses.arms import place_arms
from figures.poses.legs import bend_leg, place_leg, place_planted_leg
from figures.poses.trunk import ROLL_LIFT, Trunk, place_trunk
from figures.skeleton import Placement, Pose, Side, Skeleton, other, sign
from figures.timeline import Moment

STANCE = 0.07
"""Metres of the planted ankle from the middle: a little nearer than hip width."""

ABOVE_THIGH = 0.112
"""Metres from the middle of the planted thigh to the crossed ankle, to the front of that leg: the skins just
touch.
"""

BEYOND_THIGH = 0.045
"""Metres by which the crossed ankle looks over the outer side of the planted thigh: never on the bone."""

KNEE_OUT = (1.0, -0.25, -0.05)
"""The direction in which the crossed knee falls (of a left leg): out, a little down to the feet and to the
floor.
"""

KNEE_SHARE = 0.8
"""The share of the lean with which the crossed knee turns along."""


def figure4_rocks(skeleton: Skeleton, keyframes: Keyframes, moment: Moment, crossed: Side) -> Pose:
    """Where every bone is at a moment of a loop of figure-4 rocks with one leg crossed over the other."""
    pose: Pose = {}
    angles, planted = keyframes.angles, other(crossed)
    lean = angles["legs_lean"] * moment.rock
    roll = angles["pelvis_roll"] * moment.rock
    place_trunk(skeleton, pose, Trunk(roll, angles["pelvis_tilt"], ROLL_LIFT * moment.phase))
    place_arms(skeleton, pose, angles["arms_away"], keyframes.palms)
    front = place_planted_leg(skeleton, pose, planted, lean, sign(planted) * STANCE)
    ankle = _on_thigh(skeleton, pose, planted, front, angles["ankle_along"])
    hip = skeleton.hung(pose, f"thigh_{crossed}")
    pole = turn(Y, KNEE_SHARE * lean) @ (vector(*KNEE_OUT) * vector(sign(crossed), 1.0, 1.0))
    knee, front, ankle = bend_leg(skeleton, crossed, hip, ankle, pole)
    place_leg(skeleton, pose, crossed, (hip, knee, ankle), front)
    _point_foot(skeleton, pose, crossed, np.cross(front, ankle - knee), angles["foot_down"])
    return skeleton.hang_rest(pose)


def _on_thigh(skeleton: Skeleton, pose: Pose, planted: Side, front: Array, along: float) -> Array:
    """The place of the crossed ankle: so many hundredths of the way down the planted thigh, above it, a bit
    beyond.
    """
    hip, knee = pose[f"thigh_{planted}"].head, pose[f"calf_{planted}"].head
    outer = np.cross(unit(knee - hip), front)
    outer = outer * np.sign(outer @ X) * sign(planted)
    place: Array = hip + (knee - hip) * along / 100.0 + front * ABOVE_THIGH + outer * BEYOND_THIGH
    return place


def _point_foot(skeleton: Skeleton, pose: Pose, side: Side, axis: Array, down: float) -> None:
    place = pose[f"foot_{side}"]
    turned = turn(axis, down) @ pose[f"calf_{side}"].turn
    pose[f"foot_{side}"] = Placement(turned, place.head)
    skeleton.hang(pose, f"ball_{side}", turned)
