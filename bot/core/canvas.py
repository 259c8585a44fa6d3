"""What screens are made of: buttons, the canvas a screen is drawn on, and what each wants of the content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import escape, unescape

from bot.core.callbacks import encode
from bot.core.content import Content, ScreenText
from bot.core.effects import ScreenRow, Slot
from bot.core.events import Event
from bot.core.history import History
from bot.core.pictures.scene import Scene


@dataclass(frozen=True)
class Button:
    """An inline button; ``callback`` is its callback data, at most 64 bytes."""

    label: str
    callback: str


@dataclass(frozen=True)
class Screen:
    """One message as it is sent: Telegram HTML, rows of buttons, and the name of a figure, of a file that is
    made for this chat when it is sent, or of nothing.
    """

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    figure: str = ""
    picture: Scene | None = None
    """What is drawn for this person alone, instead of a figure."""
    document: str = ""
    """The name of the file that comes with it: its picture, whole, or one that is made for the person."""


@dataclass(frozen=True)
class Host:
    """What the host has set for people to see."""

    contact: str = ""
    emergency_number: str = ""
    keep_months: int = 12
    """Months after which scores and sessions go by themselves."""


@dataclass(frozen=True)
class Canvas:
    """All a screen is drawn from: its row's arguments, its words, and where its buttons lead."""

    row: ScreenRow
    slot: Slot
    revision: int
    content: Content
    host: Host
    history: History | None = None
    """The person's days, where the look wants them."""

    @property
    def words(self) -> ScreenText:
        """The screen's own words."""
        return self.content.screens[self.row.screen]

    def word(self, name: str) -> str:
        """A text argument; empty when not given."""
        value = self.row.arg(name)
        return "" if value is None else str(value)

    def on(self, name: str) -> bool:
        """Whether an argument is given and true."""
        return bool(self.row.arg(name))

    def button(self, name: str, event: Event) -> Button:
        """A button with the content's label."""
        return self.labelled(self.words.buttons[name], event)

    def labelled(self, label: str, event: Event) -> Button:
        """A button with a label of our own making, such as a score."""
        return Button(label, encode(self.slot, self.revision, event))


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Look:
    """What a screen needs of the content, and how it is drawn."""

    buttons: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()
    placeholders: frozenset[str] = frozenset()
    values: Callable[[Canvas], dict[str, str]] = field(default=lambda canvas: {})
    """The placeholders' texts, as Telegram HTML."""
    layout: Callable[[Canvas], Rows] = field(default=lambda canvas: ())
    figure: Callable[[Canvas], str] | None = None
    """The name of its figure, empty when there is none; None: the figure that its words name."""
    picture: Callable[[Canvas], Scene | None] | None = None
    """What it draws of the person's days, for which it gets their history."""
    history: bool = False
    """It tells of the person's days in words, for which it gets their history too."""
    document: str = ""
    """The name of the file that comes with it: its picture, whole, or one that is made for the person."""
    brief: bool = False
    """Long: when a typed word is answered above it, only its heading is repeated."""
    text_of: str = ""
    """The screen whose text this one shares; its own when empty."""
    safety: bool = False
    """One of the safety check's screens, which may be longer."""


STAYS: frozenset[str] = frozenset({"emergency_stop", "export", "report"})
"""Screens that are never edited away, nor replaced while unsent."""


def as_html(text: str) -> str:
    """Text from outside the content, such as the host's contact, made harmless."""
    return escape(text, quote=False)


def without_markup(content: Content) -> Content:
    """The content as pictures and labels show it: they know no markup, and an &amp; is their &."""
    screens = {
        name: replace(
            words,
            text=unescape(words.text),
            lines={line: unescape(text) for line, text in words.lines.items()},
        )
        for name, words in content.screens.items()
    }
    exercises = {
        name: replace(exercise, clinical_name=unescape(exercise.clinical_name))
        for name, exercise in content.exercises.items()
    }
    return replace(content, screens=screens, exercises=exercises)
