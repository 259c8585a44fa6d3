"""Keyframes: the core loops are there, fit their doses, and stay within what a body can do. Pure Python."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from figures.keyframes import KeyframesError, mistakes, read, read_all
from figures.timeline import Tempo

EXERCISES = Path("content/en/exercises")
CORE = {
    "knee_rocks_gentle",
    "knee_rocks_steady",
    "figure4_rocks_gentle_left",
    "figure4_rocks_gentle_right",
    "figure4_rocks_steady_left",
    "figure4_rocks_steady_right",
    "marching_gentle",
    "marching_steady",
}


def forms():
    """Every level and variation of the content that names a figure for which there are keyframes."""
    known = read_all()
    for path in sorted(EXERCISES.glob("*.toml")):
        exercise = tomllib.loads(path.read_text())
        for form in (*exercise["levels"].values(), *exercise["variations"].values()):
            if form["figure"] in known:
                yield path.stem, form, known[form["figure"]]


def test_the_core_loops_are_there():
    assert {loop.name for keyframes in read_all().values() for loop in keyframes.loops} >= CORE


def test_each_figure_moves_at_its_doses_tempo_in_its_exercise():
    seen = set()
    for exercise, form, keyframes in forms():
        dose = form["dose"]
        assert keyframes.tempo == Tempo(dose["out"], dose["pause"], dose["back"])
        assert keyframes.exercise == exercise
        seen.add(keyframes.name)
    assert seen == set(read_all())


def test_each_figure_goes_as_far_as_its_words_say_and_never_further():
    reached = set()
    for _, form, keyframes in forms():
        shown = keyframes.angles.get("thigh_up", keyframes.angles.get("legs_lean"))
        assert shown <= form["degrees"]
        if shown == form["degrees"]:
            reached.add(keyframes.name)
    assert reached == set(read_all())


def test_an_angle_no_body_has_is_told():
    steady = read_all()["knee_rocks_steady"]
    far = replace(steady, angles={**steady.angles, "legs_lean": 80})
    assert mistakes(far) == ["angles.legs_lean is 80, but has to be 0 to 60"]


def test_angles_that_are_missing_or_of_another_exercise_are_told():
    steady = read_all()["knee_rocks_steady"]
    assert mistakes(replace(steady, exercise="marching")) == [
        "angles.foot_down is missing",
        "angles.knee_bend is missing",
        "angles.thigh_up is missing",
        "angles.legs_lean is not of this exercise",
        "angles.pelvis_roll is not of this exercise",
    ]


def test_an_ankle_crosses_the_thigh_or_the_shin():
    gentle = read_all()["figure4_rocks_gentle"]
    on_shin = {name: angle for name, angle in gentle.angles.items() if name != "ankle_along"}
    assert mistakes(replace(gentle, angles={**on_shin, "ankle_below": 50})) == []
    assert mistakes(replace(gentle, angles=on_shin)) == ["angles.ankle_along is missing"]
    both = replace(gentle, angles={**gentle.angles, "ankle_below": 50})
    assert mistakes(both) == ["angles.ankle_along is not of this exercise"]


def test_unknown_words_and_odd_times_are_told():
    steady = read_all()["knee_rocks_steady"]
    odd = replace(steady, palms="sideways", props=("sofa",), legs=("both",), tempo=Tempo(9, 9, 9))
    assert [line.split()[0] for line in mistakes(odd)] == ["palms", "legs", "props", "a"]
    assert "whole number" in mistakes(replace(steady, tempo=Tempo(2, 1, 2.01)))[0]


@pytest.mark.parametrize(
    "text", ["title =", "title = 'x'", "tempo = {out = 1}\n[camera]\nlooks_at = [1, 2, 3]\n[angles]\n"]
)
def test_a_file_that_is_none_names_itself(tmp_path, text):
    path = tmp_path / "odd.toml"
    path.write_text(text)
    with pytest.raises(KeyframesError, match=r"^odd\.toml"):
        read(path)


def test_a_file_with_a_wrong_angle_names_itself(tmp_path):
    path = tmp_path / "wide.toml"
    path.write_text(
        Path("content/figures/knee_rocks_steady.toml").read_text().replace("legs_lean = 35", "legs_lean = 99")
    )
    with pytest.raises(KeyframesError, match=r"^wide\.toml: angles\.legs_lean is 99"):
        read(path)
