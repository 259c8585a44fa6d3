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

LARGEST = 300_000
"""Bytes of a film."""

AROUND = FRAMES_PER_SECOND // 2
"""Steps on each side of the seam that it is compared with: half a second."""

KEYFRAME = 1.25
"""Of 255 grey levels, RMS: what the film's one keyframe may add at the seam. It draws the whole picture anew,
and a still one too then differs from the last frame by a level here and there: up to 1.0 was measured at
CRF 18, and hardly less at 14. A frame that is missing adds 1.9 and more.
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
    """The step from the last to the first frame: RMS over pixels and colours, 0 to 255."""
    neighbours: float
    """The largest step in the half second before and after it."""


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
    allowed = (film.neighbours**2 + KEYFRAME**2) ** 0.5
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
            film.seam <= allowed,
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
    """The frames of the first and of the last half second, and how many there are in all."""
    first: list[Picture] = []
    last: deque[Picture] = deque(maxlen=AROUND + 1)
    count = 0
    for frame in film.decode(video=0):
        picture = _pixels(frame)
        if count <= AROUND:
            first.append(picture)
        last.append(picture)
        count += 1
    return first, list(last), count


def _pixels(frame: av.VideoFrame) -> Picture:
    return np.asarray(frame.to_ndarray(format="rgb24"), dtype=np.uint8)


def _step(picture: Picture, following: Picture) -> float:
    return float(np.sqrt(np.mean((picture.astype(np.float32) - following) ** 2)))


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
