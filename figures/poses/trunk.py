"""The trunk of somebody who lies on the back: pelvis, spine, neck and head.

The chest stays where it is on the mat whatever the pelvis does (shoulders down in rotations); the lumbar
joints share out what is between. The numbers were judged by eye and belong to this mesh of 1.66 m.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from figures.geometry import Array, X, Y, Z, between, turn, vector
from figures.skeleton import Placement, Pose, Skeleton

LYING: Array = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, -1.0, 0.0]])
"""From standing to lying on the back."""

PELVIS_TILT = 12.0
"""Degrees by which the pelvis is tilted back with bent knees, so that the low back rests on the floor."""

HIP_HEIGHT = 0.088
"""Metres from the mat to the middle between the hip joints."""

LUMBAR_DROP = 0.012
"""Metres by which the lumbar joints sink: the low back lies flat, not hollow."""

CHEST_PITCH = 2.5
"""Degrees: the chest slopes up to the neck a little."""

NECK_RISE = 3.0
"""Degrees by which the neck rises from the chest's line to the pillow (props/pillows.py); the head lies
level.
"""

ROLL_SHIFT = 0.09
"""Metres a radian by which a rolling pelvis wanders to the side it rolls to."""

ROLL_LIFT = 0.006
"""Metres by which the pelvis rises at a full roll."""


@dataclass(frozen=True)
class Trunk:
    """How the pelvis lies: rolled to the person's left (degrees), tilted back (degrees), raised (metres)."""

    roll: float = 0.0
    tilt: float = PELVIS_TILT
    lift: float = 0.0


def place_trunk(skeleton: Skeleton, pose: Pose, trunk: Trunk) -> None:
    """Place pelvis, spine, neck and head."""
    chest = turn(X, CHEST_PITCH) @ LYING
    pelvis = turn(Y, trunk.roll) @ turn(X, -trunk.tilt) @ LYING
    shift = ROLL_SHIFT * float(np.radians(trunk.roll))
    _place_pelvis(skeleton, pose, pelvis, vector(shift, 0.0, HIP_HEIGHT + trunk.lift))
    _place_spine(skeleton, pose, pelvis, chest)
    anchor = _resting_chest(skeleton)
    missing = anchor - pose["spine_03"].head
    pose["spine_03"] = Placement(chest, anchor)
    for bone, share in (("spine_01", 0.2), ("spine_02", 0.55)):
        place = pose[bone]
        pose[bone] = Placement(place.turn, place.head + share * missing - Z * LUMBAR_DROP)
    skeleton.hang(pose, "neck_01", turn(X, NECK_RISE) @ chest)
    skeleton.hang(pose, "head", chest)


def _place_pelvis(skeleton: Skeleton, pose: Pose, pelvis: Array, hips: Array) -> None:
    middle = (skeleton.heads["thigh_l"] + skeleton.heads["thigh_r"]) / 2
    pose["pelvis"] = Placement(pelvis, hips + pelvis @ (skeleton.heads["pelvis"] - middle))


def _place_spine(skeleton: Skeleton, pose: Pose, pelvis: Array, chest: Array) -> None:
    for bone, share in (("spine_01", 0.35), ("spine_02", 0.7), ("spine_03", 1.0)):
        skeleton.hang(pose, bone, between(pelvis, chest, share))


def _resting_chest(skeleton: Skeleton) -> Array:
    """Where the chest's joint is when nothing is rolled, tilted or raised."""
    pose: Pose = {}
    pelvis = turn(X, -PELVIS_TILT) @ LYING
    _place_pelvis(skeleton, pose, pelvis, vector(0.0, 0.0, HIP_HEIGHT))
    _place_spine(skeleton, pose, pelvis, turn(X, CHEST_PITCH) @ LYING)
    return pose["spine_03"].head
