"""The figure as it is at a moment: what things lie beside, and soft ones yield to."""

from __future__ import annotations

from dataclasses import dataclass

from figures.body import Body
from figures.clothes import on_mat
from figures.geometry import Array
from figures.keyframes import Loop
from figures.poses import pose_at
from figures.skeleton import Pose, Side
from figures.skinning import Skin
from figures.timeline import Moment


@dataclass(frozen=True)
class Shown:
    """One figure: the leg that is crossed, if one is, its bones, its skin and where the skin looks."""

    crossed: Side
    pose: Pose
    skin: Array
    out: Array
    """The direction out of the skin at each of its vertices."""


def show(body: Body, skin: Skin, loop: Loop, moment: Moment) -> Shown:
    """The figure at a moment of a loop, lying on its mat."""
    pose = pose_at(body.skeleton, loop, moment)
    lying = on_mat(skin.over(pose))
    return Shown("r" if loop.leg == "right" else "l", pose, lying, body.normals(lying))
