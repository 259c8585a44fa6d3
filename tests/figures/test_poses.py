"""The poses of every loop at 25 steps a second, measured on the skin, without rendering.

They want the mesh, which `make test` fetches. Where that could not be, they are skipped.
"""

from __future__ import annotations

import pytest

from bot.core.keyframes import STILLS
from figures.body import load_body
from figures.checks import (
    BACK_FLAT,
    CHEST_STAYS,
    KNEE_TWIST,
    SOLE,
    beyond_limits,
    chest_travel,
    measure,
)
from figures.clothes import dress
from figures.keyframes import read_all
from figures.mesh_files import MESH
from figures.poses import pose_at
from figures.props import PROPS
from figures.props.checks import touch
from figures.props.pillows import PILLOW_UNDER_HEAD
from figures.shown import show
from figures.skinning import Skin
from figures.timeline import every_moment

pytestmark = [
    pytest.mark.skipif(not MESH.exists(), reason="wants the figures' mesh (requirements/mesh.txt)"),
    pytest.mark.timeout(300),
]

LOOPS = [loop for keyframes in read_all().values() for loop in keyframes.loops]
LOW, HIGH = SOLE

TOUCHES = 2.0
"""Millimetres between the legs' nearest vertices."""

CROSSES = {"ankle_along": (-5.0, 2.0), "ankle_below": (-5.0, 7.0)}
"""Millimetres between a crossed shin and the thigh or shin it lies on; below 0 they are pressed flat."""


@pytest.fixture(scope="module")
def body():
    return dress(load_body()).body


@pytest.fixture(scope="module")
def skin(body):
    return Skin(body)


@pytest.fixture(scope="module", params=LOOPS, ids=lambda loop: loop.name)
def measured(request, body, skin):
    """A loop, and each of its moments that looks different with what was measured on it."""
    loop = request.param
    moments = {(moment.side, moment.phase): moment for moment in every_moment(loop)}
    poses = [(moment, pose_at(body.skeleton, loop, moment)) for moment in moments.values()]
    return loop, [(moment, measure(body, pose, skin.over(pose))) for moment, pose in poses]


STANDS = -0.01
"""Millimetres: a chair's legs are reckoned from the seat down."""

PRESS, RESTS = -2.0, 3.0
"""Millimetres by which skin may be pressed into a thing, and within which it rests on it."""

LANDS = {"roller": 1, "cushion": -1, "towel": 0}
"""The side on which the legs come to rest on a thing: 0 is that of the crossed leg."""


@pytest.fixture(scope="module", params=LOOPS, ids=lambda loop: loop.name)
def touched(request, body, skin):
    """A loop, and each of its moments with how the things but the head's pillow lie then, by their names.

    The head's pillow has a test of its own: it is dented by a plain sphere, which the nape does not follow.
    """
    loop = request.param
    moments = {(moment.side, moment.phase): moment for moment in every_moment(loop)}
    things = [name for name in loop.keyframes.props if name != "head_pillow"]
    seen = []
    for moment in moments.values() if things else ():
        shown = show(body, skin, loop, moment)
        seen.append((moment, {name: touch(body, PROPS[name](shown), shown) for name in things}))
    return loop, seen


def planted(loop, moment):
    """The feet that have to stand on the mat at a moment."""
    if loop.keyframes.exercise == "figure4_rocks":
        return "l" if loop.leg == "right" else "r"
    if loop.keyframes.exercise in STILLS:
        return ""
    if loop.keyframes.exercise == "marching":
        return [side for side, lift in zip("lr", moment.lifts, strict=True) if lift == 0]
    return "lr"


def test_planted_soles_stay_within_three_millimetres(measured):
    loop, seen = measured
    for moment, found in seen:
        for side in planted(loop, moment):
            assert LOW <= found.soles[side] <= HIGH, (moment, side)


def test_no_limb_goes_through_another_or_through_the_mat(measured):
    _, seen = measured
    for moment, found in seen:
        assert found.legs_apart >= TOUCHES, moment
        assert min(found.knees.values()) >= 0, moment
        assert min(found.soles.values()) >= LOW, moment


def test_a_crossed_shin_lies_on_the_other_leg_and_not_in_it(measured):
    loop, seen = measured
    if loop.keyframes.exercise == "figure4_rocks":
        low, high = CROSSES["ankle_below" if "ankle_below" in loop.keyframes.angles else "ankle_along"]
        for moment, found in seen:
            assert low <= found.legs_pressed <= high, moment


def test_no_joint_bends_as_none_does(measured):
    _, seen = measured
    assert [line for _, found in seen for line in beyond_limits(found)] == []


def test_no_shin_is_turned_about_itself(measured):
    _, seen = measured
    for moment, found in seen:
        assert max(found.twists.values()) <= KNEE_TWIST, moment


def test_the_head_rests_on_its_pillow(measured):
    loop, seen = measured
    if "head_pillow" in loop.keyframes.props:
        for moment, found in seen:
            assert 0 <= found.head - 1000 * PILLOW_UNDER_HEAD <= 2, moment


def test_the_back_rests_flat_in_marching(measured):
    loop, seen = measured
    if loop.keyframes.exercise == "marching":
        assert max(found.back for _, found in seen) <= BACK_FLAT


def test_shoulders_stay_down(measured):
    _, seen = measured
    assert chest_travel([found for _, found in seen]) <= CHEST_STAYS


def test_nothing_goes_through_a_thing(touched):
    _, seen = touched
    for moment, things in seen:
        for name, found in things.items():
            assert found.apart >= PRESS, (moment, name)


def test_things_lie_on_the_mat_or_between_the_knees(touched):
    _, seen = touched
    for moment, things in seen:
        for name, found in things.items():
            if name == "knee_pillow":
                assert max(found.legs.values()) <= RESTS, moment
            else:
                assert STANDS <= found.high <= 1, (moment, name)


def test_legs_come_to_rest_on_the_things_beside_them_at_the_end_of_the_way(touched):
    loop, seen = touched
    for name in LANDS.keys() & set(loop.keyframes.props):
        side = LANDS[name] or (-1 if loop.leg == "right" else 1)
        rests = {moment.rock: things[name].apart for moment, things in seen}
        assert rests[side] <= RESTS, name
        assert rests[-side] > 10 * RESTS, name
