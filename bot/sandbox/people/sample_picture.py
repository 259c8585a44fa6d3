"""A picture for people who have none at hand: hills under an evening sky, drawn and packed as a PNG here."""

import math
import struct
import zlib
from functools import cache

WIDTH, HEIGHT = 480, 360
_SUN = (340, 150, 34)
_SKY_TOP, _SKY_LOW = (92, 142, 206), (250, 205, 160)
_SUN_COLOUR = (255, 240, 205)
_HILLS = (
    # height above the lower edge, length and start of its wave, colour
    (150, 210.0, 0.4, (124, 148, 170)),
    (105, 150.0, 2.1, (86, 124, 118)),
    (60, 250.0, 4.0, (52, 92, 78)),
)
Colour = tuple[int, int, int]


@cache
def sample_picture() -> bytes:
    """The PNG, made once."""
    lines = b"".join(b"\0" + _line(row) for row in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, content) for name, content in parts)


def _part(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _line(row: int) -> bytes:
    share = row / HEIGHT
    sky = tuple(round(top + (low - top) * share) for top, low in zip(_SKY_TOP, _SKY_LOW, strict=True))
    return b"".join(bytes(_colour(column, row, (sky[0], sky[1], sky[2]))) for column in range(WIDTH))


def _colour(column: int, row: int, sky: Colour) -> Colour:
    for height, length, start, colour in reversed(_HILLS):
        if HEIGHT - row < height + 22 * math.sin(column / length * 3 + start):
            return colour
    across, down, radius = _SUN
    return _SUN_COLOUR if (column - across) ** 2 + (row - down) ** 2 < radius**2 else sky
