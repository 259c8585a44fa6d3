"""A voice message in which nobody speaks: Opus in Ogg, as Telegram's own."""

import struct

_SAMPLES_A_SECOND = 48_000
_FRAMES_A_SECOND = 50
_SILENT_FRAME = b"\xf8\xff\xfe"
_SERIAL = 1
_FIRST, _LAST = 2, 4
_POLYNOMIAL = 0x04C11DB7


def silent_voice(seconds: int) -> bytes:
    """So many seconds of silence, at most five: they fit one page."""
    count = seconds * _FRAMES_A_SECOND
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, _SAMPLES_A_SECOND, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 7) + b"sandbox" + struct.pack("<I", 0)
    end = seconds * _SAMPLES_A_SECOND
    return (
        _page(0, _FIRST, 0, [head]) + _page(1, 0, 0, [tags]) + _page(2, _LAST, end, [_SILENT_FRAME] * count)
    )


def _page(number: int, flags: int, samples: int, packets: list[bytes]) -> bytes:
    """One page of Ogg; its checksum is over itself with 0 in the checksum's place."""
    lengths = bytes(map(len, packets))
    start = b"OggS" + struct.pack("<BBqII", 0, flags, samples, _SERIAL, number)
    rest = bytes([len(packets)]) + lengths + b"".join(packets)
    return start + struct.pack("<I", _checksum(start + bytes(4) + rest)) + rest


def _checksum(content: bytes) -> int:
    """The CRC of Ogg, which goes through the bits the other way round than that of `zlib`."""
    checksum = 0
    for byte in content:
        checksum ^= byte << 24
        for _ in range(8):
            checksum = (checksum << 1) ^ (_POLYNOMIAL if checksum & 0x80000000 else 0)
        checksum &= 0xFFFFFFFF
    return checksum
