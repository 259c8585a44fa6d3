"""Every committed loop is safe to copy, and a wrong one is told: measured on the skin, without rendering.

Wants the mesh, as test_poses.py does. Loops run at a quick tempo here: all the way, in fewer moments.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from bot.core.figure_mistakes import mistakes
from bot.core.figure_props import PLACED
from bot.core.keyframes import Tempo
from figures import safe
from figures.geometry import X, Z
from figures.keyframes import read_all
from figures.mesh_files import MESH
from figures.poses import pose_at
from figures.skeleton import Placement

pytestmark = [
    pytest.mark.skipif(not MESH.exists(), reason="wants the figures' mesh (requirements/mesh.txt)"),
    pytest.mark.timeout(300),
]

QUICK = Tempo(0.2, 0.04, 0.2)
"""Seconds: the end of the way is among the frames."""

FIGURES = read_all()
LOOPS = [loop for keyframes in FIGURES.values() for loop in keyframes.loops]


def quick(loop):
    return replace(loop, keyframes=replace(loop.keyframes, tempo=loop.keyframes.tempo and QUICK))


def changed(name, props=None, **angles):
    """A loop of a file with other angles; of one that has two, the left leg's."""
    keyframes = FIGURES[name]
    angles = {**keyframes.angles, **angles}
    return quick(replace(keyframes, angles=angles, props=props or keyframes.props).loops[0])


@pytest.mark.parametrize("loop", LOOPS, ids=lambda loop: loop.name)
def test_every_committed_loop_is_safe_to_copy(loop):
    assert safe.problems(quick(loop)) == []


@pytest.mark.parametrize(
    ("loop", "sentence"),
    [
        (
            changed("knee_rocks_fuller", arms_away=0),
            "the left forearm is * mm in the left thigh at the end of the way to the left; allowed: 0 mm",
        ),
        (
            changed("figure4_rocks_gentle", ankle_along=60),
            "the crossed shin is * mm in the other leg at the end of the way to the left; allowed: 5 mm in",
        ),
        (
            changed("marching_gentle", thigh_up=50, knee_bend=135),
            "the left sole is * mm in the mat at the end of the left leg's way; allowed: 0 mm or more.",
        ),
        (
            changed("marching_gentle", pelvis_tilt=0),
            "the low back is * mm above the mat at ",
        ),
        (
            changed("comfortable", foot_down=50),
            "the left ankle is bent * degrees; allowed: -25 to 50 degrees.",
        ),
        (
            changed("marching_fuller", hold_along=85),
            "the right shin is * mm in the right hand at ",
        ),
        (
            changed("getting_up", thighs_forward=120, knee_bend=135),
            "the left shin is * degrees turned from its thigh; allowed: at most 15 degrees.",
        ),
    ],
    ids=lambda one: one if isinstance(one, str) else one.name,
)
def test_a_wrong_pose_is_told(loop, sentence):
    before, after = sentence.split("*")
    assert any(line.startswith(before) and after in line for line in safe.problems(loop))


def test_who_floats_over_the_mat_is_told(monkeypatch):
    def floating(skeleton, loop, moment):
        pose = pose_at(skeleton, loop, moment)
        return {bone: Placement(place.turn, place.head + 0.012 * Z) for bone, place in pose.items()}

    monkeypatch.setattr(safe, "pose_at", floating)
    told = safe.problems(changed("knee_rocks_mini"))
    for what in ("the left sole is 12", "the right sole is 12", "the head is 1"):
        assert any(line.startswith(what) for line in told), told


@pytest.mark.parametrize(
    ("bones", "sentence"),
    [
        (("spine_03",), "the shoulders wander * mm; allowed: at most 3 mm."),
        (("foot_l", "ball_l"), "the left sole slides * mm over the mat; allowed: at most 3 mm."),
    ],
)
def test_what_wanders_over_the_mat_is_told(monkeypatch, bones, sentence):
    def wandering(skeleton, loop, moment):
        pose = pose_at(skeleton, loop, moment)
        way = 0.012 * moment.phase * X
        return pose | {bone: Placement(pose[bone].turn, pose[bone].head + way) for bone in bones}

    monkeypatch.setattr(safe, "pose_at", wandering)
    before, after = sentence.split("*")
    told = safe.problems(changed("knee_rocks_mini"))
    assert any(line.startswith(before) and line.endswith(after) for line in told), told


# --- things ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("loop", "sentence"),
    [
        (changed("knee_rocks_roller", legs_lean=30, pelvis_roll=12), "the roller is * mm in the skin"),
        (changed("knee_rocks_roller", legs_lean=10, pelvis_roll=4), "the cushion is * mm from the skin"),
        (changed("figure4_rocks_towel", legs_lean=20, pelvis_roll=8), "the towel is * mm in the skin"),
        (changed("knee_rocks_towel", legs_lean=55, pelvis_roll=21), "the knee_pillow is * mm in the skin"),
        (changed("comfortable", thigh_up=74, knee_bend=74), "the chair is * mm in the skin"),
    ],
    ids=lambda one: one if isinstance(one, str) else one.name,
)
def test_what_was_placed_for_other_angles_is_told_by_check_and_by_the_skin(loop, sentence):
    before, after = sentence.split("*")
    assert any(line.startswith(before) and after in line for line in safe.problems(loop))
    thing = before.split()[1]
    assert any(f"with the {thing}" in wrong for _, wrong, _ in mistakes(loop.keyframes))


def ends(thing):
    """The lowest and the highest of each angle that a thing was placed for, each with each."""
    return list(product(*((limit.low, limit.high) for limit in PLACED[thing].values())))


CORNERS = [
    *(("knee_rocks_roller", *corner) for corner in ends("roller")),
    *(("figure4_rocks_towel", *corner) for corner in ends("towel")),
    ("knee_rocks_towel", PLACED["knee_pillow"]["legs_lean"].high, 12),
    ("knee_rocks_towel", 0, 0),
]


@pytest.mark.parametrize(("name", "lean", "roll"), CORNERS)
def test_at_the_ends_of_what_it_was_placed_for_a_thing_lies_right(name, lean, roll):
    loop = changed(name, legs_lean=lean, pelvis_roll=roll)
    assert [wrong for wrong in mistakes(loop.keyframes) if wrong[0] != "tempo"] == []
    assert safe.problems(loop) == []


@pytest.mark.parametrize("more", [0, 4])
@pytest.mark.parametrize("thigh", [end for (end,) in ends("chair")])
def test_calves_lie_on_the_seat_as_far_as_the_chair_was_made_for(thigh, more):
    loop = changed("comfortable", thigh_up=thigh, knee_bend=thigh + more)
    assert list(mistakes(loop.keyframes)) == []
    assert safe.problems(loop) == []
