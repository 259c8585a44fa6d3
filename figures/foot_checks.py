"""Does a foot stand where it is planted? Measured on the skin of its sole, in millimetres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from figures.body import SOLE_HIGH, Body
from figures.geometry import Array
from figures.skeleton import Side

SOLE = (0.0, 3.0)
"""Millimetres of a planted sole's lowest point above the mat, and of heel and ball while it lies flat."""

FLAT_UP_TO, ROLLED = 12.0, 0.16
"""Degrees of the leg's lean up to which heel and ball both lie on the mat, and millimetres that the higher of
them may have more for each degree beyond: the foot rolls over its edge then, which is narrower at the heel.
"""

SLIDES = 3.0
"""Millimetres by which skin that touches the mat may wander over it."""

MOSTLY = 0.6
"""A vertex belongs to bones that move it by more than this share."""

BALL_HALF = 0.03
"""Metres to both sides of the toes' joints that count as the ball of a foot."""


@dataclass(frozen=True)
class Foot:
    """What a pose shows of one foot."""

    sole: Array
    """The skin that may touch the mat (n x 3, metres): always the same points of it."""
    lowest: float
    """Millimetres of the foot's lowest point above the mat."""
    heel: float
    """The same of the heel: of what lies behind the ankle."""
    ball: float
    """The same of the ball."""


def measure_foot(body: Body, skin: Array, side: Side) -> Foot:
    """Measure one foot of the skin that lies over a pose."""
    heads, rest = body.skeleton.heads, body.vertices
    foot = body.weight_of(f"foot_{side}", f"ball_{side}") > MOSTLY
    # At rest the figure looks along -Y.
    behind = rest[:, 1] > heads[f"foot_{side}"][1]
    at_toes = np.abs(rest[:, 1] - heads[f"ball_{side}"][1]) < BALL_HALF
    return Foot(
        sole=skin[foot & (rest[:, 2] < SOLE_HIGH)],
        lowest=_lowest(skin[foot]),
        heel=_lowest(skin[foot & behind]),
        ball=_lowest(skin[foot & at_toes]),
    )


def highest(lean: float) -> float:
    """How high heel and ball of a planted foot may be when its leg leans by these degrees: millimetres."""
    return SOLE[1] + ROLLED * max(0.0, abs(lean) - FLAT_UP_TO)


def slide(planted: Sequence[Foot]) -> float:
    """How far skin wanders over the mat while it touches it, at the most, in millimetres.

    A foot rolls over its edge when the knees lean, so its sole as a whole comes and goes; what touches stays.
    """
    soles = np.array([foot.sole for foot in planted])
    touching = soles[:, :, 2:] < SOLE[1] / 1000.0
    first = np.where(touching, soles[:, :, :2], np.inf).min(axis=0)
    last = np.where(touching, soles[:, :, :2], -np.inf).max(axis=0)
    return 1000.0 * max(0.0, float(np.hypot(*(last - first).clip(min=0.0).T).max()))


def _lowest(points: Array) -> float:
    return 1000.0 * float(points[:, 2].min())
