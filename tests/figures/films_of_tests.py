"""Small films for the tests: a square that rocks from side to side, and what can be wrong with it."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
from av.video.stream import VideoStream

from bot.core.keyframes import HEIGHT, WIDTH, Tempo
from figures.encoding import Picture
from figures.timeline import rocks

TEMPO = Tempo(1.2, 0, 1.2)
"""A loop of 4.8 seconds: hardly longer than the shortest there may be."""


def rocking() -> list[Picture]:
    """The frames of a loop that is as it has to be."""
    pictures = []
    for moment in rocks(TEMPO):
        picture = np.full((HEIGHT, WIDTH, 3), 230, np.uint8)
        left = round(WIDTH / 2 - 60 + 200 * moment.rock)
        picture[180:300, left : left + 120] = (42, 134, 168)
        pictures.append(picture)
    return pictures


def coded_otherwise(
    path: Path, pictures: list[Picture], codec: str = "libx264", pixels: str = "yuv420p", rate: int = 25
) -> Path:
    """A film by another encoder, of the pictures' own size."""
    height, width = pictures[0].shape[:2]
    with av.open(str(path), "w", container_options={"movflags": "+faststart"}) as film:
        stream = film.add_stream(codec, rate=rate, options={"crf": "20"} if codec == "libx264" else {})
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = width, height, pixels
        for picture in pictures:
            film.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        film.mux(stream.encode(None))
    return path


def wrapped_otherwise(film: Path, path: Path, *, sound: bool = False, faststart: bool = True) -> Path:
    """The same pictures in another MP4: with a track of silence, or with the index at the end."""
    options = {"movflags": "+faststart"} if faststart else {}
    with av.open(str(film)) as source, av.open(str(path), "w", container_options=options) as copy:
        pictures = copy.add_stream_from_template(source.streams.video[0])
        silence = copy.add_stream("aac", rate=48_000) if sound else None
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = pictures
                copy.mux(packet)
        if silence:
            quiet = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
            quiet.sample_rate, quiet.pts = 48_000, 0
            copy.mux(silence.encode(quiet))
            copy.mux(silence.encode(None))
    return path


def made_larger(film: Path, path: Path, more: int) -> Path:
    """The same film with a box of nothing behind it."""
    path.write_bytes(film.read_bytes() + (more + 8).to_bytes(4, "big") + b"free" + bytes(more))
    return path
