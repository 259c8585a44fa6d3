"""A contact sheet: five frames of each film, as wide as on a phone, to be looked at and judged.

Would a stranger know what to do, and would a physiotherapist wince?
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bot.core.keyframes import HEIGHT, WIDTH
from figures.films import picked

ACROSS, SHOWN = 5, (400, 400 * HEIGHT // WIDTH)
"""Frames in a row, and the width and height of each."""


def write_sheet(pictures: list[Path], sheet: Path) -> None:
    """One row for each film or still, with its name."""
    page = Image.new("RGB", (ACROSS * SHOWN[0], len(pictures) * SHOWN[1]), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(size=24)
    for row, path in enumerate(pictures):
        for column, frame in enumerate(_frames(path)):
            page.paste(frame.resize(SHOWN), (column * SHOWN[0], row * SHOWN[1]))
        pen.text((12, row * SHOWN[1] + 8), path.stem, "black", font)
    page.save(sheet)


def _frames(path: Path) -> list[Image.Image]:
    if path.suffix != ".mp4":
        return [Image.open(path)]
    return [Image.fromarray(frame) for frame in picked(path, [number / ACROSS for number in range(ACROSS)])]
