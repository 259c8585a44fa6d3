"""Telegram's HTML (parse_mode HTML) to plain text and entities, with Telegram's own complaints.

Offsets in complaints are bytes of UTF-8, offsets in entities UTF-16 code units: that is how Telegram has it.
"""

import re

from bot.sandbox.text.complaints import complaint
from bot.sandbox.text.html_tags import KNOWN_TAGS, OpenTag, add_entity
from bot.sandbox.wire import JSON

_NAMED_CHARACTERS = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_REFERENCE = re.compile(rb"&(#x[0-9a-fA-F]*|#[0-9]*|[A-Za-z]*)")
_PLAIN = re.compile(rb"[^<&]*")
_SPACE = b" \t\r\n\v\0"
_TAG_NAME = re.compile(rb"[^ \t\r\n\v\0>]*")
_SPACES = re.compile(rb"[ \t\r\n\v]*")
_ATTRIBUTE_NAME = re.compile(rb"[^ \t\r\n\v\0=>/\"']*")
_NAME_TOKEN = re.compile(rb"[0-9A-Za-z.\-]*")


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
        self.open: list[OpenTag] = []
        self.entities: list[JSON] = []

    def read(self) -> None:
        while self.at < self.end:
            if self._next_is(b"<"):
                closes = self.source[self.at + 1] == ord("/")
                (self._end_tag if closes else self._start_tag)()
            elif self._next_is(b"&"):
                self._write(self._reference() or self._step(b"&"))
            else:
                self._write(self._take(_PLAIN))
        if self.open:
            raise complaint(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')

    def _write(self, text: str) -> None:
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise complaint(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        self.output.append(text)
        self.offset += sum(2 if character > "\uffff" else 1 for character in text)

    def _reference(self) -> str:
        """The character the reference here stands for, stepping over it; "" when Telegram knows none."""
        found = _REFERENCE.match(self.source, self.at, self.end)
        name = found[1] if found else b""
        if name.startswith(b"#"):
            digits, base = (name[2:], 16) if name.startswith(b"#x") else (name[1:], 10)
            code = int(digits or b"0", base) if len(name) < 9 else 0
            character = chr(code) if 0 < code < 0x10FFFF else ""
        else:
            character = _NAMED_CHARACTERS.get(name, "")
        if character:
            self.at += 1 + len(name)
            self.at += self._next_is(b";")
        return character

    def _start_tag(self) -> None:
        begin = self.at
        self._step(b"<")
        tag = OpenTag(self._take(_TAG_NAME).lower(), self.offset, len(self.output))
        if self.at >= self.end:
            raise complaint(f"Unclosed start tag at byte offset {begin}")
        if tag.name not in KNOWN_TAGS:
            raise complaint(f'Unsupported start tag "{tag.name}" at byte offset {begin}')
        self._take(_SPACES)
        while not self._next_is(b">"):
            self._attribute(tag, begin)
            self._take(_SPACES)
        self._step(b">")
        if tag.name == "span" and tag.argument != "spoiler":
            raise complaint(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(tag)

    def _attribute(self, tag: OpenTag, begin: int) -> None:
        attribute = self._take(_ATTRIBUTE_NAME)
        if not attribute:
            raise complaint(f'Empty attribute name in the tag "{tag.name}" at byte offset {begin}')
        self._take(_SPACES)
        value = ""
        if self._next_is(b"="):
            self._step(b"=")
            self._take(_SPACES)
            self._refuse_end(tag, begin)
            quoted = self._next_is(b"'") or self._next_is(b'"')
            value = self._quoted_value() if quoted else self._name_token()
        self._refuse_end(tag, begin)
        tag.keep_attribute(attribute, value)

    def _refuse_end(self, tag: OpenTag, begin: int) -> None:
        if self.at >= self.end:
            raise complaint(f'Unclosed start tag "{tag.name}" at byte offset {begin}')

    def _name_token(self) -> str:
        begin = self.at
        value = self._take(_NAME_TOKEN).lower()
        if self.source[self.at] not in _SPACE + b">":
            raise complaint(f"Unexpected end of name token at byte offset {begin}")
        return value

    def _quoted_value(self) -> str:
        quote = self.source[self.at]
        self.at += 1
        value = bytearray()
        while self.at < self.end and self.source[self.at] != quote:
            character = self._reference() if self._next_is(b"&") else ""
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
            raise complaint(f"Unexpected end tag at byte offset {begin}")
        self._step(b"</")
        name = self._take(_TAG_NAME).lower()
        self._take(_SPACES)
        if not self._next_is(b">"):
            raise complaint(f"Unclosed end tag at byte offset {begin}")
        self._step(b">")
        tag = self.open.pop()
        if name and name != tag.name:
            raise complaint(
                f'Unmatched end tag at byte offset {begin}, expected "</{tag.name}>", found "</{name}>"'
            )
        if self.offset > tag.offset:
            text = "".join(self.output[tag.output_index :])
            add_entity(self.entities, tag, self.offset - tag.offset, text)

    def _next_is(self, byte: bytes) -> bool:
        return self.source[self.at] == byte[0]

    def _step(self, over: bytes) -> str:
        self.at += len(over)
        return over.decode()

    def _take(self, pattern: re.Pattern[bytes]) -> str:
        """Steps over what the pattern matches here (it may be nothing), and gives it."""
        found = pattern.match(self.source, self.at, self.end)
        taken = found.group() if found else b""
        self.at += len(taken)
        return taken.decode()
