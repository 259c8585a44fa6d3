"""All pictures of people's days on one page, to be looked at: ``make sheet``.

The narrow ones are as wide as on a phone; the report is as it is sent.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bot.adapters.pictures.pen import png_of
from tests.conversations.phone import plain
from tests.pictures.drawn import SHOWN

PHONE = 390
"""Pixels: the width of a usual phone."""
GAP, HEADING = 16, 24
ACROSS = 11
"""As many as there are light ones: each dark one stands below its like."""
PAGES = 3
"""Reports beside each other."""
COLOURS = 128


def kept(picture: Image.Image) -> Image.Image:
    """As small as it may be kept: nobody sees the difference to its few colours."""
    return picture.convert("RGB").quantize(COLOURS)


def sheet() -> Image.Image:
    """The page: those of a phone in rows, the reports below."""
    pictures = {name: _drawn(name) for name in SHOWN}
    narrow = {name: _as_on_a_phone(each) for name, each in pictures.items() if not name.startswith("report")}
    wide = {name: each for name, each in pictures.items() if name.startswith("report")}
    rows = [list(narrow.items())[n : n + ACROSS] for n in range(0, len(narrow), ACROSS)]
    rows += [list(wide.items())[n : n + PAGES] for n in range(0, len(wide), PAGES)]
    width = max(sum(each.width + GAP for _, each in row) for row in rows) + GAP
    tall = [max(each.height for _, each in row) + HEADING + GAP for row in rows]
    page = Image.new("RGB", (width, sum(tall) + GAP), "#8a8f94")
    pen, y = ImageDraw.Draw(page), GAP
    for row, height in zip(rows, tall, strict=True):
        x = GAP
        for name, each in row:
            pen.text((x, y), name, "#ffffff", ImageFont.load_default(16))
            page.paste(each, (x, y + HEADING))
            x += each.width + GAP
        y += height
    return page


def _drawn(name: str) -> Image.Image:
    screen = SHOWN[name]()
    if screen.picture is not None:
        return Image.open(BytesIO(png_of(screen.picture))).convert("RGB")
    words = Image.new("RGB", (2 * PHONE, 120), "#ffffff")
    ImageDraw.Draw(words).text(
        (24, 40), f"(words alone) {plain(screen.text)}", "#000000", ImageFont.load_default(24)
    )
    return words


def _as_on_a_phone(picture: Image.Image) -> Image.Image:
    return picture.resize((PHONE, picture.height * PHONE // picture.width), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.parent.mkdir(parents=True, exist_ok=True)
    sheet().save(path)
    sys.stdout.write(f"Open {path} and look at each.\n")
