"""The process that draws: pictures as SVG come in, PNGs go out, each with its length in four bytes before it.

Run by ``drawing.py``, by itself and without the rest of the bot, so that it stays small.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import resvg_py

FONTS = [str(path) for path in sorted((Path(__file__).parent / "fonts").glob("*.ttf"))]
FAMILY = "Inter"


def png_of(svg: str) -> bytes:
    """The picture, with the fonts beside this file alone. Raises ValueError for what is no SVG."""
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        skip_system_fonts=True,
        font_files=FONTS,
        font_family=FAMILY,
        sans_serif_family=FAMILY,
        text_rendering="geometric_precision",
    )


def main() -> None:
    """Draw until nothing more comes."""
    taken, given = sys.stdin.buffer, sys.stdout.buffer
    while len(head := taken.read(4)) == 4:
        svg = taken.read(struct.unpack(">I", head)[0]).decode()
        try:
            png = png_of(svg)
        except ValueError:
            png = b""  # it can't be drawn; nothing of it is told, since it is about a person's health
        given.write(struct.pack(">I", len(png)) + png)
        given.flush()


if __name__ == "__main__":
    main()
