"""Marching, lying down: one knee comes up towards the chest and goes back; the other foot stays down."""

from __future__ import annotations

from figures.geometry import Z
from figures.keyframes import Keyframes
from figures.poses.arms import place_arms
from figures.poses.legs import STANCE, bend_leg, elevation, place_lifted_leg, place_planted_leg, sole_on_mat
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
    thigh_rises, thigh_side = elevation(knee - hip)
    shin_rises, shin_side = elevation(down - knee)
    bend = thigh_rises - shin_rises
    thigh = thigh_rises + (angles["thigh_up"] - thigh_rises) * lift
    shin = thigh - (bend + (angles["knee_bend"] - bend) * lift)
    outwards = sign(side) * KNEE_OUT * lift
    ways = (thigh, thigh_side + outwards), (shin, shin_side - outwards)
    pitch = (shin + 90.0 - angles["foot_down"]) * lift**TOES_LATE
    place_lifted_leg(skeleton, pose, side, ways, pitch)
