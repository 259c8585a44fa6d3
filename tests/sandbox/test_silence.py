"""The silence of a person's voice message."""

import struct
import zlib

from bot.sandbox.people.silence import silent_voice


def pages(ogg: bytes) -> list[tuple[int, bytes]]:
    """The pages of an Ogg file: how many samples end there, and the whole page."""
    found = []
    while ogg:
        assert ogg.startswith(b"OggS")
        size = 27 + ogg[26] + sum(ogg[27 : 27 + ogg[26]])
        found.append((int.from_bytes(ogg[6:14], "little"), ogg[:size]))
        ogg = ogg[size:]
    return found


def checksum(page: bytes) -> int:
    """Ogg's, by way of that of zlib: the same with the bits of each byte, and of the result, turned round."""
    turned = bytes(int(f"{byte:08b}"[::-1], 2) for byte in page[:22] + bytes(4) + page[26:])
    return int(f"{zlib.crc32(turned, 0xFFFFFFFF) ^ 0xFFFFFFFF:032b}"[::-1], 2)


def test_a_voice_message_is_as_long_as_it_says():
    found = pages(silent_voice(3))
    assert [samples for samples, _ in found] == [0, 0, 3 * 48_000]
    assert all(struct.unpack("<I", page[22:26])[0] == checksum(page) for _, page in found)
