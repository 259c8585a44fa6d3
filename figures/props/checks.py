"""Does a thing lie where it says, and touch without going through? Measured on both surfaces."""

from __future__ import annotations

from dataclasses import dataclass

from scipy.spatial import cKDTree

from figures.body import Body
from figures.clothes import ground_under
from figures.props.surfaces import Prop, Surface, outside
from figures.shown import Shown
from figures.skeleton import SIDES, Side

NEAR = 0.010
"""Metres around a thing's points within which the skin is judged by them; farther on they say nothing."""

MOSTLY = 0.6
"""A vertex belongs to a leg whose bones move it by more than this share."""


@dataclass(frozen=True)
class Touch:
    """How a thing lies to the figure and to the mat, in millimetres."""

    apart: float
    """Between thing and skin where they are nearest; below 0 one is that deep in the other."""
    legs: dict[Side, float]
    """From the thing to each leg."""
    high: float
    """Of the thing's lowest point above the mat, or above the floor beside it."""


def touch(body: Body, prop: Prop, shown: Shown) -> Touch:
    """Measure one thing beside one figure."""
    above = outside(prop.vertices, Surface(shown.skin, shown.out))
    far = cKDTree(prop.vertices).query(shown.skin)[0]
    near = shown.skin[far < NEAR]
    skin_above = outside(near, prop.surface) if len(near) else above
    legs = {side: body.weight_of(f"thigh_{side}", f"calf_{side}") > MOSTLY for side in SIDES}
    return Touch(
        apart=1000.0 * float(min(above.min(), skin_above.min())),
        legs={side: 1000.0 * float(far[leg].min()) for side, leg in legs.items()},
        high=1000.0 * float((prop.vertices[:, 2] - ground_under(prop.vertices)).min()),
    )
