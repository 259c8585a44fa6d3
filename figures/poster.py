"""The routine at a glance: one page for a phone, drawn from the finished films and the content's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from bot.adapters.content_files import ContentError, Mistake
from figures.encoding import Picture
from figures.films import picked
from figures.poster_words import Move, Poster
from figures.stills import nearly_there
from figures.timeline import every_moment

WIDE, ROOM = 1280, 4000
"""Pixels across, and what the words may take downwards; the page ends where they do."""

EDGE, GAP = 44, 20
"""Pixels around the page, and between things."""

PICTURE = (404, 316)
PAPER, INK, QUIET, LINE = "#FFFFFF", "#1F2A33", "#4A5963", "#C9D3D8"

TITLE, NAME, WORDS, SMALL = 66, 50, 33, 31
"""Pixels of the letters. A phone shows the page at a third of its size."""

SPACING = 1.28
"""From line to line, in heights of letters."""

FONTS = Path("/usr/share/fonts/truetype/dejavu")
"""Of Debian's fonts-dejavu-core: it knows the letters of most languages."""

QUALITY = 88
"""Of JPEG: 300 kB."""

Run = tuple[str, bool]
"""A word, and is it bold?"""


def write_poster(poster: Poster, films: Path, path: Path) -> None:
    """Draw the poster; ``films`` is the folder of the finished films. ContentError if it grows too long."""
    page = Image.new("RGB", (WIDE, ROOM), PAPER)
    pen = ImageDraw.Draw(page)
    width = WIDE - 2 * EDGE
    y = _text(pen, (EDGE, 34), f"<b>{poster.title}</b>", TITLE, width)
    y = _text(pen, (EDGE, y), poster.under, SMALL, width, QUIET)
    for number, move in enumerate(poster.moves, 1):
        y += GAP
        pen.line((EDGE, y, WIDE - EDGE, y), LINE, 2)
        y = _move(page, y + 12, number, move, films)
    pen.line((EDGE, y + GAP, WIDE - EDGE, y + GAP), LINE, 2)
    y = _text(pen, (EDGE, y + GAP + 14), poster.footer, SMALL, width, QUIET)
    end = round(y) + GAP
    if end > ROOM:
        allowed = f"{ROOM}, with fewer words in poster.toml or the exercises"
        raise ContentError([Mistake(path.name, "", f"would be {end} pixels long", allowed)])
    page.crop((0, 0, WIDE, end)).save(path, format="JPEG", quality=QUALITY, optimize=True, progressive=True)


def _move(page: Image.Image, y: float, number: int, move: Move, films: Path) -> float:
    pen = ImageDraw.Draw(page)
    y = _text(pen, (EDGE, y), f"<b>{number}  {move.name}</b>", NAME, WIDE - 2 * EDGE) + 8
    for column, picture in enumerate(_both_sides(move, films)):
        page.paste(picture, (EDGE + column * (PICTURE[0] + 12), round(y)))
    x, beside = EDGE + 2 * PICTURE[0] + 12 + GAP + 6, y + 6
    for dose in move.doses:
        beside = _text(pen, (x, beside), dose, SMALL, WIDE - EDGE - x) + 18
    y = max(y + PICTURE[1] + 8, beside)
    y = _text(pen, (EDGE, y), move.feel, WORDS, WIDE - 2 * EDGE)
    return _text(pen, (EDGE, y), move.ease_off, WORDS, WIDE - 2 * EDGE)


def _both_sides(move: Move, films: Path) -> list[Image.Image]:
    """Towards the end of either side, where the arrow is still lit; cut alike."""
    moments = every_moment(move.loop)
    shares = [nearly_there(moments, side) / len(moments) for side in (1, -1)]
    frames = picked(films / f"{move.loop.name}.mp4", shares)
    box = _box(frames)
    return [Image.fromarray(frame).resize(PICTURE, Image.Resampling.LANCZOS, box=box) for frame in frames]


def _box(frames: list[Picture]) -> tuple[float, float, float, float]:
    """The part of the frames in which there is more than floor, widened to the shape of PICTURE."""
    height, width = frames[0].shape[:2]
    floor = frames[0][2, 2].astype(int)
    seen = np.any([np.abs(frame.astype(int) - floor).max(axis=2) > 24 for frame in frames], axis=0)
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    high, wide = np.ptp(rows) + 24.0, np.ptp(columns) + 24.0
    wide = min(max(wide, high * PICTURE[0] / PICTURE[1]), width)
    high = wide * PICTURE[1] / PICTURE[0]
    left = np.clip((columns[0] + columns[-1] - wide) / 2, 0, width - wide)
    top = np.clip((rows[0] + rows[-1] - high) / 2, 0, height - high)
    return float(left), float(top), float(left + wide), float(top + high)


def _text(
    pen: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: int, width: float, ink: str = INK
) -> float:
    """Write a text with <b>, broken into lines, and return where the next one begins."""
    fonts = {bold: _font(size, bold=bold) for bold in (False, True)}
    x, y = at
    for line in _lines(list(_runs(text)), fonts, width):
        along = x
        for bold, words in groupby(line, key=lambda run: run[1]):
            said = " ".join(word for word, _ in words) + " "
            pen.text((along, y), said, ink, fonts[bold])
            along += fonts[bold].getlength(said)
        y += size * SPACING
    return y


def _runs(text: str) -> Iterator[Run]:
    for number, part in enumerate(re.split("</?b>", text)):
        yield from ((word, number % 2 == 1) for word in part.split())


def _lines(runs: list[Run], fonts: dict[bool, ImageFont.FreeTypeFont], width: float) -> Iterator[list[Run]]:
    line: list[Run] = []
    used = 0.0
    for word, bold in runs:
        needed = fonts[bold].getlength(f"{word} ")
        if line and used + needed > width:
            yield line
            line, used = [], 0.0
        line.append((word, bold))
        used += needed
    yield line


def _font(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    path = FONTS / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")
    if not path.exists():
        raise FileNotFoundError(f"{path} is not there: apt-get install fonts-dejavu-core")
    return ImageFont.truetype(str(path), size)
