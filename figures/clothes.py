"""A neutral, friendly figure: shirt, shorts and hair on the skin, and a mat that gives way a little.

Each piece is a field over the vertices: metres inside its edge, negative outside. The renderer colours what
is inside, and the skin is smoothed and lifted there as cloth is. The numbers belong to this mesh of 1.66 m.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse
from scipy.sparse.linalg import spsolve

from figures.body import Body
from figures.geometry import Array, smoothstep, unit

WAIST, HEM, SLEEVE = 0.975, 0.60, 0.135
"""Metres: where shirt and shorts meet and the shorts end, above the soles; how far sleeves go down the arm.
"""

THICKNESS = {"shirt": 0.011, "shorts": 0.013, "hair": 0.010}
"""Metres by which each piece stands off the skin."""

EDGE = 0.012
"""Metres over which a piece rises to its thickness."""

FARTHEST = 0.05
"""Metres at which a field is cut off."""

MAT_HALF_WIDTH, MAT_THICKNESS = 0.31, 0.008
SOFTNESS = 0.006
"""Metres over which what lies on the mat is pressed flat."""

HAND = ("hand", "index", "middle", "ring", "pinky", "thumb")


@dataclass(frozen=True)
class Dressed:
    """A body with its clothes' shape, and the fields shirt, shorts and hair."""

    body: Body
    fields: dict[str, Array]


def dress(body: Body) -> Dressed:
    """Put on shirt, shorts and hair."""
    fields = {"shirt": _shirt(body), "shorts": _shorts(body), "hair": _hair(body)}
    body = body.with_softer_weights(2)
    cloth = smoothstep(np.maximum(fields["shirt"], fields["shorts"]) / 0.03)[:, None] * 0.45
    smooth = body.smooth(body.vertices, 30, cloth)
    smooth = body.smooth(_flat_chest(body, smooth, fields["shirt"]), 25, cloth)
    rises = {piece: np.clip(field / EDGE, 0.0, 1.0) for piece, field in fields.items()}
    rises["shorts"] = rises["shorts"] * (1.0 - rises["shirt"])
    thick = sum(rises[piece] * THICKNESS[piece] for piece in fields)
    return Dressed(body.with_vertices(smooth + body.normals(smooth) * np.reshape(thick, (-1, 1))), fields)


def ground_under(points: Array) -> Array:
    """The height of the mat under each point, or of the floor beside it; at the edge a short way down."""
    ground: Array = -MAT_THICKNESS * np.clip((np.abs(points[:, 0]) - MAT_HALF_WIDTH) / 0.02, 0.0, 1.0)
    return ground


def on_mat(skin: Array) -> Array:
    """The same skin, softly pressed flat where it would sink into the mat, or into the floor beside it."""
    ground = ground_under(skin)
    height = skin[:, 2] - ground
    soft = (np.clip(height, -SOFTNESS, SOFTNESS) + SOFTNESS) ** 2 / (4.0 * SOFTNESS)
    pressed = skin.copy()
    pressed[:, 2] = ground + np.where(height > SOFTNESS, height, soft)
    return pressed


def _arm(body: Body, *kinds: str) -> Array:
    return body.weight_of(*(bone for bone in body.skeleton.bones if bone.partition("_")[0] in kinds))


def _cut(field: Array) -> Array:
    cut: Array = np.clip(field, -FARTHEST, FARTHEST)
    return cut


def _shirt(body: Body) -> Array:
    x, y, z = np.abs(body.vertices[:, 0]), body.vertices[:, 1], body.vertices[:, 2]
    shoulder = body.skeleton.heads["upperarm_l"]
    along_arm = unit(body.skeleton.span("upperarm_l", "lowerarm_l"))
    down_arm = (np.stack([x, y, z], axis=1) - shoulder) @ along_arm
    neckline = 1.372 + 0.42 * y + 0.55 * np.maximum(x - 0.045, 0.0) - z
    sleeve = np.minimum(SLEEVE - down_arm, 0.1 - _arm(body, "lowerarm", *HAND))
    on_arm = _arm(body, "upperarm", "lowerarm", *HAND) > 0.3
    return _cut(np.where(on_arm, sleeve, np.minimum(z - WAIST, neckline)))


def _shorts(body: Body) -> Array:
    z = body.vertices[:, 2]
    on_arm = _arm(body, "upperarm", "lowerarm", *HAND) > 0.3
    return _cut(np.where(on_arm, -FARTHEST, np.minimum(WAIST + 0.012 - z, z - HEM)))


def _hair(body: Body) -> Array:
    x, y, z = np.abs(body.vertices[:, 0]), body.vertices[:, 1], body.vertices[:, 2]
    head = body.skeleton.heads["head"][2]
    hairline = (z - 1.628 * head / 1.515 + 1.13 * (y + 0.12)) * 0.66
    ear = np.where(z < head + 0.07, 0.0745 - x, FARTHEST)
    return _cut(np.where(z < head - 0.05, -FARTHEST, np.minimum(hairline, ear)))


def _flat_chest(body: Body, skin: Array, shirt: Array) -> Array:
    """A rounder, neutral chest: a disc on each side is filled anew, as soap film fills a ring."""
    filled = skin.copy()
    chest = body.skeleton.heads["spine_03"][2]
    laplace = (sparse.identity(len(skin)) - body.neighbours).tocsr()
    for side in (1, -1):
        x, z = filled[:, 0] * side, filled[:, 2]
        near = (x > 0.03) & (x < 0.14) & (z > chest) & (z < chest + 0.2) & (shirt > 0.0)
        candidates = np.flatnonzero(near)
        apex = filled[candidates[filled[candidates, 1].argmin()]]
        close = (np.linalg.norm(filled - apex, axis=1) < 0.062) & (filled[:, 1] < 0.0) & (shirt > 0.0)
        inside, outside = np.flatnonzero(close), np.flatnonzero(~close)
        known = laplace[inside][:, outside] @ filled[outside]
        filled[inside] = spsolve(laplace[inside][:, inside].tocsc(), -known)
    return filled
