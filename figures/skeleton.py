"""The bones of the figure: where they are at rest, who hangs on whom, and where a pose puts them.

At rest the figure stands with its soles on z = 0, arms half down, facing -Y. A pose gives each bone a
rotation away from that rest and the place of its head (the joint it hangs on).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from figures.geometry import Array, length

Side = Literal["l", "r"]
SIDES: tuple[Side, Side] = ("l", "r")


def sign(side: Side) -> int:
    """1 for the person's left, where x is positive, -1 for the right."""
    return 1 if side == "l" else -1


def other(side: Side) -> Side:
    """The other side."""
    return "r" if side == "l" else "l"


@dataclass(frozen=True)
class Placement:
    """Where a bone is: its rotation away from rest, and its head in the world."""

    turn: Array
    head: Array


Pose = dict[str, Placement]
"""Every bone's placement. While a pose is being built, only those of the bones done so far."""


@dataclass(frozen=True)
class Skeleton:
    """Bones in an order in which a parent comes before its children; heads and tails at rest, in metres."""

    bones: tuple[str, ...]
    parents: dict[str, str | None]
    heads: dict[str, Array]
    tails: dict[str, Array]
    soles: dict[Side, Array]
    """The points of the skin near the floor at rest (n x 3): they stay on the mat when a foot rolls."""

    def span(self, start: str, end: str) -> Array:
        """From the head of one bone to the head of another, at rest."""
        way: Array = self.heads[end] - self.heads[start]
        return way

    def distance(self, start: str, end: str) -> float:
        """How far the heads of two bones are apart at rest."""
        return length(self.span(start, end))

    def hung(self, pose: Pose, bone: str) -> Array:
        """Where the head of a bone is, on its parent, which has been placed already."""
        parent = self.parents[bone]
        if parent is None:
            raise ValueError(f"{bone} hangs on nothing")
        place = pose[parent]
        head: Array = place.head + place.turn @ self.span(parent, bone)
        return head

    def hang(self, pose: Pose, bone: str, turn: Array) -> Placement:
        """Place a bone where its parent holds it."""
        pose[bone] = Placement(turn, self.hung(pose, bone))
        return pose[bone]

    def hang_rest(self, pose: Pose) -> Pose:
        """Let every bone that has no place yet follow its parent stiffly."""
        for bone in self.bones:
            if bone not in pose:
                parent = self.parents[bone]
                self.hang(pose, bone, pose[parent].turn if parent else np.eye(3))
        return pose
