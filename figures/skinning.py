"""The skin over posed bones: dual quaternions, then delta mush.

Dual quaternions (Kavan et al. 2007) keep a twisted limb's volume; delta mush (Mancewicz et al. 2014) takes
the dents out of sharp folds: the skin is smoothed, and the details it had at rest are put back on.
"""

from __future__ import annotations

import numpy as np

from figures.body import Body
from figures.geometry import Array, quaternion_products, quaternions
from figures.skeleton import Pose

SMOOTHINGS = 10
"""How often the skin is smoothed for delta mush: enough for hip and groin at this mesh's density."""


class Skin:
    """A body's skin, ready to be laid over poses."""

    def __init__(self, body: Body) -> None:
        self._body = body
        # Any neighbour will do, as long as it stays the same; each vertex has one.
        matrix = body.neighbours
        self._neighbour = matrix.indices[matrix.indptr[:-1]]
        smooth = body.smooth(body.vertices, SMOOTHINGS)
        self._details = np.einsum("nij,ni->nj", self._frames(smooth), body.vertices - smooth)

    def over(self, pose: Pose) -> Array:
        """Where every vertex is in a pose."""
        smooth = self._body.smooth(self._blended(pose), SMOOTHINGS)
        skin: Array = smooth + np.einsum("nij,nj->ni", self._frames(smooth), self._details)
        return skin

    def _blended(self, pose: Pose) -> Array:
        real, dual = self._dual_quaternions(pose)
        real, dual = self._body.weights @ real, self._body.weights @ dual
        size = np.linalg.norm(real, axis=1, keepdims=True)
        real, dual = real / size, dual / size
        scalar, axis = real[:, :1], real[:, 1:]
        points = self._body.vertices
        turned = points + 2.0 * np.cross(axis, np.cross(axis, points) + scalar * points)
        moved = 2.0 * (scalar * dual[:, 1:] - dual[:, :1] * axis + np.cross(axis, dual[:, 1:]))
        blended: Array = turned + moved
        return blended

    def _dual_quaternions(self, pose: Pose) -> tuple[Array, Array]:
        """Each bone's rotation and, in the dual part, its way from rest."""
        skeleton, bones = self._body.skeleton, self._body.skeleton.bones
        turns = np.array([pose[bone].turn for bone in bones])
        heads = np.array([pose[bone].head for bone in bones])
        rests = np.array([skeleton.heads[bone] for bone in bones])
        real = quaternions(turns)
        for number, bone in enumerate(bones):
            parent = skeleton.parents[bone]
            # A rotation has two quaternions; the parent's neighbour is the shorter way.
            if parent is not None and real[bones.index(parent)] @ real[number] < 0.0:
                real[number] = -real[number]
        ways = heads - np.einsum("nij,nj->ni", turns, rests)
        dual = 0.5 * quaternion_products(np.hstack([np.zeros((len(bones), 1)), ways]), real)
        return real, dual

    def _frames(self, points: Array) -> Array:
        """Three square directions at each vertex: out of the skin, towards a neighbour, and across."""
        out = self._body.normals(points)
        along = points[self._neighbour] - points
        along = along - out * np.sum(along * out, axis=1, keepdims=True)
        along = along / np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-12)
        return np.stack([out, along, np.cross(out, along)], axis=2)
