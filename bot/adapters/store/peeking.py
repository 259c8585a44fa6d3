"""A look into a database that a bot may be writing to, through a connection of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.adapters.store.instants import instant_of
from bot.adapters.store.post import PLACE


@dataclass(frozen=True)
class Waiting:
    """What is yet to come, by person."""

    due: dict[int, dict[str, datetime]] = field(default_factory=dict)
    """What is due, and when (UTC)."""
    unsent: dict[int, list[int]] = field(default_factory=dict)
    """The rows of the outbox, in the order in which they are sent."""


def next_due(path: Path) -> tuple[datetime, str, int] | None:
    """When the next is due (UTC), its kind and person; None when nothing is, or there is no database yet."""
    found = _rows(path, "SELECT at, kind, person FROM due ORDER BY at LIMIT 1")[0]
    return (instant_of(found[0][0]), found[0][1], found[0][2]) if found else None


def waiting(path: Path, people: Collection[int]) -> Waiting:
    """All that is yet to come to these people; nothing when there is no database yet."""
    theirs = f"person IN ({', '.join(map(str, map(int, people)))})"
    due, unsent = _rows(
        path,
        f"SELECT person, kind || ' ' || key, at FROM due WHERE {theirs}",  # noqa: S608 - whole numbers
        f"SELECT person, id FROM outbox WHERE set_aside IS NULL AND {theirs} "  # noqa: S608 - the same
        f"ORDER BY {PLACE}, id",
    )
    found = Waiting()
    for person, name, at in due:
        found.due.setdefault(person, {})[name] = instant_of(at)
    for person, row in unsent:
        found.unsent.setdefault(person, []).append(row)
    return found


def _rows(path: Path, *queries: str) -> list[list[Any]]:
    """What each query gives, at one moment; nothing where nothing can be read."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=1)) as db:
            db.execute("BEGIN")
            return [db.execute(query).fetchall() for query in queries]
    except sqlite3.Error:
        return [[] for _ in queries]
