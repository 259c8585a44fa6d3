"""What the sandbox is told of the bot, so that a chat it saves can be played again in tests/conversations."""

from __future__ import annotations

from pathlib import Path

from bot.adapters.places import zone_at
from bot.adapters.store import waiting
from bot.config import Settings
from bot.sandbox import Inside, Insight


def insight(settings: Settings, database: Path) -> Insight:
    """Ways to ask about the bot that runs on this database."""

    def inside() -> Inside:
        found = waiting(database)
        due = {
            person: {name: at.timestamp() for name, at in each.items()} for person, each in found.due.items()
        }
        return Inside(due, found.unsent)

    host = {
        "contact": settings.contact,
        "emergency number": settings.emergency_number,
        "zone": settings.timezone.key,
    }
    return Insight(inside, zone_at, host)
