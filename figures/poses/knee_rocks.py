"""Knee rocks: both knees roll to one side over planted feet, then to the other; the shoulders stay down."""

from __future__ import annotations

from figures.keyframes import Keyframes
from figures.poses.arms import place_arms
from figures.poses.legs import place_planted_leg
from figures.poses.trunk import ROLL_LIFT, Trunk, place_trunk
from figures.skeleton import SIDES, Pose, Skeleton
from figures.timeline import Moment


def knee_rocks(skeleton: Skeleton, keyframes: Keyframes, moment: Moment) -> Pose:
    """Where every bone is at a moment of a loop of knee rocks."""
    pose: Pose = {}
    rock, angles = moment.rock, keyframes.angles
    lift = ROLL_LIFT * moment.phase
    place_trunk(skeleton, pose, Trunk(angles["pelvis_roll"] * rock, angles["pelvis_tilt"], lift))
    place_arms(skeleton, pose, angles["arms_away"], keyframes.palms)
    for side in SIDES:
        place_planted_leg(skeleton, pose, side, angles["legs_lean"] * rock)
    return skeleton.hang_rest(pose)
