"""A message's words and entities back as Telegram HTML, so that a test can read and compare them."""

from html import escape

from bot.sandbox.text.formatted import Formatted
from bot.sandbox.text.utf16 import character_index, utf16_offsets
from bot.sandbox.wire import JSON

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}


def as_html(words: Formatted) -> str:
    """HTML that would be parsed to the same words; links and commands Telegram finds have no tag."""
    offsets = utf16_offsets(words.text)
    begin: dict[int, list[str]] = {}
    end: dict[int, list[str]] = {}
    for entity in words.entities:
        opening, closing = _tags(entity)
        begin.setdefault(character_index(offsets, entity["offset"]), []).append(opening)
        end.setdefault(character_index(offsets, entity["offset"] + entity["length"]), []).insert(0, closing)
    pieces = []
    for index in range(len(words.text) + 1):
        pieces += end.get(index, []) + begin.get(index, [])
        pieces.append(escape(words.text[index : index + 1], quote=False))
    return "".join(pieces)


def _tags(entity: JSON) -> tuple[str, str]:
    kind = entity["type"]
    if kind in _TAGS:
        return f"<{_TAGS[kind]}>", f"</{_TAGS[kind]}>"
    if kind == "expandable_blockquote":
        return "<blockquote expandable>", "</blockquote>"
    if kind == "text_link":
        return f'<a href="{escape(entity["url"])}">', "</a>"
    if kind == "text_mention":
        return f'<a href="tg://user?id={entity["user"]["id"]}">', "</a>"
    if kind == "custom_emoji":
        return f'<tg-emoji emoji-id="{entity["custom_emoji_id"]}">', "</tg-emoji>"
    if kind == "date_time":
        written = f'<tg-time unix="{entity["unix_time"]}" format="{escape(entity["date_time_format"])}">'
        return written, "</tg-time>"
    return "", ""
