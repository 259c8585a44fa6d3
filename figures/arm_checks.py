"""Are arms and hands right, and safe to copy? Measured on the skin, in millimetres; legs are in checks.py."""

from __future__ import annotations

from dataclasses import dataclass

from figures.body import Body
from figures.clothes import ground_under
from figures.foot_checks import MOSTLY
from figures.geometry import Array, Y, angle_between
from figures.limb_checks import PARTS, bones_of
from figures.poses.arms import hand_axes
from figures.skeleton import SIDES, Pose, Side

ARM = ("upperarm", "lowerarm", "hand")

SINKS = -6.0
"""Millimetres by which an arm may lie in the mat: so deep it gives way (clothes.py, SOFTNESS)."""

ARM_JOINTS = {"elbow": (0.0, 150.0), "wrist": (-70.0, 80.0), "shoulder": (-60.0, 90.0)}
"""Degrees: the elbow's bend; the wrist's towards the palm, below 0 away from it; the upper arm's before the
chest's plane, below 0 behind it. AAOS, as F. A. Davis's goniometry table A.1 has it (elbow 150, wrist 80 and
70, shoulder 60 backwards).
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
    shoulder, elbow, wrist = (pose[f"{bone}_{side}"].head for bone in ("upperarm", "lowerarm", "hand"))
    palm = pose[f"hand_{side}"].turn @ hand_axes(body.skeleton, side)[2]
    front = pose["spine_03"].turn @ -Y
    return {
        f"elbow_{side}": angle_between(elbow - shoulder, wrist - elbow),
        f"wrist_{side}": angle_between(wrist - elbow, palm) - 90.0,
        f"shoulder_{side}": 90.0 - angle_between(elbow - shoulder, front),
    }
