"""Poses in closed form: what a keyframe says in degrees becomes a placement of every bone."""

from __future__ import annotations

from figures.keyframes import Keyframes, Loop
from figures.poses.comfortable import comfortable
from figures.poses.figure4_rocks import figure4_rocks
from figures.poses.getting_up import getting_up
from figures.poses.knee_rocks import knee_rocks
from figures.poses.marching import marching
from figures.skeleton import Pose, Skeleton
from figures.timeline import Moment

__all__ = ["pose_at"]


def pose_at(skeleton: Skeleton, loop: Loop, moment: Moment) -> Pose:
    """Where every bone is at a moment of a loop."""
    keyframes: Keyframes = loop.keyframes
    if keyframes.exercise == "figure4_rocks":
        return figure4_rocks(skeleton, keyframes, moment, crossed="r" if loop.leg == "right" else "l")
    if keyframes.exercise == "knee_rocks":
        return knee_rocks(skeleton, keyframes, moment)
    if keyframes.exercise == "comfortable":
        return comfortable(skeleton, keyframes)
    if keyframes.exercise == "getting_up":
        return getting_up(skeleton, keyframes)
    return marching(skeleton, keyframes, moment)
