"""No limb goes through another or through the trunk: every loop at 25 steps a second, from skin to skin."""

from __future__ import annotations

import pytest

from figures.limb_checks import HOLDS, PRESSED
from figures.safe_limbs import CROSSES, LEGS, crossed_shin, crossing, held, least

pytestmark = pytest.mark.timeout(300)

LEFT, RIGHT = {"thigh_l", "calf_l"}, {"thigh_r", "calf_r"}


def of_legs(ways):
    """Between the legs, and between a leg and the trunk."""
    return {pair: way for pair, way in ways.items() if set(pair) <= {*LEGS, "trunk"}}


def of_arms(ways):
    """Between an arm and anything else."""
    return {pair: way for pair, way in ways.items() if not set(pair) <= {*LEGS, "trunk"}}


def test_no_leg_goes_through_another_or_through_the_trunk(measured):
    _, seen = measured
    for found in seen:
        for pair, way in of_legs(found.ways).items():
            assert way >= PRESSED, (pair, found.moment)


def test_legs_that_do_not_cross_do_not_touch(measured):
    loop, seen = measured
    if loop.keyframes.exercise not in ("figure4_rocks", "getting_up"):
        for found in seen:
            left_to_right = [way for pair, way in found.ways.items() if LEFT & {*pair} and RIGHT & {*pair}]
            assert min(left_to_right, default=1.0) > 0, found.moment


def test_a_crossed_shin_lies_on_the_other_leg_and_not_in_it(measured):
    loop, seen = measured
    if loop.keyframes.exercise == "figure4_rocks":
        low, high = CROSSES[crossing(loop)]
        for found in seen:
            assert low <= crossed_shin(loop, found.ways) <= high, found.moment


def test_no_arm_goes_through_a_leg_the_trunk_or_the_other_arm(measured):
    loop, seen = measured
    for found in seen:
        for pair, way in of_arms(found.ways).items():
            assert way >= least(loop, pair), (pair, found.moment)


def test_both_hands_touch_the_thigh_before_it_is_drawn_closer(measured):
    loop, seen = measured
    for found in seen:
        if leg := held(loop, found.moment):
            for side in "lr":
                assert HOLDS <= found.ways[f"hand_{side}", f"thigh_{leg}"] <= 0, found.moment
