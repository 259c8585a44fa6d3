"""When a figure is where: the dose's seconds (out, pause, back) become one phase a frame.

Pure Python. A phase is 0 at the start of the movement and 1 at its end. A rock has one phase that goes on
to -1 for the other side; lifts have one phase for each leg.

Between two rests the way is of minimum jerk, as people reach for things (Flash and Hogan 1985, J Neurosci
5:1688): at rest at both ends and never sudden. A rock passes the middle without resting there: "back" and the
next "out" are one sweep. Each loop begins in the middle of a sweep, where a small step between the last and
first frame can't be seen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from bot.core.keyframes import FRAMES_PER_SECOND, Loop, Tempo

STEP = 0.004
"""Phases are rounded to this, so that a way out and a way back share their pictures; 0.15 degrees of a rock
of 38.
"""


class Part(Enum):
    """What a person is doing at a moment."""

    OUT = "out"
    PAUSE = "pause"
    BACK = "back"


@dataclass(frozen=True)
class Moment:
    """One frame: the side (1 is the person's left, or the left leg; -1 the right), what is done, how far it
    is.
    """

    side: int
    part: Part
    progress: float
    """0 to 1 through the seconds of this part; a pause's ring is filled this far."""
    phase: float
    """0 to 1: how far from the start of the movement, on this side."""

    @property
    def rock(self) -> float:
        """The phase of a rock: 1 at the end on the left, -1 at the end on the right."""
        return self.side * self.phase

    @property
    def lifts(self) -> tuple[float, float]:
        """The phases of the left and the right leg."""
        return (self.phase, 0.0) if self.side > 0 else (0.0, self.phase)


STILL = Moment(side=1, part=Part.PAUSE, progress=1.0, phase=1.0)
"""The one moment of a picture in which nothing moves."""


def quintic(
    share: float, start: float, end: float, start_slope: float = 0.0, end_slope: float = 0.0
) -> float:
    """A way from start to end for a share of its time, 0 to 1; slopes are in ways a time; no acceleration at
    the ends.

    With both slopes 0 it is the way of minimum jerk.
    """
    s = min(max(share, 0.0), 1.0)
    s3, s4, s5 = s**3, s**4, s**5
    rise = 10 * s3 - 15 * s4 + 6 * s5
    leave = s - 6 * s3 + 8 * s4 - 3 * s5
    arrive = -4 * s3 + 7 * s4 - 3 * s5
    return start + (end - start) * rise + start_slope * leave + end_slope * arrive


def minimum_jerk(share: float) -> float:
    """The way from rest at 0 to rest at 1 for a share of its time."""
    return quintic(share, 0.0, 1.0)


def every_moment(loop: Loop) -> list[Moment]:
    """Every frame of a loop; a still has one."""
    keyframes = loop.keyframes
    if keyframes.tempo is None:
        return [STILL]
    if keyframes.exercise != "marching":
        return rocks(keyframes.tempo)
    return pulls(keyframes.tempo) if keyframes.holds else lifts(keyframes.tempo)


def rocks(tempo: Tempo) -> list[Moment]:
    """A loop of rocks: it begins in the middle, on the way to the left, and ends there on the way from the
    right.
    """
    # A whole sweep from side to side, 2 ways in back + out seconds, is fastest in its middle: 15/8 of its
    # mean speed.
    speed = 15 / 8 * 2 / (tempo.back + tempo.out)

    def phase(part: Part, progress: float) -> float:
        if part is Part.OUT:
            return quintic(progress, 0.0, 1.0, start_slope=speed * tempo.out)
        if part is Part.BACK:
            return quintic(progress, 1.0, 0.0, end_slope=-speed * tempo.back)
        return 1.0

    return [_moment(tempo, at, phase) for at in _instants(tempo, begin=0.0)]


def lifts(tempo: Tempo) -> list[Moment]:
    """A loop of lifts, left then right: it begins with the left leg half way up. Between the legs both feet
    rest.
    """

    def phase(part: Part, progress: float) -> float:
        if part is Part.OUT:
            return minimum_jerk(progress)
        if part is Part.BACK:
            return 1.0 - minimum_jerk(progress)
        return 1.0

    return [_moment(tempo, at, phase) for at in _instants(tempo, begin=tempo.out / 2)]


def pulls(tempo: Tempo) -> list[Moment]:
    """A loop of lifts in which the hands take hold and draw the leg closer; left then right, as lifts are.

    Phases run evenly with the time: leg and hands go their ways one after the other, each with its own rests
    (figures/poses/pulling.py).
    """

    def phase(part: Part, progress: float) -> float:
        return {Part.OUT: progress, Part.PAUSE: 1.0, Part.BACK: 1.0 - progress}[part]

    return [_moment(tempo, at, phase) for at in _instants(tempo, begin=tempo.out / 2)]


def _instants(tempo: Tempo, begin: float) -> list[float]:
    frames = round(tempo.loop * FRAMES_PER_SECOND)
    return [(begin + frame / FRAMES_PER_SECOND) % tempo.loop for frame in range(frames)]


def _moment(tempo: Tempo, at: float, phase: Callable[[Part, float], float]) -> Moment:
    side = 1 if at < tempo.side else -1
    second = at if side > 0 else at - tempo.side
    if second < tempo.out:
        part, progress = Part.OUT, second / tempo.out
    elif second < tempo.out + tempo.pause:
        part, progress = Part.PAUSE, (second - tempo.out) / tempo.pause
    else:
        part, progress = Part.BACK, (second - tempo.out - tempo.pause) / tempo.back
    return Moment(side, part, progress, _rounded(phase(part, progress)))


def _rounded(phase: float) -> float:
    return round(round(phase / STEP) * STEP, 3)
