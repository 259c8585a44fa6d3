"""Arms that reach for something: the hand is where it has to be, and the elbow follows in closed form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from figures.geometry import Array, across, bend_two_bones, between, unit
from figures.poses.arms import CURL, SHARES, Arm, Curls, Shares, Thumb, hand_axes, hang_arm, place_fingers
from figures.skeleton import Pose, Side, Skeleton


@dataclass(frozen=True)
class Reach:
    """Where a hand is, how its fingers bend (arms.place_fingers), and the direction the elbow leans to."""

    wrist: Array
    hand: Array
    elbow_to: Array
    curls: Curls = CURL
    shares: Shares = SHARES
    thumb: Thumb = (0.0, 0.0)


def reach_of(pose: Pose, side: Side, thumb: Thumb) -> Reach:
    """The reach of an arm that has its place already, its fingers relaxed and its thumb so."""
    shoulder, elbow = pose[f"upperarm_{side}"].head, pose[f"lowerarm_{side}"].head
    hand = pose[f"hand_{side}"]
    return Reach(hand.head, hand.turn, across(elbow - shoulder, hand.head - shoulder), thumb=thumb)


def on_the_way(start: Reach, end: Reach, share: float, early: Array, late: Array) -> Reach:
    """A reach between two others, 0 to 1; a third and two thirds of the way the wrist is off the straight
    line.
    """
    rest = 1.0 - share
    bends = _mixed(start.curls, end.curls, share)
    thumb = _mixed(start.thumb, end.thumb, share)
    shares = _mixed(start.shares, end.shares, share)
    # Two bumps, each 1 at its highest.
    bulge = 27.0 / 4.0 * share * rest * (rest * early + share * late)
    return Reach(
        wrist=start.wrist + share * (end.wrist - start.wrist) + bulge,
        hand=between(start.hand, end.hand, share),
        elbow_to=unit(start.elbow_to + share * (end.elbow_to - start.elbow_to)),
        curls=(bends[0], bends[1], bends[2]),
        shares=(shares[0], shares[1], shares[2], shares[3]),
        thumb=(thumb[0], thumb[1]),
    )


def _mixed(start: Sequence[float], end: Sequence[float], share: float) -> list[float]:
    return [one + share * (other - one) for one, other in zip(start, end, strict=True)]


def place_reaching_arm(skeleton: Skeleton, pose: Pose, side: Side, reach: Reach) -> None:
    """Place an arm whose hand is at its reach; one that is too far is gone for with a straight arm."""
    upper, lower, hand = f"upperarm_{side}", f"lowerarm_{side}", f"hand_{side}"
    skeleton.hang(pose, f"clavicle_{side}", pose["spine_03"].turn)
    shoulder = skeleton.hung(pose, upper)
    elbow, _, wrist = bend_two_bones(
        skeleton.distance(upper, lower), skeleton.distance(lower, hand), shoulder, reach.wrist, reach.elbow_to
    )
    along, forearm = elbow - shoulder, wrist - elbow
    palm = reach.hand @ hand_axes(skeleton, side)[2]
    hang_arm(skeleton, pose, side, Arm(unit(along), across(forearm, along), unit(forearm), palm, reach.hand))
    place_fingers(skeleton, pose, side, reach.curls, reach.shares, reach.thumb)
