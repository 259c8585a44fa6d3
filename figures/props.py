"""Things that lie on the mat, as meshes: a thin pillow for the head. Others come with their loops."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from figures.geometry import Array
from figures.mesh_files import Faces

PILLOW_UNDER_HEAD = 0.022
"""Metres of the pillow that are left under the head: poses/trunk.py holds the head at this height."""

_PILLOW_HIGH, _PILLOW_HALF_WIDTH, _PILLOW_HALF_LENGTH = 0.040, 0.20, 0.13
"""Metres: a travel pillow."""

_HEAD_AT = 0.717
"""Metres towards the head at which the back of the head touches."""

_HEAD_RADIUS = 0.085
"""Metres of the back of the head's curve."""

_STEPS = 49


@dataclass(frozen=True)
class Prop:
    """A thing's mesh, and its colour by name (figures/materials.py)."""

    vertices: Array
    faces: Faces
    colour: str


def head_pillow() -> Prop:
    """A thin pillow, dented by the head."""
    # Points stand closer at the edges, where the pillow is round.
    spread = np.sin(np.linspace(-np.pi / 2, np.pi / 2, _STEPS))
    across, along = np.meshgrid(spread, spread, indexing="ij")
    x = _PILLOW_HALF_WIDTH * across * np.sqrt(1.0 - 0.16 * along**4)
    y = _PILLOW_HALF_LENGTH * along * np.sqrt(1.0 - 0.16 * across**4)
    full = _PILLOW_HIGH * np.sqrt((1.0 - across**4) * (1.0 - along**4))
    head = PILLOW_UNDER_HEAD + (x**2 + y**2) / (2.0 * _HEAD_RADIUS)
    top = np.stack([x, y + _HEAD_AT, _softly_lower(full, head)], axis=-1).reshape(-1, 3)
    corner = np.arange(_STEPS * _STEPS).reshape(_STEPS, _STEPS)
    quads = np.stack([corner[:-1, :-1], corner[1:, :-1], corner[1:, 1:], corner[:-1, 1:]], axis=-1)
    return Prop(top, [[int(index) for index in quad] for quad in quads.reshape(-1, 4)], "pillow")


def _softly_lower(one: Array, other: Array, softness: float = 0.006) -> Array:
    """The lower of two heights, without a crease (metres over which it is softened)."""
    apart = np.abs(one - other)
    lower: Array = np.minimum(one, other) - np.maximum(softness - apart, 0.0) ** 2 / (4.0 * softness)
    return np.maximum(lower, 0.0)


PROPS: dict[str, Callable[[], Prop]] = {"head_pillow": head_pillow}
"""The things that have been modelled so far, by their names in keyframes."""
