"""A comfortable position for a bad day: on the back, the calves on a chair, hips and knees square."""

from __future__ import annotations

from figures.keyframes import Keyframes
from figures.poses.arms import place_arms
from figures.poses.legs import place_lifted_leg
from figures.poses.trunk import Trunk, place_trunk
from figures.skeleton import SIDES, Pose, Skeleton, sign

FEET_OUT = 3.0
"""Degrees by which thighs and shins open outwards: what legs do that are let go."""


def comfortable(skeleton: Skeleton, keyframes: Keyframes) -> Pose:
    """Where every bone is."""
    pose: Pose = {}
    angles = keyframes.angles
    place_trunk(skeleton, pose, Trunk(tilt=angles["pelvis_tilt"]))
    place_arms(skeleton, pose, angles["arms_away"], keyframes.palms)
    thigh, shin = angles["thigh_up"], angles["thigh_up"] - angles["knee_bend"]
    for side in SIDES:
        out = sign(side) * FEET_OUT
        place_lifted_leg(skeleton, pose, side, ((thigh, out), (shin, out)), shin + 90.0 - angles["foot_down"])
    return skeleton.hang_rest(pose)
