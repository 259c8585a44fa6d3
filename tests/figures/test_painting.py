"""Arrows and ring as they are painted: where, in which colours, and nothing else of the picture."""

from __future__ import annotations

import numpy as np
import pytest

from bot.core.keyframes import HEIGHT, WIDTH
from figures.painting import EDGE, ORANGE, RING_AT, SHORTEST, WHITE, paint_arrow, paint_ring

GREY = 100
LEVEL = np.stack([np.linspace(200.0, 300.0, 24), np.full(24, 240.0)], axis=1)
"""An arrow from left to right."""


def empty():
    return np.full((HEIGHT, WIDTH, 3), GREY, np.uint8)


def painted(points=LEVEL, opacity=1.0):
    picture = empty()
    paint_arrow(picture, np.asarray(points, dtype=np.float64), opacity)
    return picture


def changed(picture):
    """Columns and rows of what was painted, from the first to the last."""
    rows, columns = np.nonzero(np.any(picture != GREY, axis=2))
    return (columns.min(), columns.max()), (rows.min(), rows.max())


def orange(picture):
    return np.all(np.abs(picture.astype(float) - ORANGE) < 2, axis=2)


def test_an_arrow_is_orange_within_white():
    picture = painted()
    assert orange(picture)[240, 250]
    # The shaft is 7 pixels wide, and the white around it 2.5.
    assert np.all(np.abs(picture[[235, 244], 250] - WHITE) < 30)
    assert np.all(picture[[232, 247], 250] == GREY)


def test_its_edges_are_soft():
    column = painted([(200.0, 240.3), (300.0, 240.3)])[:, 250, 0]
    assert any(GREY < level < WHITE[0] for level in column)


def test_its_tip_is_where_the_points_end():
    columns, _ = changed(painted())
    assert columns[1] == pytest.approx(300 + EDGE, abs=1.5)
    assert columns[0] == pytest.approx(200 - 3.5 - EDGE, abs=1.5)
    assert np.flatnonzero(orange(painted())[240])[-1] == pytest.approx(298, abs=2)


def test_its_head_is_wider_than_its_shaft_and_at_the_tip():
    def wide(column):
        return orange(painted())[:, column].sum()

    assert max(wide(column) for column in range(280, 300)) > 2 * wide(250)


def test_a_short_arrow_begins_further_back_and_has_its_tip_where_it_was():
    short = painted([(295.0, 240.0), (300.0, 240.0)])
    columns, _ = changed(short)
    assert columns[1] == changed(painted())[0][1]
    assert columns[1] - columns[0] == pytest.approx(SHORTEST + 3.5 + 2 * EDGE, abs=3)


def test_an_arrow_that_waits_lets_the_picture_through():
    faint = painted(opacity=0.25)[240, 250]
    assert faint == pytest.approx(GREY + 0.25 * (ORANGE - GREY), abs=1)


def test_the_rest_of_the_picture_is_as_it_was():
    noise = np.random.default_rng(1).integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8)
    picture = noise.copy()
    paint_arrow(picture, LEVEL, 1.0)
    (left, right), (top, bottom) = changed(painted())
    picture[top : bottom + 1, left : right + 1] = noise[top : bottom + 1, left : right + 1]
    assert np.array_equal(picture, noise)


def test_an_arrow_beyond_the_pictures_edge_is_cut_off():
    assert np.array_equal(painted(LEVEL - (-1000.0, 0.0)), empty())
    assert np.array_equal(painted(LEVEL - (0.0, 1000.0)), empty())
    columns, _ = changed(painted(LEVEL - (250.0, 0.0)))
    assert columns[0] == 0


def test_a_ring_fills_clockwise_from_the_top():
    x, y = (round(at) for at in RING_AT)
    right, below, left = (y, x + 19), (y + 19, x), (y, x - 19)
    filled = {}
    for progress in (0.1, 0.4, 0.6, 1.0):
        picture = empty()
        paint_ring(picture, progress)
        filled[progress] = [bool(orange(picture)[place]) for place in (right, below, left)]
        assert not any(np.array_equal(picture[place], (GREY, GREY, GREY)) for place in (right, below, left))
    assert filled == {
        0.1: [False, False, False],
        0.4: [True, False, False],
        0.6: [True, True, False],
        1.0: [True, True, True],
    }
