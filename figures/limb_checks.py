"""Does one limb go through another, or through the trunk? Measured from skin to skin, in millimetres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from figures.body import Body
from figures.clothes import HAND
from figures.geometry import Array, unit
from figures.skeleton import SIDES, Side

TRUNK = ("pelvis", "spine_01", "spine_02", "spine_03", "clavicle_l", "clavicle_r", "neck_01", "head")
PARTS = {
    "thigh": ("thigh",),
    "calf": ("calf", "foot", "ball"),
    "upperarm": ("upperarm",),
    "lowerarm": ("lowerarm",),
    "hand": HAND,
}
"""The parts of a limb, by the bones that move them. All else is the trunk."""


@dataclass(frozen=True)
class Chain:
    """What moves at one joint: a part, and the parts it carries, which are beside it all the time."""

    part: str
    carries: tuple[str, ...]
    to: str
    """The bone at the part's other end."""
    fold: float
    """Metres from the joint on in which skin is not measured: it grows out of the skin across the joint, and
    when the joint bends both fold against one another. Groin, hollow of the knee, armpit and crook of the
    elbow are no limb in another.
    """


CHAINS = (
    # The crotch is 9 cm below the hip joint; at a full rock its fold reaches 13 cm.
    Chain("thigh", ("calf",), "calf", fold=0.15),
    Chain("calf", (), "foot", fold=0.08),
    Chain("upperarm", ("lowerarm", "hand"), "lowerarm", fold=0.08),
    Chain("lowerarm", ("hand",), "hand", fold=0.05),
)

REACH = 0.10
"""Metres beyond which nothing is measured: inside a body no place is farther from its skin."""

CLOSE = 0.02
"""Metres within which the skin lies closer than its next vertex: about the mesh's own step on a thigh."""

NEAREST = 4
"""Points of a skin that together say where it is: one alone would leave steps."""

PRESSED = -5.0
"""Millimetres by which a limb may lie in what it rests on: flesh and cloth give way."""

HOLDS = -3.0
"""Millimetres by which a hand may press into what it holds: flesh gives way, bone does not."""

Ways: TypeAlias = dict[tuple[str, str], float]
"""Millimetres between two parts where they are nearest, below 0 so deep in one another: trunk, thigh_l and so
on, in the order of the alphabet. Those that are farther apart than REACH are left out.
"""

Chosen: TypeAlias = npt.NDArray[np.bool_]
Numbers: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Measurable:
    """The points that are measured at one joint, the skin they are held against, and the chain's parts."""

    points: Numbers
    others: Numbers
    parts: frozenset[int]


class Limbs:
    """Which skin belongs to which part, and how far the parts are from one another."""

    def __init__(self, body: Body) -> None:
        self._body = body
        bones = {
            f"{part}_{side}": bones_of(body, side, kinds) for part, kinds in PARTS.items() for side in SIDES
        }
        self._names = ("trunk", *bones)
        shares = [body.weight_of(*TRUNK), *(body.weight_of(*of_part) for of_part in bones.values())]
        self._part: Numbers = np.argmax(shares, axis=0)
        self._measurable = [self._at_joint(chain, side) for chain in CHAINS for side in SIDES]

    def ways(self, skin: Array) -> Ways:
        """How far every two parts are apart, or how deep in one another."""
        out, found = self._body.normals(skin), Ways()
        for joint in self._measurable:
            nearest = cKDTree(skin[joint.others], balanced_tree=False)
            far, near = nearest.query(skin[joint.points], NEAREST, distance_upper_bound=REACH)
            reached = np.isfinite(far[:, 0])
            points, far = joint.points[reached], far[reached]
            # Beyond REACH there is a neighbour without a number, infinitely far: any stands for it.
            near = joint.others[np.minimum(near[reached], len(joint.others) - 1)]
            self._note(found, joint, points, near[:, 0], self._depth(skin, out, points, near, far))
        return found

    def _at_joint(self, chain: Chain, side: Side) -> Measurable:
        moving = self._moving(chain, side)
        own_joint = [other for other in CHAINS if other.part in chain.carries]
        elsewhere = np.any([self._moving(other, side) for other in own_joint] or [~moving], axis=0)
        parts = frozenset(self._names.index(f"{part}_{side}") for part in (chain.part, *chain.carries))
        return Measurable(np.flatnonzero(moving & ~elsewhere), np.flatnonzero(~moving), parts)

    def _moving(self, chain: Chain, side: Side) -> Chosen:
        bone, skeleton = f"{chain.part}_{side}", self._body.skeleton
        along = unit(skeleton.span(bone, f"{chain.to}_{side}"))
        beyond = (self._body.vertices - skeleton.heads[bone]) @ along > chain.fold
        carried = [self._names.index(f"{part}_{side}") for part in chain.carries]
        moving: Chosen = np.isin(self._part, carried) | (self._part == self._names.index(bone)) & beyond
        return moving

    def _depth(self, skin: Array, out: Array, points: Numbers, near: Numbers, far: Array) -> Array:
        """Millimetres of each point outside the part that is nearest to it, below 0 inside."""
        ways = np.einsum("nkj,nkj->nk", skin[points][:, None] - skin[near], out[near])
        same = self._part[near] == self._part[near[:, :1]]
        shares = same / np.maximum(far, 1e-4) ** 2
        inside = (ways * shares).sum(axis=1) / shares.sum(axis=1)
        depth: Array = 1000.0 * np.where((inside < 0.0) | (far[:, 0] < CLOSE), inside, far[:, 0])
        return depth

    def _note(self, found: Ways, joint: Measurable, points: Numbers, near: Numbers, depth: Array) -> None:
        ones, others = self._part[points], self._part[near]
        for one, other in {*zip(ones.tolist(), others.tolist(), strict=True)}:
            if other not in joint.parts:
                first, second = sorted((self._names[one], self._names[other]))
                least = float(depth[(ones == one) & (others == other)].min())
                found[first, second] = min(least, found.get((first, second), least))


def bones_of(body: Body, side: Side, kinds: tuple[str, ...]) -> list[str]:
    """The bones of one side that are of these kinds."""
    return [b for b in body.skeleton.bones if b.endswith(f"_{side}") and b.partition("_")[0] in kinds]
