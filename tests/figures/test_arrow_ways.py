"""Arrows tell how far it goes: held against the poses of every loop."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from bot.core.keyframes import HEIGHT, WIDTH
from figures.arrows import arc_through, arrows, way
from figures.body import load_body
from figures.camera import project
from figures.geometry import X, Z, vector
from figures.keyframes import read_all
from figures.mesh_files import MESH
from figures.painting import RING_AT, SHORTEST
from figures.poses import pose_at
from figures.skeleton import SIDES, other, sign
from figures.timeline import Moment, Part, every_moment

pytestmark = pytest.mark.skipif(not MESH.exists(), reason="wants the figures' mesh (requirements/mesh.txt)")

LOOPS = {loop.name: loop for keyframes in read_all().values() for loop in keyframes.loops}
FILMS = [loop for loop in LOOPS.values() if loop.keyframes.tempo]

BESIDE = 0.13
"""Metres from an arrow to the joint that it follows, at the most."""


def by_name(loop):
    return loop.name


@pytest.fixture(scope="module")
def skeleton():
    return load_body().skeleton


def way_of(skeleton, loop, side, joint):
    """Where a joint is at rest, and at the end on a side."""
    return [
        pose_at(skeleton, loop, Moment(sign(side), Part.OUT, phase, phase))[joint].head
        for phase in (0.0, 1.0)
    ]


def followed(skeleton, loop, side):
    """The way of the joint that an arrow follows: the knee, or the foot crossed over if it goes further."""
    ways = [way_of(skeleton, loop, side, f"calf_{side}")]
    if loop.leg.startswith(other(side)):
        ways.append(way_of(skeleton, loop, side, f"ball_{other(side)}"))
    return max(ways, key=lambda ends: np.linalg.norm(ends[1] - ends[0]))


def seen_length(loop, points):
    return sum(np.linalg.norm(b - a) for a, b in pairwise(project(loop.keyframes.camera, np.array(points))))


@pytest.mark.parametrize("loop", FILMS, ids=by_name)
@pytest.mark.parametrize("side", SIDES)
def test_an_arrow_runs_beside_what_moves_from_its_rest_to_its_end(skeleton, loop, side):
    points, (rest, end) = way(skeleton, loop, side), followed(skeleton, loop, side)
    assert np.linalg.norm(points[0] - rest) < BESIDE
    assert np.linalg.norm(points[-1] - end) < BESIDE


@pytest.mark.parametrize("loop", FILMS, ids=by_name)
@pytest.mark.parametrize("side", SIDES)
def test_no_tip_is_beyond_where_the_figure_arrives(skeleton, loop, side):
    points, (rest, end) = way(skeleton, loop, side), followed(skeleton, loop, side)
    begin, before, tip = project(loop.keyframes.camera, points[[0, -2, -1]])
    rest, end = project(loop.keyframes.camera, np.array([rest, end]))
    ahead = (tip - before) / np.linalg.norm(tip - before)
    gap = np.linalg.norm(begin - rest)
    assert (tip - end) @ ahead <= gap + 1


@pytest.mark.parametrize("loop", FILMS, ids=by_name)
def test_an_arrow_is_hardly_longer_than_the_movement(skeleton, loop):
    for side in SIDES:
        moved = seen_length(loop, followed(skeleton, loop, side))
        assert 0.6 * moved < seen_length(loop, way(skeleton, loop, side)) < max(1.4 * moved, SHORTEST)


@pytest.mark.parametrize(
    "names",
    [
        ("knee_rocks_mini", "knee_rocks_gentle", "knee_rocks_steady", "knee_rocks_fuller"),
        ("figure4_rocks_gentle_left", "figure4_rocks_steady_left"),
        ("marching_easier", "marching_gentle", "marching_steady", "marching_fuller"),
    ],
    ids=lambda names: names[0],
)
@pytest.mark.parametrize("side", SIDES)
def test_the_further_form_has_the_longer_arrow(skeleton, names, side):
    lengths = [seen_length(LOOPS[name], way(skeleton, LOOPS[name], side)) for name in names]
    for shorter, longer in pairwise(lengths):
        assert 1.1 * shorter < longer


@pytest.mark.parametrize("loop", LOOPS.values(), ids=by_name)
def test_every_arrow_is_whole_in_the_picture_and_clear_of_the_ring(loop):
    moments = every_moment(loop)
    for index in range(0, len(moments), 25):
        for points, _ in arrows(loop, index, moments):
            pixels = project(loop.keyframes.camera, points)
            assert np.all((pixels > 10) & (pixels < [WIDTH - 10, HEIGHT - 10]))
            assert np.linalg.norm(pixels - RING_AT, axis=1).min() > 60


def test_an_arc_goes_through_its_three_places():
    centre, radius = vector(1.0, 2.0, 3.0), 0.5

    def at(degrees):
        angle = np.radians(degrees)
        return centre + radius * (np.cos(angle) * X + np.sin(angle) * Z)

    for start, between, end in ((0, 5, 10), (0, 60, 200), (10, -30, -90), (0, 170, 300)):
        points = arc_through(at(start), at(between), at(end))
        assert points[[0, -1]] == pytest.approx(np.array([at(start), at(end)]))
        assert np.linalg.norm(points - centre, axis=1) == pytest.approx(radius)
        assert np.linalg.norm(points - at(between), axis=1).min() < 0.06 * radius
