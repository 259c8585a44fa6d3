"""How far limbs may go into one another, and what they lie on or hold: judged from skin to skin."""

from __future__ import annotations

from collections.abc import Iterator

from figures.findings import Apart, Finding
from figures.keyframes import Loop
from figures.limb_checks import HOLDS, PRESSED, REACH, Ways
from figures.poses.pulling import HANDS_HOLD
from figures.skeleton import SIDES, Side, other
from figures.timeline import Moment

CROSSES = {"ankle_along": (-5.0, 2.0), "ankle_below": (-5.0, 7.0)}
"""Millimetres between a crossed shin and the thigh or shin it lies on; below 0 they are pressed flat."""

NAMES: dict[Side, str] = {"l": "left", "r": "right"}

_PARTS = {"calf": "shin", "upperarm": "upper arm", "lowerarm": "forearm"}

LEGS = {f"{part}_{side}" for part in ("thigh", "calf") for side in SIDES}
HANDS, UPPER_ARMS = ({f"{part}_{side}" for side in SIDES} for part in ("hand", "upperarm"))

TOUCHING = ("figure4_rocks", "getting_up")
"""Exercises in which one leg lies on the other."""

FAR = 1000.0 * REACH
"""Millimetres: parts of which no way was measured are farther apart."""


def limbs(loop: Loop, moment: Moment, ways: Ways) -> Iterator[Finding]:
    """What is wrong between limbs, and between limbs and trunk."""
    leg = held(loop, moment)
    holds = [(f"hand_{side}", f"thigh_{leg}") for side in SIDES if leg]
    for hold in holds:
        yield from _between(hold).judge(ways.get(hold, FAR), HOLDS, 0.0)
    for pair, way in ways.items():
        if pair not in holds:
            yield from _between(pair).judge(way, least(loop, pair))
    if loop.keyframes.exercise == "figure4_rocks":
        shin = Apart("the crossed shin", "the other leg", "above")
        yield from shin.judge(crossed_shin(loop, ways), *CROSSES[crossing(loop)])


def held(loop: Loop, moment: Moment) -> Side | None:
    """The leg that the hands hold at a moment."""
    if loop.keyframes.holds and moment.phase >= HANDS_HOLD:
        return "l" if moment.side > 0 else "r"
    return None


def least(loop: Loop, pair: tuple[str, str]) -> float:
    """Millimetres that two parts have to be apart, below 0 what they may be pressed in.

    A hand holds a thigh, an upper arm may lie against the chest, and nothing else touches an arm. Legs touch
    one another only where one is crossed, or lies on the other.
    """
    parts, same_side = {*pair}, pair[0][-1] == pair[1][-1]
    if parts <= LEGS:
        return PRESSED if same_side or loop.keyframes.exercise in TOUCHING else 0.0
    if "trunk" in parts:
        return PRESSED if parts & {*LEGS, *UPPER_ARMS} else 0.0
    return HOLDS if parts & LEGS and parts & HANDS else 0.0


def crossing(loop: Loop) -> str:
    """Which angle says where the crossed ankle lies."""
    return "ankle_below" if "ankle_below" in loop.keyframes.angles else "ankle_along"


def crossed_shin(loop: Loop, ways: Ways) -> float:
    """Millimetres between the crossed shin and the leg it lies on."""
    crossed: Side = "r" if loop.leg == "right" else "l"
    leg = {f"thigh_{other(crossed)}", f"calf_{other(crossed)}"}
    lies = (way for pair, way in ways.items() if f"calf_{crossed}" in pair and leg & {*pair})
    return min(lies, default=FAR)


def _between(pair: tuple[str, str]) -> Apart:
    return Apart(part_name(pair[0]), part_name(pair[1]))


def part_name(part: str) -> str:
    """A part's name in words: calf_l is the left shin."""
    kind, _, side = part.partition("_")
    return f"the {NAMES[side]} {_PARTS.get(kind, kind)}" if side in NAMES else f"the {part}"
