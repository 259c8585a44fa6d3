"""A look into a database that a bot may be writing to, through a connection of its own."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from bot.adapters.store.instants import instant_of


def next_due(path: Path) -> tuple[datetime, str, int] | None:
    """When the next is due (UTC), its kind and person; None when nothing is, or there is no database yet."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=1)) as db:
            found = db.execute("SELECT at, kind, person FROM due ORDER BY at LIMIT 1").fetchone()
    except sqlite3.Error:
        return None
    return (instant_of(found[0]), found[1], found[2]) if found else None
