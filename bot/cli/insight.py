"""What the sandbox shows of this bot's inside, read from its database and its table."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from bot.adapters.store import all_due, peek
from bot.core.arrows import GROUPS, arrows
from bot.core.snapshots import plain_session
from bot.sandbox import Conversation, ConversationArrow, NextDue, Remembered

_MOST_DUE = 200


class Insight:
    """The bot whose database this is, whether it runs or not. It writes nothing."""

    def __init__(self, database: Path) -> None:
        self._database = database

    def remembered(self, person: int) -> Remembered | None:
        """The stored session, with what else is kept of a person beside it. Raises OSError."""
        found = peek(self._database, person)
        if found is None:
            return None
        session, plain = _read(found.snapshot), plain_session()
        step = session.get("step")
        if session.get("format") == plain["format"]:  # then what it lacks is as in the beginning
            session = plain | session
        return Remembered(
            {"zone": found.zone, "blocked": found.blocked, "session": session},
            {"zone": None, "blocked": False, "session": plain},
            step if isinstance(step, str) else None,
        )

    def due(self) -> list[NextDue]:
        """What comes by itself to anybody, the next first. Raises OSError."""
        found = all_due(self._database, _MOST_DUE)
        return [NextDue(at.timestamp(), kind, person) for at, kind, person in found]

    def conversation(self) -> Conversation:
        """The table."""
        return _conversation()


def _read(snapshot: str | None) -> dict[str, Any]:
    """A snapshot as it stands, though this version of the bot may not be able to read it."""
    try:
        stored = json.loads(snapshot or "{}")
    except ValueError:
        stored = None
    return stored if isinstance(stored, dict) else {"unreadable": snapshot}


@cache
def _conversation() -> Conversation:
    groups = tuple((name, tuple(step.value for step in steps)) for name, steps in GROUPS)
    return Conversation(
        groups,
        tuple(
            ConversationArrow(
                arrow.start.value, arrow.event, arrow.to.value, arrow.guards, arrow.common, arrow.back
            )
            for arrow in arrows()
        ),
    )
