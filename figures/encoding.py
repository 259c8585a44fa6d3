"""Frames become an MP4 as Telegram shows animations: H.264, yuv420p, no sound, the index in front
(faststart).

The program is the one in imageio-ffmpeg's wheel, so every machine encodes with the same x264. Time stamps,
versions and metadata stay out (bitexact): the same frames make the same file.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

import imageio_ffmpeg
import numpy as np
import numpy.typing as npt

from bot.core.keyframes import FRAMES_PER_SECOND
from figures.camera import HEIGHT, WIDTH

Picture: TypeAlias = npt.NDArray[np.uint8]
"""Height x width x 3, red, green, blue."""

QUALITY = 20
"""x264's CRF: 136 kB for a loop of 12 s, no blocks to be seen at 640 px."""

ONE_KEYFRAME = "600"
"""Frames between keyframes: more than a loop has. A second one would redraw the still background, which then
differs at the seam; it costs 15 kB too."""

_INPUT = ("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(FRAMES_PER_SECOND))
_COLOURS = (
    *("-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"),
    *("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"),
)
_CODEC = (
    *("-c:v", "libx264", "-preset", "veryslow", "-tune", "animation"),
    *("-profile:v", "high", "-level", "3.1", "-g", ONE_KEYFRAME),
)
_PLAIN = ("-movflags", "+faststart", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-map_metadata", "-1")


def write_mp4(pictures: Iterable[Picture], path: Path, quality: int = QUALITY) -> None:
    """Write a loop; every picture is WIDTH x HEIGHT."""
    program = imageio_ffmpeg.get_ffmpeg_exe()
    command = [program, "-y", "-loglevel", "error", *_INPUT, "-i", "-", "-an"]
    command += [*_COLOURS, *_CODEC, "-crf", str(quality), *_PLAIN, str(path)]
    raw = b"".join(np.ascontiguousarray(picture).tobytes() for picture in pictures)
    subprocess.run(command, input=raw, check=True)  # noqa: S603 - nothing of it comes from outside
