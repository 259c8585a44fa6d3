"""Transcripts of tests/conversations, played over HTTP by somebody with a phone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from bot.sandbox import Person, Seen


@dataclass(frozen=True)
class Line:
    """A line of a transcript: what the person does, or a message as they see it."""

    verb: str
    words: str
    labels: list[list[str]]


def transcript(path: Path) -> list[Line]:
    """What a transcript says; the bot's messages as plain text and rows of labels."""
    blocks = re.split(r"\n\n", re.sub(r"(?m)^#.*\n", "", path.read_text("utf-8")).strip())
    lines = [line for block in blocks for line in re.split(r"\n(?=\S)", block) if line]
    return [_line(line) for line in lines]


def _line(written: str) -> Line:
    first, *others = written.split("\n")
    verb, _, words = first.partition(": ")
    text = [words, *(other[4:] for other in others)]
    labels: list[list[str]] = []
    while text and re.fullmatch(r"(\[[^]]+\] ?)+", text[-1]):
        labels.insert(0, re.findall(r"\[([^]]+)\]", text.pop()))
    return Line(verb, "\n".join(text).strip(), labels)


def plain(seen: Seen) -> str:
    """A message as transcripts write it."""
    text = unescape(re.sub(r"<[^>]+>", "", seen.html.replace("<blockquote expandable>", "> ")))
    return "\n".join(line.rstrip() for line in text.split("\n"))


@dataclass
class Reader:
    """A person who does what a transcript says, and sees to it that the bot does too."""

    person: Person
    newest: int = 0
    """The bot's newest message that has been read."""
    taps: int = 0

    async def follow(self, line: Line) -> None:
        """Do a line, or see it happen."""
        verb, _, figure = line.verb.partition(" with ")
        match verb:
            case "person":
                self.person.send(line.words)
            case "tap":
                self.taps += 1
                self.person.tap(self._with_button(line.words).message_id, line.words)
            case "bot":
                seen = await self.person.next_message(after=self.newest)
                self.newest = seen.message_id
                assert (plain(seen), seen.labels) == (line.words, line.labels)
                assert self._figure(seen) == figure
            case "bot edits":
                await self.person.wait_for(lambda person: self._shows(line))
            case other:
                raise AssertionError(f"a transcript of the first day has no {other!r}")

    def _with_button(self, label: str) -> Seen:
        for seen in reversed(self.person.bot_messages):
            if any(label in row for row in seen.labels):
                return seen
        raise AssertionError(f"no button {label!r} on the screen")

    def _figure(self, seen: Seen) -> str:
        """The name of the file with a message; photos have none of their own on the screen."""
        stored = self.person._world.files.find(seen.file_id)
        return Path(stored.upload.name).stem if stored else ""

    def _shows(self, line: Line) -> bool:
        return any(
            (plain(seen), seen.labels) == (line.words, line.labels) for seen in self.person.bot_messages
        )
