"""A connection of its own to a database that a bot may be writing to. It only reads, and holds nobody up."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

_BUSY_SECONDS = 1.0
_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_ERROR")
"""The last one: there is no such table."""


class Unreadable(OSError):
    """The database can't be read now: it is locked, or has no tables yet, or other ones."""

    why = ""
    """SQLite's name for it, where there is one."""


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection | None]:
    """None while there is no file. Raises Unreadable, also for what goes wrong inside."""
    if not path.exists():
        yield None
        return
    address = f"{path.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS)) as db:
            yield db
    except sqlite3.Error as error:
        unreadable = Unreadable(str(error))
        unreadable.why = getattr(error, "sqlite_errorname", "")
        raise unreadable from None


def damage(path: Path) -> str | None:
    """SQLite's name for what is wrong with the file for whoever opens it anew. None when nothing is, or when
    that can't be told now.

    Whoever has it open may not notice for long: what they have read once they don't read again.
    """
    try:
        with reading(path) as db:
            if db is not None:
                db.execute("SELECT 1 FROM people LIMIT 1").fetchone()
    except Unreadable as error:
        return error.why if error.why.startswith(_DAMAGED) else None
    return None
