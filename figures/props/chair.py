"""A chair beyond the hips, its back away from the person, for calves that rest on its seat."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from figures.geometry import Array, Z, vector
from figures.mesh_files import Faces
from figures.props.surfaces import Prop, grid_prop
from figures.shown import Shown

FRONT, BACK, HALF_WIDTH = -0.135, -0.635, 0.225
"""Metres of the seat along the person, towards the feet, and to each side."""

SEAT_THICK, POST, HIGH = 0.030, 0.017, 0.84
"""Metres: the seat's board, half a leg's width, and how high the back rises."""

GAP = 0.0015
"""Metres between the seat and the calves' lowest points, whose skin is round between them."""

INSET = 0.004
"""Metres by which the seat stays behind its legs' faces."""

ROUND, GRAIN = 0.007, 0.015
"""Metres of the edges' rounding, and between a board's points."""


def chair(shown: Shown) -> Prop:
    """A plain wooden chair as high as the calves lie."""
    seat = _seat_height(shown)
    middle, depth = (FRONT + BACK) / 2.0, (FRONT - BACK) / 2.0
    across, along = HALF_WIDTH - POST, depth - POST
    board = vector(HALF_WIDTH - INSET, depth - INSET, SEAT_THICK / 2.0)
    parts = [_board(vector(0, middle, seat - SEAT_THICK / 2.0), board)]
    for side in (-1, 1):
        x = side * across
        low = (seat - SEAT_THICK) / 2.0
        parts.append(_board(vector(x, middle + along, low), vector(POST, POST, low)))
        parts.append(_board(vector(x, middle - along, HIGH / 2), vector(POST, POST, HIGH / 2)))
        rail = vector(x, middle, seat * 0.42)
        parts.append(_board(rail, vector(POST * 0.7, along, POST * 0.8)))
    for height, half in ((HIGH - 0.07, 0.05), (HIGH - 0.21, 0.025)):
        parts.append(_board(vector(0, middle - along, height), vector(across, POST * 0.6, half)))
    return _joined(parts)


def _seat_height(shown: Shown) -> float:
    """Metres at which the seat carries the calves: those parts of the skin that are above it."""
    skin = shown.skin
    inside = (np.abs(skin[:, 0]) < HALF_WIDTH) & (skin[:, 1] < FRONT) & (skin[:, 1] > BACK)
    return float((skin[inside] @ Z).min()) - GAP


def _board(middle: Array, half: Array) -> Prop:
    """A board or a post with rounded edges: six grids on a box, drawn in to where a ball rolls within."""
    around = min(ROUND, float(half.min()))
    inner = half - around
    box = _joined(
        [grid_prop(_side(inner, around, axis, way), "wood") for axis in range(3) for way in (-1.0, 1.0)]
    )
    core = np.clip(box.vertices, -inner, inner)
    ways = box.vertices - core
    rounded = core + around * ways / np.linalg.norm(ways, axis=1, keepdims=True)
    # Where sides meet they share their points, or the edge would be seen.
    welded, numbers = np.unique(np.round(rounded, 6), axis=0, return_inverse=True)
    numbers = numbers.reshape(-1)
    return replace(
        box,
        vertices=middle + welded,
        faces=[[int(numbers[corner]) for corner in face] for face in box.faces],
    )


def _side(inner: Array, around: float, axis: int, way: float) -> Array:
    """One side of a box as a grid of points, seen from outside."""
    first, second = (axis + 1) % 3, (axis + 2) % 3
    one, two = np.meshgrid(_steps(inner[first], around), _steps(inner[second], around), indexing="ij")
    side = np.empty((*one.shape, 3))
    side[..., axis] = way * (inner[axis] + around)
    side[..., first], side[..., second] = one, two
    return side if way > 0.0 else side.transpose(1, 0, 2)


def _steps(inner: float, around: float) -> Array:
    """Points along an edge: GRAIN apart, and closer where it is round."""
    curve = around * np.tan(np.radians([15.0, 30.0, 45.0]))
    flat = np.linspace(-inner, inner, 2 + int(2.0 * inner / GRAIN))
    return np.concatenate([-inner - curve[::-1], flat, inner + curve])


def _joined(parts: list[Prop]) -> Prop:
    """Several things as one."""
    faces: Faces = []
    start = 0
    for part in parts:
        faces += [[corner + start for corner in face] for face in part.faces]
        start += len(part.vertices)
    return Prop(np.vstack([part.vertices for part in parts]), faces, parts[0].colour)
