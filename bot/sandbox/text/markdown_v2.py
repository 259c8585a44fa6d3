"""Telegram's MarkdownV2 to plain text and entities, with Telegram's own complaints.

Offsets in complaints are bytes of UTF-8, offsets in entities UTF-16 code units: that is how Telegram has it.
"""

import re
from dataclasses import dataclass

from bot.sandbox.text.complaints import complaint
from bot.sandbox.text.link_entities import emoji_or_time, link_entity
from bot.sandbox.text.markdown import PRE_START
from bot.sandbox.text.plain import PlainText
from bot.sandbox.wire import JSON

_RESERVED = "_*[]()~`>#+-=|{}.!\n"
_LONG_MARKS = ("```", "__", "||", "![")
_KINDS = {
    "*": "bold",
    "_": "italic",
    "__": "underline",
    "~": "strikethrough",
    "||": "spoiler",
    "`": "code",
    "```": "pre",
    "[": "text_link",
    "![": "custom_emoji",
}
_ENDS = {kind: mark for mark, kind in _KINDS.items()} | {"text_link": "]", "custom_emoji": "]"}
_CALLED = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "text_link": "TextUrl",
    "custom_emoji": "CustomEmoji",
    "blockquote": "BlockQuote",
}
_ESCAPED = re.compile(r"\\([\x01-\x7e])")


def parse_markdown_v2(text: str) -> tuple[str, list[JSON]]:
    """The plain text and its entities, as they end. Raises `Refusal` "can't parse entities: ..."."""
    reader = _Reader(text)
    reader.read()
    return reader.plain.since(), reader.entities


@dataclass
class _Open:
    """An entity that waits for its end."""

    kind: str
    at: int
    """Where in the markup it begins."""
    offset: int
    piece_count: int
    language: str = ""

    @property
    def called(self) -> str:
        return "PreCode" if self.language else _CALLED[self.kind]


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.plain = PlainText()
        self.entities: list[JSON] = []
        self.open: list[_Open] = []
        self.in_quote = False
        self.at_line_start = True
        """Whether a quote can begin here."""

    def read(self) -> None:
        while self.at < len(self.source):
            character = self.source[self.at]
            reserved = "`" if self.open and self.open[-1].kind in ("code", "pre") else _RESERVED
            if escaped := _ESCAPED.match(self.source, self.at):
                self._write(escaped[1])
                self.at += 2
            elif character not in reserved:
                # A line break inside code begins no line that could be a quote.
                self._write(character, may_begin_line=False)
                self.at += 1
            else:
                mark = self._mark()
                (self._end if self._is_end(mark) else self._begin)(mark)
        if self.in_quote:
            self._end_quote()
        if self.open:
            raise self._unended()

    def _write(self, text: str, *, may_begin_line: bool = True) -> None:
        self.plain.write(text)
        if text != "\r":
            self.at_line_start = may_begin_line and text == "\n"

    def _mark(self) -> str:
        if not (self.open and self.open[-1].kind == "code"):
            for mark in _LONG_MARKS:
                if self.source.startswith(mark, self.at):
                    return mark
        return self.source[self.at]

    def _is_end(self, mark: str) -> bool:
        if not self.open:
            return False
        if mark == "\n":
            return self.in_quote and not self.source.startswith(">", self.at + 1)
        return _ENDS.get(self.open[-1].kind) == mark

    def _begin(self, mark: str) -> None:
        if mark == "\n":
            self._write("\n")
        elif mark == ">" and self.at_line_start:
            if not self.in_quote:
                self._push("blockquote")
            self.in_quote = True
        elif mark == "```":
            start = PRE_START.match(self.source, self.at)
            self._push("pre", (start and start[1]) or "")
            mark = start.group() if start else mark
        elif mark in _KINDS:
            self._push(_KINDS[mark])
        else:
            raise complaint(f"Character '{mark[0]}' is reserved and must be escaped with the preceding '\\'")
        self.at += len(mark)

    def _push(self, kind: str, language: str = "") -> None:
        self.open.append(_Open(kind, self.at, self.plain.length, self.plain.piece_count, language))

    def _end(self, mark: str) -> None:
        if mark == "\n":
            self._end_quote()
            return
        ended = self.open.pop()
        self.at += len(mark)
        if ended.kind == "text_link":
            has_target = self.source.startswith("(", self.at)
            target = self._target() if has_target else self.plain.since(ended.piece_count)
            self.entities += link_entity(target, ended.offset, self.plain.length - ended.offset)
        elif ended.kind == "custom_emoji":
            if not self.source.startswith("(", self.at):
                raise complaint("The entity must contain a tg://emoji or tg://time URL")
            self._add(ended, **emoji_or_time(self._target()))
        else:
            self._add(ended, type=ended.kind, **({"language": ended.language} if ended.language else {}))

    def _target(self) -> str:
        """The link in brackets that begins here."""
        self.at += 1
        begin, target = self.at, ""
        while not self.source.startswith(")", self.at):
            if self.at >= len(self.source):
                raise complaint(f"Can't find end of a URL at byte offset {self._bytes(begin)}")
            escaped = _ESCAPED.match(self.source, self.at)
            target += escaped[1] if escaped else self.source[self.at]
            self.at += 2 if escaped else 1
        self.at += 1
        return target

    def _end_quote(self) -> None:
        """The quote ends with its last line, which may have a mark of a spoiler (`||`) at its very end."""
        kind = "blockquote"
        marked = self.source[: self.at]
        marked = marked if self.at == len(self.source) else marked.removesuffix("\r")
        if self.open[-1].kind == "spoiler" and self.open[-1].at == len(marked) - 2:
            self.open.pop()
            kind = "expandable_blockquote"
        if self.open[-1].kind != "blockquote":
            raise self._unended()
        if self.at < len(self.source):
            self._write("\n")
            self.at += 1
        self._add(self.open.pop(), type=kind)
        self.in_quote = False

    def _add(self, ended: _Open, **kind: str | int) -> None:
        if length := self.plain.length - ended.offset:
            self.entities.append({"type": kind["type"], "offset": ended.offset, "length": length, **kind})

    def _unended(self) -> Exception:
        last = self.open[-1]
        return complaint(f"Can't find end of {last.called} entity at byte offset {self._bytes(last.at)}")

    def _bytes(self, index: int) -> int:
        return len(self.source[:index].encode())
