"""Marching, lying down: one knee comes up towards the chest and goes back; the other foot stays down."""

from __future__ import annotations

import numpy as np

from figures.geometry import Array, X, Z, turn, unit, vector
from figures.keyframes import Keyframes
from figures.poses.arms import place_arms
from figures.poses.legs import STANCE, bend_leg, place_leg, place_planted_leg, sole_on_mat
from figures.poses.pulling import lift_at, place_holding_arms
from figures.poses.trunk import Trunk, place_trunk
from figures.skeleton import SIDES, Pose, Side, Skeleton, sign
from figures.timeline import Moment

EXTRA_TILT = 2.5
"""Degrees by which the pelvis tilts back further when a thigh is up: the back stays flat, never hollow."""

KNEE_OUT = 3.0
"""Degrees by which a raised knee goes outwards."""

TOES_LATE = 1.15
"""The foot's pitch follows the lift to this power: the heel leaves the mat before the toes."""


def marching(skeleton: Skeleton, keyframes: Keyframes, moment: Moment) -> Pose:
    """Where every bone is at a moment of a loop of marching."""
    pose: Pose = {}
    angles = keyframes.angles
    moving: Side = "l" if moment.side > 0 else "r"
    lift = lift_at(keyframes, moment.phase) if keyframes.holds else moment.phase
    place_trunk(skeleton, pose, Trunk(tilt=angles["pelvis_tilt"] + EXTRA_TILT * lift))
    place_arms(skeleton, pose, angles["arms_away"], keyframes.palms)
    for side in SIDES:
        if side == moving and lift > 0.0:
            _place_raised_leg(skeleton, pose, side, lift, keyframes)
        else:
            place_planted_leg(skeleton, pose, side, lean=0.0)
    if keyframes.holds:
        place_holding_arms(skeleton, pose, moving, keyframes, moment.phase)
    return skeleton.hang_rest(pose)


def _place_raised_leg(skeleton: Skeleton, pose: Pose, side: Side, lift: float, keyframes: Keyframes) -> None:
    angles = keyframes.angles
    hip = skeleton.hung(pose, f"thigh_{side}")
    down = sole_on_mat(skeleton, side, 0.0, sign(side) * STANCE).head
    knee, _, _ = bend_leg(skeleton, side, hip, down, Z)
    thigh_rises, thigh_side = _elevation(knee - hip)
    shin_rises, shin_side = _elevation(down - knee)
    bend = thigh_rises - shin_rises
    thigh = thigh_rises + (angles["thigh_up"] - thigh_rises) * lift
    shin = thigh - (bend + (angles["knee_bend"] - bend) * lift)
    outwards = sign(side) * KNEE_OUT * lift
    knee = hip + _direction(thigh, thigh_side + outwards) * skeleton.distance(f"thigh_{side}", f"calf_{side}")
    ankle = knee + _direction(shin, shin_side - outwards) * skeleton.distance(f"calf_{side}", f"foot_{side}")
    pitch = (shin + 90.0 - angles["foot_down"]) * lift**TOES_LATE
    # Half way between what is in front of the thigh and of the shin: square to neither, and right for both.
    front = _direction((thigh + shin) / 2.0 + 90.0, 0.0)
    place_leg(skeleton, pose, side, (hip, knee, ankle), front, turn(X, -pitch))


def _elevation(way: Array) -> tuple[float, float]:
    """How a bone points: degrees above the floor towards the feet, and degrees to the person's left."""
    x, y, z = unit(way)
    return float(np.degrees(np.arctan2(z, -y))), float(np.degrees(np.arctan2(x, np.hypot(y, z))))


def _direction(above_floor: float, to_left: float) -> Array:
    """The direction that has these degrees."""
    rise, side = float(np.radians(above_floor)), float(np.radians(to_left))
    return vector(np.sin(side), -np.cos(side) * np.cos(rise), np.cos(side) * np.sin(rise))
