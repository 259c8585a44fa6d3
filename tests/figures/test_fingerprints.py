"""What makes pictures and films stale, and what does not."""

from __future__ import annotations

from dataclasses import replace

from bot.core.keyframes import Tempo
from figures import fingerprints
from figures.fingerprints import ARROWS, LOOK, of_film, of_pictures
from figures.keyframes import Loop, read_all

STEADY = read_all()["knee_rocks_steady"]


def both(**changes):
    loop = Loop(replace(STEADY, **changes), "")
    return of_pictures(loop), of_film(loop)


def test_an_angle_or_the_camera_makes_pictures_and_film_stale():
    pictures, film = both()
    for changes in (
        {"angles": {**STEADY.angles, "legs_lean": 36.0}},
        {"camera": replace(STEADY.camera, raised=40)},
        {"props": ()},
    ):
        assert both(**changes)[0] != pictures
        assert both(**changes)[1] != film


def test_another_tempo_makes_only_the_film_stale():
    pictures, film = both()
    changed = both(tempo=Tempo(2, 3, 2))
    assert changed[0] == pictures
    assert changed[1] != film


def test_a_title_makes_nothing_stale():
    assert both(title="Something else") == both()


def marching():
    return of_pictures(read_all()["marching_steady"].loops[0])


def test_a_changed_look_pose_or_mesh_makes_pictures_stale_each_by_itself(monkeypatch):
    """No two of them may cancel each other out."""
    seen = {marching()}
    now = fingerprints.POSES["marching"]
    for look, pose in ((LOOK + 1, now), (LOOK, now + 1), (LOOK + 1, now - 1), (LOOK, now - 1)):
        monkeypatch.setattr(fingerprints, "LOOK", look)
        monkeypatch.setitem(fingerprints.POSES, "marching", pose)
        seen.add(marching())
    monkeypatch.setattr(fingerprints, "MADE_WITH", ["==0"])
    seen.add(marching())
    assert len(seen) == 6


def test_changed_arrows_make_only_the_film_stale(monkeypatch):
    pictures, film = both()
    monkeypatch.setattr(fingerprints, "ARROWS", ARROWS + 1)
    assert both()[0] == pictures
    assert both()[1] != film


def test_no_two_loops_share_a_film():
    films = [of_film(loop) for keyframes in read_all().values() for loop in keyframes.loops]
    assert len(set(films)) == len(films)
