"""What somebody may be called, where they may be, and what they may send."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.sandbox.text.formatted import MOST_TEXT, Formatted, typed
from bot.sandbox.world.files import Upload

_LONGEST_NAME = 64
_MOST_PHOTO_BYTES = 10 << 20
_PICTURES = (b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"GIF8")
MOST_ID = (1 << 52) - 1
"""Telegram's ids have at most so many bits."""


def checked_name(first_name: str) -> str:
    """A first name without the spaces around it. Raises `ValueError` when there is none, or too much."""
    name = first_name.strip()
    if not name:
        raise ValueError("a person needs a first name")
    if len(name) > _LONGEST_NAME:
        raise ValueError(f"a first name has at most {_LONGEST_NAME} characters")
    _refuse_half_characters(name)
    return name


def checked_id(user_id: int) -> int:
    """An id a person may have; raises `ValueError` for others."""
    if not 0 < user_id <= MOST_ID:
        raise ValueError(f"a person's id is a whole number from 1 to {MOST_ID}")
    return user_id


def checked_zone(zone: str) -> str:
    """A time zone's name as it is; "" is none. Raises `ValueError` when nobody knows it."""
    try:
        if zone:
            ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"“{zone}” is no time zone such as Europe/Vienna") from None
    return zone


def checked_texts(text: str) -> list[Formatted]:
    """The messages a text is sent as: the apps make several of more than 4,096 characters.

    Raises `ValueError` when there is nothing to be sent.
    """
    _refuse_half_characters(text)
    chunks = [text[at : at + MOST_TEXT] for at in range(0, len(text), MOST_TEXT)]
    texts = [formatted for formatted in map(typed, chunks) if formatted.text]
    if not texts:
        raise ValueError("an empty text can't be sent")
    return texts


def checked_picture(picture: Upload) -> Upload:
    """A picture as it is; raises `ValueError` for what is none, or too big."""
    if len(picture.content) > _MOST_PHOTO_BYTES:
        raise ValueError("a photo has at most 10 MB")
    if not picture.content.startswith(_PICTURES):
        raise ValueError("that is no picture (JPEG, PNG or GIF)")
    return picture


def _refuse_half_characters(text: str) -> None:
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("a text has to be valid Unicode")
