"""Keyframes are held against what a body can do and a loop can show, number by number."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.core.figure_limits import AIM, ANGLES, CAMERA, HOLD, INSTEAD, LIMITS
from bot.core.figure_mistakes import mistakes
from bot.core.keyframes import Tempo
from tests.core.figures_of_tests import FOUR, LYING, MARCH, RISING, ROCKS, told, with_angles


@pytest.mark.parametrize("figure", [ROCKS, FOUR, MARCH, LYING, RISING], ids=lambda one: one.exercise)
def test_right_ones_have_no_mistake(figure):
    assert told(figure) == []


@pytest.mark.parametrize("name", ANGLES["knee_rocks"])
def test_an_angle_ends_at_its_limit(name):
    limit = LIMITS[name]
    for within in (limit.low, limit.high):
        # Legs and pelvis go together: both upright, or both over.
        over = 30.0 if within else 0.0
        assert with_angles(ROCKS, **{"legs_lean": over, "pelvis_roll": over, name: within}) == []
    for beyond in (limit.low - 0.5, limit.high + 0.5, float("nan")):
        [sentence] = with_angles(ROCKS, **{name: beyond})
        assert sentence == f"angles.{name} | is {beyond:g} | a number from {limit.low:g} to {limit.high:g}"


def test_every_angle_has_a_limit():
    names = {name for names in (*ANGLES.values(), *HOLD.values(), INSTEAD) for name in names}
    assert names == set(LIMITS)


def test_angles_that_are_missing_or_of_another_exercise_are_told():
    assert [mistake[:2] for mistake in mistakes(replace(ROCKS, exercise="marching"))] == [
        ("angles.thigh_up", "is missing"),
        ("angles.knee_bend", "is missing"),
        ("angles.foot_down", "is missing"),
        ("angles.legs_lean", "is not known in this exercise"),
        ("angles.pelvis_roll", "is not known in this exercise"),
    ]


def test_an_exercise_that_nobody_can_draw_is_told_and_the_rest_of_the_file_too():
    assert told(ROCKS, exercise="plank", palms="sideways") == [
        "exercise | is “plank”, which can't be drawn | " + ", ".join(ANGLES),
        "palms | is “sideways”, which is not known | up, down",
    ]


EACH_LEG = "left and right, each once: a film for each leg that is crossed"
NO_LEGS = "a file without legs, as only figure4_rocks shows each leg by itself"


@pytest.mark.parametrize(
    ("figure", "legs", "sentence"),
    [
        (FOUR, (), f"legs | is missing | {EACH_LEG}"),
        (FOUR, ("left",), f"legs | has left | {EACH_LEG}"),
        (FOUR, ("left", "left"), f"legs | has left, left | {EACH_LEG}"),
        (FOUR, ("left", "right", "both"), f"legs | has left, right, both | {EACH_LEG}"),
        (ROCKS, ("left", "right"), f"legs | has left, right | {NO_LEGS}"),
        (MARCH, ("left",), f"legs | has left | {NO_LEGS}"),
        (LYING, ("right",), f"legs | has right | {NO_LEGS}"),
        (RISING, ("left", "right"), f"legs | has left, right | {NO_LEGS}"),
    ],
)
def test_a_film_for_each_leg_is_there_where_one_is_crossed_and_only_there(figure, legs, sentence):
    assert told(figure, legs=legs) == [sentence]


def test_legs_come_in_any_order():
    assert told(FOUR, legs=("right", "left")) == []


def test_hands_that_hold_are_told_whole_or_not_at_all():
    assert with_angles(MARCH, hold_along=80) == ["angles.thigh_held | is missing | a number from 49 to 125"]
    assert with_angles(MARCH, hold_along=80, thigh_held=104) == []


def test_an_ankle_crosses_the_thigh_or_the_shin():
    crossed = {name: angle for name, angle in FOUR.angles.items() if name != "ankle_along"}
    assert told(FOUR, angles=crossed | {"ankle_below": 50}) == []
    assert told(FOUR, angles=crossed) == ["angles.ankle_along | is missing | a number from 60 to 90"]
    assert with_angles(FOUR, ankle_below=50) == [
        "angles.ankle_along | stands beside the angle that takes its place | one of the two"
    ]


def test_only_a_still_has_no_tempo():
    assert told(ROCKS, tempo=None) == ["tempo | is missing | the dose's seconds: out, pause, back"]
    assert told(LYING, tempo=Tempo(2, 2, 2)) == [
        "tempo | stands in a still, which doesn't move | a file without a tempo"
    ]


@pytest.mark.parametrize(
    ("tempo", "sentence"),
    [
        (Tempo(0, 3, 2), "tempo.out | is 0 | more than 0 seconds"),
        (Tempo(2, 3, -1), "tempo.back | is -1 | more than 0 seconds"),
        (Tempo(2, -1, 2), "tempo.pause | is -1 | 0 seconds or more"),
        (Tempo(0.5, 0.5, 0.5), "tempo | makes a loop of 3 seconds, both sides together | 4 to 20 seconds"),
        (Tempo(4, 5, 2), "tempo | makes a loop of 22 seconds, both sides together | 4 to 20 seconds"),
        (
            Tempo(2, 1, 2.01),
            "tempo | makes a loop of 10.02 seconds, both sides together, which is no whole number of pictures"
            " | out, pause and back in steps of 0.02 seconds",
        ),
    ],
)
def test_times_no_loop_can_show_are_told(tempo, sentence):
    assert sentence in told(ROCKS, tempo=tempo)


@pytest.mark.parametrize("tempo", [Tempo(1, 0, 1), Tempo(3, 4, 3), Tempo(2, 1.02, 2)])
def test_times_a_loop_can_show_are_no_mistake(tempo):
    assert told(ROCKS, tempo=tempo) == []


@pytest.mark.parametrize("name", CAMERA)
def test_a_camera_that_sees_nothing_is_told(name):
    def seen(value: float) -> list[str]:
        changed: dict[str, Any] = {name: value}
        return told(ROCKS, camera=replace(ROCKS.camera, **changed))

    limit = CAMERA[name]
    assert seen(limit.low) == seen(limit.high) == []
    assert seen(limit.high + 1) == [f"camera.{name} | is {limit.high + 1:g} | a number from {limit}"]


@pytest.mark.parametrize(("number", "name"), [*enumerate(AIM)])
def test_a_camera_that_looks_away_is_told(number, name):
    def seen(value: float) -> list[str]:
        aim = [0.0, 0.0, 0.1]
        aim[number] = value
        return told(ROCKS, camera=replace(ROCKS.camera, looks_at=(aim[0], aim[1], aim[2])))

    limit = AIM[name]
    assert seen(limit.low) == seen(limit.high) == []
    assert seen(limit.low - 0.1) == [f"camera.{name} | is {limit.low - 0.1:g} | a number from {limit}"]
    assert seen(float("inf")) == [f"camera.{name} | is inf | a number from {limit}"]


def test_a_file_makes_one_loop_or_one_for_each_leg():
    assert [loop.name for loop in ROCKS.loops] == ["knee_rocks_steady"]
    assert [loop.name for loop in FOUR.loops] == ["knee_rocks_steady_left", "knee_rocks_steady_right"]
