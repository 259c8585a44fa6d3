"""Things that lie on the mat or between the knees, as meshes: they look like what they are, and touch without
going through.

A thing is made anew for each moment, so that what lies between the knees goes along with them and what is
soft yields to whoever lies on it. What never changes is found to be still when the loop is rendered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from figures.props.chair import chair
from figures.props.pillows import cushion, head_pillow
from figures.props.roller import roller
from figures.props.surfaces import Prop
from figures.props.towels import knee_pillow, towel
from figures.shown import Shown

__all__ = ["PROPS", "Prop"]

PROPS: Mapping[str, Callable[[Shown], Prop]] = {
    "head_pillow": head_pillow,
    "knee_pillow": knee_pillow,
    "towel": towel,
    "roller": roller,
    "cushion": cushion,
    "chair": chair,
}
"""Every thing by its name in keyframes."""
