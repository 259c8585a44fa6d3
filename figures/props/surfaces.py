"""What props are made of: a grid bent into a shape, and how a soft one yields to the skin."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property

import numpy as np
from scipy.spatial import cKDTree

from figures.geometry import Array, vector
from figures.mesh_files import Faces
from figures.shown import Shown

SKIN_GAP = 0.0015
"""Metres that are left between a soft thing and the skin that presses it."""

NEAREST = 4
"""Points of a surface that together say where it is: one alone would leave steps."""

DEEPEST = 0.06
"""Metres below the skin beyond which a point of a thing belongs to another limb's far side."""


YIELDS = 12
"""Steps in which a point finds its way out of the skin: each goes as far as the skin seems away."""


@dataclass(frozen=True)
class Surface:
    """Points of a surface, and the direction in which it looks outwards at each."""

    points: Array
    out: Array

    @cached_property
    def nearest(self) -> cKDTree:
        """Finds the points that are nearest to others."""
        return cKDTree(self.points)


@dataclass(frozen=True)
class Prop:
    """A thing's mesh, and its colour by name (figures/materials.py)."""

    vertices: Array
    faces: Faces
    colour: str

    @property
    def surface(self) -> Surface:
        """Its points, and where they look: the faces around them, larger ones more."""
        quads = np.array(self.faces)
        corners = self.vertices[quads]
        flat = np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1])
        summed = np.zeros_like(self.vertices)
        for corner in range(4):
            np.add.at(summed, quads[:, corner], flat)
        return Surface(
            self.vertices, summed / np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-12)
        )


@cache
def grid_faces(rows: int, columns: int, start: int = 0, *, wraps: bool = False) -> Faces:
    """The squares between the points of a grid, whose points are numbered row by row; a grid that wraps goes
    around. They are counted once for each shape of grid, so nobody may change them.
    """
    corner = start + np.arange(rows * columns).reshape(rows, columns)
    if wraps:
        corner = np.hstack([corner, corner[:, :1]])
    quads = np.stack([corner[:-1, :-1], corner[1:, :-1], corner[1:, 1:], corner[:-1, 1:]], axis=-1)
    faces: Faces = quads.reshape(-1, 4).tolist()
    return faces


def grid_prop(points: Array, colour: str) -> Prop:
    """A thing whose surface is one grid of points (rows x columns x 3)."""
    rows, columns, _ = points.shape
    return Prop(points.reshape(-1, 3), grid_faces(rows, columns), colour)


def rolled(radius: Array, along: Array, colour: str, begin: float = 0.0) -> Prop:
    """A thing around an axis along the person: radius and way along it for each row and angle.

    The first of a row's points lies so many degrees above the person's left.
    """
    rows, columns = np.broadcast_shapes(radius.shape, along.shape)
    angle = np.radians(begin + np.arange(columns) * 360.0 / columns)
    along = np.broadcast_to(along, (rows, columns))
    points = np.stack([radius * np.cos(angle), along, radius * np.sin(angle)], axis=-1)
    return Prop(points.reshape(-1, 3), _outwards(rows, columns), colour)


@cache
def _outwards(rows: int, columns: int) -> Faces:
    """The squares of a grid around an axis, which look away from it."""
    return [face[::-1] for face in grid_faces(rows, columns, wraps=True)]


def mirrored(prop: Prop) -> Prop:
    """The same thing on the person's other side."""
    return replace(prop, vertices=prop.vertices * vector(-1.0, 1.0, 1.0), faces=[f[::-1] for f in prop.faces])


def groove(way: Array, width: float) -> Array:
    """1 in the middle of a groove at every whole number, 0 from so far beside it on."""
    apart = np.abs(way - np.round(way))
    deep: Array = np.clip(1.0 - (apart / width) ** 4, 0.0, 1.0)
    return deep


def softly_lower(one: Array, other: Array | float, softness: float = 0.006) -> Array:
    """The lower of two heights, without a crease (metres over which it is softened)."""
    apart = np.abs(one - other)
    lower: Array = np.minimum(one, other) - np.maximum(softness - apart, 0.0) ** 2 / (4.0 * softness)
    return lower


def outside(points: Array, surface: Surface) -> Array:
    """How far each point is outside a surface, in metres; below 0 it is inside."""
    far, near = surface.nearest.query(points, NEAREST)
    ways = np.einsum("nkj,nkj->nk", points[:, None] - surface.points[near], surface.out[near])
    shares = 1.0 / np.maximum(far, 1e-4) ** 2
    away: Array = (ways * shares).sum(axis=1) / shares.sum(axis=1)
    return away


def yielding(prop: Prop, shown: Shown, to: Array) -> Prop:
    """The same thing, pressed in where the skin is; each point gives way in its direction of `to`."""
    skin = Surface(shown.skin, shown.out)
    points, giving = prop.vertices.copy(), np.arange(len(prop.vertices))
    for _ in range(YIELDS):
        away = outside(points[giving], skin)
        inside = np.where(away > -DEEPEST, SKIN_GAP - away, 0.0)
        # Who is outside stays where he is, and so outside.
        giving, inside = giving[inside > 0.0], inside[inside > 0.0]
        if not len(giving):
            break
        points[giving] += to[giving] * inside[:, None]
    return replace(prop, vertices=points)
