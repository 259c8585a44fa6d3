"""What is wrong with a pose, told so that a therapist knows what to look for and where."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.core.keyframes import STILLS
from figures.keyframes import Loop
from figures.timeline import Moment


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong at one moment."""

    what: str
    """The same at all moments: only the worst of them is told."""
    beyond: float
    """By how much it is out of what is allowed."""
    wrong: str
    allowed: str


@dataclass(frozen=True)
class Apart:
    """How one thing lies to another: a sole 3 mm above the mat or, below 0, in it."""

    what: str
    other: str
    over: str = "from"
    unit: str = "mm"

    def judge(self, number: float, low: float = -math.inf, high: float = math.inf) -> Iterator[Finding]:
        """A finding, if the number is not between low and high; what is no number never is."""
        if not low <= number <= high:
            wrong = f"{self.what} is {self._way(round(number, 1), self.other)}"
            beyond = max(low - number, number - high)
            yield Finding(f"{self.what} {self.over} {self.other}", beyond, wrong, self._allowed(low, high))

    def _way(self, number: float, other: str) -> str:
        return f"{abs(number):g} {self.unit} {self.over if number >= 0 else 'in'} {other}"

    def _allowed(self, low: float, high: float) -> str:
        if math.isinf(low):
            return f"at most {high:g} {self.unit}"
        if math.isinf(high):
            return f"{low:g} {self.unit} or more" if low >= 0 else f"at most {self._way(low, 'it')}"
        if low >= 0:
            return f"{low:g} to {high:g} {self.unit}"
        return f"{self._way(low, 'it')} to {self._way(high, 'it')}"


def worst_of(loop: Loop, found: Iterable[tuple[Moment, Finding]]) -> list[str]:
    """One sentence for each thing that is wrong, about the moment in which it is worst."""
    worst: dict[str, tuple[Moment, Finding]] = {}
    for moment, finding in found:
        if finding.what not in worst or finding.beyond > worst[finding.what][1].beyond:
            worst[finding.what] = moment, finding
    return [
        f"{finding.wrong}{_when(loop, moment)}; allowed: {finding.allowed}."
        for moment, finding in worst.values()
    ]


def _when(loop: Loop, moment: Moment) -> str:
    """Where the moment is in the loop; a still has but one."""
    if loop.keyframes.exercise in STILLS:
        return ""
    side = "left" if moment.side > 0 else "right"
    marches = loop.keyframes.exercise == "marching"
    way = f"the {side} leg's way" if marches else f"the way to the {side}"
    if moment.phase == 0:
        return " at the start"
    return f" at {'the end' if moment.phase > 0.99 else f'{moment.phase:.0%}'} of {way}"
