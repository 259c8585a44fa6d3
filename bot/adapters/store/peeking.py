"""A look into a database that a bot may be writing to, through a connection of its own that only reads."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.adapters.store.instants import instant_of
from bot.adapters.store.post import PLACE
from bot.adapters.store.reading import Unreadable, reading

_LAST_HEARD = 200
"""More than Telegram tells of at once."""


@dataclass(frozen=True)
class Peek:
    """What is stored of one person's conversation."""

    zone: str | None
    blocked: bool
    snapshot: str | None


@dataclass(frozen=True)
class Waiting:
    """What is yet to come, by person."""

    due: dict[int, dict[str, datetime]] = field(default_factory=dict)
    """What is due, and when (UTC)."""
    unsent: dict[int, list[int]] = field(default_factory=dict)
    """The rows of the outbox, in the order in which they are sent."""
    heard: set[int] = field(default_factory=set)
    """The last updates that were taken, by their ids."""


def next_due(path: Path) -> tuple[datetime, str, int] | None:
    """When the next is due (UTC), its kind and person; None when nothing is, or there is no database yet."""
    try:
        return next(iter(all_due(path, most=1)), None)
    except Unreadable:
        return None


def all_due(path: Path, most: int) -> list[tuple[datetime, str, int]]:
    """As `next_due`, the first ``most`` in order. Raises Unreadable."""
    with reading(path) as db:
        if db is None:
            return []
        rows = db.execute("SELECT at, kind, person FROM due ORDER BY at, person LIMIT ?", [most]).fetchall()
    return [(instant_of(at), kind, person) for at, kind, person in rows]


def peek(path: Path, person: int) -> Peek | None:
    """What is stored of a person, None of a stranger. Raises Unreadable."""
    with reading(path) as db:
        if db is None:
            return None
        found = db.execute(
            "SELECT zone, blocked, snapshot FROM people LEFT JOIN conversations ON person = id WHERE id = ?",
            [person],
        ).fetchone()
    return Peek(found[0], bool(found[1]), found[2]) if found else None


def waiting(path: Path, people: Collection[int]) -> Waiting:
    """All that is yet to come to these people, at one moment. Raises Unreadable."""
    found, theirs = Waiting(), f"person IN ({', '.join(map(str, map(int, people)))})"
    with reading(path) as db:
        if db is None:
            return found
        db.execute("BEGIN")
        due = db.execute(f"SELECT person, kind || ' ' || key, at FROM due WHERE {theirs}")  # noqa: S608 - numbers
        for person, name, at in due:
            found.due.setdefault(person, {})[name] = instant_of(at)
        unsent = db.execute(
            f"SELECT person, id FROM outbox WHERE set_aside IS NULL AND {theirs} ORDER BY {PLACE}, id"  # noqa: S608
        )
        for person, row in unsent:
            found.unsent.setdefault(person, []).append(row)
        heard = "SELECT update_id FROM seen_updates ORDER BY update_id DESC LIMIT ?"
        found.heard.update(number for (number,) in db.execute(heard, [_LAST_HEARD]))
    return found
