"""Pillows: a thin one for the head, and a cushion beside a thigh."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from figures.clothes import on_mat
from figures.geometry import Array, vector
from figures.props.surfaces import Prop, grid_faces, grid_prop, softly_lower
from figures.shown import Shown

PILLOW_UNDER_HEAD = 0.022
"""Metres of the pillow that are left under the head: poses/trunk.py holds the head at this height."""

_HEAD_AT = 0.717
"""Metres towards the head at which the back of the head touches."""

_HEAD_RADIUS = 0.085
"""Metres of the back of the head's curve."""

_CUSHION_AT = vector(-0.304, -0.14, 0.062)
"""Metres: the right thigh comes to rest against it after a rock of 20 degrees."""

_STEPS = 49


@dataclass(frozen=True)
class Pillow:
    """A pillow's half sizes in metres, and how much its sides are drawn in between the corners."""

    width: float
    length: float
    thickness: float
    waist: float


HEAD = Pillow(0.20, 0.13, 0.040, waist=0.16)
"""A travel pillow, of which only the upper half shows."""

CUSHION = Pillow(0.15, 0.21, 0.080, waist=0.16)


def head_pillow(_: Shown) -> Prop:
    """A thin pillow, dented by the head."""
    x, y, full = _upper(HEAD)
    head = PILLOW_UNDER_HEAD + (x**2 + y**2) / (2.0 * _HEAD_RADIUS)
    high = np.maximum(softly_lower(full, head), 0.0)
    return grid_prop(np.stack([x, y + _HEAD_AT, high], axis=-1), "pillow")


def cushion(_: Shown) -> Prop:
    """A plump cushion on the mat, beside the right thigh."""
    whole = _whole(CUSHION, "cushion")
    return Prop(on_mat(whole.vertices + _CUSHION_AT), whole.faces, whole.colour)


def _upper(pillow: Pillow) -> tuple[Array, Array, Array]:
    """A pillow's upper half as a grid: across, along and its height."""
    # Points stand closer at the edges, where the pillow is round.
    spread = np.sin(np.linspace(-np.pi / 2, np.pi / 2, _STEPS))
    across, along = np.meshgrid(spread, spread, indexing="ij")
    x = pillow.width * across * np.sqrt(1.0 - pillow.waist * along**4)
    y = pillow.length * along * np.sqrt(1.0 - pillow.waist * across**4)
    return x, y, pillow.thickness * np.sqrt((1.0 - across**4) * (1.0 - along**4))


def _whole(pillow: Pillow, colour: str) -> Prop:
    """Both halves, sewn together at the edge, around the world's middle."""
    x, y, high = _upper(pillow)
    halves = [np.stack([x, y, side * high], axis=-1).reshape(-1, 3) for side in (1.0, -1.0)]
    faces = grid_faces(_STEPS, _STEPS)
    lower = [face[::-1] for face in grid_faces(_STEPS, _STEPS, start=_STEPS * _STEPS)]
    return Prop(np.vstack(halves), faces + lower, colour)
