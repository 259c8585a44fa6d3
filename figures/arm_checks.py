"""Are arms and hands right, and safe to copy? Measured on the skin, in millimetres; legs are in checks.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from figures.body import Body
from figures.checks import MOSTLY
from figures.clothes import HAND
from figures.geometry import Array, Y, angle_between
from figures.poses.arms import hand_axes
from figures.skeleton import SIDES, Pose, Side

PRESSES = -3.0
"""Millimetres by which a hand may press into what it holds: flesh gives way, bone does not."""

NEAR = 0.04
"""Metres within which the nearest skin tells inside from outside."""

ARM_JOINTS = {"elbow": (0.0, 150.0), "wrist": (-70.0, 80.0), "shoulder": (-60.0, 90.0)}
"""Degrees: the elbow's bend; the wrist's towards the palm, below 0 away from it; the upper arm's before the
chest's plane, below 0 behind it. AAOS, as F. A. Davis's goniometry table A.1 has it (elbow 150, wrist 80 and
70, shoulder 60 backwards).
"""

Chosen: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class ArmsMeasured:
    """What a pose shows of its arms."""

    hands: dict[Side, dict[Side, float]]
    """Millimetres from each hand to the skin of each leg, below 0 inside; legs by their side within."""
    clear: float
    """Millimetres between forearms or hands and trunk or head, or forearms and legs, at the least."""
    hands_apart: float
    """Millimetres between one hand and the other arm, at the least."""
    bends: dict[str, float]
    """Degrees at each joint: elbow_l, wrist_l, shoulder_l and so on."""


def measure_arms(body: Body, pose: Pose, skin: Array) -> ArmsMeasured:
    """Measure the arms of one pose and the skin that lies over it."""
    out = body.normals(skin)

    def apart(one: Chosen, other: Chosen) -> float:
        return _apart(skin, out, one, other)

    hands = {side: _of(body, side, *HAND) for side in SIDES}
    forearms = {side: _of(body, side, "lowerarm") for side in SIDES}
    legs = {side: _of(body, side, "thigh", "calf", "foot", "ball") for side in SIDES}
    trunk = body.weight_of("pelvis", "spine_01", "spine_02", "spine_03", "neck_01", "head") > MOSTLY
    arms = hands["l"] | hands["r"] | forearms["l"] | forearms["r"]
    return ArmsMeasured(
        hands={side: {leg: apart(hands[side], legs[leg]) for leg in SIDES} for side in SIDES},
        clear=min(apart(arms, trunk), apart(forearms["l"] | forearms["r"], legs["l"] | legs["r"])),
        hands_apart=min(
            apart(hands["l"], hands["r"] | forearms["r"]), apart(hands["r"], hands["l"] | forearms["l"])
        ),
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


def _of(body: Body, side: Side, *kinds: str) -> Chosen:
    bones = [b for b in body.skeleton.bones if b.endswith(f"_{side}") and b.partition("_")[0] in kinds]
    chosen: Chosen = body.weight_of(*bones) > MOSTLY
    return chosen


def _apart(skin: Array, out: Array, one: Chosen, other: Chosen) -> float:
    """The least way from one part's skin to the other's, below 0 where it is inside."""
    ways, nearest = cKDTree(skin[other]).query(skin[one])
    inside = np.einsum("ij,ij->i", skin[one] - skin[other][nearest], out[other][nearest])
    return float(np.where(ways < NEAR, inside, ways).min()) * 1000.0


def _bends(body: Body, pose: Pose, side: Side) -> dict[str, float]:
    shoulder, elbow, wrist = (pose[f"{bone}_{side}"].head for bone in ("upperarm", "lowerarm", "hand"))
    palm = pose[f"hand_{side}"].turn @ hand_axes(body.skeleton, side)[2]
    front = pose["spine_03"].turn @ -Y
    return {
        f"elbow_{side}": angle_between(elbow - shoulder, wrist - elbow),
        f"wrist_{side}": angle_between(wrist - elbow, palm) - 90.0,
        f"shoulder_{side}": 90.0 - angle_between(elbow - shoulder, front),
    }
