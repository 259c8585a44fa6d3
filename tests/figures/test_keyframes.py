"""Keyframes: the core loops are there, fit their doses, and stop the tools where one is wrong."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from bot.core.keyframes import Tempo
from figures.keyframes import KeyframesError, read_all

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


def test_a_mistake_in_any_file_stops_the_tools_and_names_the_file(tmp_path):
    folder = Path(shutil.copytree("content/figures", tmp_path / "figures"))
    steady = folder / "knee_rocks_steady.toml"
    steady.write_text(steady.read_text().replace("legs_lean = 35", "legs_lean = 99"))
    (folder / "odd.toml").write_text("title =")
    with pytest.raises(KeyframesError) as caught:
        read_all(tmp_path)
    first, second = str(caught.value).splitlines()
    assert first == "figures/knee_rocks_steady.toml: angles.legs_lean is 99; allowed: a number from 0 to 60."
    assert second.startswith("figures/odd.toml is not TOML")
