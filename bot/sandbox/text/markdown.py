"""The older Markdown (parse_mode Markdown): four kinds of entities, none inside another."""

import re

from bot.sandbox.text.complaints import complaint
from bot.sandbox.text.link_entities import link_entity
from bot.sandbox.text.plain import PlainText
from bot.sandbox.wire import JSON

_SPECIAL = "_*`["
_STYLES = {"_": "italic", "*": "bold", "`": "code"}
PRE_START = re.compile(r"```(?:([^\s`]+)(?=\s))?(?:\r\n|\n\r|\r|\n)?")
"""The beginning of a block of code: with its language, if white space follows that, and one line break."""


def parse_markdown(text: str) -> tuple[str, list[JSON]]:
    """The plain text and its entities. Raises `Refusal` "can't parse entities: ..."."""
    reader = _Reader(text)
    while reader.at < len(text):
        reader.read_next()
    return reader.plain.since(), reader.entities


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.plain = PlainText()
        self.entities: list[JSON] = []

    def read_next(self) -> None:
        character = self.source[self.at]
        escaped = self.source[self.at + 1 : self.at + 2]
        if character == "\\" and escaped and escaped in _SPECIAL:
            self.plain.write(escaped)
            self.at += 2
        elif character not in _SPECIAL:
            self.plain.write(character)
            self.at += 1
        elif character == "[":
            self._link()
        elif start := PRE_START.match(self.source, self.at):
            language = {"language": start[1]} if start[1] else {}
            self._entity({"type": "pre", **language}, start.group(), "```")
        else:
            self._entity({"type": _STYLES[character]}, character, character)

    def _entity(self, kind: JSON, start: str, end: str) -> JSON | None:
        """Reads what is between the marks; an empty entity is none."""
        begin, offset = self.at, self.plain.length
        inside = begin + len(start)
        stop = self.source.find(end, inside)
        if stop < 0:
            place = len(self.source[:begin].encode())
            raise complaint(f"Can't find end of the entity starting at byte offset {place}")
        self.plain.write(self.source[inside:stop])
        self.at = stop + len(end)
        if stop == inside:
            return None
        entity: JSON = {"type": kind["type"], "offset": offset, "length": self.plain.length - offset, **kind}
        self.entities.append(entity)
        return entity

    def _link(self) -> None:
        begin = self.at
        entity = self._entity({"type": "text_link"}, "[", "]")
        target = self.source[begin + 1 : self.at - 1]
        if entity is not None and self.source.startswith("(", self.at):
            end = self.source.find(")", self.at)
            end = len(self.source) if end < 0 else end  # Telegram takes the rest for the link, too.
            target = self.source[self.at + 1 : end]
            self.at = end + 1
        if entity is not None:
            self.entities.pop()
            self.entities += link_entity(target, entity["offset"], entity["length"])
