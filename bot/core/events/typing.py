"""Typed words and other messages."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.events.event import Event


@dataclass(frozen=True)
class PhraseTyped(Event):
    """A phrase of the content's list."""

    phrase: str


@dataclass(frozen=True)
class NotUnderstood(Event):
    """Typed words that are on no list."""


@dataclass(frozen=True)
class MediaSent(Event):
    """A voice message, photo or anything else that is no text."""
