"""A person's photo, voice message, sticker and place, where they did not choose one of their own."""

import struct
import zlib

from bot.sandbox.people.silence import silent_voice
from bot.sandbox.wire import JSON
from bot.sandbox.world.files import StoredFile, Upload

_SMALLEST_WEBP = bytes.fromhex("524946461a000000574542505650384c0d0000002f00000010071011118888fe0700")


def _png(width: int, height: int) -> bytes:
    """A picture of a blue sky, paler towards the ground."""
    rows = (
        b"\0" + bytes((90 + 120 * y // height, 150 + 80 * y // height, 230)) * width for y in range(height)
    )
    parts = {
        b"IHDR": struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0),
        b"IDAT": zlib.compress(b"".join(rows), 9),
        b"IEND": b"",
    }
    chunks = (
        struct.pack(">I", len(part)) + name + part + struct.pack(">I", zlib.crc32(name + part))
        for name, part in parts.items()
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _file(kind: str, mark: str, upload: Upload) -> StoredFile:
    return StoredFile(f"person-{kind}{mark}", f"{kind}{mark}", kind, upload)


_SMALL = _file("photo", "-s", Upload("photo.png", "image/png", _png(90, 67)))
_LARGE = _file("photo", "-m", Upload("photo.png", "image/png", _png(320, 240)))
_VOICE = _file("voice", "", Upload("voice.ogg", "audio/ogg", silent_voice(3)))
_STICKER = _file("sticker", "", Upload("sticker.webp", "image/webp", _SMALLEST_WEBP))
FILES = (_SMALL, _LARGE, _VOICE, _STICKER)
"""What the messages below name, for the bot to fetch."""

PHOTO: JSON = {"photo": [*_SMALL.as_photo()["photo"], *_LARGE.as_photo()["photo"]]}
VOICE: JSON = {"voice": {**_VOICE.as_api(), "duration": 3, "mime_type": "audio/ogg"}}
STICKER: JSON = {
    "sticker": {
        **_STICKER.as_api(),
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
        "emoji": "👍",
    }
}
LOCATION: JSON = {"location": {"latitude": 0.0, "longitude": 0.0}}
