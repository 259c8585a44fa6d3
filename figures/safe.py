"""Is a loop safe to copy? Measured at all its moments before any is rendered: seconds, not minutes.

The limits that belong to a measure stand beside it (checks.py, arm_checks.py); those here say how the figure
and the things around it may touch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from bot.core.keyframes import STILLS
from figures.arm_checks import PRESSES, arms_beyond_limits, measure_arms
from figures.body import Body, load_body
from figures.checks import (
    BACK_FLAT,
    CHEST_STAYS,
    KNEE_TWIST,
    SOLE,
    Measured,
    beyond_limits,
    chest_travel,
    measure,
)
from figures.clothes import dress
from figures.findings import Apart, Finding, worst_of
from figures.geometry import Array
from figures.keyframes import Loop
from figures.poses import pose_at
from figures.poses.pulling import HANDS_HOLD
from figures.props import PROPS
from figures.props.checks import touch
from figures.props.pillows import PILLOW_UNDER_HEAD
from figures.shown import show
from figures.skeleton import SIDES, Pose, Side
from figures.skinning import Skin
from figures.timeline import Moment, every_moment

LEGS_APART = 2.0
"""Millimetres between the legs' nearest vertices."""

CROSSES = {"ankle_along": (-5.0, 2.0), "ankle_below": (-5.0, 7.0)}
"""Millimetres between a crossed shin and the thigh or shin it lies on; below 0 they are pressed flat."""

ON_PILLOW = 2.0
"""Millimetres of the head above what is left of its pillow."""

PRESS, RESTS = -2.0, 3.0
"""Millimetres by which skin may be pressed into a thing, and within which it rests on it."""

STANDS = (-0.01, 1.0)
"""Millimetres of a thing above the mat; a chair's legs are reckoned from the seat down."""

LANDS = {"roller": 1, "cushion": -1, "towel": 0}
"""The side on which the legs come to rest on a thing: 0 is that of the crossed leg."""

NAMES: dict[Side, str] = {"l": "left", "r": "right"}


def problems(loop: Loop) -> list[str]:
    """What is wrong with a loop's poses: one sentence each, about the moment in which it is worst."""
    body, skin = _figure()
    moments = {(moment.side, moment.phase): moment for moment in every_moment(loop)}
    found: list[tuple[Moment, Finding]] = []
    measured: list[Measured] = []
    for moment in moments.values():
        pose = pose_at(body.skeleton, loop, moment)
        over = skin.over(pose)
        measured.append(measure(body, pose, over))
        wrong = [
            *_legs_and_trunk(loop, moment, measured[-1]),
            *_arms(loop, moment, body, pose, over),
            *_things(loop, moment, body, skin),
        ]
        found += [(moment, finding) for finding in wrong]
    told = worst_of(loop, found)
    wanders = chest_travel(measured)
    if not wanders <= CHEST_STAYS:
        told.append(f"the chest wanders {wanders:.0f} mm; allowed: at most {CHEST_STAYS:g} mm.")
    return told


@cache
def _figure() -> tuple[Body, Skin]:
    body = dress(load_body()).body
    return body, Skin(body)


def planted(loop: Loop, moment: Moment) -> tuple[Side, ...]:
    """The feet that have to stand on the mat at a moment."""
    if loop.keyframes.exercise in STILLS:
        return ()
    if loop.keyframes.exercise == "figure4_rocks":
        return ("l",) if loop.leg == "right" else ("r",)
    if loop.keyframes.exercise == "marching":
        return tuple(side for side, lift in zip(SIDES, moment.lifts, strict=True) if lift == 0)
    return SIDES


def _legs_and_trunk(loop: Loop, moment: Moment, found: Measured) -> Iterator[Finding]:
    keyframes = loop.keyframes
    for side, name in NAMES.items():
        limits = SOLE if side in planted(loop, moment) else SOLE[:1]
        yield from Apart(f"the {name} sole", "the mat", "above").judge(found.soles[side], *limits)
        yield from Apart(f"the {name} shin", "the mat", "above").judge(found.knees[side], 0.0)
        turned = Apart(f"the {name} shin", "its thigh", "turned from", "degrees")
        yield from turned.judge(found.twists[side], high=KNEE_TWIST)
    yield from Apart("one leg", "the other").judge(found.legs_apart, LEGS_APART)
    if keyframes.exercise == "figure4_rocks":
        limits = CROSSES["ankle_below" if "ankle_below" in keyframes.angles else "ankle_along"]
        yield from Apart("the crossed shin", "the other leg", "above").judge(found.legs_pressed, *limits)
    if "head_pillow" in keyframes.props:
        above = found.head - 1000.0 * PILLOW_UNDER_HEAD
        yield from Apart("the head", "its pillow", "above").judge(above, 0.0, ON_PILLOW)
    if keyframes.exercise == "marching":
        yield from Apart("the low back", "the mat", "above").judge(found.back, high=BACK_FLAT)
    yield from _joints(beyond_limits(found))


def _joints(lines: Iterable[str]) -> Iterator[Finding]:
    """What the measures say of joints ("knee_l is bent ..., but has to be ..."), in words."""
    for line in lines:
        joint, _, rest = line.partition(" ")
        bone, _, side = joint.partition("_")
        wrong, _, allowed = rest.partition(", but has to be ")
        name = next(name for short, name in NAMES.items() if short == side)
        yield Finding(joint, 0.0, f"the {name} {bone} {wrong}", f"{allowed} degrees")


def _arms(loop: Loop, moment: Moment, body: Body, pose: Pose, skin: Array) -> Iterator[Finding]:
    found = measure_arms(body, pose, skin)
    holding = loop.keyframes.holds and moment.phase >= HANDS_HOLD
    for hand, name in NAMES.items():
        for leg, ways in found.hands[hand].items():
            moves = leg == ("l" if moment.side > 0 else "r")
            limits = (PRESSES, 0.0) if holding and moves else (PRESSES,)
            yield from Apart(f"the {name} hand", f"the {NAMES[leg]} leg").judge(ways, *limits)
    yield from Apart("an arm", "the trunk or a leg").judge(found.clear, 0.0)
    yield from Apart("one hand", "the other arm").judge(found.hands_apart, 0.0)
    yield from _joints(arms_beyond_limits(found))


def _things(loop: Loop, moment: Moment, body: Body, skin: Skin) -> Iterator[Finding]:
    """All but the head's pillow, which is dented by a plain sphere that the nape does not follow."""
    things = [name for name in loop.keyframes.props if name != "head_pillow"]
    if not things:
        return
    shown = show(body, skin, loop, moment)
    for name in things:
        found, thing = touch(body, PROPS[name](shown), shown), f"the {name}"
        side = LANDS.get(name, 0) or (-1 if loop.leg == "right" else 1)
        limits = (PRESS, RESTS) if name in LANDS and moment.rock == side else (PRESS,)
        yield from Apart(thing, "the skin").judge(found.apart, *limits)
        if name == "knee_pillow":
            for leg, ways in found.legs.items():
                yield from Apart(thing, f"the {NAMES[leg]} leg").judge(ways, high=RESTS)
        else:
            yield from Apart(thing, "the mat", "above").judge(found.high, *STANDS)
