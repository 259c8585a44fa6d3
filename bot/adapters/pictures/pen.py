"""A picture as PNG. Pillow's own edges are hard, so shapes are drawn larger and made smaller by exact means,
a band of rows at a time so that memory stays small. Words are drawn at their own size: FreeType smooths them
itself.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from itertools import pairwise
from math import floor, hypot
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bot.core.pictures.scene import Box, Dot, Line, Part, Scene, Shape, Words

FONTS = Path(__file__).parent / "fonts"
FACES = {False: FONTS / "Inter-Regular.ttf", True: FONTS / "Inter-Bold.ttf"}
ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}

LARGER = 4
"""Times: 16 shades on an edge."""

SMALLEST = 0.6
"""Of their size, to which words are made smaller where there is little room: sixty W are a whole name."""

BAND = 50
"""Rows at a time: 780 wide and four times the size they are 2.5 MB."""

LEVEL = 4
"""Of zlib: 9 takes four times as long and saves a twentieth."""

Point = tuple[float, float]


def png_of(scene: Scene) -> bytes:
    """The picture; the same bytes for the same scene, fonts and release of Pillow."""
    picture = Image.new("RGB", (scene.width, scene.height))
    shapes = [(part, *_rows(part)) for part in scene.parts if not isinstance(part, Words)]
    for top in range(0, scene.height, BAND):
        rows = min(BAND, scene.height - top)
        large = Image.new("RGB", (scene.width * LARGER, rows * LARGER), scene.paper)
        pen = ImageDraw.Draw(large)
        for part, first, last in shapes:
            if last >= top and first <= top + rows:
                _draw(pen, part, top)
        picture.paste(large.reduce(LARGER), (0, top))
    pen = ImageDraw.Draw(picture)
    for words in scene.parts:
        if isinstance(words, Words):
            text, font = _fitted(words)
            pen.text((words.x, words.y), text, words.fill, font, ANCHORS[words.anchor])
    kept = BytesIO()
    picture.save(kept, "PNG", compress_level=LEVEL)
    return kept.getvalue()


def width_of(text: str, size: float, bold: bool) -> float:
    """Pixels that a line of text takes."""
    return _font(size, bold).getlength(text)


def _fitted(words: Words) -> tuple[str, ImageFont.FreeTypeFont]:
    """The words and their font: smaller where there is little room, and cut off where that is not enough."""
    text, room, size = words.text, words.room, words.size
    font = _font(size, words.bold)
    if room is None or font.getlength(text) <= room:
        return text, font
    # In half pixels, so that few fonts are kept.
    size = max(floor(2 * size * room / font.getlength(text)) / 2, floor(2 * size * SMALLEST) / 2)
    font = _font(size, words.bold)
    if font.getlength(text) <= room:
        return text, font
    while text and font.getlength(f"{text}…") > room:
        text = text[:-1]
    return f"{text.rstrip()}…", font


@cache
def _font(size: float, bold: bool) -> ImageFont.FreeTypeFont:
    # The other layout asks the machine for fribidi, and draws otherwise where there is none.
    return ImageFont.truetype(str(FACES[bold]), size, layout_engine=ImageFont.Layout.BASIC)


def _rows(part: Part) -> tuple[float, float]:
    """The first and the last row that a shape may touch."""
    match part:
        case Box(_, y, _, h):
            return y - 1, y + h + 1
        case Dot(_, y, r, _, _, width):
            return y - r - width, y + r + width
        case Line(points, _, width):
            return min(y for _, y in points) - width - 1, max(y for _, y in points) + width + 1
        case Shape(points):
            return min(y for _, y in points) - 1, max(y for _, y in points) + 1
        case Words():
            raise TypeError("words are no shape")


def _draw(pen: ImageDraw.ImageDraw, part: Part, top: int) -> None:
    """Draw a shape into the band that begins at this row."""
    match part:
        case Box(x, y, w, h, fill, radius):
            (left, upper), (right, lower) = _at((x, y), top), _at((x + w, y + h), top)
            pen.rounded_rectangle((left, upper, right - 1, lower - 1), _whole(radius * LARGER), fill)
        case Line(points, stroke, width):
            for one, other in pairwise(points):
                pen.polygon([_at(corner, top) for corner in _ribbon(one, other, width / 2)], stroke)
            for point in points:
                _circle(pen, point, width / 2, stroke, top)
        case Dot(x, y, r, fill, stroke, width):
            if stroke:
                _circle(pen, (x, y), r + width / 2, stroke, top)
                r -= width / 2
            _circle(pen, (x, y), r, fill, top)
        case Shape(points, fill):
            pen.polygon([_at(point, top) for point in points], fill)
        case Words():
            raise TypeError("words are no shape")


def _at(point: Point, top: int) -> tuple[int, int]:
    # Whole numbers: Pillow cuts fractions off towards 0, which above a band is the other way.
    return _whole(point[0] * LARGER), _whole(point[1] * LARGER) - top * LARGER


def _circle(pen: ImageDraw.ImageDraw, middle: Point, radius: float, fill: str, top: int) -> None:
    (x, y), r = _at(middle, top), _whole(radius * LARGER)
    pen.ellipse((x - r, y - r, x + r - 1, y + r - 1), fill)


def _ribbon(one: Point, other: Point, half: float) -> list[Point]:
    """The corners of a line that is twice ``half`` wide."""
    (x1, y1), (x2, y2) = one, other
    length = hypot(x2 - x1, y2 - y1) or 1.0
    dx, dy = (y2 - y1) / length * half, (x1 - x2) / length * half
    return [(x1 + dx, y1 + dy), (x2 + dx, y2 + dy), (x2 - dx, y2 - dy), (x1 - dx, y1 - dy)]


def _whole(number: float) -> int:
    return floor(number + 0.5)
