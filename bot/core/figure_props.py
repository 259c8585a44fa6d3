"""Things that lie beside the figure: in which exercise each can be, and what it was placed for.

Where a thing lies is a number in its own file of ``figures/props/``. The ranges here are those in which
the legs come to rest on it there, within 3 millimetres and pressed in by no more than 2; a test measures
their ends on the skin.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.figure_limits import LIMITS, Found, Limit
from bot.core.keyframes import FigureFile

PROPS = ("head_pillow", "knee_pillow", "towel", "roller", "cushion", "chair")

POSSIBLE: Mapping[str, tuple[str, ...]] = {
    "knee_rocks": ("head_pillow", "knee_pillow", "roller", "cushion"),
    "figure4_rocks": ("head_pillow", "towel"),
    "marching": ("head_pillow",),
    "comfortable": ("head_pillow", "chair"),
    "getting_up": (),
}
"""The things that each exercise can have. Roller and cushion: one for each side, so both can be there."""

_HEAD = {"head_pillow": "the head lies on it"}

NEEDED: Mapping[str, Mapping[str, str]] = {
    "knee_rocks": _HEAD,
    "figure4_rocks": _HEAD,
    "marching": _HEAD,
    "comfortable": {**_HEAD, "chair": "the calves lie on it"},
    "getting_up": {},
}
"""Those without which a part of the body would hang in the air, and why."""

_THIGHS = {"legs_lean": Limit(18, 21), "pelvis_roll": Limit(8, 9)}

PLACED: Mapping[str, Mapping[str, Limit]] = {
    # The thigh comes to rest on them; less or more, and it stays beside them or goes into them.
    "roller": _THIGHS,
    "cushion": _THIGHS,
    # It is under the crossed knee: with less the thigh hardly reaches it, at 20 degrees it goes through it.
    "towel": {"legs_lean": Limit(6, 12), "pelvis_roll": Limit(0, 6)},
    # Further over the knees leave it no room, and it goes through them.
    "knee_pillow": {"legs_lean": Limit(0, 30)},
    # Below that the thighs go into the seat's edge; above it hardly more than the heels reach the seat.
    "chair": {"thigh_up": Limit(78, 86)},
}
"""What the angles may be with a thing."""


def of_props(figure: FigureFile) -> Found:
    """What is wrong with the things of one figure."""
    can = POSSIBLE[figure.exercise]
    for name in sorted(set(figure.props)):
        if name not in PROPS:
            yield "props", f"has “{name}”, which is not known", _list(can)
        elif name not in can:
            yield "props", f"has “{name}”, which can't be in {figure.exercise}", _list(can)
        elif figure.props.count(name) > 1:
            yield "props", f"has “{name}” twice", "each once"
        else:
            yield from _placed(figure, name)
    for name, why in NEEDED[figure.exercise].items():
        if name not in figure.props:
            yield "props", f"has no “{name}”", f"{_list(can)}; always “{name}”, because {why}"


def _placed(figure: FigureFile, thing: str) -> Found:
    for angle, limit in PLACED.get(thing, {}).items():
        number = figure.angles.get(angle, float("nan"))
        if LIMITS[angle].holds(number) and not limit.holds(number):
            yield f"angles.{angle}", f"is {number:g} with the {thing}", f"{limit}, or no {thing}"
    if thing == "towel" and "ankle_below" in figure.angles:
        wrong = "stands with the towel, which is for a knee that is crossed above the other"
        yield "angles.ankle_below", wrong, "ankle_along, or no towel"


def _list(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "none"
