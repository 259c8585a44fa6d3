"""A pose that is wrong is told: what test_poses.py, test_limbs.py and test_arms.py assert can fail."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bot.core.keyframes import Loop
from figures.arm_checks import RESTS, SINKS, arms_beyond_limits
from figures.checks import SHOULDER_RESTS, SHOULDER_STAYS, beyond_limits, shoulders_high, shoulders_travel
from figures.foot_checks import SLIDES, SOLE, slide
from figures.geometry import X, Y, Z, turn, vector
from figures.keyframes import read_all
from figures.limb_checks import HOLDS, PRESSED
from figures.skeleton import Placement
from figures.timeline import STILL

KEYFRAMES = read_all()
UPRIGHT = replace(STILL, phase=0.0)
NOTHING = np.eye(3)


def below(skeleton, bone):
    """A bone, and all that hang on it."""
    hanging = {bone}
    for other in skeleton.bones:
        if skeleton.parents[other] in hanging:
            hanging.add(other)
    return hanging


def moved(figure, pose, bone, turned=NOTHING, way=(0.0, 0.0, 0.0)):
    """The same pose, in which a bone and all that hang on it are turned about its head and put elsewhere."""
    at = pose[bone].head
    others = {
        name: Placement(turned @ pose[name].turn, at + turned @ (pose[name].head - at) + vector(*way))
        for name in below(figure.body.skeleton, bone)
    }
    return {**pose, **others}


@pytest.fixture
def lying(figure):
    """Somebody who lies on the back with both feet on the mat, arms beside the trunk."""
    return figure.pose(Loop(KEYFRAMES["knee_rocks_steady"], ""), UPRIGHT)


@pytest.fixture
def right(figure, lying):
    return figure.seen(UPRIGHT, lying)


def test_a_trunk_that_rolls_along_lifts_a_shoulder(figure, lying, right):
    wrong = figure.seen(UPRIGHT, moved(figure, lying, "spine_01", turn(Y, 15))).body
    assert shoulders_high(right.body) <= SHOULDER_RESTS < 0.5 * shoulders_high(wrong)
    assert shoulders_travel([right.body, wrong]) > 5 * SHOULDER_STAYS


def test_a_chest_that_slides_over_the_mat_is_told(figure, lying, right):
    wrong = figure.seen(UPRIGHT, moved(figure, lying, "spine_03", way=(0.006, 0.0, 0.0))).body
    assert shoulders_travel([right.body, wrong]) > SHOULDER_STAYS


@pytest.mark.parametrize("deep", [0.02, 0.08, 0.14])
def test_a_leg_in_the_other_leg_is_told(figure, lying, right, deep):
    """From just inside to nearly the same place: no vertex need be near another."""
    apart = right.ways["calf_l", "calf_r"]
    assert apart > 0
    way = (-apart / 1000.0 - deep, 0.0, 0.0)
    wrong = figure.seen(UPRIGHT, moved(figure, lying, "thigh_l", way=way)).ways
    assert wrong["calf_l", "calf_r"] < PRESSED


def test_a_knee_in_the_chest_is_told(figure, lying):
    wrong = figure.seen(UPRIGHT, moved(figure, lying, "thigh_l", turn(X, -115))).ways
    assert wrong["thigh_l", "trunk"] < PRESSED


def test_a_heel_in_its_own_thigh_is_told(figure, lying):
    wrong = figure.seen(UPRIGHT, moved(figure, lying, "calf_l", turn(X, 75))).ways
    assert wrong["calf_l", "thigh_l"] < PRESSED


@pytest.mark.parametrize("bone", ["upperarm", "lowerarm", "hand"])
def test_an_arm_in_the_trunk_is_told(figure, lying, bone):
    """Where it begins in the middle of the trunk, a hand is in there as a whole."""
    way = lying["spine_02"].head - lying[f"{bone}_l"].head + 0.06 * Z
    wrong = figure.seen(UPRIGHT, moved(figure, lying, f"{bone}_l", way=way)).ways
    assert min(way for pair, way in wrong.items() if {*pair} == {"trunk", f"{bone}_l"}) < 4 * PRESSED


def test_a_hand_in_a_thigh_is_told(figure, lying):
    middle = (lying["thigh_l"].head + lying["calf_l"].head) / 2
    wrong = figure.seen(UPRIGHT, moved(figure, lying, "hand_l", way=middle - lying["hand_l"].head)).ways
    assert wrong["hand_l", "thigh_l"] < HOLDS


def test_a_hand_in_the_other_arm_is_told(figure, lying):
    middle = (lying["lowerarm_r"].head + lying["hand_r"].head) / 2
    wrong = figure.seen(UPRIGHT, moved(figure, lying, "hand_l", way=middle - lying["hand_l"].head)).ways
    assert wrong["hand_l", "lowerarm_r"] < 0


@pytest.mark.parametrize("bone", ["upperarm", "lowerarm", "hand"])
def test_an_arm_below_the_mat_is_told(figure, lying, bone):
    wrong = figure.seen(UPRIGHT, moved(figure, lying, f"{bone}_l", way=(0.0, 0.0, -0.02))).arms
    assert wrong.high[f"{bone}_l"] < SINKS <= wrong.high[f"{bone}_r"] + 10


def test_a_foot_that_slides_is_told(figure, lying, right):
    there = figure.seen(UPRIGHT, moved(figure, lying, "foot_l", way=(0.003, -0.003, 0.0))).body
    assert slide([right.body.feet["l"], there.feet["l"]]) > SLIDES
    assert slide([right.body.feet["r"], there.feet["r"]]) <= 0.01


def test_a_foot_in_the_air_may_go_elsewhere(figure, lying, right):
    there = figure.seen(UPRIGHT, moved(figure, lying, "foot_l", way=(0.0, 0.1, 0.2))).body
    assert slide([right.body.feet["l"], there.feet["l"]]) == 0


def test_a_heel_that_comes_up_is_told(figure, lying):
    wrong = figure.seen(UPRIGHT, on_toes(figure, lying)).body.feet["l"]
    assert wrong.heel > SOLE[1] >= wrong.lowest


def test_toes_that_come_up_are_told(figure, lying):
    wrong = figure.seen(UPRIGHT, moved(figure, lying, "foot_l", turn(X, -8))).body.feet["l"]
    assert wrong.ball > SOLE[1]


def on_toes(figure, pose):
    """The left foot turned about its ball, so that the heel comes up by 2 cm."""
    foot, ball = pose["foot_l"], pose["ball_l"].head
    up = turn(X, 10)
    return {**pose, "foot_l": Placement(up @ foot.turn, ball + up @ (foot.head - ball))}


@pytest.mark.parametrize("degrees", [10.0, 30.0])
def test_legs_lean_as_they_are_made_to(figure, degrees):
    keyframes = KEYFRAMES["knee_rocks_steady"]
    loop = Loop(replace(keyframes, angles={**keyframes.angles, "legs_lean": degrees}), "")
    leans = figure.seen(STILL, figure.pose(loop, STILL)).body.leans
    assert leans == pytest.approx({"l": degrees, "r": degrees}, abs=0.2)


@pytest.mark.parametrize("degrees", [65.0, 100.0])
def test_thighs_come_up_as_they_are_made_to(figure, degrees):
    keyframes = KEYFRAMES["marching_steady"]
    loop = Loop(replace(keyframes, angles={**keyframes.angles, "thigh_up": degrees}), "")
    assert figure.seen(STILL, figure.pose(loop, STILL)).body.thighs["l"] == pytest.approx(degrees, abs=0.2)


@pytest.mark.parametrize(
    ("bone", "axis", "degrees", "joint"),
    [
        ("calf_l", X, -130.0, "knee_l"),
        ("foot_l", Z, 90.0, "foot_l"),
        ("foot_r", Z, -60.0, "foot_r"),
        ("foot_l", X, -80.0, "ankle_l"),
        ("lowerarm_l", Z, -40.0, "elbow_l"),
        ("hand_l", Z, 80.0, "sideways_l"),
        ("hand_l", Y, 90.0, "wrist_l"),
    ],
)
def test_a_joint_that_bends_as_none_does_is_told(figure, lying, bone, axis, degrees, joint):
    wrong = figure.seen(UPRIGHT, moved(figure, lying, bone, turn(axis, degrees)))
    told = beyond_limits(wrong.body) + arms_beyond_limits(wrong.arms)
    assert [line for line in told if line.startswith(f"{joint} is bent")], told


def test_a_forearm_turned_about_itself_is_told(figure, lying):
    along = lying["hand_l"].head - lying["lowerarm_l"].head
    pose = {**lying, "hand_l": Placement(turn(along, 120.0) @ lying["hand_l"].turn, lying["hand_l"].head)}
    told = arms_beyond_limits(figure.seen(UPRIGHT, pose).arms)
    assert [line for line in told if line.startswith("forearm_l is bent")], told


def test_an_arm_that_hovers_is_told(figure, lying, right):
    wrong = figure.seen(UPRIGHT, moved(figure, lying, "upperarm_l", turn(Y, -25))).arms
    assert max(right.arms.high.values()) <= RESTS < wrong.high["hand_l"]
