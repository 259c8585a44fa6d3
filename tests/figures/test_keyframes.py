"""Keyframes: the core loops are there, and a wrong one stops the tools."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from figures.keyframes import KeyframesError, read_all

FIGURES = {
    *(f"knee_rocks_{kind}" for kind in ("mini", "gentle", "steady", "fuller", "towel", "roller")),
    *(
        f"figure4_rocks_{kind}_{leg}"
        for kind in ("easier", "gentle", "steady", "towel")
        for leg in ("left", "right")
    ),
    *(f"marching_{kind}" for kind in ("easier", "gentle", "steady", "fuller")),
    "comfortable",
    "getting_up",
}


def test_all_figures_are_there_and_no_others():
    assert {loop.name for keyframes in read_all().values() for loop in keyframes.loops} == FIGURES


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
