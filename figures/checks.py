"""Is a pose right, and safe to copy? Measured on the skin, in millimetres, before anything is rendered.

The mat is soft: where the body's weight lies, the skin is pressed flat when it is drawn (figures/clothes.py),
so only what never carries weight has to stay above it: soles to a hair, knees and shins altogether.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from figures.body import Body
from figures.geometry import Array, X, Z, across, angle_between, signed_angle
from figures.props.surfaces import Surface, outside
from figures.skeleton import SIDES, Pose, Side, other

SOLE = (0.0, 3.0)
"""Millimetres of a planted sole's lowest point above the mat."""

CHEST_STAYS = 1.0
"""Millimetres by which the chest may wander in a loop."""

BACK_FLAT = 0.0
"""Millimetres of the low back above the mat in marching: it rests there, with no hollow."""

BACK_HALF_WIDTH = 0.09
"""Metres to each side of the spine that count as the low back."""

MOSTLY = 0.6
"""A vertex belongs to bones that move it by more than this share."""

JOINTS = {"knee": (0.0, 140.0), "ankle": (-25.0, 50.0)}
"""Degrees of bend that a knee and an ankle (foot down) may show; AAOS 135 and 50, with a little for the
mesh's axes.
"""


KNEE_TWIST = 15.0
"""Degrees by which a shin's front may turn from the thigh's: a bent knee hardly turns."""


@dataclass(frozen=True)
class Measured:
    """What a pose shows."""

    soles: dict[Side, float]
    """Millimetres of each foot's lowest point above the mat."""
    knees: dict[Side, float]
    """Millimetres of each leg's lowest point between hip and ankle above the mat, buttocks left out."""
    legs_apart: float
    """Millimetres between the two legs' skins below the knees, or shin and thigh where one is crossed: from
    one vertex to the next, so legs that overlap are apart too.
    """
    legs_pressed: float
    """The same for the upper shin from surface to surface: below 0 one skin is that deep in the other."""
    bends: dict[str, float]
    """Degrees at each joint: knee_l, ankle_l and so on."""
    twists: dict[Side, float]
    """Degrees by which each shin's front is turned from the thigh's, about the shin."""
    head: float
    """Millimetres of the head's lowest point above the mat: it rests on a pillow."""
    back: float
    """Millimetres between the mat and the low back, where it is farthest; below 0 it is pressed in."""
    chest: Array
    """The place of the chest's joint, in metres."""


def measure(body: Body, pose: Pose, skin: Array) -> Measured:
    """Measure one pose and the skin that lies over it."""
    return Measured(
        soles={side: _lowest(_part(body, skin, f"foot_{side}", f"ball_{side}")) for side in SIDES},
        knees={side: _lowest(_part(body, skin, f"calf_{side}")) for side in SIDES},
        legs_apart=_legs_apart(body, skin),
        legs_pressed=_legs_pressed(body, pose, skin),
        bends={**_bends(body, pose, "l"), **_bends(body, pose, "r")},
        twists={side: _twist(body, pose, side) for side in SIDES},
        head=_lowest(_part(body, skin, "head")),
        back=_hollow(body, pose, skin),
        chest=pose["spine_03"].head,
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


def _legs_apart(body: Body, skin: Array) -> float:
    left = _part(body, skin, "calf_l", "foot_l")
    right = _part(body, skin, "calf_r", "foot_r")
    thighs = {side: skin[body.weight_of(f"thigh_{side}", f"calf_{side}") > MOSTLY] for side in SIDES}
    ways = [cKDTree(left).query(thighs["r"])[0].min(), cKDTree(right).query(thighs["l"])[0].min()]
    return float(min(ways)) * 1000.0


def _legs_pressed(body: Body, pose: Pose, skin: Array) -> float:
    """Of the upper shin in the other leg, and of that leg in the shin."""
    upper = max(SIDES, key=lambda side: float(pose[f"foot_{side}"].head[2]))
    out = body.normals(skin)
    shin = body.weight_of(f"calf_{upper}", f"foot_{upper}") > MOSTLY
    leg = body.weight_of(f"thigh_{other(upper)}", f"calf_{other(upper)}") > MOSTLY
    into_leg = outside(skin[shin], Surface(skin[leg], out[leg])).min()
    into_shin = outside(skin[leg], Surface(skin[shin], out[shin])).min()
    return float(min(into_leg, into_shin)) * 1000.0


def _bends(body: Body, pose: Pose, side: Side) -> dict[str, float]:
    hip, knee, ankle = (pose[f"{bone}_{side}"].head for bone in ("thigh", "calf", "foot"))
    skeleton = body.skeleton
    foot_at_rest = skeleton.span(f"foot_{side}", f"ball_{side}")
    shin_at_rest = skeleton.span(f"calf_{side}", f"foot_{side}")
    foot = pose[f"foot_{side}"].turn @ foot_at_rest
    ankle_bend = angle_between(shin_at_rest, foot_at_rest) - angle_between(ankle - knee, foot)
    return {f"knee_{side}": angle_between(knee - hip, ankle - knee), f"ankle_{side}": ankle_bend}


def _twist(body: Body, pose: Pose, side: Side) -> float:
    """How far the shin is turned about itself from where the thigh, bent at the knee alone, would hold it."""
    thigh, shin = pose[f"thigh_{side}"].turn, pose[f"calf_{side}"].turn
    return abs(signed_angle(across(thigh @ X, shin @ Z), across(shin @ X, shin @ Z), shin @ Z))


def chest_travel(all_measured: list[Measured]) -> float:
    """How far the chest wanders over these poses, in millimetres."""
    places = np.array([measured.chest for measured in all_measured])
    return float(np.ptp(places, axis=0).max()) * 1000.0
