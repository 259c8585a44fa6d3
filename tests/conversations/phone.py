"""What the person of a transcript has on their phone, and how a line names it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

from bot.core.screens import Screen


@dataclass(frozen=True)
class Which:
    """The message a line names: the newest that holds these words, or one further up that does too."""

    words: str
    further_up: int = 0

    def among(self, texts: Mapping[int, str]) -> int:
        found = sorted((number for number, text in texts.items() if self.words in text), reverse=True)
        assert len(found) > self.further_up, f"no message holds {self.words!r}"
        return found[self.further_up]


@dataclass
class Phone:
    """The messages as they stand, and every button there ever was."""

    messages: dict[int, Screen] = field(default_factory=dict)
    ever: list[tuple[str, str, int]] = field(default_factory=list)
    """Every button ever shown: label, callback, message."""
    own: dict[int, str] = field(default_factory=dict)
    """What the person has typed."""
    last_tap: tuple[str, int] = ("", 0)
    gone: set[int] = field(default_factory=set)
    """Messages that were deleted, by the person or the bot."""
    last_id: int = 100

    def new_id(self) -> int:
        self.last_id += 1
        return self.last_id

    def show(self, number: int, screen: Screen) -> None:
        if number in self.gone:
            return
        self.messages[number] = screen
        self.ever += [(button.label, button.callback, number) for row in screen.buttons for button in row]

    def delete(self, number: int) -> None:
        del self.messages[number]
        self.gone.add(number)

    def message(self, which: Which) -> int:
        return which.among({number: plain(screen.text) for number, screen in self.messages.items()})

    def own_message(self, which: Which | None) -> int:
        """The one named, or the last."""
        return which.among(self.own) if which else max(self.own, default=0)

    def tap(self, verb: str, which: Which | None, label: str) -> tuple[str, int]:
        """The callback, and the message, of what a line taps."""
        self.last_tap = self._tapped(verb, which, label)
        return self.last_tap

    def _tapped(self, verb: str, which: Which | None, label: str) -> tuple[str, int]:
        match verb:
            case "tap" | "tap in":
                return self._button(label, which)
            case "tap old":
                return next((callback, number) for ever, callback, number in self.ever if ever == label)
            case "tap again":
                return self.last_tap
            case "forge":
                return label, max(self.messages)
            case _:
                raise AssertionError(f"no such line as {verb!r}")

    def _button(self, label: str, which: Which | None) -> tuple[str, int]:
        numbers = [self.message(which)] if which else sorted(self.messages, reverse=True)
        for number in numbers:
            for row in self.messages[number].buttons:
                for button in row:
                    if button.label == label:
                        return button.callback, number
        raise AssertionError(f"no button {label!r} in sight")


def plain(html: str) -> str:
    """A message's words without their markup."""
    return unescape(re.sub(r"<[^>]+>", "", html.replace("<blockquote expandable>", "> ")))
