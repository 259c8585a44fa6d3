"""content/figures/ held against its keyframes: what is missing, stale, or not as it has to be. No Blender."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
from PIL import Image, UnidentifiedImageError

from bot.core.keyframes import FILM, STILL
from figures import films, made_from, stills
from figures.fingerprints import of_film
from figures.keyframes import Keyframes, Loop
from figures.poster_words import Poster

MEGABYTES = 6
"""Of all films and pictures together."""

LARGEST_POSTER, POSTER_WIDE = 500_000, 1280
"""Bytes, and pixels across."""


def every_loop(figures: dict[str, Keyframes]) -> list[Loop]:
    """The loops and stills of all keyframes."""
    return [loop for keyframes in figures.values() for loop in keyframes.loops]


def files_of(loop: Loop) -> tuple[str, ...]:
    """The files that show a loop; a still is a picture only."""
    kinds = (FILM, STILL) if loop.keyframes.tempo else (STILL,)
    return tuple(loop.name + kind for kind in kinds)


def is_due(folder: Path, name: str, files: tuple[str, ...], fingerprint: str) -> bool:
    """Has this to be made, or made anew?"""
    made = made_from.read(folder).get(name)
    return made is None or made.source != fingerprint or any(_changed(folder, made, file) for file in files)


def _changed(folder: Path, made: made_from.Note, file: str) -> bool:
    """Whether a file is another one than was made."""
    path = folder / file
    return not path.exists() or made.files.get(file) != made_from.contents(path)


def problems(folder: Path, loops: list[Loop], posters: list[Poster]) -> list[str]:
    """All that is wrong in the folder, a sentence each."""
    found: list[str] = []
    for loop in loops:
        found += _of_loop(folder, loop)
    for poster in posters:
        found += _of_poster(folder, poster)
    known = {file for loop in loops for file in files_of(loop)} | {one.name + STILL for one in posters}
    files = [path for path in sorted(folder.iterdir()) if path.suffix in (FILM, STILL)]
    found += [f"{path.name} belongs to no keyframes. Remove it." for path in files if path.name not in known]
    names = {loop.name for loop in loops} | {one.name for one in posters}
    gone = sorted(set(made_from.read(folder)) - names)
    found += [f"{made_from.FILE} tells of {name}, which nothing makes. Remove it there." for name in gone]
    together = sum(path.stat().st_size for path in files)
    if together > MEGABYTES * 1_000_000:
        found.append(f"All figures together have {together / 1e6:.1f} MB, and {MEGABYTES} are allowed.")
    return found


def _of_loop(folder: Path, loop: Loop) -> Iterator[str]:
    files = files_of(loop)
    missing = [file for file in files if not (folder / file).exists()]
    if missing:
        yield f"{loop.keyframes.name}.toml has no {' and no '.join(missing)} beside it. Run make figures."
    elif is_due(folder, loop.name, files, of_film(loop)):
        yield (
            f"{loop.name} was made from other keyframes than {loop.keyframes.name}.toml, or its files are "
            "not those that were made. Run make figures."
        )
    for file in files:
        if file not in missing:
            yield from (f"{file} {words}. Run make figures." for words in wrong_with(folder / file, loop))


def wrong_with(path: Path, loop: Loop) -> list[str]:
    """What is wrong with one file of a loop; each follows the file's name."""
    tempo = loop.keyframes.tempo
    if path.suffix == STILL or tempo is None:
        return stills.problems(path)
    try:
        return films.problems(films.measure(path), tempo.loop)
    except (av.FFmpegError, IndexError):
        return ["is no film that can be read"]


def _of_poster(folder: Path, poster: Poster) -> Iterator[str]:
    name = poster.name + STILL
    path = folder / name
    if not path.exists():
        yield f"{name} is missing. Run make figures."
        return
    if is_due(folder, poster.name, (name,), poster.fingerprint):
        yield (
            f"{name} was made from other words or films than those of today, or is not the file that was "
            "made. Run make figures."
        )
    if path.stat().st_size > LARGEST_POSTER:
        yield f"{name} has {path.stat().st_size // 1000} kB, and {LARGEST_POSTER // 1000} are allowed."
    try:
        with Image.open(path) as picture:
            picture.load()
    except (UnidentifiedImageError, OSError):
        yield f"{name} is no picture that can be read. Run make figures."
        return
    if picture.format != "JPEG":
        yield f"{name} is {picture.format}, not JPEG. Run make figures."
    if picture.width != POSTER_WIDE or picture.height <= picture.width:
        yield f"{name} is {picture.width} x {picture.height}, and not a page of {POSTER_WIDE} pixels across."
