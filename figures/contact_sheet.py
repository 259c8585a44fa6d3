"""A contact sheet: five frames of each film, as wide as on a phone, to be looked at and judged.

`python -m figures.contact_sheet FILM.mp4 ... SHEET.png`: would a stranger know what to do, and would a
physiotherapist wince?
"""

from __future__ import annotations

import sys
from pathlib import Path

import av
import numpy as np
from PIL import Image

from figures.camera import HEIGHT, WIDTH
from figures.encoding import Picture

ACROSS, SHOWN_WIDTH = 5, 400
"""Frames in a row, and pixels of each."""


def read_film(path: Path) -> list[Picture]:
    """Every frame of a film."""
    with av.open(str(path)) as film:
        return [
            np.asarray(frame.to_ndarray(format="rgb24"), dtype=np.uint8) for frame in film.decode(video=0)
        ]


def row(pictures: list[Picture]) -> Picture:
    """Five frames, evenly spread over the loop, beside one another."""
    size = (SHOWN_WIDTH, SHOWN_WIDTH * HEIGHT // WIDTH)
    chosen = [pictures[len(pictures) * number // ACROSS] for number in range(ACROSS)]
    return np.hstack([np.asarray(Image.fromarray(picture).resize(size)) for picture in chosen])


def main(films: list[Path], sheet: Path) -> None:
    """Write the sheet: one row a film."""
    Image.fromarray(np.vstack([row(read_film(path)) for path in films])).save(sheet)


if __name__ == "__main__":
    *paths, last = map(Path, sys.argv[1:])
    main(paths, last)
