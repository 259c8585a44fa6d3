"""All that is wrong with one file of keyframes, as its ``check`` tells it."""

from __future__ import annotations

from bot.core.figure_limits import (
    AIM,
    ANGLES,
    CAMERA,
    HOLD,
    INSTEAD,
    LEGS,
    LIMITS,
    ONE_LEG_CROSSED,
    PALMS,
    SECONDS,
    Found,
    Limit,
    possible,
)
from bot.core.figure_pairs import not_together
from bot.core.figure_props import of_props
from bot.core.keyframes import FRAMES_PER_SECOND, STILLS, FigureFile, Tempo


def mistakes(figure: FigureFile) -> Found:
    """What no body can do, what no loop can show, and what can't be drawn."""
    if figure.exercise not in ANGLES:
        yield "exercise", f"is “{figure.exercise}”, which can't be drawn", ", ".join(ANGLES)
    if figure.palms not in PALMS:
        yield "palms", f"is “{figure.palms}”, which is not known", ", ".join(PALMS)
    if figure.tempo is not None:
        yield from _times(figure.tempo)
    if figure.exercise in ANGLES:
        yield from _legs(figure)
        yield from _moves(figure)
        yield from _angles(figure)
        yield from not_together(figure)
        yield from of_props(figure)
    for name, limit in CAMERA.items():
        yield from _within(f"camera.{name}", getattr(figure.camera, name), limit)
    for (name, limit), number in zip(AIM.items(), figure.camera.looks_at, strict=True):
        yield from _within(f"camera.{name}", number, limit)


def _legs(figure: FigureFile) -> Found:
    """A film for each leg where one is crossed; else one film shows both sides."""
    wanted = LEGS if figure.exercise == ONE_LEG_CROSSED else ()
    if sorted(figure.legs) == sorted(wanted):
        return
    wrong = f"has {', '.join(figure.legs)}" if figure.legs else "is missing"
    if wanted:
        yield "legs", wrong, f"{' and '.join(wanted)}, each once: a film for each leg that is crossed"
    else:
        yield "legs", wrong, f"a file without legs, as only {ONE_LEG_CROSSED} shows each leg by itself"


def _moves(figure: FigureFile) -> Found:
    """A tempo is there unless it is a still."""
    still = figure.exercise in STILLS
    if still and figure.tempo is not None:
        yield "tempo", "stands in a still, which doesn't move", "a file without a tempo"
    if not still and figure.tempo is None:
        yield "tempo", "is missing", "the dose's seconds: out, pause, back"


def _times(tempo: Tempo) -> Found:
    for name in ("out", "back"):
        if not getattr(tempo, name) > 0:
            yield f"tempo.{name}", f"is {getattr(tempo, name):g}", "more than 0 seconds"
    if not tempo.pause >= 0:
        yield "tempo.pause", f"is {tempo.pause:g}", "0 seconds or more"
    wrong = f"makes a loop of {tempo.loop:g} seconds, both sides together"
    if not SECONDS.holds(tempo.loop):
        yield "tempo", wrong, f"{SECONDS} seconds"
    elif round(tempo.loop * FRAMES_PER_SECOND, 6) % 1:
        wrong += ", which is no whole number of pictures"
        yield "tempo", wrong, f"out, pause and back in steps of {1 / FRAMES_PER_SECOND / 2:g} seconds"


def _angles(figure: FigureFile) -> Found:
    given, wanted = figure.angles, _wanted(figure)
    for name in wanted:
        if name not in given:
            yield f"angles.{name}", "is missing", f"a number from {LIMITS[name]}"
        else:
            yield from _within(f"angles.{name}", given[name], LIMITS[name])
    known = [name for name in LIMITS if name in possible(figure.exercise)]
    for name in given:
        if name not in known:
            yield f"angles.{name}", "is not known in this exercise", ", ".join(known)
        elif name not in wanted:
            yield f"angles.{name}", "stands beside the angle that takes its place", "one of the two"


def _wanted(figure: FigureFile) -> tuple[str, ...]:
    """The angles that this file has to have."""
    taken = {INSTEAD[name]: name for name in figure.angles if name in INSTEAD}
    held = HOLD.get(figure.exercise, ())
    always = tuple(taken.get(name, name) for name in ANGLES[figure.exercise])
    return always + (held if any(name in figure.angles for name in held) else ())


def _within(key: str, number: float, limit: Limit) -> Found:
    if not limit.holds(number):
        yield key, f"is {number:g}", f"a number from {limit}"
