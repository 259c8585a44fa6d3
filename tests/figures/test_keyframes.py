"""Keyframes: the core loops are there, and a wrong one stops the tools."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from figures.keyframes import KeyframesError, read_all

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


def test_the_core_loops_are_there():
    assert {loop.name for keyframes in read_all().values() for loop in keyframes.loops} >= CORE


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
