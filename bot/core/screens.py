"""An outbox row and the content -> what Telegram is to show."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.content import Content
from bot.core.effects import ScreenRow, Slot


@dataclass(frozen=True)
class Button:
    """An inline button; ``callback`` is its callback data, at most 64 bytes."""

    label: str
    callback: str


@dataclass(frozen=True)
class Screen:
    """One message as it is sent: Telegram HTML, rows of buttons, and a figure's name or nothing."""

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    figure: str = ""


@dataclass(frozen=True)
class Host:
    """What the host has set for people to see."""

    contact: str = ""
    emergency_number: str = ""


STAYS: frozenset[str] = frozenset({"emergency_stop"})
"""Screens that are never edited away, nor replaced while unsent."""


def render(row: ScreenRow, slot: Slot, revision: int, content: Content, host: Host) -> Screen:
    """The message for an outbox row. Raises KeyError when the content lacks what the row names."""
    raise NotImplementedError
