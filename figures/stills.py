"""One picture of each loop, for places that show no animation: the end of the first side, its arrow lit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from bot.core.keyframes import HEIGHT, WIDTH
from figures.encoding import Picture
from figures.timeline import Moment, Part

QUALITY = 92
"""Of JPEG: 25 to 30 kB, and no blocks around the arrow."""

LARGEST = 60_000
"""Bytes."""


def telling(moments: Sequence[Moment]) -> tuple[int, int]:
    """The frame at the end of the first side, and the one in the middle of the way there, its arrow lit."""
    out = [index for index, one in enumerate(moments) if one.side == 1 and one.part is Part.OUT]
    end = max(range(len(moments)), key=lambda index: moments[index].side * moments[index].phase)
    middle = min(out, key=lambda index: abs(moments[index].phase - 0.5))
    return end, middle


def nearly_there(moments: Sequence[Moment], side: int) -> int:
    """The first frame of a side that is nearly at the end, while the arrow is still lit."""
    return next(
        index
        for index, one in enumerate(moments)
        if one.side == side and one.part is Part.OUT and one.phase >= 0.85
    )


def write_jpeg(picture: Picture, path: Path) -> None:
    """Save a still; progressive, without any metadata."""
    Image.fromarray(picture).save(path, format="JPEG", quality=QUALITY, optimize=True, progressive=True)


def problems(path: Path) -> list[str]:
    """What is wrong with a still; each follows the file's name."""
    try:
        with Image.open(path) as picture:
            picture.load()
    except (UnidentifiedImageError, OSError):
        return ["is no picture that can be read"]
    found = (
        (picture.format == "JPEG", f"is {picture.format}, not JPEG"),
        (picture.size == (WIDTH, HEIGHT), f"is {picture.width} x {picture.height}, not {WIDTH} x {HEIGHT}"),
        (path.stat().st_size <= LARGEST, f"has {path.stat().st_size // 1000} kB, not {LARGEST // 1000}"),
    )
    return [words for well, words in found if not well]
