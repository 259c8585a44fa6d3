"""A foam roller, hollow and with shallow grooves, that lies along the person beside the left thigh."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from figures.geometry import vector
from figures.props.surfaces import Prop, groove, rolled
from figures.shown import Shown

RADIUS, CORE, HALF_LENGTH = 0.075, 0.047, 0.225
"""Metres: the usual foam roller."""

_AT = vector(0.236, -0.20, RADIUS)
"""Metres: the thigh comes to rest against it after a rock of 20 degrees."""

_DEEP, _APART, _AROUND = 0.0035, 0.05, 8
"""Metres of a groove's depth, and from one to the next; grooves along the roller."""

_IN = 0.09
"""Metres of the hollow that show."""


def roller(_: Shown) -> Prop:
    """A hard roller: it yields to nothing."""
    end = np.array(
        [
            (0.0, HALF_LENGTH - _IN),
            (CORE, HALF_LENGTH - _IN),
            (CORE, HALF_LENGTH - 0.003),
            (CORE + 0.003, HALF_LENGTH),
            (RADIUS - 0.006, HALF_LENGTH),
            (RADIUS - 0.002, HALF_LENGTH - 0.002),
        ]
    )
    length = np.linspace(HALF_LENGTH - 0.006, 0.006 - HALF_LENGTH, 91)
    radius = np.concatenate([end[:, 0], np.full(len(length), RADIUS), end[::-1, 0]])[:, None]
    along = np.concatenate([end[:, 1], length, -end[::-1, 1]])[:, None]
    turned = np.arange(96) / 96
    deep = np.maximum(groove(along / _APART, 0.10), groove(turned * _AROUND + 0.5, 0.09))
    made = rolled(radius - _DEEP * deep * (radius == RADIUS), along, "roller")
    return replace(made, vertices=made.vertices + _AT)
