"""Towels: a folded one between the knees, and a rolled one under a crossed knee. Both yield to the legs."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from figures.clothes import on_mat
from figures.geometry import Array, X, Y, unit, vector
from figures.props.surfaces import Prop, groove, mirrored, rolled, yielding
from figures.shown import Shown
from figures.skeleton import SIDES

_FACE, _SIDE, _AROUND = 60, 60, 120
"""Points from the middle of a face to its edge, from one face to the other, and around."""


@dataclass(frozen=True)
class Folded:
    """A folded towel's half sizes in metres, and its layers."""

    high: float = 0.115
    long: float = 0.145
    thick: float = 0.048
    layers: int = 4


@dataclass(frozen=True)
class Rolled:
    """A big bath towel, folded once and rolled up: metres, and how often it is wound."""

    radius: float = 0.102
    half_length: float = 0.18
    turns: int = 5
    edge: float = 75.0
    """Degrees above the person's left at which its loose edge lies, in sight."""


_BELOW_KNEES, _BEFORE_KNEES = 0.05, 0.03
"""Metres by which the folded towel's middle lies below the knees' joints and nearer to the feet: knees and
shins hold it.
"""

_ROLL_AT = vector(0.325, -0.32, Rolled.radius - 0.006)
"""Metres, for a left knee: it sags a little, and the thigh's outer side rests on it above the knee."""


def knee_pillow(shown: Shown) -> Prop:
    """A folded towel held between the knees: it goes along with both legs, as thin as they leave it."""
    towel = Folded()
    turned = np.arange(_AROUND) * 2 * np.pi / _AROUND
    outline = _rectangle(turned, towel.long, towel.high)
    share, place = _faces_and_side(towel.thick)
    layer = groove(place / (2 * towel.thick) * towel.layers, 0.16)
    rounded = (np.abs(place) / towel.thick) ** 8
    made = rolled(share * (outline - 0.008 * layer - 0.010 * rounded), place, "towel")
    knees = [shown.pose[f"calf_{side}"] for side in SIDES]
    apart = unit(sum((knee.turn @ X for knee in knees), np.zeros(3)))
    up = unit(np.cross(apart, Y))
    middle = (knees[0].head + knees[1].head) / 2 - _BELOW_KNEES * up - _BEFORE_KNEES * Y
    along = np.cross(apart, up)
    held = replace(made, vertices=middle + made.vertices @ np.stack([along, apart, up]))
    return yielding(held, shown, -np.sign(made.vertices[:, 1:2]) * apart)


def towel(shown: Shown) -> Prop:
    """A rolled bath towel that props the crossed knee from beneath, pressed in where the thigh lies on it."""
    roll = Rolled()
    turned = np.linspace(0.0, 1.0, _AROUND)
    share, place = _faces_and_side(roll.half_length)
    # The winding grows by its own thickness in a turn, so its loose edge is a step along the roll.
    thick = roll.radius / roll.turns
    plump = 0.0025 * np.sin(6 * np.pi * turned + 1.0) * np.sin(place * 14.0 + 0.6)
    radius = share * (roll.radius - thick * 0.4 * (1.0 - turned) + plump)
    at_end = np.sign(place) * (np.abs(place) == roll.half_length)
    deep = 0.014 * groove(share * roll.turns - turned + 0.5, 0.32) * (share < 0.96) + 0.008 * share**12
    uneven = 0.004 * np.sin(4 * np.pi * turned + 1.2) * place / roll.half_length
    made = rolled(radius, place - at_end * deep + uneven, "towel", roll.edge)
    lying = replace(made, vertices=on_mat(made.vertices + _ROLL_AT))
    middle = _ROLL_AT
    if shown.crossed == "r":
        lying, middle = mirrored(lying), middle * vector(-1.0, 1.0, 1.0)
    inwards = (middle - lying.vertices) * vector(1.0, 0.0, 1.0)
    return yielding(lying, shown, inwards / np.maximum(np.linalg.norm(inwards, axis=1, keepdims=True), 1e-6))


def _faces_and_side(half: float) -> tuple[Array, Array]:
    """Rows from the middle of one face over its edge to the other face's middle: shares of the way out, and
    places.
    """
    out = np.linspace(0.02, 1.0, _FACE)
    share = np.concatenate([out, np.ones(_SIDE), out[::-1]])
    side = np.linspace(half, -half, _SIDE + 2)[1:-1]
    place = np.concatenate([np.full(_FACE, half), side, np.full(_FACE, -half)])
    return share[:, None], place[:, None]


def _rectangle(angle: Array, long: float, high: float) -> Array:
    """How far a rectangle with round corners reaches at each angle (a superellipse)."""
    reach: Array = ((np.abs(np.cos(angle)) / long) ** 6 + (np.abs(np.sin(angle)) / high) ** 6) ** (-1 / 6)
    return reach
