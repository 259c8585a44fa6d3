"""All that is stored of one person, as it stands at one moment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.adapters.store.reading import reading
from bot.core.theirs import THEIRS

Rows = dict[str, list[dict[str, Any]]]


def everything_of(path: Path, person: int) -> Rows:
    """The rows of each table of ``THEIRS`` that are this person's, in the order they were made.

    Raises Unreadable.
    """
    found: Rows = {table: [] for table in THEIRS}
    with reading(path) as db:
        if db is None:
            return found
        db.execute("BEGIN")
        for table, columns in THEIRS.items():
            whose = "id" if table == "people" else "person"
            quoted = ", ".join(f'"{column}"' for column in columns)
            first = next(column for column in ("id", "at", columns[0]) if column in columns)
            query = f'SELECT {quoted} FROM "{table}" WHERE "{whose}" = ? ORDER BY "{first}"'  # noqa: S608 - our own names
            found[table] = [dict(zip(columns, row, strict=True)) for row in db.execute(query, [person])]
    return found
