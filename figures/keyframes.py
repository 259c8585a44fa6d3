"""Keyframes: content/figures/*.toml, read and held against what a body can do. The standard library alone.

The next step moves this to where the bot's `check` can reach it too; nothing here needs numpy or Blender.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from figures.timeline import FRAMES_PER_SECOND, STILL, Moment, Tempo, lifts, pulls, rocks

CONTENT = Path(__file__).resolve().parent.parent / "content" / "figures"

SHORTEST, LONGEST = 4.0, 20.0
"""Seconds of a loop: shorter ones look hectic, longer ones grow too large."""

PALMS = ("up", "down")
LEGS = ("left", "right")
PROPS = ("head_pillow", "knee_pillow", "towel", "roller", "cushion", "chair")


class KeyframesError(ValueError):
    """What is wrong with a file of keyframes, one line each."""


@dataclass(frozen=True)
class Limit:
    """What an angle may be, in degrees (ankle_along: hundredths of the thigh)."""

    low: float
    high: float


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
    # Hands hold behind the thigh, above the hollow of the knee and never on the kneecap.
    "thigh_held": Limit(49, 125),
    "hold_along": Limit(60, 85),
    # 90 is on the side. Chest and pelvis may differ by what lumbar spine and chest turn.
    "rolled": Limit(70, 110),
    "chest_rolled": Limit(70, 125),
    # To the side the lumbar spine bends 35 degrees; the pelvis goes along.
    "chest_raised": Limit(0, 40),
    "thighs_forward": Limit(0, 120),
}
"""AAOS: American Academy of Orthopaedic Surgeons, Joint Motion (1965), normal ranges of an adult."""

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

STILLS = ("comfortable", "getting_up")
"""What is shown by one picture: their files have no tempo."""


@dataclass(frozen=True)
class Camera:
    """Where the camera stands: degrees around (0 the person's left, -90 the feet) and up, metres, its aim."""

    turned: float
    raised: float
    distance: float
    looks_at: tuple[float, float, float]


@dataclass(frozen=True)
class Keyframes:
    """One file: what a therapist decides about a figure."""

    name: str
    title: str
    exercise: str
    legs: tuple[str, ...]
    """For which legs there is a loop of its own; empty when one loop shows both."""
    tempo: Tempo | None
    """None where nothing moves: a still."""
    palms: str
    angles: Mapping[str, float]
    props: tuple[str, ...]
    camera: Camera

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
        """The file's name without an ending."""
        return f"{self.keyframes.name}_{self.leg}" if self.leg else self.keyframes.name

    @property
    def moments(self) -> list[Moment]:
        """Every frame of the loop; a still has one."""
        if self.keyframes.tempo is None:
            return [STILL]
        if self.keyframes.exercise != "marching":
            return rocks(self.keyframes.tempo)
        return pulls(self.keyframes.tempo) if self.keyframes.holds else lifts(self.keyframes.tempo)


def read_all(folder: Path = CONTENT) -> dict[str, Keyframes]:
    """Every file of keyframes, by its name."""
    return {path.stem: read(path) for path in sorted(folder.glob("*.toml"))}


def read(path: Path) -> Keyframes:
    """Read one file; a KeyframesError tells everything that is wrong with it."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        keyframes = _built(path.stem, table)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise KeyframesError(f"{path.name}: {error!r}") from error
    found = mistakes(keyframes)
    if found:
        raise KeyframesError("\n".join(f"{path.name}: {line}" for line in found))
    return keyframes


def _built(name: str, table: dict[str, Any]) -> Keyframes:
    camera = table.pop("camera")
    x, y, z = camera.pop("looks_at")
    angles = {key: float(value) for key, value in table.pop("angles").items()}
    return Keyframes(
        name=name,
        legs=tuple(table.pop("legs", ())),
        tempo=Tempo(**table.pop("tempo")) if "tempo" in table else None,
        angles=angles,
        props=tuple(table.pop("props", ())),
        camera=Camera(**camera, looks_at=(x, y, z)),
        **table,
    )


def mistakes(keyframes: Keyframes) -> list[str]:
    """What no body can do, or no loop can show."""
    found = [
        f"{what} is {word!r}, not one of {', '.join(known)}"
        for what, words, known in (
            ("exercise", (keyframes.exercise,), tuple(ANGLES)),
            ("palms", (keyframes.palms,), PALMS),
            ("legs", keyframes.legs, LEGS),
            ("props", keyframes.props, PROPS),
        )
        for word in words
        if word not in known
    ]
    return found + _wrong_angles(keyframes) + _wrong_times(keyframes)


def _wrong_angles(keyframes: Keyframes) -> list[str]:
    wanted, given = set(ANGLES.get(keyframes.exercise, ())), set(keyframes.angles)
    hold = set(HOLD.get(keyframes.exercise, ()))
    wanted |= hold if hold & given else set()
    found = [f"angles.{name} is missing" for name in sorted(wanted - given)]
    found += [f"angles.{name} is not of this exercise" for name in sorted(given - wanted)]
    for name in sorted(wanted & given):
        limit, value = LIMITS[name], keyframes.angles[name]
        if not limit.low <= value <= limit.high:
            found.append(f"angles.{name} is {value:g}, but has to be {limit.low:g} to {limit.high:g}")
    return found


def _wrong_times(keyframes: Keyframes) -> list[str]:
    tempo, still = keyframes.tempo, keyframes.exercise in STILLS
    if tempo is None:
        return [] if still else ["tempo is missing"]
    found = ["tempo is not of a still"] if still else []
    if not SHORTEST <= tempo.loop <= LONGEST:
        found.append(f"a loop takes {tempo.loop:g} seconds, but has to take {SHORTEST:g} to {LONGEST:g}")
    if round(tempo.loop * FRAMES_PER_SECOND, 6) % 1:
        found.append(f"a loop of {tempo.loop:g} seconds is no whole number of frames")
    return found
