"""Trunk, legs and feet in every loop at 25 steps a second, measured on the skin, without rendering."""

from __future__ import annotations

import pytest

from figures.checks import (
    BACK_FLAT,
    KNEE_TWIST,
    SHOULDER_RESTS,
    SHOULDER_STAYS,
    beyond_limits,
    shoulders_high,
    shoulders_travel,
)
from figures.foot_checks import FLAT_UP_TO, SLIDES, SOLE, highest, slide
from figures.keyframes import read_all
from figures.props.pillows import PILLOW_UNDER_HEAD
from figures.safe import ON_PILLOW, ROCKS, planted

pytestmark = pytest.mark.timeout(300)

LOW, HIGH = SOLE

LEANS = {
    "knee_rocks_mini": (10, 15),
    "knee_rocks_gentle": (20, 20),
    "knee_rocks_steady": (35, 38),
    "knee_rocks_fuller": (55, 55),
    "knee_rocks_towel": (20, 20),
    "knee_rocks_roller": (20, 20),
    "figure4_rocks_easier": (10, 10),
    "figure4_rocks_towel": (10, 10),
    "figure4_rocks_gentle": (10, 10),
    "figure4_rocks_steady": (20, 20),
}
"""Degrees by which the legs lean at the end of the way to each side: what the words say."""

THIGHS = {"marching_gentle": (90, 90), "marching_steady": (108, 110), "marching_fuller": (120, 120)}
"""Degrees of the thigh above the floor at the end of its way."""

NEARLY = 0.5
"""Degrees: phases are rounded, and a rolling pelvis takes the hip along."""

HEEL_LIFTED = (90.0, 110.0)
"""Millimetres of the heel above the mat at the top of marching easier: a hand's width."""


def test_planted_soles_stay_within_three_millimetres(measured):
    loop, seen = measured
    for found in seen:
        for side in planted(loop, found.moment):
            assert LOW <= found.body.feet[side].lowest <= HIGH, (found.moment, side)


def test_heel_and_ball_of_a_planted_foot_are_both_on_the_mat(measured):
    loop, seen = measured
    for found in seen:
        for side in planted(loop, found.moment):
            foot, lean = found.body.feet[side], found.body.leans[side]
            assert max(foot.heel, foot.ball) <= highest(lean), (found.moment, side)
            assert abs(lean) > FLAT_UP_TO or max(foot.heel, foot.ball) <= HIGH, (found.moment, side)


def test_planted_soles_do_not_slide(measured):
    loop, seen = measured
    for side in "lr":
        standing = [found.body.feet[side] for found in seen if side in planted(loop, found.moment)]
        assert not standing or slide(standing) <= SLIDES, side


def test_no_leg_goes_through_the_mat(measured):
    _, seen = measured
    for found in seen:
        assert min(found.body.knees.values()) >= 0, found.moment
        assert min(foot.lowest for foot in found.body.feet.values()) >= LOW, found.moment


def test_legs_lean_as_far_as_the_words_say(measured):
    loop, seen = measured
    if loop.keyframes.exercise in ROCKS:
        low, high = LEANS[loop.keyframes.name]
        for side in planted(loop, seen[0].moment):
            leans = [found.body.leans[side] for found in seen]
            assert low - NEARLY <= max(leans) <= high + NEARLY
            assert low - NEARLY <= -min(leans) <= high + NEARLY


def test_thighs_come_up_as_far_as_the_words_say(measured):
    loop, seen = measured
    if loop.keyframes.name in THIGHS:
        low, high = THIGHS[loop.keyframes.name]
        for side in "lr":
            assert low - NEARLY <= max(found.body.thighs[side] for found in seen) <= high + NEARLY


def test_the_heel_comes_up_a_hands_width_in_marching_easier(measured):
    loop, seen = measured
    if loop.keyframes.name == "marching_easier":
        low, high = HEEL_LIFTED
        for side in "lr":
            assert low <= max(found.body.feet[side].heel for found in seen) <= high


def test_no_joint_bends_as_none_does(measured):
    _, seen = measured
    assert [line for found in seen for line in beyond_limits(found.body)] == []


def test_no_shin_is_turned_about_itself(measured):
    _, seen = measured
    for found in seen:
        assert max(found.body.twists.values()) <= KNEE_TWIST, found.moment


def test_whoever_lies_on_the_back_has_a_pillow_under_the_head():
    without = {name for name, keyframes in read_all().items() if "head_pillow" not in keyframes.props}
    assert without == {"getting_up"}


def test_the_head_rests_on_its_pillow(measured):
    loop, seen = measured
    if loop.keyframes.exercise != "getting_up":
        for found in seen:
            assert 0 <= found.body.head - 1000 * PILLOW_UNDER_HEAD <= ON_PILLOW, found.moment


def test_the_back_rests_flat_in_marching(measured):
    loop, seen = measured
    if loop.keyframes.exercise == "marching":
        assert max(found.body.back for found in seen) <= BACK_FLAT


def test_both_shoulder_blades_rest_on_the_mat(measured):
    loop, seen = measured
    if loop.keyframes.exercise != "getting_up":
        for found in seen:
            assert shoulders_high(found.body) <= SHOULDER_RESTS, found.moment


def test_shoulders_stay_where_they_are_in_rocks(measured):
    loop, seen = measured
    if loop.keyframes.exercise in ROCKS:
        assert shoulders_travel([found.body for found in seen]) <= SHOULDER_STAYS
