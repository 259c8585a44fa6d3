"""A picture for people who have none at hand: hills under an evening sky, drawn and packed as a PNG here."""

import math
import struct
import zlib

_SKY_TOP, _SKY_LOW = (92, 142, 206), (250, 205, 160)
_SKIES = 200
_HILLS = (
    # height as a share of the picture's, waves across it, where they start; the farthest first
    (0.42, 6.9, 0.4),
    (0.29, 9.6, 2.1),
    (0.17, 5.8, 4.0),
)
_ROUGHNESS = 0.06
_SUN = (0.71, 0.42, 0.07)
"""Where it stands, and its radius, as shares of the width and the height."""
_SUN_COLOUR = 4
_COLOURS = bytes((0, 0, 0, 124, 148, 170, 86, 124, 118, 52, 92, 78, 255, 240, 205))
"""Nothing, the three hills, the sun; the skies follow."""


def sample_picture(width: int, height: int) -> bytes:
    """The PNG."""
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    skies = b"".join(bytes(_between(number / _SKIES)) for number in range(_SKIES))
    lines = zlib.compress(_lines(width, height), 9)
    parts = ((b"IHDR", header), (b"PLTE", _COLOURS + skies), (b"IDAT", lines), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, content) for name, content in parts)


def _between(share: float) -> list[int]:
    return [round(top + (low - top) * share) for top, low in zip(_SKY_TOP, _SKY_LOW, strict=True)]


def _part(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _lines(width: int, height: int) -> bytes:
    """Line by line, each after a zero; what has once become a hill stays one, or becomes a nearer one."""
    beginning: dict[int, list[tuple[int, int]]] = {}
    for colour, (share, waves, start) in enumerate(_HILLS, 1):
        for column in range(width):
            top = 1 - share - _ROUGHNESS * math.sin(waves * column / width + start)
            beginning.setdefault(int(top * height), []).append((column, colour))
    hills, lines = bytearray(width), bytearray()
    for row in range(height):
        for column, colour in beginning.get(row, ()):
            hills[column] = colour
        line = bytearray(hills)
        for column in _sun(row, width, height):
            line[column] = line[column] or _SUN_COLOUR
        sky = len(_COLOURS) // 3 + row * _SKIES // height
        lines += b"\0" + line.replace(b"\0", bytes([sky]))
    return bytes(lines)


def _sun(row: int, width: int, height: int) -> range:
    across, down, radius = _SUN
    half = math.sqrt(max(0.0, (radius * width) ** 2 - (row - down * height) ** 2))
    return range(round(across * width - half), round(across * width + half))
