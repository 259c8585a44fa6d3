"""Is a pose right, and safe to copy? Measured on the skin, in millimetres, before anything is rendered.

The mat is soft: where the body's weight lies, the skin is pressed flat when it is drawn (figures/clothes.py),
so only what never carries weight has to stay above it: soles to a hair, knees and shins altogether.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from figures.body import Body
from figures.foot_checks import MOSTLY, Foot, measure_foot
from figures.geometry import Array, X, Z, across, angle_between, signed_angle, unit
from figures.skeleton import SIDES, Pose, Side, sign

SHOULDER_RESTS, SHOULDER_STAYS = 3.0, 3.0
"""Millimetres of a shoulder blade's lowest point above the mat, and by which its skin may wander in rocks."""

BLADE_HIGH, BLADE_FROM_SPINE = 0.10, 0.04
"""Metres from the shoulder's joint down to where its blade ends, and from the spine to where that begins."""

BACK_FLAT = 0.0
"""Millimetres of the low back above the mat in marching: it rests there, with no hollow."""

BACK_HALF_WIDTH = 0.09
"""Metres to each side of the spine that count as the low back."""

JOINTS = {"knee": (0.0, 140.0), "ankle": (-25.0, 50.0), "foot": (-25.0, 35.0)}
"""Degrees of bend that a knee and an ankle (foot down) may show, below 0 the other way, and by which a foot
may look inwards (below 0 outwards) from its shin. AAOS: 135, 50, and 35 for a foot that turns in; with a
little for the mesh's axes.
"""

KNEE_TWIST = 15.0
"""Degrees by which a shin's front may turn from the thigh's: a bent knee hardly turns."""


@dataclass(frozen=True)
class Measured:
    """What a pose shows."""

    feet: dict[Side, Foot]
    knees: dict[Side, float]
    """Millimetres of each leg's lowest point between hip and ankle above the mat, buttocks left out."""
    thighs: dict[Side, float]
    """Degrees of each thigh above the floor: 90 is upright, more is towards the chest."""
    leans: dict[Side, float]
    """Degrees by which each leg leans to the person's left: the knee, about the line from hip to ankle."""
    bends: dict[str, float]
    """Degrees at each joint: knee_l, ankle_l and so on."""
    twists: dict[Side, float]
    """Degrees by which each shin's front is turned from the thigh's, about the shin."""
    head: float
    """Millimetres of the head's lowest point above the mat: it rests on a pillow."""
    back: float
    """Millimetres between the mat and the low back, where it is farthest; below 0 it is pressed in."""
    blades: dict[Side, Array]
    """The skin over each shoulder blade, in metres: always the same points of it."""


def measure(body: Body, pose: Pose, skin: Array) -> Measured:
    """Measure one pose and the skin that lies over it."""
    return Measured(
        feet={side: measure_foot(body, skin, side) for side in SIDES},
        knees={side: _lowest(_part(body, skin, f"calf_{side}")) for side in SIDES},
        thighs={side: _thigh(pose, side) for side in SIDES},
        leans={side: _lean(pose, side) for side in SIDES},
        bends={**_bends(body, pose, "l"), **_bends(body, pose, "r")},
        twists={side: _twist(pose, side) for side in SIDES},
        head=_lowest(_part(body, skin, "head")),
        back=_hollow(body, pose, skin),
        blades={side: _blade(body, skin, side) for side in SIDES},
    )


def beyond_limits(measured: Measured) -> list[str]:
    """The joints that bend as no joint does."""
    found = []
    for name, bend in measured.bends.items():
        low, high = JOINTS[name.partition("_")[0]]
        if not low <= bend <= high:
            found.append(f"{name} is bent {bend:.0f} degrees, but has to be {low:.0f} to {high:.0f}")
    return found


def _part(body: Body, skin: Array, *bones: str) -> Array:
    part: Array = skin[body.weight_of(*bones) > MOSTLY]
    return part


def _lowest(points: Array) -> float:
    return float(points[:, 2].min()) * 1000.0


def _hollow(body: Body, pose: Pose, skin: Array) -> float:
    """Slices of 2 cm from the hips to the chest's joint, a hand's width to each side: the highest lowest
    point.
    """
    trunk = _part(body, skin, "pelvis", "spine_01", "spine_02", "spine_03")
    middle = trunk[np.abs(trunk[:, 0] - pose["spine_01"].head[0]) < BACK_HALF_WIDTH]
    slices = np.arange(pose["thigh_l"].head[1] + 0.04, pose["spine_03"].head[1], 0.02)
    return max(_lowest(middle[np.abs(middle[:, 1] - at) < 0.02]) for at in slices)


def _thigh(pose: Pose, side: Side) -> float:
    _, along, up = pose[f"calf_{side}"].head - pose[f"thigh_{side}"].head
    return float(np.degrees(np.arctan2(up, -along)))


def _lean(pose: Pose, side: Side) -> float:
    hip, knee, ankle = (pose[f"{bone}_{side}"].head for bone in ("thigh", "calf", "foot"))
    return signed_angle(across(Z, ankle - hip), across(knee - hip, ankle - hip), hip - ankle)


def _blade(body: Body, skin: Array, side: Side) -> Array:
    joint, rest = body.skeleton.heads[f"upperarm_{side}"], body.vertices
    outwards, below = rest[:, 0] * sign(side), joint[2] - rest[:, 2]
    back = (body.weight_of("spine_03", f"clavicle_{side}") > MOSTLY) & (rest[:, 1] > joint[1])
    blade: Array = skin[back & (outwards > BLADE_FROM_SPINE) & (below > 0.0) & (below < BLADE_HIGH)]
    return blade


def _bends(body: Body, pose: Pose, side: Side) -> dict[str, float]:
    hip, knee, ankle = (pose[f"{bone}_{side}"].head for bone in ("thigh", "calf", "foot"))
    skeleton = body.skeleton
    foot_at_rest = skeleton.span(f"foot_{side}", f"ball_{side}")
    shin_at_rest = skeleton.span(f"calf_{side}", f"foot_{side}")
    foot = pose[f"foot_{side}"].turn @ foot_at_rest
    ankle_bend = angle_between(shin_at_rest, foot_at_rest) - angle_between(ankle - knee, foot)
    # A knee bends about the thigh's own axis, so that the shin goes backwards.
    backwards = np.cross(knee - hip, ankle - knee) @ (pose[f"thigh_{side}"].turn @ X)
    sideways = _sideways(foot, pose[f"calf_{side}"].turn) - _sideways(foot_at_rest, np.eye(3))
    return {
        f"knee_{side}": angle_between(knee - hip, ankle - knee) * float(np.sign(backwards)),
        f"ankle_{side}": ankle_bend,
        f"foot_{side}": sideways * sign(side),
    }


def _sideways(way: Array, turned: Array) -> float:
    """By how many degrees a direction leaves the plane in which a bone, turned so, bends."""
    return float(np.degrees(np.arcsin(unit(way) @ (turned @ X))))


def _twist(pose: Pose, side: Side) -> float:
    """How far the shin is turned about itself from where the thigh, bent at the knee alone, would hold it."""
    thigh, shin = pose[f"thigh_{side}"].turn, pose[f"calf_{side}"].turn
    return abs(signed_angle(across(thigh @ X, shin @ Z), across(shin @ X, shin @ Z), shin @ Z))


def shoulders_high(measured: Measured) -> float:
    """The lowest point of the shoulder blade that is higher, in millimetres above the mat."""
    return max(_lowest(blade) for blade in measured.blades.values())


def shoulders_travel(all_measured: Sequence[Measured]) -> float:
    """How far the skin over the shoulder blades wanders over these poses, in millimetres."""
    places = [np.concatenate([measured.blades[side] for side in SIDES]) for measured in all_measured]
    return 1000.0 * float(np.ptp(np.array(places), axis=0).max())
