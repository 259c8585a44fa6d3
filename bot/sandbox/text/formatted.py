"""Text and its entities, cleaned and trimmed as Telegram does it."""

import re
from dataclasses import dataclass, field

from bot.sandbox.text.arranging import arranged
from bot.sandbox.text.detection import find_entities
from bot.sandbox.text.utf16 import character_index, utf16_length, utf16_offsets
from bot.sandbox.wire import JSON, bad_request

MOST_TEXT = 4096
MOST_CAPTION = 1024

_BECOMES_SPACE = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
_IS_REMOVED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_INVISIBLE = re.compile(
    "[\\s\u00a0\u00ad\u1680\u180e\u2000-\u200f\u202f\u205f-\u2064\u2800\u3000\ufe0f\ufeff\ufffc]*"
)


@dataclass(frozen=True)
class Formatted:
    """Plain text and its entities (UTF-16 offsets)."""

    text: str = ""
    entities: list[JSON] = field(default_factory=list)

    def __len__(self) -> int:
        """The length Telegram limits: characters (Unicode code points) after the markup is parsed."""
        return len(self.text)


def typed(text: str) -> Formatted:
    """What a person typed: no markup, but trimmed and with commands and links found."""
    return cleaned(text, [], may_be_empty=True)


def cleaned(text: str, entities: list[JSON], *, may_be_empty: bool) -> Formatted:
    """Text and entities as Telegram keeps them. Raises `Refusal` when nothing is left that could be seen,
    unless it may be empty.
    """
    entities = [{key: value for key, value in entity.items() if key[0] != "_"} for entity in entities]
    text = _BECOMES_SPACE.sub(" ", text)
    if _IS_REMOVED.search(text):
        text, entities = _without_removed(text, entities)
    text, entities = _right_trimmed(text, entities)
    text, entities = _left_trimmed(text, entities)
    if _INVISIBLE.fullmatch(text):
        if not may_be_empty:
            raise bad_request("text must be non-empty")
        return Formatted()
    return Formatted(text, arranged(entities, find_entities(text)))


def _without_removed(text: str, entities: list[JSON]) -> tuple[str, list[JSON]]:
    offsets = utf16_offsets(text)
    gone = {match.start() for match in _IS_REMOVED.finditer(text)}
    shift, moved = 0, []
    for index, offset in enumerate(offsets):
        moved.append(offset - shift)
        shift += index in gone  # each removed character is one UTF-16 code unit
    shifted = []
    for entity in entities:
        start, stop = (
            _moved(offsets, moved, edge) for edge in (entity["offset"], entity["offset"] + entity["length"])
        )
        shifted.append({**entity, "offset": start, "length": stop - start})
    return _IS_REMOVED.sub("", text), shifted


def _moved(offsets: list[int], moved: list[int], edge: int) -> int:
    try:
        return moved[character_index(offsets, min(edge, offsets[-1]))]
    except ValueError:
        raise bad_request("entity begins in a middle of a UTF-16 symbol") from None


def _right_trimmed(text: str, entities: list[JSON]) -> tuple[str, list[JSON]]:
    text = text.rstrip(" \n")
    length = utf16_length(text)
    kept = []
    for entity in entities:
        stop = min(entity["offset"] + entity["length"], length)
        if stop > entity["offset"]:
            kept.append({**entity, "length": stop - entity["offset"]})
    return text, kept


def _left_trimmed(text: str, entities: list[JSON]) -> tuple[str, list[JSON]]:
    """Drops spaces in front, but only those before the first entity: that is what Telegram does."""
    first = min((entity["offset"] for entity in entities), default=len(text))
    dropped = min(len(text) - len(text.lstrip(" \n")), first)
    return text[dropped:], [{**entity, "offset": entity["offset"] - dropped} for entity in entities]
