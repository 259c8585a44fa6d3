"""Legs: a sole on the mat, the knee between hip and ankle in closed form, so that a planted foot never
slides.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from figures.geometry import Array, X, Y, Z, bend_two_bones, carry, turn, unit, vector
from figures.skeleton import Placement, Pose, Side, Skeleton, sign

HEEL_TO_HIP = 0.52
"""Metres from the hips to the ankles along the mat: the knee is then bent 99 degrees, the thigh 49 above the
floor.
"""

STANCE = 0.088
"""Metres of each ankle from the middle: hip width."""

FOOT_HALF_WIDTH = 0.036
"""Metres from the foot's middle to its edge, over which it rolls when the knees lean."""

SOLE_GAP = 0.0005
"""Metres between mat and sole: the skin over the bones may bulge by less."""

FOOT_SHARE = 0.5
"""The share of the legs' lean with which the foot rolls; ankle and knee take the rest."""

Elevation: TypeAlias = tuple[float, float]
"""How a bone points: degrees above the floor towards the feet, and degrees to the person's left."""

FORWARD: Array = vector(0.0, -1.0, 0.0)
"""The front of a leg at rest."""


def sole_on_mat(skeleton: Skeleton, side: Side, lean: float, stance: float) -> Placement:
    """A foot on the mat that rolls over its edge when the legs lean to the person's left (degrees)."""
    roll = FOOT_SHARE * lean
    # The edge takes over softly within the first degrees: 5 degrees are seven tenths of the way.
    soft = roll / 10.0
    edge = FOOT_HALF_WIDTH * soft / float(np.sqrt(soft * soft + 0.25))
    pivot = vector(stance + edge, -HEEL_TO_HIP, 0.0)
    turned = turn(Y, roll)
    joint = skeleton.heads[f"foot_{side}"]
    ankle = pivot + turned @ (vector(stance, -HEEL_TO_HIP, joint[2]) - pivot)
    # The edge is no perfect circle: what is lowest of the rolled sole lies on the mat.
    lowest = ((skeleton.soles[side] - joint) @ turned.T)[:, 2].min()
    return Placement(turned, vector(ankle[0], ankle[1], SOLE_GAP - lowest))


def place_planted_leg(
    skeleton: Skeleton, pose: Pose, side: Side, lean: float, stance: float | None = None
) -> Array:
    """Place a leg whose foot stays on the mat and whose knee leans to the person's left; return the knee's
    front.
    """
    hip = skeleton.hung(pose, f"thigh_{side}")
    foot = sole_on_mat(skeleton, side, lean, sign(side) * STANCE if stance is None else stance)
    knee, front, ankle = bend_leg(skeleton, side, hip, foot.head, turn(Y, lean) @ Z)
    place_leg(skeleton, pose, side, (hip, knee, ankle), front, foot.turn)
    return front


def bend_leg(
    skeleton: Skeleton, side: Side, hip: Array, ankle: Array, pole: Array
) -> tuple[Array, Array, Array]:
    """The knee between a hip and an ankle, the direction of its front, and the ankle as it is reached."""
    thigh = skeleton.distance(f"thigh_{side}", f"calf_{side}")
    shin = skeleton.distance(f"calf_{side}", f"foot_{side}")
    return bend_two_bones(thigh, shin, hip, ankle, pole)


def place_leg(
    skeleton: Skeleton,
    pose: Pose,
    side: Side,
    joints: tuple[Array, Array, Array],
    front: Array,
    foot: Array | None = None,
) -> None:
    """Place thigh, shin and foot by the places of hip, knee and ankle; without a foot's turn it follows the
    shin.
    """
    hip, knee, ankle = joints
    thigh, shin = (
        skeleton.span(f"thigh_{side}", f"calf_{side}"),
        skeleton.span(f"calf_{side}", f"foot_{side}"),
    )
    pose[f"thigh_{side}"] = Placement(carry(thigh, FORWARD, knee - hip, front), hip)
    pose[f"calf_{side}"] = Placement(carry(shin, FORWARD, ankle - knee, front), knee)
    turned = pose[f"calf_{side}"].turn if foot is None else foot
    pose[f"foot_{side}"] = Placement(turned, ankle)
    skeleton.hang(pose, f"ball_{side}", turned)


def place_lifted_leg(
    skeleton: Skeleton, pose: Pose, side: Side, ways: tuple[Elevation, Elevation], pitch: float
) -> None:
    """Place a leg off the mat by how thigh and shin point, and by the toes' degrees above the level."""
    thigh, shin = ways
    hip = skeleton.hung(pose, f"thigh_{side}")
    knee = hip + direction(*thigh) * skeleton.distance(f"thigh_{side}", f"calf_{side}")
    ankle = knee + direction(*shin) * skeleton.distance(f"calf_{side}", f"foot_{side}")
    # Half way between what is in front of the thigh and of the shin: square to neither, and right for both.
    front = direction((thigh[0] + shin[0]) / 2.0 + 90.0, 0.0)
    place_leg(skeleton, pose, side, (hip, knee, ankle), front, turn(X, -pitch))


def elevation(way: Array) -> Elevation:
    """How a bone points that goes this way."""
    x, y, z = unit(way)
    return float(np.degrees(np.arctan2(z, -y))), float(np.degrees(np.arctan2(x, np.hypot(y, z))))


def direction(above_floor: float, to_left: float) -> Array:
    """The direction that has these degrees."""
    rise, side = float(np.radians(above_floor)), float(np.radians(to_left))
    return vector(np.sin(side), -np.cos(side) * np.cos(rise), np.cos(side) * np.sin(rise))
