"""What the sandbox is told of the bot, so that a chat it saves can be played again in tests/conversations."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from bot.adapters.places import zone_at
from bot.adapters.store import waiting
from bot.config import Settings
from bot.sandbox import Stored, Witness
from bot.sandbox.transcripts.happened import Shared


def witness(settings: Settings, database: Path) -> Witness:
    """Ways to ask about the bot that runs on this database."""
    host = {
        "contact": settings.contact,
        "emergency number": settings.emergency_number,
        "zone": settings.timezone.key,
    }
    return Witness(stored_in(database), zone_at, is_slow, host)


def is_slow(what: object) -> bool:
    """A place: its zone is looked up first, while the rest goes on."""
    return isinstance(what, Shared)


def stored_in(database: Path) -> Callable[[Collection[int]], Stored]:
    """Looks what the bot has stored of some people."""

    def stored(people: Collection[int]) -> Stored:
        found = waiting(database, people)
        due = {
            person: {name: at.timestamp() for name, at in each.items()} for person, each in found.due.items()
        }
        return Stored(due, found.unsent, found.heard)

    return stored
