"""What each HTML tag Telegram knows turns into."""

import re
from dataclasses import dataclass

from bot.sandbox.text.complaints import complaint
from bot.sandbox.text.date_format import checked_date_format
from bot.sandbox.text.link_entities import is_number, link_entity
from bot.sandbox.wire import JSON

_STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
KNOWN_TAGS = {*_STYLES, "a", "code", "pre", "blockquote", "tg-emoji", "tg-time"}
_INTEGER = re.compile(r"-?\d{1,19}")


@dataclass
class OpenTag:
    """A start tag that waits for its end tag."""

    name: str
    offset: int
    """Where its text begins: UTF-16 code units of the plain text."""
    output_index: int
    """How many pieces of plain text there were before it."""
    argument: str = ""
    """The one attribute of it that matters: a link, a language, a date format ..."""
    unix_time: int = 0

    def keep_attribute(self, attribute: str, value: str) -> None:
        """Takes an attribute in; those that mean nothing to Telegram are ignored, as it does."""
        match self.name, attribute:
            case "blockquote", "expandable":
                self.argument = "1"
            case ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "format"):
                self.argument = value
            case "code", "class" if value.startswith("language-"):
                self.argument = value.removeprefix("language-")
            case "span", "class" if value.startswith("tg-"):
                self.argument = value.removeprefix("tg-")
            case "tg-time", "unix":
                digits = _INTEGER.match(value)
                self.unix_time = int(digits.group()) if digits else 0
            case _:
                pass


def add_entity(entities: list[JSON], tag: OpenTag, length: int, text: str) -> None:
    """Adds what the closed `tag` around `text` (of `length` UTF-16 code units) is; raises `Refusal`."""
    span: JSON = {"offset": tag.offset, "length": length}
    if tag.name in _STYLES:
        entities.append({"type": _STYLES[tag.name], **span})
    elif tag.name == "blockquote":
        entities.append({"type": "expandable_blockquote" if tag.argument else "blockquote", **span})
    elif tag.name in ("pre", "code"):
        _add_code(entities, tag, span)
    elif tag.name == "a":
        entities += link_entity(tag.argument or text, tag.offset, length)
    elif tag.name == "tg-emoji":
        if not is_number(tag.argument):
            raise complaint("Invalid custom emoji identifier specified")
        entities.append({"type": "custom_emoji", **span, "custom_emoji_id": tag.argument})
    elif tag.unix_time > 0:
        date_format = checked_date_format(tag.argument)
        entities.append({"type": "date_time", **span, "unix_time": tag.unix_time, **date_format})


def _add_code(entities: list[JSON], tag: OpenTag, span: JSON) -> None:
    """`<pre><code class="language-x">` (either way round) becomes one entity with a language."""
    inner = entities[-1] if entities else {}
    same_span = inner and (inner["offset"], inner["length"]) == (span["offset"], span["length"])
    if tag.name == "pre" and same_span and inner["type"] == "code" and inner.get("_language"):
        entities[-1] = {"type": "pre", **span, "language": inner["_language"]}
    elif tag.name == "code" and same_span and inner["type"] == "pre" and tag.argument:
        entities[-1] = {"type": "pre", **span, "language": tag.argument}
    elif tag.name == "code" and tag.argument:
        entities.append({"type": "code", **span, "_language": tag.argument})
    else:
        entities.append({"type": tag.name, **span})
