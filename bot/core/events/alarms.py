"""What comes by itself."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.events.event import Event


@dataclass(frozen=True)
class SessionExpired(Event):
    """An unfinished session is over its time."""


@dataclass(frozen=True)
class ReaskCame(Event):
    """The hour has come to ask again after a worse session."""
