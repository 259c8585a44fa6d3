"""Frames become an MP4 as Telegram shows animations: H.264, yuv420p, no sound, the index in front
(faststart).

PyAV's wheel brings its own x264, so every machine encodes alike, and on one thread, since the number of
threads changes the file. Time stamps, versions and metadata stay out (bitexact): the same frames make the
same file.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import ColorRange, Colorspace

from bot.core.keyframes import FRAMES_PER_SECOND, HEIGHT, WIDTH

Picture: TypeAlias = npt.NDArray[np.uint8]
"""Height x width x 3, red, green, blue."""

QUALITIES = (18.0, 18.5, 19.0)
"""x264's CRF: the first is taken with which the film is small enough. At 20 its seam shows
(docs/decisions/0011-figures.md).
"""

ONE_KEYFRAME = "600"
"""Frames between keyframes: more than a loop has. A second one would redraw the still background, which then
differs at the seam; it costs 15 kB too."""

_BT709 = 1
"""The number that H.264 has for the colours of today's screens."""

_CONTAINER = {"movflags": "+faststart", "fflags": "+bitexact"}
_CODEC = {
    "preset": "veryslow",
    "tune": "animation",
    "profile": "high",
    "level": "3.1",
    "g": ONE_KEYFRAME,
    "flags": "+bitexact",
    "threads": "1",
}


def write_mp4(pictures: Iterable[Picture], path: Path, quality: float = QUALITIES[0]) -> None:
    """Write a loop; every picture is WIDTH x HEIGHT. ``quality``: the CRF, smaller is better."""
    with av.open(str(path), "w", format="mp4", container_options=_CONTAINER) as film:
        stream = film.add_stream("libx264", rate=FRAMES_PER_SECOND, options={**_CODEC, "crf": str(quality)})
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        context = stream.codec_context
        context.color_range, context.colorspace = ColorRange.MPEG, _BT709
        context.color_primaries, context.color_trc = _BT709, _BT709
        for number, picture in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
            frame = frame.reformat(
                format="yuv420p", dst_colorspace=Colorspace.ITU709, dst_color_range=ColorRange.MPEG
            )
            frame.pts, frame.time_base = number, Fraction(1, FRAMES_PER_SECOND)
            film.mux(stream.encode(frame))
        film.mux(stream.encode(None))
