"""Both hands take hold behind a thigh and draw it closer: never on the kneecap, never on the shin."""

from __future__ import annotations

import numpy as np

from figures.geometry import Array, X, Y, across, carry, unit, vector
from figures.keyframes import Keyframes
from figures.poses.arms import RESTS, Curls, Shares, Thumb, hand_axes
from figures.poses.reaching import Reach, on_the_way, place_reaching_arm, reach_of
from figures.skeleton import SIDES, Pose, Side, Skeleton, sign
from figures.timeline import minimum_jerk

THIGH_RESTS = 49.0
"""Degrees of a thigh above the floor while its foot stands on the mat."""

LEG_COMES, HANDS_GO, HANDS_HOLD, LEG_DRAWN = 0.58, 0.04, 0.68, 0.62
"""Phases: the leg has come up; the hands leave the floor and hold; the leg begins to be drawn closer."""

AROUND = 65.0
"""Degrees of each palm around the thigh, from the middle of its back to the hand's own side."""

APART = 0.0375
"""Metres along the thigh of each hand from the middle of the hold: one hand lies above the other."""

FINGERS_UP = -4.0
"""Degrees by which the fingers point up along the thigh, as the forearm does."""

FINGERS_IN = 16.0
"""Degrees by which the hand is turned in, so that knuckles and fingers touch and not the heel of the hand."""

THUMB: Thumb = (30.0, 25.0)
"""Degrees by which the thumb is drawn out of the palm and to the index: it stays out of the knee's fold."""

THIGH_MIDDLE, THIGH_RADIUS = vector(0.010, -0.010, 0.0), 0.058
"""Metres: the middle of the flesh above the knee, to the inside and to the back of the bone; its radius."""

PALM_DEEP, PALM_FROM_WRIST = 0.016, 0.066
"""Metres from the bones of the hand to the palm's skin, and from the wrist to the palm's middle."""

CURLS: Curls = (26.0, 20.0, 12.0)
"""Degrees at a holding finger's joints: they lie around the thigh."""

NEAR: Shares = (1.34, 1.29, 1.24, 1.32)
FAR: Shares = (1.12, 1.29, 1.15, 0.70)
"""How much of these degrees each finger bends, index first, until it touches: of the hand on the leg's own
side, and of the other one.
"""

ELBOW_TO = vector(0.9, 0.3, 0.5)
"""The direction in which the left elbow leans: out and up, so that the wrist bends sideways no more than 30
degrees.
"""

PAST = (vector(0.0, 0.06, 0.12), vector(0.04, -0.01, -0.01))
OVER = (vector(0.0, 0.06, 0.18), vector(0.08, 0.03, 0.08))
"""Metres by which a left hand leaves the straight way to its hold, early and late: past the thigh it goes to,
or over the other thigh; late it opens to come from behind.
"""


def lift_at(keyframes: Keyframes, phase: float) -> float:
    """How far the thigh is up at a phase, 0 to 1: first it comes up, then it is drawn closer."""
    way = keyframes.angles["thigh_up"] - THIGH_RESTS
    held = (keyframes.angles["thigh_held"] - THIGH_RESTS) / way
    drawn = minimum_jerk((phase - LEG_DRAWN) / (1.0 - LEG_DRAWN))
    return held * minimum_jerk(phase / LEG_COMES) + (1.0 - held) * drawn


def place_holding_arms(skeleton: Skeleton, pose: Pose, leg: Side, keyframes: Keyframes, phase: float) -> None:
    """Bring both arms, which lie on the floor, so far towards their hold behind one thigh."""
    share = minimum_jerk((phase - HANDS_GO) / (HANDS_HOLD - HANDS_GO))
    for side in SIDES:
        rest = reach_of(pose, side, RESTS[keyframes.palms].thumb)
        mirror = vector(sign(side), 1.0, 1.0)
        hold = _hold(skeleton, pose, leg, side, keyframes.angles["hold_along"])
        early, late = PAST if side == leg else OVER
        way = on_the_way(rest, hold, share, early * mirror, late * mirror)
        place_reaching_arm(skeleton, pose, side, way)


def _hold(skeleton: Skeleton, pose: Pose, leg: Side, side: Side, along: float) -> Reach:
    """A hand on its own side of the thigh's back; the leg's own hand is the one nearer to the knee."""
    thigh = pose[f"thigh_{leg}"]
    hip, knee = thigh.head, pose[f"calf_{leg}"].head
    up = unit(knee - hip)
    back = across(thigh.turn @ Y, up)
    outer = across(X * sign(side), up)
    out, _ = _around(back, outer, AROUND)
    palm_out, across_skin = _around(back, outer, AROUND - FINGERS_IN)
    rise = np.radians(FINGERS_UP)
    fingers = np.cos(rise) * across_skin + np.sin(rise) * up
    middle = hip + (knee - hip) * along / 100.0 + thigh.turn @ (THIGH_MIDDLE * vector(-sign(leg), 1.0, 1.0))
    palm = middle + up * (APART if side == leg else -APART) + out * (THIGH_RADIUS + PALM_DEEP)
    fingers_at_rest, _, palm_at_rest = hand_axes(skeleton, side)
    turned = carry(fingers_at_rest, palm_at_rest, fingers, -palm_out)
    elbow_to: Array = ELBOW_TO * vector(sign(side), 1.0, 1.0)
    return Reach(
        palm - fingers * PALM_FROM_WRIST, turned, elbow_to, CURLS, NEAR if side == leg else FAR, THUMB
    )


def _around(back: Array, outer: Array, degrees: float) -> tuple[Array, Array]:
    """At so many degrees around the thigh: the direction out of its skin, and along it to the back."""
    angle = np.radians(degrees)
    return np.cos(angle) * back + np.sin(angle) * outer, np.sin(angle) * back - np.cos(angle) * outer
