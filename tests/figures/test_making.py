"""A figure is made whole or not at all, from frames that nobody rendered: Blender is not needed here."""

from __future__ import annotations

import importlib
import sys
from contextlib import contextmanager
from dataclasses import replace
from shutil import copytree
from types import ModuleType
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from PIL import Image

from bot.core.keyframes import Loop
from figures import made_from
from figures.arrows import draw
from figures.committed import files_of, is_due, wrong_with
from figures.encoding import QUALITIES, write_mp4
from figures.films import picked
from figures.fingerprints import of_film
from figures.keyframes import read_all
from figures.mesh_files import MESH
from figures.stills import telling
from figures.timeline import every_moment
from tests.figures.films_of_tests import TEMPO, made_larger, rocking

pytestmark = pytest.mark.skipif(not MESH.exists(), reason="wants the figures' mesh (requirements/mesh.txt)")

FIGURES = read_all()
LOOP = Loop(replace(FIGURES["knee_rocks_steady"], name="square", tempo=TEMPO), "")
STILL = FIGURES["getting_up"].loops[0]


FRAMES = rocking()
JUMPING = FRAMES[12:] + FRAMES[-1:] * 12
"""As long as before, but half a second late at the beginning."""


@contextmanager
def making(home, frames, poses=()):
    """figures.making with these frames in place of Blender's, and a folder of its own to work in.

    ``poses`` is what is wrong with them: they are measured in test_safe.py, which takes longer.
    """
    rendering: Any = ModuleType("figures.rendering")
    rendering.render_loop = lambda loop: frames
    home.mkdir(exist_ok=True)
    with patch.dict(sys.modules, {"figures.rendering": rendering}):
        sys.modules.pop("figures.making", None)
        module = importlib.import_module("figures.making")
        with patch.object(module, "HOME", home), patch.object(module.safe, "problems", lambda _: [*poses]):
            yield module


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with the figure that was made of the frames."""
    place = tmp_path_factory.mktemp("made")
    (place / "figures").mkdir()
    with making(place / "build", FRAMES) as module:
        module.make(LOOP, place / "figures")
    return place / "figures"


@pytest.fixture
def folder(made, tmp_path):
    """A copy of it that a test may make anew."""
    return copytree(made, tmp_path / "figures")


def due(folder, loop=LOOP):
    return is_due(folder, loop.name, files_of(loop), of_film(loop))


def far(one, other):
    return np.abs(one.astype(int) - other).mean()


def held(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_film_and_its_still_are_put_into_the_folder_with_a_note(made):
    assert sorted(held(made)) == ["made_from.json", "square.jpg", "square.mp4"]
    assert not due(made)
    for file in files_of(LOOP):
        assert wrong_with(made / file, LOOP) == []


def test_the_film_shows_every_frame_with_its_arrows(made):
    moments = every_moment(LOOP)
    for index in (0, 40, 80):
        [frame] = picked(made / "square.mp4", [index / len(FRAMES)])
        with_arrows = draw(FRAMES[index], LOOP, index, moments)
        assert far(frame, with_arrows) < far(frame, FRAMES[index]) / 2


def test_the_still_is_the_end_of_the_first_side_with_the_arrow_of_the_way_there(made):
    moments = every_moment(LOOP)
    end, lit = telling(moments)
    with Image.open(made / "square.jpg") as picture:
        still = np.asarray(picture)
    assert far(still, draw(FRAMES[end], LOOP, lit, moments)) < 1
    assert far(still, draw(FRAMES[end], LOOP, lit, moments)) < far(
        still, draw(FRAMES[end], LOOP, end, moments)
    )


def test_what_does_not_move_is_one_picture(tmp_path):
    with making(tmp_path / "build", FRAMES[:1]) as module:
        (tmp_path / "figures").mkdir()
        module.make(STILL, tmp_path / "figures")
    assert sorted(held(tmp_path / "figures")) == ["getting_up.jpg", "made_from.json"]
    assert not due(tmp_path / "figures", STILL)


def test_a_wrong_pose_is_told_before_anything_is_rendered(folder, tmp_path):
    def rendered(loop):
        raise AssertionError("nothing is rendered")

    before = held(folder)
    poses = ["the left sole is 12 mm above the mat.", "the head is 4 mm above its pillow."]
    with (
        making(tmp_path / "build", FRAMES, poses) as module,
        patch.object(module, "render_loop", rendered),
        pytest.raises(module.BadFigure) as told,
    ):
        module.make(LOOP, folder)
    assert str(told.value).splitlines() == [f"square: {line}" for line in poses]
    assert held(folder) == before


def test_a_bad_film_is_told_and_the_folder_stays_as_it_was(folder, tmp_path):
    before = held(folder)
    with (
        making(tmp_path / "build", JUMPING) as module,
        pytest.raises(module.BadFigure, match=r"^square jumps where it begins anew"),
    ):
        module.make(LOOP, folder)
    assert held(folder) == before


def test_a_bad_still_is_told_too(tmp_path):
    (tmp_path / "figures").mkdir()
    with (
        making(tmp_path / "build", [FRAMES[0][:, ::2]]) as module,
        pytest.raises(module.BadFigure, match=r"^getting_up is 320 x 480, not 640 x 480$"),
    ):
        module.make(STILL, tmp_path / "figures")
    assert held(tmp_path / "figures") == {}


def test_a_film_that_is_too_large_is_coded_anew_a_little_smaller(folder, tmp_path):
    tried = []

    def coded(pictures, path, quality):
        tried.append(quality)
        write_mp4(pictures, path, quality)
        if len(tried) == 1:
            made_larger(path, path, more=300_000)

    with making(tmp_path / "build", FRAMES) as module, patch.object(module, "write_mp4", coded):
        module.make(LOOP, folder)
    assert tried == list(QUALITIES[:2])
    assert not due(folder)


def test_an_interrupted_making_leaves_the_folder_as_it_was(folder, tmp_path):
    def interrupted(pictures, path, quality):
        path.write_bytes(b"half a film")
        raise KeyboardInterrupt

    before = held(folder)
    with (
        making(tmp_path / "build", FRAMES) as module,
        patch.object(module, "write_mp4", interrupted),
        pytest.raises(KeyboardInterrupt),
    ):
        module.make(LOOP, folder)
    assert held(folder) == before


def test_who_stops_while_files_are_moved_has_a_stale_figure(folder, tmp_path):
    film = (folder / "square.mp4").read_bytes()
    note, notes = made_from.note, []

    def stopped_later(*told):
        notes.append(told)
        if len(notes) > 1:
            raise KeyboardInterrupt
        note(*told)

    with (
        making(tmp_path / "build", FRAMES) as module,
        patch.object(module, "write_mp4", lambda pictures, path, quality: path.write_bytes(film)),
        patch.object(made_from, "note", stopped_later),
        pytest.raises(KeyboardInterrupt),
    ):
        module.make(LOOP, folder)
    assert due(folder)
