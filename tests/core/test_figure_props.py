"""A thing is in the exercises that it was made for, at the angles that it was placed for."""

from __future__ import annotations

from itertools import product

import pytest

from bot.core.figure_limits import ANGLES
from bot.core.figure_props import NEEDED, PLACED, POSSIBLE, PROPS
from tests.core.figures_of_tests import FOUR, LYING, MARCH, RISING, ROCKS, told, with_angles

FIGURES = {one.exercise: one for one in (ROCKS, FOUR, MARCH, LYING, RISING)}
ELSEWHERE = [(one, thing) for one, thing in product(FIGURES, PROPS) if thing not in POSSIBLE[one]]


@pytest.mark.parametrize(("exercise", "thing"), ELSEWHERE)
def test_a_thing_that_was_not_made_for_an_exercise_is_told(exercise, thing):
    figure = FIGURES[exercise]
    can = ", ".join(POSSIBLE[exercise]) or "none"
    wrong = f"props | has “{thing}”, which can't be in {exercise} | {can}"
    assert told(figure, props=(*figure.props, thing)) == [wrong]


def test_a_roller_in_marching_and_a_chair_in_knee_rocks_are_among_them():
    assert {("marching", "roller"), ("knee_rocks", "chair"), ("figure4_rocks", "knee_pillow")} < set(
        ELSEWHERE
    )


@pytest.mark.parametrize("exercise", FIGURES)
def test_a_thing_that_nobody_knows_is_told_with_those_the_exercise_can_have(exercise):
    figure = FIGURES[exercise]
    [sentence] = told(figure, props=(*figure.props, "sofa"))
    assert sentence == f"props | has “sofa”, which is not known | {', '.join(POSSIBLE[exercise]) or 'none'}"


def test_things_come_once():
    assert told(MARCH, props=("head_pillow", "head_pillow")) == [
        "props | has “head_pillow” twice | each once"
    ]


@pytest.mark.parametrize(("exercise", "thing"), [(one, thing) for one in NEEDED for thing in NEEDED[one]])
def test_nothing_of_the_body_hangs_in_the_air(exercise, thing):
    figure = FIGURES[exercise]
    [sentence] = told(figure, props=tuple(name for name in figure.props if name != thing))
    assert sentence.startswith(f"props | has no “{thing}” | ")
    assert sentence.endswith(f"; always “{thing}”, because {NEEDED[exercise][thing]}")


def test_the_head_lies_on_a_pillow_in_all_that_is_done_on_the_back():
    assert {one for one in ANGLES if "head_pillow" in NEEDED[one]} == set(ANGLES) - {"getting_up"}


THIGHS = "legs_lean | is {} with the {} | 18 to 21"


@pytest.mark.parametrize(
    ("figure", "thing", "angles", "sentence"),
    [
        (ROCKS, "roller", (35, 8), THIGHS.format(35, "roller")),
        (ROCKS, "roller", (17, 8), THIGHS.format(17, "roller")),
        (ROCKS, "cushion", (22, 8), THIGHS.format(22, "cushion")),
        (ROCKS, "roller", (20, 4), "pelvis_roll | is 4 with the roller | 8 to 9"),
        (ROCKS, "knee_pillow", (35, 14), "legs_lean | is 35 with the knee_pillow | 0 to 30"),
        (FOUR, "towel", (20, 6), "legs_lean | is 20 with the towel | 6 to 12"),
        (FOUR, "towel", (10, 9), "pelvis_roll | is 9 with the towel | 0 to 6"),
    ],
)
def test_a_thing_that_was_placed_for_other_angles_is_told(figure, thing, angles, sentence):
    over = {**figure.angles, **dict(zip(("legs_lean", "pelvis_roll"), angles, strict=True))}
    assert told(figure, props=("head_pillow", thing), angles=over) == [f"angles.{sentence}, or no {thing}"]


def test_a_chair_that_was_placed_for_other_thighs_is_told():
    assert with_angles(LYING, thigh_up=90, knee_bend=92) == [
        "angles.thigh_up | is 90 with the chair | 78 to 86, or no chair"
    ]


def test_roller_and_cushion_lie_one_on_each_side():
    props = ("head_pillow", "roller", "cushion")
    assert told(ROCKS, props=props, angles={**ROCKS.angles, "legs_lean": 20, "pelvis_roll": 8}) == []


def test_the_towel_is_for_a_knee_crossed_above_the_other():
    crossed = {name: angle for name, angle in FOUR.angles.items() if name != "ankle_along"}
    assert told(FOUR, props=("head_pillow", "towel"), angles=crossed | {"ankle_below": 60}) == [
        "angles.ankle_below | stands with the towel, which is for a knee that is crossed above the other | "
        "ankle_along, or no towel"
    ]


def test_an_angle_that_is_wrong_by_itself_is_told_once():
    assert [line for line in with_angles(LYING, thigh_up=200) if "thigh_up" in line] == [
        "angles.thigh_up | is 200 | a number from 49 to 125"
    ]


def test_every_thing_can_be_somewhere_and_where_it_must_be_it_can():
    assert {thing for things in POSSIBLE.values() for thing in things} == set(PROPS)
    assert POSSIBLE.keys() == NEEDED.keys() == ANGLES.keys()
    assert all(set(NEEDED[one]) <= set(POSSIBLE[one]) for one in ANGLES)
    assert PLACED.keys() <= set(PROPS)
