"""Arrows and a ring painted over a picture: smooth edges, a white border, soft opacity.

Pillow's own strokes have hard edges and square ends. So shapes are drawn larger, as discs and lines between
them, and made smaller; only the part of the picture that they are in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageDraw

from figures.encoding import Picture
from figures.geometry import Array

ORANGE, WHITE = np.array((242.0, 125.0, 34.0)), np.array((255.0, 255.0, 255.0))

LARGER = 8
"""How many times larger shapes are drawn."""

STROKE, EDGE = 7.0, 2.5
"""Pixels of an arrow's width, and of the white edge around it."""

HEAD_LONG, HEAD_WIDE, HEAD_ROUND = 18.0, 12.0, 1.0
"""Pixels of an arrow's head: from its tip back, to each side, and by which its corners are rounded."""

HEAD_SHARE = 0.55
"""Of a short arrow's length the head takes so much, and the shaft is thinner: both are there to be seen."""

SHORTEST = 28.0
"""Pixels; a small phone has half of them. An arrow that would be shorter begins further back: its tip tells
how far to go.
"""

RING_AT, RING_RADIUS, RING_WIDE, RING_FILLED = (590.0, 50.0), 19.0, 7.0, 5.0
"""Pixels: the pause's ring in the upper right corner, the width of it and of what fills it."""


@dataclass(frozen=True)
class Stroke:
    """A line with round ends and corners, or a filled shape with round corners; pixels (n x 2)."""

    points: Array
    width: float
    filled: bool = False


def paint_arrow(picture: Picture, points: Array, opacity: float) -> None:
    """Paint an arrow along points of the picture (n x 2) into it; its tip is the last of them."""
    strokes = _arrow(points)
    border = [replace(stroke, width=stroke.width + 2 * EDGE) for stroke in strokes]
    _paint(picture, border, strokes, opacity)


def paint_ring(picture: Picture, progress: float) -> None:
    """Paint a quiet ring that is filled clockwise from the top by so much, 0 to 1."""
    _paint(picture, [Stroke(_circle(1.0), RING_WIDE)], [Stroke(_circle(progress), RING_FILLED)], 1.0)


def _arrow(points: Array) -> list[Stroke]:
    """The shaft, and the head: it ends where the points do, its round tip included."""
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    if (missing := SHORTEST - steps.sum()) > 0.0:
        points = np.vstack([points[0] + missing * (points[0] - points[1]) / steps[0], points])
        steps = np.concatenate([[missing], steps])
    way = np.concatenate([[0.0], np.cumsum(steps)])
    share = min(1.0, HEAD_SHARE * way[-1] / HEAD_LONG)
    long, wide = HEAD_LONG * share, HEAD_WIDE * share

    def at(distance: float) -> Array:
        return np.array([np.interp(distance, way, points[:, column]) for column in (0, 1)])

    neck = at(way[-1] - long)
    ahead = (points[-1] - neck) / np.linalg.norm(points[-1] - neck)
    tip, square = points[-1] - ahead * HEAD_ROUND, np.array([-ahead[1], ahead[0]])
    shaft = np.array([at(distance) for distance in np.linspace(0.0, way[-1] - 0.8 * long, 30)])
    head = np.array([tip, neck + square * wide, neck - square * wide])
    return [Stroke(shaft, STROKE * (1.0 + share) / 2), Stroke(head, 2 * HEAD_ROUND, filled=True)]


def _circle(progress: float) -> Array:
    around = np.radians(np.linspace(-90.0, -90.0 + 360.0 * progress, 90))
    return np.array(RING_AT) + RING_RADIUS * np.stack([np.cos(around), np.sin(around)], axis=1)


def _paint(picture: Picture, border: list[Stroke], inside: list[Stroke], opacity: float) -> None:
    """Paint white strokes and orange ones within them, all of them as one layer of that opacity."""
    every = np.vstack([stroke.points for stroke in border])
    room = max(stroke.width for stroke in border) / 2 + 2.0
    left, top = np.maximum(np.floor(every.min(axis=0) - room).astype(int), 0)
    right, bottom = np.minimum(np.ceil(every.max(axis=0) + room).astype(int), picture.shape[1::-1])
    if left >= right or top >= bottom:
        return  # out of the picture
    box = (int(left), int(top), int(right), int(bottom))
    white, orange = _covered(box, border + inside), _covered(box, inside)
    part = picture[top:bottom, left:right].astype(np.float64)
    painted = part * (1.0 - white * opacity) + opacity * (WHITE * (white - orange) + ORANGE * orange)
    picture[top:bottom, left:right] = painted.round().astype(np.uint8)


def _covered(box: tuple[int, int, int, int], strokes: Iterable[Stroke]) -> Array:
    """How much of each pixel of a part of the picture (left, top, right, bottom) is covered, 0 to 1."""
    left, top, right, bottom = box
    large = Image.new("L", ((right - left) * LARGER, (bottom - top) * LARGER))
    pen = ImageDraw.Draw(large)
    for stroke in strokes:
        points = [(x, y) for x, y in ((stroke.points - (left, top)) * LARGER).tolist()]
        radius = stroke.width / 2 * LARGER
        for x, y in points:
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
        if stroke.filled:
            pen.polygon(points, fill=255)
            points.append(points[0])
        pen.line(points, fill=255, width=round(2 * radius))
    covered: Array = np.asarray(large.reduce(LARGER), dtype=np.float64)[..., None] / 255.0
    return covered
