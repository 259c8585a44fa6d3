"""The figure at rest: its skin as a mesh, its bones, and how much each bone moves each point of the skin."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse

from figures.geometry import Array
from figures.mesh_files import MESH, Faces, blend, read_mesh, read_rig
from figures.skeleton import SIDES, Side, Skeleton

ROOT = "Root"
"""The rig's bone on the floor; the pelvis takes its place here."""

SOLE_HIGH = 0.04
"""Metres: the part of a foot that touches the mat, also when it rolls over its edge."""


@dataclass(frozen=True)
class Body:
    """A standing figure: vertices (n x 3, metres), faces, weights (n x bones), bones.

    `neighbours` is the sparse n x n matrix that gives each vertex the mean of those it shares an edge with.
    """

    vertices: Array
    faces: Faces
    triangles: npt.NDArray[np.int64]
    weights: Array
    neighbours: Any
    skeleton: Skeleton

    def smooth(self, values: Array, times: int = 1, share: float | Array = 0.5) -> Array:
        """Draw each vertex's value a share of the way towards its neighbours' mean, so many times."""
        for _ in range(times):
            values = values * (1.0 - share) + share * (self.neighbours @ values)
        return values

    def normals(self, vertices: Array) -> Array:
        """The directions in which the skin looks outwards, at each vertex, when it lies as given."""
        corners = [vertices[self.triangles[:, corner]] for corner in range(3)]
        flat = np.cross(corners[1] - corners[0], corners[2] - corners[0])
        corner_of, count = self.triangles.T.ravel(), len(vertices)
        summed = np.stack(
            [np.bincount(corner_of, np.tile(flat[:, axis], 3), minlength=count) for axis in range(3)], axis=1
        )
        directions: Array = summed / np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-12)
        return directions

    def weight_of(self, *bones: str) -> Array:
        """How much these bones together move each vertex, 0 to 1."""
        columns = [self.skeleton.bones.index(bone) for bone in bones]
        total: Array = self.weights[:, columns].sum(axis=1)
        return total

    def with_softer_weights(self, times: int) -> Body:
        """The same body, with weights that change more softly over the skin."""
        soft = self.smooth(self.weights, times)
        return replace(self, weights=soft / soft.sum(axis=1, keepdims=True))

    def with_vertices(self, vertices: Array) -> Body:
        """The same body in another skin."""
        return replace(self, vertices=vertices)


def load_body(folder: Path = MESH, female: float = 0.5) -> Body:
    """Read the mesh's folder and build a body that stands on z = 0; female runs from 0 to 1."""
    raw, groups = read_mesh(folder)
    # Decimetres with Y up and the face towards +Z become metres with Z up and the face towards -Y.
    shaped = blend(folder, raw, female)
    points = np.stack([shaped[:, 0], -shaped[:, 2], shaped[:, 1]], axis=1) * 0.1
    used = np.unique(np.concatenate([np.array(face) for face in groups["body"]]))
    points[:, 2] -= points[used, 2].min()
    rig, bone_weights = read_rig(folder)
    skeleton = _skeleton(rig, points, groups)
    weights = _weights(bone_weights, skeleton, len(points))[used]
    skeleton = replace(skeleton, soles=_soles(points[used], weights, skeleton))
    renumbered = np.full(len(points), -1)
    renumbered[used] = np.arange(len(used))
    faces = [[int(renumbered[corner]) for corner in face] for face in groups["body"]]
    return Body(
        vertices=points[used],
        faces=faces,
        triangles=np.array([[f[0], f[k], f[k + 1]] for f in faces for k in range(1, len(f) - 1)]),
        weights=weights,
        neighbours=_neighbours(faces, len(used)),
        skeleton=skeleton,
    )


def _skeleton(rig: dict[str, Any], points: Array, groups: dict[str, Faces]) -> Skeleton:
    cubes: dict[str, Array] = {
        name: points[np.unique(np.concatenate([np.array(face) for face in faces]))].mean(axis=0)
        for name, faces in groups.items()
        if name.startswith("joint-")
    }

    def place(end: dict[str, Any]) -> Array:
        if end["strategy"] == "CUBE":
            return cubes[end["cube_name"]]
        chosen = end["vertex_indices"] if end["strategy"] == "MEAN" else [end["vertex_index"]]
        mean: Array = points[chosen].mean(axis=0)
        return mean

    names = [name for name in rig if name != ROOT]
    parents = {name: None if rig[name]["parent"] == ROOT else str(rig[name]["parent"]) for name in names}
    return Skeleton(
        bones=_parents_first(names, parents),
        parents=parents,
        heads={name: place(rig[name]["head"]) for name in names},
        tails={name: place(rig[name]["tail"]) for name in names},
        soles={},
    )


def _parents_first(names: list[str], parents: dict[str, str | None]) -> tuple[str, ...]:
    done: list[str] = []
    while len(done) < len(names):
        ready = [name for name in names if name not in done and (parents[name] or name) in (*done, name)]
        if not ready:
            raise ValueError("the rig's bones hang on one another in a circle")
        done += ready
    return tuple(done)


def _weights(of_bones: dict[str, list[tuple[int, float]]], skeleton: Skeleton, count: int) -> Array:
    table = np.zeros((count, len(skeleton.bones)))
    for bone, pairs in of_bones.items():
        column = skeleton.bones.index("pelvis" if bone == ROOT else bone)
        for vertex, share in pairs:
            table[vertex, column] += share
    whole: Array = table / np.maximum(table.sum(axis=1, keepdims=True), 1e-9)
    return whole


def _soles(points: Array, weights: Array, skeleton: Skeleton) -> dict[Side, Array]:
    """The points of each foot that are nearer to the floor than SOLE_HIGH."""
    soles: dict[Side, Array] = {}
    for side in SIDES:
        columns = [skeleton.bones.index(f"{bone}_{side}") for bone in ("foot", "ball")]
        soles[side] = points[(weights[:, columns].sum(axis=1) > 0.6) & (points[:, 2] < SOLE_HIGH)]
    return soles


def _neighbours(faces: Faces, count: int) -> Any:
    edges = {pair for face in faces for pair in zip(face, face[1:] + face[:1], strict=True)}
    both = np.array(sorted(edges | {(b, a) for a, b in edges}))
    joined = sparse.coo_matrix((np.ones(len(both)), (both[:, 0], both[:, 1])), shape=(count, count)).tocsr()
    degree = np.maximum(np.asarray(joined.sum(axis=1)).ravel(), 1.0)
    return (sparse.diags(1.0 / degree) @ joined).tocsr()
