"""Getting up: on the left side, knees bent; the lower elbow and the upper hand push the trunk up."""

from __future__ import annotations

import numpy as np

from figures.geometry import Array, X, Y, Z, across, between, carry, turn, unit, vector
from figures.keyframes import Keyframes
from figures.poses.arms import RESTS, Arm, hand_axes, hang_arm, place_fingers
from figures.poses.legs import place_leg
from figures.poses.reaching import Reach, place_reaching_arm
from figures.poses.trunk import LYING
from figures.skeleton import SIDES, Placement, Pose, Side, Skeleton

HIPS = vector(-0.20, -0.06, 0.155)
"""Metres: the middle between the hip joints; so high the lower hip lies on the mat."""

PELVIS_SHARE = 0.2
"""The share of the chest's rise that the pelvis goes along with."""

NECK_UP, HEAD_UP = 8.0, 24.0
"""Degrees by which neck and head are raised further than the chest: the eyes come level."""

HEAD_DOWN = 9.0
"""Degrees by which the head turns towards the floor further than the pelvis: it looks where the hands are."""

KNEES: dict[Side, float] = {"l": 0.072, "r": 0.192}
ANKLES: dict[Side, float] = {"l": 0.054, "r": 0.146}
"""Metres of the joints above the mat: the right leg lies on the left one."""

UPPER_AHEAD = 7.0
"""Degrees by which the upper thigh is further forward than the lower one."""

ELBOW_HIGH, WRIST_HIGH = 0.038, 0.018
"""Metres above the mat of the elbow that carries, and of its wrist."""

ELBOW_TO, FOREARM_TO = unit(vector(0.75, 0.65, 0.0)), unit(vector(1.0, 0.1, 0.0))
"""The course of the lower upper arm and forearm over the mat."""

HAND_AT, HAND_TO = vector(0.085, 0.237, 0.025), unit(vector(0.55, 0.8, 0.0))
"""Metres: the wrist of the hand that pushes, before the chest; the course of its fingers."""

LYING_DROP, PUSHING_DROP = 0.05, 0.11
"""How much the hand that lies and the one that pushes slope down to the fingers, metres a metre: a wrist
bends back 70 degrees, so the heel of the hand that pushes is a little up.
"""

HAND_ELBOW = vector(1.0, -0.7, 0.5)
"""The direction in which its elbow leans: before the chest, clear of it, to the feet, and up."""


def getting_up(skeleton: Skeleton, keyframes: Keyframes) -> Pose:
    """Where every bone is."""
    pose: Pose = {}
    angles = keyframes.angles
    _place_trunk(skeleton, pose, angles["rolled"], angles["chest_rolled"], angles["chest_raised"])
    for side in SIDES:
        forward = angles["thighs_forward"] + (UPPER_AHEAD if side == "r" else 0.0)
        _place_leg(skeleton, pose, side, forward, angles["knee_bend"])
        _point_foot(skeleton, pose, side, angles["foot_down"])
    _place_elbow_on_mat(skeleton, pose, "l")
    _place_hand_on_mat(skeleton, pose, "r")
    return skeleton.hang_rest(pose)


def _place_trunk(skeleton: Skeleton, pose: Pose, rolled: float, chest_rolled: float, raised: float) -> None:
    pelvis = turn(X, raised * PELVIS_SHARE) @ turn(Y, rolled) @ LYING
    chest = turn(X, raised) @ turn(Y, chest_rolled) @ LYING
    middle = (skeleton.heads["thigh_l"] + skeleton.heads["thigh_r"]) / 2
    pose["pelvis"] = Placement(pelvis, HIPS + pelvis @ (skeleton.heads["pelvis"] - middle))
    for bone, share in (("spine_01", 0.35), ("spine_02", 0.7), ("spine_03", 1.0)):
        skeleton.hang(pose, bone, between(pelvis, chest, share))
    skeleton.hang(pose, "neck_01", turn(X, NECK_UP) @ chest)
    looking = turn(X, raised + HEAD_UP) @ turn(Y, rolled + HEAD_DOWN) @ LYING
    skeleton.hang(pose, "head", looking)


def _place_leg(skeleton: Skeleton, pose: Pose, side: Side, forward: float, bend: float) -> None:
    hip = skeleton.hung(pose, f"thigh_{side}")
    thigh, shin = forward, forward - bend
    knee = _level(hip, thigh, KNEES[side], skeleton.distance(f"thigh_{side}", f"calf_{side}"))
    ankle = _level(knee, shin, ANKLES[side], skeleton.distance(f"calf_{side}", f"foot_{side}"))
    place_leg(skeleton, pose, side, (hip, knee, ankle), _course((thigh + shin) / 2.0 + 90.0))


def _level(start: Array, course: float, high: float, bone: float) -> Array:
    """Where a bone ends that takes this course over the mat and comes to this height."""
    rise = high - start[2]
    end: Array = start + _course(course) * np.sqrt(bone * bone - rise * rise) + Z * rise
    return end


def _course(forward: float) -> Array:
    """A direction over the mat: 0 is to the feet, 90 to where the person looks."""
    angle = float(np.radians(forward))
    return vector(np.sin(angle), -np.cos(angle), 0.0)


def _point_foot(skeleton: Skeleton, pose: Pose, side: Side, down: float) -> None:
    foot, shin = pose[f"foot_{side}"], pose[f"calf_{side}"].turn
    turned = turn(shin @ X, down) @ shin
    pose[f"foot_{side}"] = Placement(turned, foot.head)
    skeleton.hang(pose, f"ball_{side}", turned)


def _place_elbow_on_mat(skeleton: Skeleton, pose: Pose, side: Side) -> None:
    upper, lower, hand = f"upperarm_{side}", f"lowerarm_{side}", f"hand_{side}"
    skeleton.hang(pose, f"clavicle_{side}", pose["spine_03"].turn)
    shoulder = skeleton.hung(pose, upper)
    along = _to_height(shoulder, ELBOW_TO, ELBOW_HIGH, skeleton.distance(upper, lower))
    forearm = _to_height(shoulder + along, FOREARM_TO, WRIST_HIGH, skeleton.distance(lower, hand))
    fingers, _, palm = hand_axes(skeleton, side)
    turned = carry(fingers, palm, FOREARM_TO - Z * LYING_DROP, -Z)
    hang_arm(skeleton, pose, side, Arm(unit(along), across(forearm, along), unit(forearm), -Z, turned))
    place_fingers(skeleton, pose, side, thumb=RESTS["down"].thumb)


def _to_height(start: Array, course: Array, high: float, bone: float) -> Array:
    rise = high - start[2]
    way: Array = course * np.sqrt(bone * bone - rise * rise) + Z * rise
    return way


def _place_hand_on_mat(skeleton: Skeleton, pose: Pose, side: Side) -> None:
    fingers, _, palm = hand_axes(skeleton, side)
    turned = carry(fingers, palm, HAND_TO - Z * PUSHING_DROP, -Z)
    place_reaching_arm(
        skeleton, pose, side, Reach(HAND_AT, turned, HAND_ELBOW, (2.0, 2.0, 2.0), thumb=RESTS["down"].thumb)
    )
