"""How a transcript names the messages and buttons of a chat: by words that are on the screen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.sandbox.text.formatted import Formatted
from bot.sandbox.text.utf16 import character_index, utf16_offsets
from bot.sandbox.transcripts.happened import Buttons

_LONGEST_NAME = 40
"""Characters of a message that name it."""


@dataclass
class Names:
    """The messages as they stand at one place of a transcript."""

    words: dict[int, Formatted] = field(default_factory=dict)
    """The bot's messages."""
    texts: dict[int, str] = field(default_factory=dict)
    """The same, as they are written."""
    own: dict[int, str] = field(default_factory=dict)
    """The person's."""
    files: dict[int, str] = field(default_factory=dict)
    """The names of the files in the bot's messages; empty where there is none."""
    _buttons: dict[int, Buttons] = field(default_factory=dict)
    _ever: list[tuple[str, str, int]] = field(default_factory=list)
    """Every button there was: label, callback data, message."""
    _tapped: tuple[str, int] = ("", 0)
    """The last tap."""
    _ever_tapped: set[int] = field(default_factory=set)

    def shows(self, message_id: int, words: Formatted, buttons: Buttons, file: str) -> None:
        """A message of the bot shows this now."""
        self.words[message_id], self.texts[message_id] = words, written(words)
        self._buttons[message_id], self.files[message_id] = buttons, file
        self._ever += [(label, carried, message_id) for row in buttons for label, carried in row]

    def shown(self, message_id: int) -> tuple[Formatted, Buttons, str] | None:
        """What a message of the bot shows, None for no message."""
        words = self.words.get(message_id)
        return None if words is None else (words, self._buttons[message_id], self.files[message_id])

    def delete(self, message_id: int) -> None:
        """A message of the bot is gone."""
        for each in (self.words, self.texts, self.files, self._buttons):
            each.pop(message_id, None)

    def is_newest(self, message_id: int) -> bool:
        """Whether the bot's last message is this one."""
        return message_id == max(self.texts, default=0)

    def was_tapped(self, message_id: int) -> bool:
        """Whether a button of this message was ever tapped."""
        return message_id in self._ever_tapped

    def tap(self, message_id: int, carried: str) -> str:
        """The line for a tap on the button with this callback data."""
        again = self._tapped == (carried, message_id)
        self._tapped = (carried, message_id)
        self._ever_tapped.add(message_id)
        label = next((label for label, data in self._on(message_id) if data == carried), None)
        if label is not None and self._newest_with(label) == (carried, message_id):
            return f"tap: {label}"
        if label is not None and carried == next(
            data for name, data in self._on(message_id) if name == label
        ):
            return f"tap in {which(message_id, self.texts)}: {label}"
        if again:
            return "tap again"
        for label, data, number in self._ever:
            if (data, number) == (carried, message_id) and self._first_ever(label) == (carried, message_id):
                return f"tap old: {label}"
        return f"forge: {' '.join(carried.split())}"

    def _on(self, message_id: int) -> list[tuple[str, str]]:
        return [each for row in self._buttons.get(message_id, ()) for each in row]

    def _newest_with(self, label: str) -> tuple[str, int] | None:
        for number in sorted(self._buttons, reverse=True):
            for name, carried in self._on(number):
                if name == label:
                    return carried, number
        return None

    def _first_ever(self, label: str) -> tuple[str, int] | None:
        return next(((carried, number) for name, carried, number in self._ever if name == label), None)


def which(message_id: int, texts: Mapping[int, str]) -> str:
    """Words in quotes that the newest message to hold them, or one further up, is this one."""
    further_up = {piece: _newer(message_id, piece, texts) for piece in _pieces(texts.get(message_id, ""))}
    piece = min(further_up, key=lambda each: further_up[each])
    return f'"{piece}", {further_up[piece]} further up' if further_up[piece] else f'"{piece}"'


def written(words: Formatted) -> str:
    """A message's text as transcripts have it: a quote that is folded begins with "> "."""
    offsets = utf16_offsets(words.text)
    folded = {
        character_index(offsets, entity["offset"])
        for entity in words.entities
        if entity["type"] == "expandable_blockquote"
    }
    return "".join("> " * (at in folded) + letter for at, letter in enumerate(words.text))


def _newer(message_id: int, piece: str, texts: Mapping[int, str]) -> int:
    return sum(number > message_id and piece in text for number, text in texts.items())


def _pieces(text: str) -> Iterator[str]:
    """Parts of a text that can stand in quotes, the plainest first."""
    for line in text.split("\n"):
        for part in line.split('"'):
            piece = part.strip()
            if len(piece) > _LONGEST_NAME:
                piece = piece[:_LONGEST_NAME].rpartition(" ")[0].strip() or piece[:_LONGEST_NAME]
            if piece:
                yield piece
    yield ""
