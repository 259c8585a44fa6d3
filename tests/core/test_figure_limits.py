"""Keyframes are held against what a body can do and a loop can show."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.core.figure_limits import AIM, ANGLES, CAMERA, HOLD, INSTEAD, LIMITS, mistakes
from bot.core.keyframes import Camera, Keyframes, Tempo

ROCKS = Keyframes(
    name="knee_rocks_steady",
    title="Knee rocks, steady",
    exercise="knee_rocks",
    tempo=Tempo(2, 2, 2),
    palms="up",
    angles={"pelvis_tilt": 12, "arms_away": 80, "legs_lean": 35, "pelvis_roll": 14},
    camera=Camera(-73, 36, 3.18, (0, 0, 0.1)),
)


def told(**changes: Any) -> list[str]:
    return [" ".join(mistake) for mistake in mistakes(replace(ROCKS, **changes))]


def test_right_ones_have_no_mistake():
    assert told() == []


@pytest.mark.parametrize("name", ANGLES["knee_rocks"])
def test_an_angle_ends_at_its_limit(name):
    limit = LIMITS[name]
    for within in (limit.low, limit.high):
        assert told(angles={**ROCKS.angles, name: within}) == []
    for beyond in (limit.low - 0.5, limit.high + 0.5, float("nan")):
        [sentence] = told(angles={**ROCKS.angles, name: beyond})
        assert sentence == f"angles.{name} is {beyond:g} a number from {limit.low:g} to {limit.high:g}"


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


def test_words_that_are_not_known_are_told():
    assert told(palms="sideways", props=("head_pillow", "sofa"), legs=("left", "both"), exercise="plank") == [
        "exercise has “plank”, which is not known " + ", ".join(ANGLES),
        "palms has “sideways”, which is not known up, down",
        "legs has “both”, which is not known left, right",
        "props has “sofa”, which is not known head_pillow, knee_pillow, towel, roller, cushion, chair",
    ]


def test_words_come_once():
    assert told(legs=("left", "left")) == ["legs has “left” twice each once"]


def test_hands_that_hold_are_told_whole_or_not_at_all():
    thigh = {"pelvis_tilt": 12, "arms_away": 26, "thigh_up": 120, "knee_bend": 118, "foot_down": 18}
    assert told(exercise="marching", angles=thigh) == []
    assert told(exercise="marching", angles={**thigh, "hold_along": 80}) == [
        "angles.thigh_held is missing a number from 49 to 125"
    ]
    assert told(exercise="marching", angles={**thigh, "hold_along": 80, "thigh_held": 104}) == []


def test_an_ankle_crosses_the_thigh_or_the_shin():
    crossed = {**ROCKS.angles, "foot_down": 14}
    along, below = {"ankle_along": 84}, {"ankle_below": 50}
    assert told(exercise="figure4_rocks", angles=crossed | along) == []
    assert told(exercise="figure4_rocks", angles=crossed | below) == []
    assert told(exercise="figure4_rocks", angles=crossed) == [
        "angles.ankle_along is missing a number from 60 to 90"
    ]
    assert told(exercise="figure4_rocks", angles=crossed | along | below) == [
        "angles.ankle_along stands beside the angle that takes its place one of the two"
    ]


def test_only_a_still_has_no_tempo():
    lying = {"pelvis_tilt": 12, "arms_away": 26, "thigh_up": 82, "knee_bend": 84, "foot_down": 14}
    assert told(tempo=None) == ["tempo is missing the dose's seconds: out, pause, back"]
    assert told(tempo=None, exercise="comfortable", angles=lying) == []
    assert told(exercise="comfortable", angles=lying) == [
        "tempo stands in a still, which doesn't move a file without a tempo"
    ]


@pytest.mark.parametrize(
    ("tempo", "sentence"),
    [
        (Tempo(0, 3, 2), "tempo.out is 0 more than 0 seconds"),
        (Tempo(2, 3, -1), "tempo.back is -1 more than 0 seconds"),
        (Tempo(2, -1, 2), "tempo.pause is -1 0 seconds or more"),
        (Tempo(0.5, 0.5, 0.5), "tempo makes a loop of 3 seconds, both sides together 4 to 20 seconds"),
        (Tempo(4, 5, 2), "tempo makes a loop of 22 seconds, both sides together 4 to 20 seconds"),
        (
            Tempo(2, 1, 2.01),
            "tempo makes a loop of 10.02 seconds, both sides together, which is no whole number of pictures "
            "out, pause and back in steps of 0.02 seconds",
        ),
    ],
)
def test_times_no_loop_can_show_are_told(tempo, sentence):
    assert sentence in told(tempo=tempo)


@pytest.mark.parametrize("tempo", [Tempo(1, 0, 1), Tempo(3, 4, 3), Tempo(2, 1.02, 2)])
def test_times_a_loop_can_show_are_no_mistake(tempo):
    assert told(tempo=tempo) == []


@pytest.mark.parametrize("name", CAMERA)
def test_a_camera_that_sees_nothing_is_told(name):
    def seen(value: float) -> list[str]:
        changed: dict[str, Any] = {name: value}
        return told(camera=replace(ROCKS.camera, **changed))

    limit = CAMERA[name]
    assert seen(limit.low) == seen(limit.high) == []
    assert seen(limit.high + 1) == [f"camera.{name} is {limit.high + 1:g} a number from {limit}"]


@pytest.mark.parametrize(("number", "name"), [*enumerate(AIM)])
def test_a_camera_that_looks_away_is_told(number, name):
    def seen(value: float) -> list[str]:
        aim = [0.0, 0.0, 0.1]
        aim[number] = value
        return told(camera=replace(ROCKS.camera, looks_at=(aim[0], aim[1], aim[2])))

    limit = AIM[name]
    assert seen(limit.low) == seen(limit.high) == []
    assert seen(limit.low - 0.1) == [f"camera.{name} is {limit.low - 0.1:g} a number from {limit}"]
    assert seen(float("inf")) == [f"camera.{name} is inf a number from {limit}"]


def test_a_file_makes_one_loop_or_one_for_each_leg():
    assert [loop.name for loop in ROCKS.loops] == ["knee_rocks_steady"]
    both = replace(ROCKS, legs=("left", "right"))
    assert [loop.name for loop in both.loops] == ["knee_rocks_steady_left", "knee_rocks_steady_right"]
