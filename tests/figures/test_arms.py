"""Arms that hold a leg, rest or push, measured on the skin. Wants what test_poses.py wants."""

from __future__ import annotations

import numpy as np
import pytest

from bot.core.keyframes import STILLS
from figures.arm_checks import PRESSES, arms_beyond_limits, measure_arms
from figures.body import load_body
from figures.checks import MOSTLY
from figures.clothes import dress
from figures.keyframes import read_all
from figures.mesh_files import MESH
from figures.poses import pose_at
from figures.poses.pulling import HANDS_HOLD
from figures.skinning import Skin
from figures.timeline import every_moment

pytestmark = [
    pytest.mark.skipif(not MESH.exists(), reason="wants the figures' mesh (requirements/mesh.txt)"),
    pytest.mark.timeout(300),
]

CARRIES = 6.0
"""Millimetres of what carries a body above the mat, or in it: the mat's softness."""

LOOPS = [
    loop
    for keyframes in read_all().values()
    for loop in keyframes.loops
    if keyframes.holds or keyframes.exercise in STILLS
]


@pytest.fixture(scope="module")
def body():
    return dress(load_body()).body


@pytest.fixture(scope="module", params=LOOPS, ids=lambda loop: loop.name)
def measured(request, body):
    """A loop, and each of its moments that looks different with its arms' measures."""
    loop, skin = request.param, Skin(body)
    moments = {(moment.side, moment.phase): moment for moment in every_moment(loop)}
    poses = [(moment, pose_at(body.skeleton, loop, moment)) for moment in moments.values()]
    return loop, [(moment, pose, measure_arms(body, pose, skin.over(pose))) for moment, pose in poses]


def held(loop, moment):
    """The leg that the hands hold at a moment."""
    if loop.keyframes.holds and moment.phase >= HANDS_HOLD:
        return "l" if moment.side > 0 else "r"
    return None


def test_both_hands_touch_the_thigh_before_it_is_drawn_closer(measured):
    loop, seen = measured
    for moment, _, found in seen:
        if leg := held(loop, moment):
            assert all(PRESSES <= found.hands[side][leg] <= 0 for side in "lr"), moment


def test_the_hands_hold_behind_the_thigh_and_not_at_the_knee(measured):
    loop, seen = measured
    for moment, pose, _ in seen:
        if leg := held(loop, moment):
            hip, knee = pose[f"thigh_{leg}"].head, pose[f"calf_{leg}"].head
            front = pose[f"thigh_{leg}"].turn @ np.array([0.0, -1.0, 0.0])
            for side in "lr":
                tips = [pose[f"{finger}_03_{side}"].head for finger in ("index", "middle", "ring", "pinky")]
                for tip in tips:
                    assert (tip - hip) @ front < 0, (moment, side)
                    assert (tip - hip) @ (knee - hip) < 0.95 * (knee - hip) @ (knee - hip), (moment, side)


def test_no_arm_goes_through_a_leg_the_trunk_or_the_other_arm(measured):
    _, seen = measured
    for moment, _, found in seen:
        assert found.clear >= 0, moment
        assert found.hands_apart >= 0, moment
        assert min(way for of_legs in found.hands.values() for way in of_legs.values()) >= PRESSES, moment


def test_whoever_gets_up_carries_on_an_elbow_and_a_flat_hand(measured, body):
    loop, seen = measured
    if loop.keyframes.exercise == "getting_up":
        [(_, pose, _)] = seen
        skin = Skin(body).over(pose)
        for bones in (("lowerarm_l",), ("hand_r",), ("hand_l",), ("thigh_l",), ("calf_l",)):
            lowest = 1000.0 * skin[body.weight_of(*bones) > MOSTLY][:, 2].min()
            assert -CARRIES <= lowest <= CARRIES, bones


def test_no_joint_of_an_arm_bends_as_none_does(measured):
    _, seen = measured
    assert [line for _, _, found in seen for line in arms_beyond_limits(found)] == []
