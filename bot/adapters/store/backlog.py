"""How much waits, and how large the file is, through a connection that only reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.adapters.store.instants import instant_of, text_of
from bot.adapters.store.reading import reading


@dataclass(frozen=True)
class Backlog:
    """What waits, of everybody together."""

    owed_screens: int = 0
    """Rows of the outbox."""
    due_lag_seconds: float = 0.0
    """How long ago the longest overdue reminder or question was due; 0 when none is."""
    database_bytes: int = 0
    """The file and the log that SQLite writes beside it."""


def backlog(path: Path, now: datetime) -> Backlog:
    """What waits now. Raises Unreadable."""
    with reading(path) as db:
        if db is None:
            return Backlog()
        [owed] = db.execute("SELECT count(*) FROM outbox WHERE set_aside IS NULL").fetchone()
        [first] = db.execute("SELECT min(at) FROM due WHERE at <= ?", [text_of(now)]).fetchone()
    lag = (now - instant_of(first)).total_seconds() if first else 0.0
    return Backlog(owed, lag, _size(path) + _size(path.with_name(f"{path.name}-wal")))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
