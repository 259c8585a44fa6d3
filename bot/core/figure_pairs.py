"""Angles that a body has each by itself, and not together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.figure_limits import LIMITS, Found, Limit
from bot.core.keyframes import FigureFile


@dataclass(frozen=True)
class Pair:
    """What one angle may be while another is as it is, in degrees."""

    angle: str
    beside: str
    low: float
    high: float
    """How much less and more it may be: negative is less."""
    why: str
    times: float = 1
    """Of which multiple of the other one they count."""

    def allowed(self, other: float) -> Limit:
        """What the angle may be beside the other one; its own limit holds as well."""
        own, middle = LIMITS[self.angle], self.times * other
        return Limit(max(own.low, middle + self.low), min(own.high, middle + self.high))


_LESS = -360.0
"""As much less as the angle's own limit lets it be."""

_ROCK = (
    # The hip's 45 degrees are the Merck Manual's, as in LIMITS. The legs draw the pelvis along, never the
    # other way round.
    Pair(
        "legs_lean",
        "pelvis_roll",
        0,
        45,
        "a hip turns 45 degrees, and a pelvis rolls no further than the legs lean",
    ),
)

PAIRS: Mapping[str, tuple[Pair, ...]] = {
    "knee_rocks": _ROCK,
    "figure4_rocks": _ROCK,
    "marching": (
        # Thigh and shin are equally long, to 4 hundredths. So at twice the thigh's degrees the heel is as low
        # as the hip: on the mat.
        Pair("knee_bend", "thigh_up", _LESS, 0, "beyond twice thigh_up the heel is in the mat", times=2),
        Pair("thigh_held", "thigh_up", _LESS, -1, "the hands take hold first and then draw the thigh closer"),
    ),
    # The shins lie level then, or slope down to the feet by up to 4 degrees: at 5 the calves leave the seat.
    "comfortable": (Pair("knee_bend", "thigh_up", 0, 4, "the calves lie level on the chair's seat"),),
    # 38 CFR 4.71a: lumbar spine and chest together turn 30 degrees each way.
    "getting_up": (Pair("chest_rolled", "rolled", -30, 30, "lumbar spine and chest turn 30 degrees"),),
}
"""For each exercise the angles that depend on one another."""


def not_together(figure: FigureFile) -> Found:
    """What is wrong with angles that are right each by itself."""
    for pair in PAIRS[figure.exercise]:
        number, other = (figure.angles.get(name, float("nan")) for name in (pair.angle, pair.beside))
        if not (LIMITS[pair.angle].holds(number) and LIMITS[pair.beside].holds(other)):
            continue  # told by itself
        limit = pair.allowed(other)
        if not limit.holds(number):
            wrong = f"is {number:g} while {pair.beside} is {other:g}"
            with_it = f"{limit} with it, or " if limit.low <= limit.high else ""
            yield f"angles.{pair.angle}", wrong, f"{with_it}another {pair.beside}, because {pair.why}"
