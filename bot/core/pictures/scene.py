"""A drawing as a list of shapes. Lengths are pixels, from the upper left corner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    w: float
    h: float
    fill: str
    radius: float = 0.0


@dataclass(frozen=True)
class Line:
    """A line through points, with round ends."""

    points: tuple[tuple[float, float], ...]
    stroke: str
    width: float


@dataclass(frozen=True)
class Dot:
    """A circle; with a stroke, a ring."""

    x: float
    y: float
    r: float
    fill: str
    stroke: str | None = None
    width: float = 0.0


@dataclass(frozen=True)
class Shape:
    """A filled polygon."""

    points: tuple[tuple[float, float], ...]
    fill: str


@dataclass(frozen=True)
class Words:
    """One line of text."""

    x: float
    y: float
    """The baseline."""
    text: str
    size: float
    fill: str
    bold: bool = False
    anchor: Anchor = "start"
    room: float | None = None
    """Pixels it may take: what is longer is made smaller, and cut off where that is not enough."""


Part = Box | Line | Dot | Shape | Words


@dataclass(frozen=True)
class Scene:
    """``width`` and ``height`` are pixels; parts are painted in order."""

    width: int
    height: int
    paper: str
    parts: tuple[Part, ...]
