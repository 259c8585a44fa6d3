"""Arms that rest on the floor: alongside, out to the sides, or in a T; hands with relaxed fingers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from figures.geometry import Array, X, Y, Z, across, carry, length, signed_angle, turn, unit, vector
from figures.skeleton import Pose, Side, Skeleton, sign

Curls: TypeAlias = tuple[float, float, float]
Shares: TypeAlias = tuple[float, float, float, float]
Thumb: TypeAlias = tuple[float, float]

FINGERS = ("index", "middle", "ring", "pinky")

CURL = (2.0, 4.0, 3.0)
"""Degrees by which a relaxed finger's three joints bend."""

SHARES = (1.0, 1.12, 1.24, 1.36)
"""How much of these degrees index, middle, ring and little finger bend: each an eighth more."""

ADDUCT = 0.6
"""The share of the rest pose's spread by which the fingers are drawn together."""

TWIST = 0.5
"""The share of the hand's turn that the forearm takes over, as the radius does around the ulna."""


@dataclass(frozen=True)
class Rest:
    """How an arm rests. Directions are those of the left arm; the right one is its mirror image."""

    elbow_to: Array
    """The direction in which the elbow would bend."""
    palm_to: Array
    """The direction in which the palm looks."""
    bend: float
    """Degrees at the elbow."""
    wrist_height: float
    """Metres of the wrist's joint above the mat."""
    finger_drop: float
    """How much the hand slopes down to the fingers, metres a metre."""
    elbow_height: float = 0.030
    thumb: Thumb = (0.0, 0.0)
    """As in place_fingers: on a palm that lies down the thumb lies beside the hand, not under it."""


@dataclass(frozen=True)
class Arm:
    """Where an arm goes: the directions of its parts, and the one to which the elbow bends."""

    along: Array
    bends_to: Array
    forearm: Array
    palm: Array
    """The direction in which the palm looks; the forearm takes over a share of it."""
    hand: Array
    """The hand's turn."""


PALMS_UP = Rest(vector(0.0, 0.5, 0.6), vector(0.0, 0.25, 1.0), bend=12.0, wrist_height=0.030, finger_drop=0.0)
PALMS_DOWN = Rest(
    vector(-0.5, -0.2, 0.6),
    vector(0.0, 0.0, -1.0),
    bend=14.0,
    wrist_height=0.022,
    finger_drop=0.05,
    elbow_height=0.036,
    thumb=(22.0, 8.0),
)
RESTS = {"up": PALMS_UP, "down": PALMS_DOWN}


def place_arms(skeleton: Skeleton, pose: Pose, away: float, palms: str) -> None:
    """Lay both arms down, so many degrees away from the trunk (0 alongside, 90 straight out), palms up or
    down.
    """
    for side in ("l", "r"):
        place_arm(skeleton, pose, side, away, RESTS[palms])
        place_fingers(skeleton, pose, side, thumb=RESTS[palms].thumb)


def place_arm(skeleton: Skeleton, pose: Pose, side: Side, away: float, rest: Rest) -> None:
    """Lay one arm down; elbow and wrist at their heights above the mat."""
    mirror = vector(sign(side), 1.0, 1.0)
    upper, lower, hand = f"upperarm_{side}", f"lowerarm_{side}", f"hand_{side}"
    skeleton.hang(pose, f"clavicle_{side}", pose["spine_03"].turn)
    angle = float(np.radians(away))
    flat = vector(sign(side) * np.sin(angle), -np.cos(angle), 0.0)
    shoulder = skeleton.hung(pose, upper)
    along = _sloped(flat, (rest.elbow_height - shoulder[2]) / skeleton.distance(upper, lower))
    bends_to = across(rest.elbow_to * mirror, along)
    bend = float(np.radians(rest.bend))
    forearm = along * np.cos(bend) + bends_to * np.sin(bend)
    elbow = shoulder + along * skeleton.distance(upper, lower)
    forearm = _sloped(forearm, (rest.wrist_height - elbow[2]) / skeleton.distance(lower, hand))
    palm = rest.palm_to * mirror
    fingers, _, palm_at_rest = hand_axes(skeleton, side)
    points_to = unit(forearm * (X + Y) - Z * rest.finger_drop)
    turned = carry(fingers, palm_at_rest, points_to, palm)
    hang_arm(skeleton, pose, side, Arm(along, bends_to, forearm, palm, turned))


def hang_arm(skeleton: Skeleton, pose: Pose, side: Side, arm: Arm) -> None:
    """Hang upper arm, forearm and hand on a collar bone that has its place."""
    upper, lower, hand = f"upperarm_{side}", f"lowerarm_{side}", f"hand_{side}"
    # At rest the forearm is a little bent already: that plane is the elbow's.
    rest_upper, rest_lower = skeleton.span(upper, lower), skeleton.span(lower, hand)
    rest_bends_to = across(rest_lower, rest_upper)
    skeleton.hang(pose, upper, carry(rest_upper, rest_bends_to, arm.along, arm.bends_to))
    hinge, rest_hinge = np.cross(arm.along, arm.bends_to), np.cross(rest_upper, rest_bends_to)
    turned = carry(rest_lower, np.cross(rest_hinge, rest_lower), arm.forearm, np.cross(hinge, arm.forearm))
    _, _, palm_at_rest = hand_axes(skeleton, side)
    twist = signed_angle(
        across(turned @ palm_at_rest, arm.forearm), across(arm.palm, arm.forearm), arm.forearm
    )
    skeleton.hang(pose, lower, turn(arm.forearm, twist * TWIST) @ turned)
    skeleton.hang(pose, hand, arm.hand)


def hand_axes(skeleton: Skeleton, side: Side) -> tuple[Array, Array, Array]:
    """Of a hand at rest: along the fingers, across the knuckles to the little finger, and out of the palm."""
    fingers = unit(skeleton.span(f"middle_01_{side}", f"middle_02_{side}"))
    knuckles = unit(skeleton.span(f"index_01_{side}", f"pinky_01_{side}"))
    return fingers, knuckles, -sign(side) * unit(np.cross(fingers, knuckles))


def _sloped(direction: Array, slope: float) -> Array:
    """The direction's course over the floor, rising by a share of its length."""
    course = direction * (X + Y)
    sloped: Array = course / length(course) * np.sqrt(1.0 - slope * slope) + Z * slope
    return sloped


def place_fingers(
    skeleton: Skeleton,
    pose: Pose,
    side: Side,
    curls: Curls = CURL,
    shares: Shares = SHARES,
    thumb: Thumb = (0.0, 0.0),
) -> None:
    """Bend four fingers by so many degrees at their three joints; draw the thumb out of the palm, and to the
    index.
    """
    fingers, knuckles, _ = hand_axes(skeleton, side)
    flat = unit(np.cross(fingers, knuckles))
    out, beside = thumb
    drawn = turn(flat, beside) @ turn(fingers, -sign(side) * out)
    skeleton.hang(pose, f"thumb_01_{side}", pose[f"hand_{side}"].turn @ drawn)
    for finger, share in zip(FINGERS, shares, strict=True):
        own = across(skeleton.span(f"{finger}_01_{side}", f"{finger}_02_{side}"), flat)
        spread = signed_angle(own, across(fingers, flat), flat)
        turned = pose[f"hand_{side}"].turn @ turn(flat, spread * ADDUCT)
        for joint, curl in enumerate(curls, start=1):
            turned = turned @ turn(knuckles, sign(side) * curl * share)
            skeleton.hang(pose, f"{finger}_0{joint}_{side}", turned)
