"""A connection of its own to a database that a bot may be writing to. It only reads, and holds nobody up."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

_BUSY_SECONDS = 1.0


class Unreadable(OSError):
    """The database can't be read now: it is locked, or has no tables yet, or other ones."""


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
        raise Unreadable(str(error)) from None
