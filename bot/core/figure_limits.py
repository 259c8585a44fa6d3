"""What no body can do and no loop can show: keyframes are held against it.

``content/README.md`` lists the limits for whoever writes keyframes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.core.keyframes import FRAMES_PER_SECOND, STILLS, FigureFile, Tempo

PALMS = ("up", "down")
LEGS = ("left", "right")
PROPS = ("head_pillow", "knee_pillow", "towel", "roller", "cushion", "chair")

Found = Iterator[tuple[str, str, str]]
"""The key, what is wrong there, and what is allowed."""


@dataclass(frozen=True)
class Limit:
    """What a number may be; both ends are allowed."""

    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.low:g} to {self.high:g}"

    def holds(self, number: float) -> bool:
        """Whether it is within; what is no number never is."""
        return self.low <= number <= self.high


SECONDS = Limit(4, 20)
"""Of a loop: shorter ones look hectic, longer ones grow too large."""

LIMITS: Mapping[str, Limit] = {
    # Lumbar spine and chest together turn 30 degrees each way (CFR); the shoulders stay down.
    "pelvis_roll": Limit(0, 30),
    "pelvis_tilt": Limit(0, 20),
    # A hip turns 45 degrees each way (Merck), and the pelvis goes along.
    "legs_lean": Limit(0, 60),
    "arms_away": Limit(0, 100),
    # 90 is upright. A hip bends 125 degrees (Merck; AAOS 120), and a pelvis tilted back adds a little.
    "thigh_up": Limit(49, 125),
    "knee_bend": Limit(0, 135),  # AAOS; Merck 130
    "foot_down": Limit(0, 50),  # Merck
    "ankle_along": Limit(60, 90),
    "ankle_below": Limit(30, 75),
    # Hands hold behind the thigh, above the hollow of the knee and never on the kneecap.
    "thigh_held": Limit(49, 125),
    "hold_along": Limit(45, 85),
    # 90 is on the side. Chest and pelvis may differ by what lumbar spine and chest turn.
    "rolled": Limit(70, 110),
    "chest_rolled": Limit(70, 125),
    # To the side the spine bends 30 degrees (CFR); the pelvis takes over a fifth.
    "chest_raised": Limit(0, 37),
    "thighs_forward": Limit(0, 120),
}
"""Degrees (ankle_along and hold_along: hundredths of the thigh; ankle_below: of the shin).

Normal ranges of an adult. Merck: the Merck Manual's table "Normal Values for Range of Motion of Joints"
(2010-2013). CFR: the United States' 38 CFR 4.71a, note on the thoracolumbar spine. AAOS: American Academy of
Orthopaedic Surgeons, Joint Motion (1965), here by what others say of it.
"""

CAMERA: Mapping[str, Limit] = {
    "turned": Limit(-180, 180),
    "raised": Limit(0, 90),
    "distance": Limit(1, 6),
}
"""Where a camera may stand: degrees, degrees and metres."""

AIM: Mapping[str, Limit] = {
    "looks_at #1": Limit(-1, 1),
    "looks_at #2": Limit(-1, 1),
    "looks_at #3": Limit(0, 1),
}
"""Where it may look, metres from under the pelvis: to the left, to the head, up. Beyond, nobody lies."""

_ROCK = ("pelvis_tilt", "arms_away", "legs_lean", "pelvis_roll")
ANGLES: Mapping[str, tuple[str, ...]] = {
    "knee_rocks": _ROCK,
    "figure4_rocks": (*_ROCK, "ankle_along", "foot_down"),
    "marching": ("pelvis_tilt", "arms_away", "thigh_up", "knee_bend", "foot_down"),
    "comfortable": ("pelvis_tilt", "arms_away", "thigh_up", "knee_bend", "foot_down"),
    "getting_up": ("rolled", "chest_rolled", "chest_raised", "thighs_forward", "knee_bend", "foot_down"),
}
"""The angles each exercise is described by."""

HOLD: Mapping[str, tuple[str, ...]] = {"marching": ("thigh_held", "hold_along")}
"""Angles a file gives when both hands hold the leg; all of them or none."""

INSTEAD: Mapping[str, str] = {"ankle_below": "ankle_along"}
"""Angles that take another's place: the ankle crosses the shin and not the thigh, and never the kneecap."""


def mistakes(figure: FigureFile) -> Found:
    """What no body can do, or no loop can show."""
    yield from _words("exercise", (figure.exercise,), tuple(ANGLES))
    yield from _words("palms", (figure.palms,), PALMS)
    yield from _words("legs", figure.legs, LEGS)
    yield from _words("props", figure.props, PROPS)
    if figure.tempo is not None:
        yield from _times(figure.tempo)
    if figure.exercise in ANGLES:
        yield from _moves(figure)
        yield from _angles(figure)
    for name, limit in CAMERA.items():
        yield from _within(f"camera.{name}", getattr(figure.camera, name), limit)
    for (name, limit), number in zip(AIM.items(), figure.camera.looks_at, strict=True):
        yield from _within(f"camera.{name}", number, limit)


def _words(key: str, words: tuple[str, ...], known: tuple[str, ...]) -> Found:
    for word in sorted(set(words)):
        if word not in known:
            yield key, f"has “{word}”, which is not known", ", ".join(known)
        elif words.count(word) > 1:
            yield key, f"has “{word}” twice", "each once"


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


def possible(exercise: str) -> set[str]:
    """The angles that files of an exercise can have."""
    names = {*ANGLES[exercise], *HOLD.get(exercise, ())}
    return names | {name for name, other in INSTEAD.items() if other in names}


def _within(key: str, number: float, limit: Limit) -> Found:
    if not limit.holds(number):
        yield key, f"is {number:g}", f"a number from {limit}"
