"""What the sandbox is told of the bot, so that a chat it saves can be played again in tests/conversations."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from bot.adapters.places import zone_at
from bot.adapters.store import waiting
from bot.config import Settings
from bot.sandbox import Inside, Insight


def insight(settings: Settings, database: Path) -> Insight:
    """Ways to ask about the bot that runs on this database."""
    host = {
        "contact": settings.contact,
        "emergency number": settings.emergency_number,
        "zone": settings.timezone.key,
    }
    return Insight(stored_in(database), zone_at, host)


def stored_in(database: Path) -> Callable[[Collection[int]], Inside]:
    """Looks what the bot has stored of some people."""

    def inside(people: Collection[int]) -> Inside:
        found = waiting(database, people)
        due = {
            person: {name: at.timestamp() for name, at in each.items()} for person, each in found.due.items()
        }
        return Inside(due, found.unsent)

    return inside
