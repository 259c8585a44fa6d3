"""Is a loop safe to copy? Measured at all its moments before any is rendered: seconds, not minutes.

The limits that belong to a measure stand beside it (checks.py, arm_checks.py); those here say how the figure
and the things around it may touch.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from bot.core.keyframes import STILLS
from figures.arm_checks import RESTS as RESTS_ON_MAT
from figures.arm_checks import SINKS, ArmsMeasured, arms_beyond_limits, measure_arms
from figures.body import Body, load_body
from figures.checks import (
    BACK_FLAT,
    KNEE_TWIST,
    SHOULDER_RESTS,
    SHOULDER_STAYS,
    Measured,
    beyond_limits,
    measure,
    shoulders_high,
    shoulders_travel,
)
from figures.clothes import dress
from figures.findings import Apart, Finding, worst_of
from figures.foot_checks import SLIDES, SOLE, highest, slide
from figures.keyframes import Loop
from figures.limb_checks import Limbs
from figures.poses import pose_at
from figures.props import PROPS
from figures.props.checks import touch
from figures.props.pillows import PILLOW_UNDER_HEAD
from figures.safe_limbs import NAMES, limbs, part_name
from figures.shown import show
from figures.skeleton import SIDES, Side
from figures.skinning import Skin
from figures.timeline import Moment, every_moment

ON_PILLOW = 2.0
"""Millimetres of the head above what is left of its pillow."""

PRESS, RESTS = -2.0, 3.0
"""Millimetres by which skin may be pressed into a thing, and within which it rests on it."""

STANDS = (-0.01, 1.0)
"""Millimetres of a thing above the mat; a chair's legs are reckoned from the seat down."""

ROCKS = ("knee_rocks", "figure4_rocks")

LANDS = {"roller": 1, "cushion": -1, "towel": 0}
"""The side on which the legs come to rest on a thing: 0 is that of the crossed leg."""


def problems(loop: Loop) -> list[str]:
    """What is wrong with a loop's poses: one sentence each, about the moment in which it is worst."""
    body, skin, measured_limbs = _figure()
    moments = list({(moment.side, moment.phase): moment for moment in every_moment(loop)}.values())
    found: list[tuple[Moment, Finding]] = []
    measured: list[Measured] = []
    for moment in moments:
        pose = pose_at(body.skeleton, loop, moment)
        over = skin.over(pose)
        measured.append(measure(body, pose, over))
        wrong = [
            *_legs_and_trunk(loop, moment, measured[-1]),
            *_arms(loop, measure_arms(body, pose, over)),
            *limbs(loop, moment, measured_limbs.ways(over)),
            *_things(loop, moment, body, skin),
        ]
        found += [(moment, finding) for finding in wrong]
    return [*worst_of(loop, found), *_wanders(loop, moments, measured)]


@cache
def _figure() -> tuple[Body, Skin, Limbs]:
    body = dress(load_body()).body
    return body, Skin(body), Limbs(body)


def planted(loop: Loop, moment: Moment) -> tuple[Side, ...]:
    """The feet that have to stand on the mat at a moment."""
    if loop.keyframes.exercise in STILLS:
        return ()
    if loop.keyframes.exercise == "figure4_rocks":
        return ("l",) if loop.leg == "right" else ("r",)
    if loop.keyframes.exercise == "marching":
        return tuple(side for side, lift in zip(SIDES, moment.lifts, strict=True) if lift == 0)
    return SIDES


def _wanders(loop: Loop, moments: Sequence[Moment], measured: Sequence[Measured]) -> Iterator[str]:
    """What has to stay where it is all through the loop."""
    for side, name in NAMES.items():
        seen = zip(moments, measured, strict=True)
        stood = [found.feet[side] for moment, found in seen if side in planted(loop, moment)]
        if stood and not (way := slide(stood)) <= SLIDES:
            yield f"the {name} sole slides {way:.0f} mm over the mat; allowed: at most {SLIDES:g} mm."
    if loop.keyframes.exercise in ROCKS and not (way := shoulders_travel(measured)) <= SHOULDER_STAYS:
        yield f"the shoulders wander {way:.0f} mm; allowed: at most {SHOULDER_STAYS:g} mm."


def _legs_and_trunk(loop: Loop, moment: Moment, found: Measured) -> Iterator[Finding]:
    keyframes = loop.keyframes
    for side, name in NAMES.items():
        foot, stands = found.feet[side], side in planted(loop, moment)
        yield from _above(f"the {name} sole", foot.lowest, *(SOLE if stands else SOLE[:1]))
        for part, way in (("heel", foot.heel), ("ball of the foot", foot.ball)) if stands else ():
            yield from _above(f"the {name} {part}", way, high=highest(found.leans[side]))
        yield from _above(f"the {name} shin", found.knees[side], 0.0)
        turned = Apart(f"the {name} shin", "its thigh", "turned from", "degrees")
        yield from turned.judge(found.twists[side], high=KNEE_TWIST)
    if "head_pillow" in keyframes.props:
        above = found.head - 1000.0 * PILLOW_UNDER_HEAD
        yield from Apart("the head", "its pillow", "above").judge(above, 0.0, ON_PILLOW)
    if keyframes.exercise == "marching":
        yield from _above("the low back", found.back, high=BACK_FLAT)
    if keyframes.exercise != "getting_up":
        yield from _above("a shoulder blade", shoulders_high(found), high=SHOULDER_RESTS)
    yield from _joints(beyond_limits(found))


def _above(what: str, number: float, low: float = -math.inf, high: float = math.inf) -> Iterator[Finding]:
    return Apart(what, "the mat", "above").judge(number, low, high)


def _joints(lines: Iterable[str]) -> Iterator[Finding]:
    """What the measures say of joints ("knee_l is bent ..., but has to be ..."), in words."""
    for line in lines:
        joint, _, rest = line.partition(" ")
        wrong, _, allowed = rest.partition(", but has to be ")
        yield Finding(joint, 0.0, f"{part_name(joint)} {wrong}", f"{allowed} degrees")


def _arms(loop: Loop, found: ArmsMeasured) -> Iterator[Finding]:
    busy = loop.keyframes.holds or loop.keyframes.exercise == "getting_up"
    for part, high in found.high.items():
        yield from _above(part_name(part), high, SINKS, math.inf if busy else RESTS_ON_MAT)
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
