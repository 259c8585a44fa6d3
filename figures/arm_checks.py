"""Are arms and hands right, and safe to copy? Measured on the skin, in millimetres; legs are in checks.py."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from figures.body import Body
from figures.clothes import ground_under
from figures.foot_checks import MOSTLY
from figures.geometry import Array, Y, across, angle_between, signed_angle, unit
from figures.limb_checks import PARTS, bones_of
from figures.poses.arms import hand_axes
from figures.skeleton import SIDES, Pose, Side

ARM = ("upperarm", "lowerarm", "hand")

SINKS = -6.0
"""Millimetres by which an arm may lie in the mat: so deep it gives way (clothes.py, SOFTNESS)."""

RESTS = 15.0
"""Millimetres of a resting arm's upper arm, forearm and hand above the mat, at the most: it lies there."""

ARM_JOINTS = {
    "elbow": (0.0, 150.0),
    "wrist": (-70.0, 80.0),
    "sideways": (-32.0, 22.0),
    "forearm": (-80.0, 80.0),
    "shoulder": (-60.0, 90.0),
}
"""Degrees: the elbow's bend, below 0 backwards; the wrist's towards the palm, below 0 away from it; the
hand's to the thumb's side, below 0 to the little finger's; how far the hand is turned from its forearm; the
upper arm's before the chest's plane, below 0 behind it. AAOS, as F. A. Davis's goniometry table A.1 has it:
elbow 150, wrist 80 and 70, sideways 20 and 30 with a little for the mesh's axes, forearm 80, shoulder 60
backwards.
"""


@dataclass(frozen=True)
class ArmsMeasured:
    """What a pose shows of its arms."""

    high: dict[str, float]
    """Millimetres of the lowest point of each upper arm, forearm and hand above the mat, or above the floor
    beside it; below 0 it sinks in. Named as in limb_checks.py.
    """
    bends: dict[str, float]
    """Degrees at each joint: elbow_l, wrist_l, shoulder_l and so on."""


def measure_arms(body: Body, pose: Pose, skin: Array) -> ArmsMeasured:
    """Measure the arms of one pose and the skin that lies over it."""
    high = 1000.0 * (skin[:, 2] - ground_under(skin))
    parts = [(f"{part}_{side}", bones_of(body, side, PARTS[part])) for part in ARM for side in SIDES]
    return ArmsMeasured(
        high={name: float(high[body.weight_of(*bones) > MOSTLY].min()) for name, bones in parts},
        bends={**_bends(body, pose, "l"), **_bends(body, pose, "r")},
    )


def arms_beyond_limits(measured: ArmsMeasured) -> list[str]:
    """The joints of the arms that bend as no joint does."""
    found = []
    for name, bend in measured.bends.items():
        low, high = ARM_JOINTS[name.partition("_")[0]]
        if not low <= bend <= high:
            found.append(f"{name} is bent {bend:.0f} degrees, but has to be {low:.0f} to {high:.0f}")
    return found


def _bends(body: Body, pose: Pose, side: Side) -> dict[str, float]:
    skeleton = body.skeleton
    shoulder, elbow, wrist = (pose[f"{bone}_{side}"].head for bone in ("upperarm", "lowerarm", "hand"))
    upper, forearm = elbow - shoulder, wrist - elbow
    _, knuckles, palm = (pose[f"hand_{side}"].turn @ axis for axis in hand_axes(skeleton, side))
    front = pose["spine_03"].turn @ -Y
    # At rest the elbow is a little bent already: that way it bends on.
    rest_upper = skeleton.span(f"upperarm_{side}", f"lowerarm_{side}")
    rest_forearm = skeleton.span(f"lowerarm_{side}", f"hand_{side}")
    bends_to = pose[f"upperarm_{side}"].turn @ across(rest_forearm, rest_upper)
    rest_knuckles = hand_axes(skeleton, side)[1]
    own_palm = pose[f"lowerarm_{side}"].turn @ hand_axes(skeleton, side)[2]
    return {
        f"elbow_{side}": angle_between(upper, forearm) * float(np.sign(forearm @ bends_to)),
        f"wrist_{side}": angle_between(forearm, palm) - 90.0,
        f"sideways_{side}": _towards(forearm, knuckles) - _towards(rest_forearm, rest_knuckles),
        f"forearm_{side}": signed_angle(across(own_palm, forearm), across(palm, forearm), forearm),
        f"shoulder_{side}": 90.0 - angle_between(upper, front),
    }


def _towards(way: Array, axis: Array) -> float:
    """By how many degrees a direction leaves the plane that an axis is square to, towards the axis."""
    return float(np.degrees(np.arcsin(unit(way) @ axis)))
