"""Angles that are right each by itself and can't be together are told in one sentence."""

from __future__ import annotations

import pytest

from bot.core.figure_limits import ANGLES, LIMITS
from bot.core.figure_pairs import PAIRS
from tests.core.figures_of_tests import FOUR, LYING, MARCH, RISING, ROCKS, with_angles

HIP = "because a hip turns 45 degrees, and a pelvis rolls no further than the legs lean"
CHEST = "because lumbar spine and chest turn 30 degrees"
SEAT = "because the calves lie level on the chair's seat"


@pytest.mark.parametrize(
    ("figure", "angles", "sentence"),
    [
        (
            ROCKS,
            {"legs_lean": 60, "pelvis_roll": 0},
            f"legs_lean | is 60 while pelvis_roll is 0 | 0 to 45 with it, or another pelvis_roll, {HIP}",
        ),
        (
            ROCKS,
            {"legs_lean": 10, "pelvis_roll": 11},
            f"legs_lean | is 10 while pelvis_roll is 11 | 11 to 56 with it, or another pelvis_roll, {HIP}",
        ),
        (
            FOUR,
            {"legs_lean": 10, "pelvis_roll": 25},
            f"legs_lean | is 10 while pelvis_roll is 25 | 25 to 60 with it, or another pelvis_roll, {HIP}",
        ),
        (
            RISING,
            {"rolled": 90, "chest_rolled": 121},
            f"chest_rolled | is 121 while rolled is 90 | 70 to 120 with it, or another rolled, {CHEST}",
        ),
        (
            RISING,
            {"rolled": 110, "chest_rolled": 79},
            f"chest_rolled | is 79 while rolled is 110 | 80 to 125 with it, or another rolled, {CHEST}",
        ),
        (
            MARCH,
            {"thigh_up": 60, "knee_bend": 121},
            "knee_bend | is 121 while thigh_up is 60 | 0 to 120 with it, or another thigh_up, "
            "because beyond twice thigh_up the heel is in the mat",
        ),
        (
            MARCH,
            {"thigh_up": 100, "thigh_held": 110, "hold_along": 50},
            "thigh_held | is 110 while thigh_up is 100 | 49 to 99 with it, or another thigh_up, "
            "because the hands take hold first and then draw the thigh closer",
        ),
        (
            MARCH,
            {"thigh_up": 49, "knee_bend": 90, "thigh_held": 49, "hold_along": 50},
            "thigh_held | is 49 while thigh_up is 49 | another thigh_up, "
            "because the hands take hold first and then draw the thigh closer",
        ),
        (
            LYING,
            {"thigh_up": 80, "knee_bend": 85},
            f"knee_bend | is 85 while thigh_up is 80 | 80 to 84 with it, or another thigh_up, {SEAT}",
        ),
        (
            LYING,
            {"thigh_up": 80, "knee_bend": 79},
            f"knee_bend | is 79 while thigh_up is 80 | 80 to 84 with it, or another thigh_up, {SEAT}",
        ),
    ],
)
def test_what_a_body_does_not_do_together_is_told(figure, angles, sentence):
    assert with_angles(figure, **angles) == [f"angles.{sentence}"]


@pytest.mark.parametrize(
    ("figure", "angles"),
    [
        (ROCKS, {"legs_lean": 45, "pelvis_roll": 0}),
        (ROCKS, {"legs_lean": 60, "pelvis_roll": 15}),
        (ROCKS, {"legs_lean": 11, "pelvis_roll": 11}),
        (RISING, {"rolled": 90, "chest_rolled": 120}),
        (RISING, {"rolled": 100, "chest_rolled": 70}),
        (MARCH, {"thigh_up": 60, "knee_bend": 120}),
        (MARCH, {"thigh_up": 100, "knee_bend": 100, "thigh_held": 99, "hold_along": 50}),
        (LYING, {"thigh_up": 80, "knee_bend": 80}),
        (LYING, {"thigh_up": 80, "knee_bend": 84}),
    ],
)
def test_the_ends_are_allowed(figure, angles):
    assert with_angles(figure, **angles) == []


def test_an_angle_that_is_wrong_by_itself_is_told_once():
    assert with_angles(ROCKS, legs_lean=80) == ["angles.legs_lean | is 80 | a number from 0 to 60"]


def test_every_pair_is_of_angles_that_its_exercise_has():
    assert PAIRS.keys() == ANGLES.keys()
    assert {name for pairs in PAIRS.values() for pair in pairs for name in (pair.angle, pair.beside)} <= set(
        LIMITS
    )
