"""Keyframes of the moving figures: what a therapist decides about one, and what no body can do.

The files under ``content/figures/`` have this shape; ``content/README.md`` explains every field. How a
figure is drawn from them the bot never knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

FRAMES_PER_SECOND = 25

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
    # Lumbar spine and chest together turn 45 degrees (AAOS); here the shoulders stay down, so less.
    "pelvis_roll": Limit(0, 30),
    "pelvis_tilt": Limit(0, 20),
    # Hip rotation 45 degrees each way (AAOS), and the pelvis goes along.
    "legs_lean": Limit(0, 60),
    "arms_away": Limit(0, 100),
    # 90 is upright. Hip flexion with a bent knee ends at 120 (AAOS); a pelvis tilted back adds a little.
    "thigh_up": Limit(49, 125),
    "knee_bend": Limit(0, 135),
    "foot_down": Limit(0, 50),
    "ankle_along": Limit(60, 90),
    "ankle_below": Limit(30, 75),
    # Hands hold behind the thigh, above the hollow of the knee and never on the kneecap.
    "thigh_held": Limit(49, 125),
    "hold_along": Limit(45, 85),
    # 90 is on the side. Chest and pelvis may differ by what lumbar spine and chest turn.
    "rolled": Limit(70, 110),
    "chest_rolled": Limit(70, 125),
    # To the side the lumbar spine bends 35 degrees; the pelvis goes along.
    "chest_raised": Limit(0, 40),
    "thighs_forward": Limit(0, 120),
}
"""Degrees (ankle_along and hold_along: hundredths of the thigh; ankle_below: of the shin).

AAOS: American Academy of Orthopaedic Surgeons, Joint Motion (1965), normal ranges of an adult.
"""

CAMERA: Mapping[str, Limit] = {
    "turned": Limit(-180, 180),
    "raised": Limit(0, 90),
    "distance": Limit(1, 6),
}
"""Where a camera may stand: degrees, degrees and metres."""

_ROCK = ("pelvis_tilt", "arms_away", "legs_lean", "pelvis_roll")
ANGLES: Mapping[str, tuple[str, ...]] = {
    "knee_rocks": _ROCK,
    "figure4_rocks": (*_ROCK, "ankle_along", "foot_down"),
    "marching": ("pelvis_tilt", "arms_away", "thigh_up", "knee_bend", "foot_down"),
    "comfortable": ("pelvis_tilt", "arms_away", "thigh_up", "knee_bend", "foot_down"),
    "getting_up": ("rolled", "chest_rolled", "chest_raised", "thighs_forward", "knee_bend", "foot_down"),
}
"""The angles each exercise is described by."""

INSTEAD: Mapping[str, str] = {"ankle_below": "ankle_along"}
"""Angles that take another's place: the ankle crosses the shin and not the thigh, and never the kneecap."""

HOLD: Mapping[str, tuple[str, ...]] = {"marching": ("thigh_held", "hold_along")}
"""Angles a file gives when both hands hold the leg; all of them or none."""

STILLS = ("comfortable", "getting_up")
"""What is shown by one picture: their files have no tempo."""


@dataclass(frozen=True)
class Tempo:
    """A dose's seconds: on the way out, at the end, on the way back."""

    out: float
    pause: float
    back: float

    @property
    def side(self) -> float:
        """Seconds of one side, or of one leg."""
        return self.out + self.pause + self.back

    @property
    def loop(self) -> float:
        """Seconds of a whole loop: one side and the other."""
        return 2 * self.side


@dataclass(frozen=True)
class Camera:
    """Where the camera stands: degrees around (0 the person's left, -90 the feet) and up, metres, its aim."""

    turned: float
    raised: float
    distance: float
    looks_at: tuple[float, float, float]


@dataclass(frozen=True, kw_only=True)
class FigureFile:
    """One file: what a therapist decides about a figure."""

    title: str
    exercise: str
    palms: str
    angles: dict[str, float]
    camera: Camera
    tempo: Tempo | None = None
    """None where nothing moves: a still."""
    legs: tuple[str, ...] = ()
    """For which legs there is a loop of its own; empty when one loop shows both."""
    props: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Keyframes(FigureFile):
    """A file with its name, which is what the content calls the figure by."""

    name: str

    @property
    def holds(self) -> bool:
        """Do both hands hold the leg and draw it closer?"""
        return "hold_along" in self.angles

    @property
    def loops(self) -> tuple[Loop, ...]:
        """The loops that are rendered from this file; a still is a loop of one frame."""
        return tuple(Loop(self, leg) for leg in self.legs) or (Loop(self, ""),)


@dataclass(frozen=True)
class Loop:
    """One moving figure."""

    keyframes: Keyframes
    leg: str

    @property
    def name(self) -> str:
        """The film's name without an ending."""
        return f"{self.keyframes.name}_{self.leg}" if self.leg else self.keyframes.name


def mistakes(figure: FigureFile) -> Found:
    """What no body can do, or no loop can show."""
    yield from _words("exercise", (figure.exercise,), tuple(ANGLES))
    yield from _words("palms", (figure.palms,), PALMS)
    yield from _words("legs", figure.legs, LEGS)
    yield from _words("props", figure.props, PROPS)
    yield from _times(figure)
    if figure.exercise in ANGLES:
        yield from _angles(figure.angles, _wanted(figure))
    for name, limit in CAMERA.items():
        yield from _within(f"camera.{name}", getattr(figure.camera, name), limit)


def _words(key: str, words: tuple[str, ...], known: tuple[str, ...]) -> Found:
    for word in words:
        if word not in known:
            yield key, f"has “{word}”, which is not known", ", ".join(known)


def _times(figure: FigureFile) -> Found:
    tempo, still = figure.tempo, figure.exercise in STILLS
    if still and tempo is not None:
        yield "tempo", "is given", "none: this one does not move"
    elif not still and tempo is None:
        yield "tempo", "is missing", "{ out = 2, pause = 1, back = 2 }, in seconds"
    if tempo is not None:
        yield from _seconds(tempo)


def _seconds(tempo: Tempo) -> Found:
    for name in ("out", "back"):
        if not getattr(tempo, name) > 0:
            yield f"tempo.{name}", f"is {getattr(tempo, name):g}", "more than 0 seconds"
    if not tempo.pause >= 0:
        yield "tempo.pause", f"is {tempo.pause:g}", "0 seconds or more"
    if not SECONDS.holds(tempo.loop):
        wrong = f"makes a loop of {tempo.loop:g} seconds, both sides together"
        yield "tempo", wrong, f"{SECONDS} seconds"
    elif round(tempo.loop * FRAMES_PER_SECOND, 6) % 1:
        wrong = f"makes a loop of {tempo.loop:g} seconds, which is no whole number of pictures"
        yield "tempo", wrong, f"out, pause and back in steps of {1 / FRAMES_PER_SECOND / 2:g} seconds"


def _wanted(figure: FigureFile) -> tuple[str, ...]:
    """The angles this file is to give."""
    taken = {INSTEAD[name]: name for name in INSTEAD if name in figure.angles}
    wanted = tuple(taken.get(name, name) for name in ANGLES[figure.exercise])
    hold = HOLD.get(figure.exercise, ())
    return (*wanted, *hold) if set(hold) & set(figure.angles) else wanted


def _angles(angles: Mapping[str, float], wanted: tuple[str, ...]) -> Found:
    for name in wanted:
        if name not in angles:
            yield f"angles.{name}", "is missing", f"a number from {LIMITS[name]}"
        else:
            yield from _within(f"angles.{name}", angles[name], LIMITS[name])
    for name in angles:
        if name not in wanted:
            yield f"angles.{name}", "is not known in this exercise", ", ".join(wanted)


def _within(key: str, number: float, limit: Limit) -> Found:
    if not limit.holds(number):
        yield key, f"is {number:g}", f"a number from {limit}"
