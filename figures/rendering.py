"""A loop's pictures: each pose once, and only the part of the picture in which something moves.

Frames lie in build/figures/frames/<loop>/ by the pose they show, so that an interrupted run goes on where it
stopped.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PIL import Image
from tqdm import tqdm

from bot.core.keyframes import HEIGHT, WIDTH
from figures.body import load_body
from figures.camera import project
from figures.clothes import Dressed, dress
from figures.encoding import Picture
from figures.fingerprints import of_pictures
from figures.geometry import Array
from figures.keyframes import Loop
from figures.mesh_files import HOME
from figures.props import PROPS
from figures.scene import SAMPLES, SUN_AT, Border, Scene, View
from figures.shown import show
from figures.skinning import Skin
from figures.timeline import Moment, every_moment

MARGIN, FEATHER = 46, 30
"""Pixels around what moves, and over which the moving part fades into the still one; less shows a shadow's
edge.
"""

MOVES = 0.0005
"""Metres from which on a vertex moves."""


def render_loop(loop: Loop) -> list[Picture]:
    """Every frame of a loop, without arrows; a still's only one."""
    folder = HOME / "frames" / f"{loop.name}-{of_pictures(loop)}"
    folder.mkdir(parents=True, exist_ok=True)
    moments = {_key(moment): moment for moment in every_moment(loop)}
    dressed = dress(load_body())
    skin = Skin(dressed.body)
    views = {key: _view(dressed, skin, loop, moment) for key, moment in moments.items()}
    scene = Scene(dressed, loop.keyframes.camera, next(iter(views.values())).props)
    still = _still(scene, folder, next(iter(views.values())))
    if loop.keyframes.tempo is None:
        return [still.astype(np.uint8)]
    border = _moving_part(loop, list(views.values()))
    mask = _mask(border)
    for key, view in tqdm(views.items(), desc=loop.name, unit=" poses"):
        path = folder / f"{key}.png"
        if not path.exists():
            part = _rendered(scene, view, folder / "part.png", border, SAMPLES)
            _save(still * (1.0 - mask) + part * mask, path)
    pictures = {key: np.asarray(Image.open(folder / f"{key}.png").convert("RGB")) for key in views}
    return [pictures[_key(moment)] for moment in every_moment(loop)]


def _key(moment: Moment) -> str:
    """Frames with the same key look the same: at rest there is no side."""
    return f"{moment.side * moment.phase + 0.0:+.3f}"


def _view(dressed: Dressed, skin: Skin, loop: Loop, moment: Moment) -> View:
    shown = show(dressed.body, skin, loop, moment)
    return View(shown.skin, tuple(PROPS[name](shown) for name in loop.keyframes.props))


def _moving_part(loop: Loop, views: list[View]) -> Border:
    """Where the moving skin, what moves with it and their shadows are in the picture, with a margin."""
    seen = [np.vstack([view.skin, *(prop.vertices for prop in view.props)]) for view in views]
    moves = np.any([np.linalg.norm(all_points - seen[0], axis=1) > MOVES for all_points in seen], axis=0)
    sun = np.array(SUN_AT)
    corners = []
    for all_points in seen:
        points = all_points[moves][::7]
        shadow = points - sun * (points[:, 2:3] / sun[2])
        corners.append(project(loop.keyframes.camera, np.vstack([points, shadow])))
    pixels = np.vstack(corners)
    left, top = np.maximum(np.floor(pixels.min(axis=0) - MARGIN), 0).astype(int)
    right, bottom = np.minimum(np.ceil(pixels.max(axis=0) + MARGIN), [WIDTH, HEIGHT]).astype(int)
    return int(left), int(top), int(right), int(bottom)


def _mask(border: Border) -> Array:
    """1 inside the moving part, 0 outside, and a soft way between except at the picture's own edges."""
    left, top, right, bottom = border
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    far = np.full((HEIGHT, WIDTH), float(FEATHER))
    inside = [
        x - left if left > 0 else far,
        right - 1 - x if right < WIDTH else far,
        y - top if top > 0 else far,
        bottom - 1 - y if bottom < HEIGHT else far,
    ]
    mask: Array = np.clip(np.minimum.reduce(inside) / FEATHER, 0.0, 1.0)[..., None]
    return mask


def _still(scene: Scene, folder: Path, view: View) -> Array:
    path = folder / "still.png"
    if not path.exists():
        _save(_rendered(scene, view, folder / "part.png", None, SAMPLES * 2), path)
    return np.asarray(Image.open(path).convert("RGB"), dtype=np.float64)


def _rendered(scene: Scene, view: View, path: Path, border: Border | None, samples: int) -> Array:
    scene.show(view)
    with _quiet():
        scene.render(path, border, samples)
    return np.asarray(Image.open(path).convert("RGB"), dtype=np.float64)


def _save(picture: Array, path: Path) -> None:
    """Save whole or not at all. Pillow, because Blender's own PNGs carry the time."""
    unfinished = path.with_suffix(".unfinished")
    Image.fromarray(picture.round().astype(np.uint8)).save(unfinished, format="PNG")
    unfinished.replace(path)


@contextmanager
def _quiet() -> Iterator[None]:
    """Blender writes to the process's own standard output, past Python."""
    sys.stdout.flush()
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
