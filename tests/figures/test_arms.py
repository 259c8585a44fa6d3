"""Arms that hold a leg, rest or push, measured in every loop; what they touch is in test_limbs.py."""

from __future__ import annotations

import numpy as np
import pytest

from figures.arm_checks import RESTS, SINKS, arms_beyond_limits
from figures.foot_checks import MOSTLY
from figures.safe_limbs import held

pytestmark = pytest.mark.timeout(300)

CARRIES = 6.0
"""Millimetres of what carries a body above the mat, or in it: the mat's softness."""


def test_the_hands_hold_behind_the_thigh_and_not_at_the_knee(measured):
    loop, seen = measured
    for found in seen:
        moment, pose = found.moment, found.pose
        if leg := held(loop, moment):
            hip, knee = pose[f"thigh_{leg}"].head, pose[f"calf_{leg}"].head
            front = pose[f"thigh_{leg}"].turn @ np.array([0.0, -1.0, 0.0])
            for side in "lr":
                tips = [pose[f"{finger}_03_{side}"].head for finger in ("index", "middle", "ring", "pinky")]
                for tip in tips:
                    assert (tip - hip) @ front < 0, (moment, side)
                    assert (tip - hip) @ (knee - hip) < 0.95 * (knee - hip) @ (knee - hip), (moment, side)


def test_whoever_gets_up_carries_on_an_elbow_and_a_flat_hand(measured, figure):
    loop, seen = measured
    if loop.keyframes.exercise == "getting_up":
        [found] = seen
        skin = figure.skin.over(found.pose)
        for bones in (("lowerarm_l",), ("hand_r",), ("hand_l",), ("thigh_l",), ("calf_l",)):
            lowest = 1000.0 * skin[figure.body.weight_of(*bones) > MOSTLY][:, 2].min()
            assert -CARRIES <= lowest <= CARRIES, bones


def test_no_arm_goes_through_the_mat(measured):
    _, seen = measured
    for found in seen:
        for part, high in found.arms.high.items():
            assert high >= SINKS, (part, found.moment)


def test_arms_that_do_nothing_rest_on_the_mat(measured):
    loop, seen = measured
    if not loop.keyframes.holds and loop.keyframes.exercise != "getting_up":
        for found in seen:
            assert max(found.arms.high.values()) <= RESTS, found.moment


def test_no_joint_of_an_arm_bends_as_none_does(measured):
    _, seen = measured
    assert [line for found in seen for line in arms_beyond_limits(found.arms)] == []
