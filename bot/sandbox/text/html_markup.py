"""Telegram's HTML (parse_mode HTML) to plain text and entities, with Telegram's own complaints.

Offsets in complaints are bytes of UTF-8, offsets in entities UTF-16 code units: that is how Telegram has it.
"""

import re
from dataclasses import dataclass

from bot.sandbox.text.links import checked_link, mentioned_user
from bot.sandbox.wire import JSON, Refusal

_SIMPLE_TAGS = {
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
_OTHER_TAGS = {"a", "code", "pre", "blockquote", "tg-emoji", "tg-time"}
_NAMED_CHARACTERS = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_REFERENCE = re.compile(rb"&(?:#x(?P<hex>[0-9a-fA-F]*)|#(?P<decimal>[0-9]*)|(?P<name>[A-Za-z]*))")
_PLAIN = re.compile(rb"[^<&]+")
_SPACE = b" \t\r\n\v\0"
_TAG_NAME = re.compile(rb"[^ \t\r\n\v\0>]*")
_SPACES = re.compile(rb"[ \t\r\n\v]*")
_ATTRIBUTE_NAME = re.compile(rb"[^ \t\r\n\v\0=>/\"']*")
_NAME_TOKEN = re.compile(rb"[0-9A-Za-z.\-]*")
_DATE_FORMAT = re.compile(r"[rR]|[tTdDwW]*")


@dataclass
class _OpenTag:
    name: str
    argument: str
    unix_time: int
    offset: int
    output_index: int


def parse_html(text: str) -> tuple[str, list[JSON]]:
    """The plain text and its entities, outermost first. Raises `Refusal` "can't parse entities: ..."."""
    reader = _Reader(text)
    reader.read()
    return "".join(reader.output), reader.entities


class _Reader:
    def __init__(self, text: str) -> None:
        # The NUL stands for "the text ends here", so that looking one byte ahead is always possible.
        self.source = text.encode() + b"\0"
        self.end = len(self.source) - 1
        self.at = 0
        self.output: list[str] = []
        self.offset = 0
        self.open: list[_OpenTag] = []
        self.entities: list[JSON] = []

    def read(self) -> None:
        while self.at < self.end:
            if self.source[self.at] == ord("<"):
                closes = self.source[self.at + 1] == ord("/")
                (self._end_tag if closes else self._start_tag)()
            elif self.source[self.at] == ord("&"):
                self._write(self._reference() or self._ampersand())
            else:
                plain = _PLAIN.match(self.source, self.at, self.end)
                assert plain is not None
                self.at = plain.end()
                self._write(plain.group().decode())
        if self.open:
            raise _complaint(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')

    def _write(self, text: str) -> None:
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise _complaint(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        self.output.append(text)
        self.offset += sum(2 if character > "\uffff" else 1 for character in text)

    def _ampersand(self) -> str:
        self.at += 1
        return "&"

    def _reference(self) -> str:
        """The character a reference at `&` stands for, stepping behind it; "" when Telegram knows no such one."""
        found = _REFERENCE.match(self.source, self.at, self.end)
        assert found is not None
        if found["name"] is not None:
            character = _NAMED_CHARACTERS.get(found["name"], "")
        else:
            digits, base = (found["hex"], 16) if found["hex"] is not None else (found["decimal"], 10)
            code = int(digits or b"0", base)
            character = chr(code) if 0 < code < 0x10FFFF and len(found.group()) < 10 else ""
        if character:
            self.at = found.end() + (self.source[found.end()] == ord(";"))
        return character

    def _start_tag(self) -> None:
        begin = self.at
        name_end = self._match(_TAG_NAME, begin + 1)
        name = self.source[begin + 1 : name_end].decode().lower()
        if name_end >= self.end:
            raise _complaint(f"Unclosed start tag at byte offset {begin}")
        if name not in _SIMPLE_TAGS and name not in _OTHER_TAGS:
            raise _complaint(f'Unsupported start tag "{name}" at byte offset {begin}')
        self.at = name_end
        tag = _OpenTag(name, "", 0, self.offset, len(self.output))
        while True:
            self.at = self._match(_SPACES, self.at)
            if self.source[self.at] == ord(">"):
                break
            self._attribute(tag, begin)
        self.at += 1
        if name == "span" and tag.argument != "spoiler":
            raise _complaint(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(tag)

    def _attribute(self, tag: _OpenTag, begin: int) -> None:
        name_end = self._match(_ATTRIBUTE_NAME, self.at)
        attribute = self.source[self.at : name_end].decode()
        if not attribute:
            raise _complaint(f'Empty attribute name in the tag "{tag.name}" at byte offset {begin}')
        self.at = self._match(_SPACES, name_end)
        value: str | None = None
        if self.source[self.at] == ord("="):
            self.at = self._match(_SPACES, self.at + 1)
            self._refuse_end(tag, begin)
            quoted = self.source[self.at] in b"'\""
            value = self._quoted_value() if quoted else self._name_token()
        self._refuse_end(tag, begin)
        _keep_attribute(tag, attribute, value)

    def _refuse_end(self, tag: _OpenTag, begin: int) -> None:
        if self.at >= self.end:
            raise _complaint(f'Unclosed start tag "{tag.name}" at byte offset {begin}')

    def _name_token(self) -> str:
        begin = self.at
        self.at = self._match(_NAME_TOKEN, begin)
        if self.source[self.at] not in _SPACE + b">":
            raise _complaint(f"Unexpected end of name token at byte offset {begin}")
        return self.source[begin : self.at].decode().lower()

    def _quoted_value(self) -> str:
        quote = self.source[self.at]
        self.at += 1
        value = bytearray()
        while self.at < self.end and self.source[self.at] != quote:
            character = self._reference() if self.source[self.at] == ord("&") else ""
            if character:
                value += character.encode("utf-8", "surrogatepass")
            else:
                value.append(self.source[self.at])
                self.at += 1
        self.at = min(self.at + 1, self.end)
        return value.decode("utf-8", "replace")

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise _complaint(f"Unexpected end tag at byte offset {begin}")
        name_end = self._match(_TAG_NAME, begin + 2)
        name = self.source[begin + 2 : name_end].decode().lower()
        self.at = self._match(_SPACES, name_end)
        if self.source[self.at] != ord(">") or self.at >= self.end:
            raise _complaint(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        tag = self.open.pop()
        if name and name != tag.name:
            raise _complaint(
                f'Unmatched end tag at byte offset {begin}, expected "</{tag.name}>", found "</{name}>"'
            )
        if self.offset > tag.offset:
            self._add_entity(tag)

    def _add_entity(self, tag: _OpenTag) -> None:
        span: JSON = {"offset": tag.offset, "length": self.offset - tag.offset}
        if tag.name in _SIMPLE_TAGS:
            self.entities.append({"type": _SIMPLE_TAGS[tag.name], **span})
        elif tag.name == "blockquote":
            self.entities.append({"type": "expandable_blockquote" if tag.argument else "blockquote", **span})
        elif tag.name in ("pre", "code"):
            self._add_code(tag, span)
        elif tag.name == "a":
            self._add_link(tag, span)
        elif tag.name == "tg-emoji":
            if not tag.argument.isdecimal() or int(tag.argument) == 0:
                raise _complaint("Invalid custom emoji identifier specified")
            self.entities.append({"type": "custom_emoji", **span, "custom_emoji_id": tag.argument})
        elif tag.unix_time > 0:
            date_format = checked_date_format(tag.argument)
            self.entities.append({"type": "date_time", **span, "unix_time": tag.unix_time, **date_format})

    def _add_code(self, tag: _OpenTag, span: JSON) -> None:
        """`<pre><code class="language-x">` (either way round) becomes one entity with a language."""
        inner = self.entities[-1] if self.entities else {}
        same_span = inner and (inner["offset"], inner["length"]) == (span["offset"], span["length"])
        if tag.name == "pre" and same_span and inner["type"] == "code" and inner.get("_language"):
            self.entities[-1] = {"type": "pre", **span, "language": inner["_language"]}
        elif tag.name == "code" and same_span and inner["type"] == "pre" and tag.argument:
            self.entities[-1] = {"type": "pre", **span, "language": tag.argument}
        elif tag.name == "code" and tag.argument:
            self.entities.append({"type": "code", **span, "_language": tag.argument})
        else:
            self.entities.append({"type": tag.name, **span})

    def _add_link(self, tag: _OpenTag, span: JSON) -> None:
        target = tag.argument or "".join(self.output[tag.output_index :])
        user_id = mentioned_user(target)
        if user_id:
            self.entities.append({"type": "text_mention", **span, "user": {"id": user_id}})
        elif url := checked_link(target):
            self.entities.append({"type": "text_link", **span, "url": url})

    def _match(self, pattern: re.Pattern[bytes], at: int) -> int:
        found = pattern.match(self.source, at, self.end)
        return found.end() if found else at


def _keep_attribute(tag: _OpenTag, attribute: str, value: str | None) -> None:
    match tag.name, attribute:
        case "blockquote", "expandable":
            tag.argument = "1"
        case ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "format"):
            tag.argument = value or ""
        case "code", "class" if value and value.startswith("language-"):
            tag.argument = value.removeprefix("language-")
        case "span", "class" if value and value.startswith("tg-"):
            tag.argument = value.removeprefix("tg-")
        case "tg-time", "unix" if value:
            digits = re.match(r"-?\d+", value)
            tag.unix_time = int(digits.group()) if digits else 0


def checked_date_format(written: str) -> JSON:
    """The `date_time_format` of an entity in Telegram's order of letters; raises `Refusal` for unknown letters."""
    if not _DATE_FORMAT.fullmatch(written):
        raise _complaint("Invalid date format used")
    if written in ("r", "R"):
        return {"date_time_format": "r"}
    weekday = "w" if set(written) & {"w", "W"} else ""
    date = "d" if "d" in written else "D" if "D" in written else ""
    time = "t" if "t" in written else "T" if "T" in written else ""
    return {"date_time_format": weekday + date + time}


def _complaint(words: str) -> Refusal:
    return Refusal(400, f"Bad Request: can't parse entities: {words}")
