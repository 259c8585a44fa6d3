"""Arrows tell which way it goes now, and the ring how long the pause is."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from bot.core.keyframes import HEIGHT, STILLS, WIDTH
from figures.arrows import FAINT, arrows, draw, lit
from figures.keyframes import read_all
from figures.mesh_files import MESH
from figures.skeleton import SIDES, other, sign
from figures.stills import telling
from figures.timeline import Part, every_moment

wants_mesh = pytest.mark.skipif(not MESH.exists(), reason="wants the figures' mesh (requirements/mesh.txt)")

LOOPS = {loop.name: loop for keyframes in read_all().values() for loop in keyframes.loops}
FILMS = [loop for loop in LOOPS.values() if loop.keyframes.tempo]
ROCKS = [loop for loop in FILMS if loop.keyframes.exercise != "marching"]
LIFTS = [loop for loop in FILMS if loop.keyframes.exercise == "marching"]


def by_name(loop):
    return loop.name


def middle(moments, part, side):
    """The frame in the middle of a part on one side ("l" or "r")."""
    there = [n for n, one in enumerate(moments) if one.part is part and one.side == sign(side)]
    return min(there, key=lambda index: abs(moments[index].progress - 0.5))


@pytest.mark.parametrize("loop", ROCKS, ids=by_name)
@pytest.mark.parametrize("side", SIDES)
def test_the_way_to_a_side_lights_that_sides_arrow(loop, side):
    moments = every_moment(loop)
    on_the_way = middle(moments, Part.OUT, side)
    assert lit(loop, on_the_way, moments, side)[0] > 2 * FAINT
    assert lit(loop, on_the_way, moments, other(side))[0] == FAINT


@pytest.mark.parametrize("loop", ROCKS, ids=by_name)
def test_the_way_back_lights_the_arrow_of_the_other_side(loop):
    moments = every_moment(loop)
    back = middle(moments, Part.BACK, "l")
    assert lit(loop, back, moments, "r")[0] > 2 * FAINT
    assert lit(loop, back, moments, "l")[0] == FAINT


@pytest.mark.parametrize("loop", ROCKS, ids=by_name)
def test_a_rocks_arrows_wait_and_never_go_out(loop):
    moments = every_moment(loop)
    opacities = [lit(loop, index, moments, side)[0] for index in range(len(moments)) for side in SIDES]
    assert min(opacities) == FAINT
    assert max(opacities) == 1.0


@pytest.mark.parametrize("loop", LIFTS, ids=by_name)
@pytest.mark.parametrize("side", SIDES)
def test_a_lifts_arrow_points_up_on_the_way_up_and_down_on_the_way_down(loop, side):
    moments = every_moment(loop)
    up, down = (middle(moments, part, side) for part in (Part.OUT, Part.BACK))
    for index, points_back in ((up, False), (down, True)):
        opacity, back = lit(loop, index, moments, side)
        assert opacity > 0.85
        assert back is points_back
    for index in (up, down, middle(moments, Part.PAUSE, side)):
        assert lit(loop, index, moments, other(side))[0] == 0.0
    assert lit(loop, middle(moments, Part.PAUSE, side), moments, side)[0] == 0.0


@pytest.mark.parametrize("loop", FILMS, ids=by_name)
def test_an_arrow_fades_softly(loop):
    moments = every_moment(loop)
    for side in SIDES:
        opacities = [lit(loop, index, moments, side)[0] for index in range(len(moments))]
        assert max(abs(b - a) for a, b in pairwise([*opacities, opacities[0]])) < 0.35


@wants_mesh
def test_a_lift_is_drawn_from_the_knee_up_and_back_down():
    loop = LOOPS["marching_easier"]
    moments = every_moment(loop)
    [(up, _)] = arrows(loop, middle(moments, Part.OUT, "r"), moments)
    [(down, _)] = arrows(loop, middle(moments, Part.BACK, "r"), moments)
    assert np.array_equal(up, down[::-1])
    assert up[-1][2] > up[0][2]


def test_a_still_has_its_own_arrows():
    counts = {name: len(list(arrows(LOOPS[name], 0, every_moment(LOOPS[name])))) for name in STILLS}
    assert counts == {"comfortable": 0, "getting_up": 2}


EMPTY = np.full((HEIGHT, WIDTH, 3), 230, np.uint8)
RING = (slice(20, 80), slice(560, 620))
"""Rows and columns of the corner in which the ring is."""


def drawn(loop, index):
    frame = EMPTY.copy()
    picture = draw(frame, loop, index, every_moment(loop))
    assert np.array_equal(frame, EMPTY), "the frame itself is left as it was"
    return picture


@wants_mesh
def test_the_lit_arrow_is_drawn_stronger():
    loop = LOOPS["knee_rocks_steady"]
    moments = every_moment(loop)
    _, to_left = telling(moments)
    strength = np.abs(drawn(loop, to_left).astype(int) - EMPTY).max(axis=2)
    # The camera stands at the feet: the person's left is on the right.
    left, right = strength[:, WIDTH // 2 :].max(), strength[:, : WIDTH // 2].max()
    assert left > 150
    assert 0 < right < 100


@wants_mesh
def test_the_ring_fills_with_the_pause_and_is_absent_else():
    loop = LOOPS["knee_rocks_fuller"]
    moments = every_moment(loop)
    seconds = [index for index, one in enumerate(moments) if one.part is Part.PAUSE and one.side > 0]
    blue = [drawn(loop, index)[RING][..., 2].astype(int) for index in seconds[::25]]
    orange = [int((corner < 100).sum()) for corner in blue]
    assert len(orange) == 5
    assert all(less + 50 < more for less, more in pairwise(orange))
    for part in (Part.OUT, Part.BACK):
        assert np.array_equal(drawn(loop, middle(moments, part, "l"))[RING], EMPTY[RING])


def test_a_still_has_no_ring():
    assert np.array_equal(drawn(LOOPS["getting_up"], 0)[RING], EMPTY[RING])
    assert np.array_equal(drawn(LOOPS["comfortable"], 0), EMPTY)
