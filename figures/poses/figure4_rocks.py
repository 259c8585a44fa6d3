"""Figure-4 rocks: one foot is planted, the other ankle lies across that thigh, and both legs rock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from figures.geometry import Array, X, Y, across, turn, unit, vector
from figures.keyframes import Keyframes
from figures.poses.arms import place_arms
from figures.poses.legs import bend_leg, place_leg, place_planted_leg
from figures.poses.trunk import ROLL_LIFT, Trunk, place_trunk
from figures.skeleton import Placement, Pose, Side, Skeleton, other, sign
from figures.timeline import Moment

STANCE = 0.07
"""Metres of the planted ankle from the middle: a little nearer than hip width."""


@dataclass(frozen=True)
class Crossing:
    """Where the crossed ankle lies on a bone of the planted leg, in metres from its middle."""

    above: float
    """To the front of that leg: the skins press one another a little."""
    beyond: float
    """Over its outer side: the ankle is never on the bone."""
    less: float = 0.0
    """So much less above for each degree that the legs lean to the crossed leg's side, and more on the other:
    the shin turns along less than the thigh.
    """


ON_THIGH = Crossing(above=0.1345, beyond=0.045, less=0.000365)
ON_SHIN = Crossing(above=0.092, beyond=0.045)

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
    ankle = _crossed_ankle(pose, planted, front, angles, lean * sign(crossed))
    hip = skeleton.hung(pose, f"thigh_{crossed}")
    pole = turn(Y, KNEE_SHARE * lean) @ (vector(*KNEE_OUT) * vector(sign(crossed), 1.0, 1.0))
    knee, front, ankle = bend_leg(skeleton, crossed, hip, ankle, pole)
    place_leg(skeleton, pose, crossed, (hip, knee, ankle), front)
    _point_foot(skeleton, pose, crossed, np.cross(front, ankle - knee), angles["foot_down"])
    return skeleton.hang_rest(pose)


def _crossed_ankle(
    pose: Pose, planted: Side, front: Array, angles: Mapping[str, float], lean: float
) -> Array:
    """Where the crossed ankle lies: so many hundredths of the way down the planted thigh, or its shin."""
    hip, knee, ankle = (pose[f"{bone}_{planted}"].head for bone in ("thigh", "calf", "foot"))
    if "ankle_below" in angles:
        start, end, share, crossing = knee, ankle, angles["ankle_below"], ON_SHIN
        front = across(front, ankle - knee)
    else:
        start, end, share, crossing = hip, knee, angles["ankle_along"], ON_THIGH
    outer = np.cross(unit(end - start), front)
    outer = outer * np.sign(outer @ X) * sign(planted)
    above = front * (crossing.above - crossing.less * lean)
    place: Array = start + (end - start) * share / 100.0 + above + outer * crossing.beyond
    return place


def _point_foot(skeleton: Skeleton, pose: Pose, side: Side, axis: Array, down: float) -> None:
    place = pose[f"foot_{side}"]
    turned = turn(axis, down) @ pose[f"calf_{side}"].turn
    pose[f"foot_{side}"] = Placement(turned, place.head)
    skeleton.hang(pose, f"ball_{side}", turned)
