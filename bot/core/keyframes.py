"""Keyframes of the moving figures: what a therapist decides about one.

The files under ``content/figures/`` have this shape; ``content/README.md`` explains every field, and
``figure_limits`` says what may stand there. How a figure is drawn from them the bot never knows.
"""

from __future__ import annotations

from dataclasses import dataclass

FILM, STILL = ".mp4", ".jpg"
"""How the names of a figure's files end: one moves, one does not."""

WIDTH, HEIGHT = 640, 480
"""Pixels of both; even, as yuv420p wants them."""

FRAMES_PER_SECOND = 25

STILLS = ("comfortable", "getting_up")
"""What is shown by one picture: their files have no tempo."""


@dataclass(frozen=True)
class Tempo:
    """A dose's seconds: on the way out, at the end, on the way back."""

    out: float
    pause: float
    back: float

    def __str__(self) -> str:
        return f"{self.out:g}-{self.pause:g}-{self.back:g}"

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

    @property
    def degrees(self) -> float | None:
        """How far it goes, as the content's words tell it: the bend of the hip, or the rock to each side."""
        return self.angles.get("thigh_up", self.angles.get("legs_lean"))

    @property
    def holds(self) -> bool:
        """Do both hands hold the leg and draw it closer?"""
        return "hold_along" in self.angles


@dataclass(frozen=True, kw_only=True)
class Keyframes(FigureFile):
    """A file with its name, which is what the content calls the figure by."""

    name: str

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
