"""The figure in poses of every loop, laid out and measured, without rendering."""

from __future__ import annotations

from dataclasses import dataclass

from figures.arm_checks import ArmsMeasured, measure_arms
from figures.body import load_body
from figures.checks import Measured, measure
from figures.clothes import dress
from figures.keyframes import Loop, read_all
from figures.limb_checks import Limbs, Ways
from figures.poses import pose_at
from figures.skeleton import Pose
from figures.skinning import Skin
from figures.timeline import Moment, every_moment

EACH = 2
"""Of the frames that look different, so many go by from one that is measured to the next; before it renders,
`make figures` measures every one (figures/safe.py).
"""
LOOPS = [loop for keyframes in read_all().values() for loop in keyframes.loops]


def some_moments(loop: Loop) -> list[Moment]:
    """Moments of a loop that look different, with those at the ends of its ways."""
    different = list({(moment.side, moment.phase): moment for moment in every_moment(loop)}.values())
    return [moment for at, moment in enumerate(different) if at % EACH == 0 or moment.phase in (0.0, 1.0)]


@dataclass(frozen=True)
class Seen:
    """One moment of a loop, with what was measured on it."""

    moment: Moment
    pose: Pose
    body: Measured
    arms: ArmsMeasured
    ways: Ways


class Figure:
    """The dressed figure, which takes on poses and is measured in them."""

    def __init__(self):
        self.body = dress(load_body()).body
        self.skin = Skin(self.body)
        self.limbs = Limbs(self.body)
        self._known = {}

    def pose(self, loop, moment):
        return pose_at(self.body.skeleton, loop, moment)

    def seen(self, moment, pose):
        skin = self.skin.over(pose)
        return Seen(
            moment,
            pose,
            measure(self.body, pose, skin),
            measure_arms(self.body, pose, skin),
            self.limbs.ways(skin),
        )

    def loop(self, loop):
        """What is seen in some moments. Loops that differ in their things alone are measured once."""
        keyframes = loop.keyframes
        alike = keyframes.exercise, loop.leg, keyframes.palms, keyframes.tempo, *keyframes.angles.items()
        if alike not in self._known:
            self._known[alike] = [self.seen(moment, self.pose(loop, moment)) for moment in some_moments(loop)]
        return self._known[alike]
