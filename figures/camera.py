"""Where a point of the world is in the picture: the same lens as Blender's, so that arrows lie where they
belong.
"""

from __future__ import annotations

import numpy as np

from bot.core.keyframes import HEIGHT, WIDTH
from figures.geometry import Array, Z, unit, vector
from figures.keyframes import Camera

LENS, SENSOR = 62.0, 36.0
"""Millimetres."""


def stands_at(camera: Camera) -> Array:
    """The camera's place in the world."""
    around, up = float(np.radians(camera.turned)), float(np.radians(camera.raised))
    way = vector(np.cos(up) * np.cos(around), np.cos(up) * np.sin(around), np.sin(up))
    place: Array = vector(*camera.looks_at) + camera.distance * way
    return place


def axes(camera: Camera) -> tuple[Array, Array, Array]:
    """Forward, and the directions in the world that are right and up in the picture."""
    forward = unit(vector(*camera.looks_at) - stands_at(camera))
    right = unit(np.cross(forward, Z))
    return forward, right, np.cross(right, forward)


def project(camera: Camera, points: Array) -> Array:
    """Points of the world (n x 3) as pixels (n x 2), from the picture's upper left corner."""
    forward, right, up = axes(camera)
    ways = points - stands_at(camera)
    scale = WIDTH * LENS / SENSOR / (ways @ forward)
    return np.stack([WIDTH / 2 + scale * (ways @ right), HEIGHT / 2 - scale * (ways @ up)], axis=1)
