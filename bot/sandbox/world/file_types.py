"""What kind of file an upload is, told by its first bytes, by what was said of it, or by its name."""

import mimetypes

UNKNOWN = "application/octet-stream"
"""What clients say that do not know, or do not care."""
_MARKS = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF8", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"%PDF", "application/pdf"),
)
_KEPT_TOGETHER = {"audio/mp4": "video/mp4", "audio/webm": "video/webm", "video/ogg": "audio/ogg"}
"""Types that begin like another one."""


def file_type(name: str, said: str, content: bytes) -> str:
    """The content type, as Telegram would find it."""
    said = said.partition(";")[0].strip().lower()
    begins = next((kind for at, mark, kind in _MARKS if content.startswith(mark, at)), "")
    if begins and _KEPT_TOGETHER.get(said) == begins:
        return said
    if begins:
        return begins
    if said and said != UNKNOWN:
        return said
    return mimetypes.guess_type(name)[0] or UNKNOWN
