"""Is a finished film what Telegram plays as an animation, does it close without a jump, and is it as long as
its dose's tempo? Measured on the file; Blender is not needed.
"""

from __future__ import annotations

import struct
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer

from bot.core.figure_limits import SECONDS
from bot.core.keyframes import FRAMES_PER_SECOND, WIDTH
from figures.encoding import Picture
from figures.geometry import Array

LARGEST = 300_000
"""Bytes of a film."""

AROUND = 2
"""Steps on each side of the seam that it is compared with: further away the pace is another one."""

SQUARE = 32
"""Pixels: steps are measured on the means of such squares. The film's one keyframe draws the whole picture
anew, and its grain alone would be half of a small movement's step; in the means it is gone.
"""

SMALLER, LARGER = 0.4, 1.25
"""How much of the largest step around it the seam has to be, and may be. All films here have 0.66 to 1.1;
with one frame left out before or after the seam they have 1.3 to 2.1, and with one shown twice nothing.
"""


@dataclass(frozen=True)
class Film:
    """What a file holds."""

    codec: str
    pixels: str
    size: tuple[int, int]
    rate: float
    """Frames a second."""
    frames: int
    sound: bool
    index_first: bool
    """It plays while it is still being loaded (faststart)."""
    bytes: int
    seam: float
    """The step from the last to the first frame: RMS over squares and colours, 0 to 255."""
    neighbours: float
    """The largest step just before and after it."""


def measure(path: Path) -> Film:
    """Look at a film; av.FFmpegError if it is none."""
    with av.open(str(path)) as film:
        stream = film.streams.video[0]
        first, last, count = _ends(film)
        steps = [_step(*pair) for ends in (first, last) for pair in pairwise(ends)]
        return Film(
            codec=stream.codec_context.name,
            pixels=stream.codec_context.pix_fmt or "",
            size=(stream.width, stream.height),
            rate=float(stream.average_rate or 0),
            frames=count,
            sound=len(film.streams) > 1,
            index_first=_index_first(path),
            bytes=path.stat().st_size,
            seam=_step(last[-1], first[0]),
            neighbours=max(steps, default=0.0),
        )


def problems(film: Film, seconds: float) -> list[str]:
    """What is wrong with a film of a loop that takes so many seconds; each follows the file's name."""
    width, height = film.size
    shown = film.frames / film.rate if film.rate else 0.0
    found = (
        (film.codec == "h264", f"is coded as {film.codec}, not as h264"),
        (film.pixels == "yuv420p", f"has pixels of {film.pixels}, and many phones play yuv420p only"),
        (width == WIDTH, f"is {width} pixels wide, not {WIDTH}"),
        (width % 2 == height % 2 == 0, f"is {width} x {height}, and both have to be even"),
        (film.rate == FRAMES_PER_SECOND, f"has {film.rate:g} frames a second, not {FRAMES_PER_SECOND}"),
        (not film.sound, "has a track beside its pictures, and Telegram takes it for a video with sound"),
        (film.index_first, "has its index at the end, so it plays only once all of it is loaded"),
        (film.bytes <= LARGEST, f"has {film.bytes // 1000} kB, and {LARGEST // 1000} are allowed"),
        (
            SECONDS.holds(shown),
            f"takes {shown:g} seconds, and {SECONDS} are allowed",
        ),
        (
            film.frames == round(seconds * FRAMES_PER_SECOND),
            f"takes {shown:g} seconds, and its tempo {seconds:g}",
        ),
        (
            film.seam >= SMALLER * film.neighbours,
            f"stands still where it begins anew: {film.seam:.1f}, and {film.neighbours:.1f} around it",
        ),
        (
            film.seam <= LARGER * film.neighbours,
            f"jumps where it begins anew: by {film.seam:.1f}, and by {film.neighbours:.1f} at most around it",
        ),
    )
    return [words for well, words in found if not well]


def picked(path: Path, shares: Sequence[float]) -> list[Picture]:
    """The frames at these shares of a film's time, 0 to 1."""
    with av.open(str(path)) as film:
        count = film.streams.video[0].frames
        wanted = {min(round(share * count), count - 1) for share in shares}
        found = {
            number: _pixels(frame) for number, frame in enumerate(film.decode(video=0)) if number in wanted
        }
    return [found[min(round(share * count), count - 1)] for share in shares]


def _ends(film: InputContainer) -> tuple[list[Picture], list[Picture], int]:
    """The first and the last frames, and how many there are in all."""
    first: list[av.VideoFrame] = []
    last: deque[av.VideoFrame] = deque(maxlen=AROUND + 1)
    count = 0
    for frame in film.decode(video=0):
        if count <= AROUND:
            first.append(frame)
        last.append(frame)
        count += 1
    # Only these are looked at: to turn every frame into colours takes twice as long as to decode it.
    return [_pixels(frame) for frame in first], [_pixels(frame) for frame in last], count


def _pixels(frame: av.VideoFrame) -> Picture:
    return np.asarray(frame.to_ndarray(format="rgb24"), dtype=np.uint8)


def _step(picture: Picture, following: Picture) -> float:
    return float(np.sqrt(np.mean((_squares(picture) - _squares(following)) ** 2)))


def _squares(picture: Picture) -> Array:
    """The means of the squares; what is left over at the right and below counts as nothing."""
    high, wide = (length // SQUARE for length in picture.shape[:2])
    whole = picture[: high * SQUARE, : wide * SQUARE].reshape(high, SQUARE, wide, SQUARE, 3)
    means: Array = whole.mean(axis=(1, 3))
    return means


def _index_first(path: Path) -> bool:
    """Does the box `moov` stand before the pictures' `mdat`?"""
    with path.open("rb") as file:
        while len(head := file.read(8)) == 8:
            length, kind = struct.unpack(">I4s", head)
            if kind in (b"moov", b"mdat"):
                return bool(kind == b"moov")
            if length == 1:  # a longer length follows
                length = struct.unpack(">Q", file.read(8))[0] - 8
            if length < 8:
                return False
            file.seek(length - 8, 1)
    return False
