"""What is due: a row a person, kind and key, with the instant it comes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlite_utils import Database

from bot.adapters.store.instants import instant_of, text_of
from bot.core.kept import DueRow


class Due:
    """The table due."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def schedule(self, person: int, kind: str, key: str, at: datetime) -> None:
        """Have it come at an instant; there is one of a kind and key, a later order moves it."""
        self._db.execute(
            "INSERT INTO due (person, kind, key, at) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (person, kind, key) DO UPDATE SET at = excluded.at",
            [person, kind, key, text_of(at)],
        )

    def cancel(self, person: int, kinds: Sequence[str]) -> None:
        """Forget what is due of these kinds; of all kinds when there are none."""
        if not kinds:
            self._db.execute("DELETE FROM due WHERE person = ?", [person])
        for kind in kinds:
            self._db.execute("DELETE FROM due WHERE person = ? AND kind = ?", [person, kind])

    def move(
        self, person: int, kind: str, at: datetime | None, *, keep_until: datetime | None = None
    ) -> None:
        """Have it come at an instant instead; what has come by ``keep_until`` and waits stays. Without an
        instant nothing of the kind comes, not even what was put off.
        """
        if at is None:
            self.cancel(person, [kind])
            return
        kept = text_of(keep_until) if keep_until else ""
        self._db.execute(
            "DELETE FROM due WHERE person = ? AND kind = ? AND key = '' AND at > ?", [person, kind, kept]
        )
        self._db.execute(
            "INSERT OR IGNORE INTO due (person, kind, key, at) VALUES (?, ?, '', ?)",
            [person, kind, text_of(at)],
        )

    def come(self, now: datetime, limit: int) -> list[DueRow]:
        """What has come by now, the longest overdue first, at most ``limit``."""
        rows = self._db.execute(
            "SELECT person, kind, key, day, at FROM due WHERE at <= ? ORDER BY at LIMIT ?",
            [text_of(now), limit],
        )
        return [_row(*row) for row in rows.fetchall()]

    def drop_unreadable(self, now: datetime) -> list[int]:
        """Take out what has come by now and can't be read, because of a byte gone bad on the disk: ``come``
        raises while it is there. Whose it was.
        """
        rows = self._db.execute(
            "SELECT person, CAST(kind AS BLOB), CAST(key AS BLOB), CAST(day AS BLOB), CAST(at AS BLOB) "
            "FROM due WHERE at <= ?",
            [text_of(now)],
        ).fetchall()
        people = []
        for person, kind, key, day, at in rows:
            try:
                _row(person, kind.decode(), key.decode(), day and day.decode(), at.decode())
            except ValueError:
                people.append(person)
                self._db.execute(
                    "DELETE FROM due WHERE person = ? AND CAST(kind AS BLOB) = ? AND CAST(key AS BLOB) = ?",
                    [person, kind, key],
                )
        return people

    def take(self, row: DueRow, now: datetime) -> bool:
        """Take a row out, to act on it in this transaction. False when it was moved or cancelled."""
        cursor = self._db.execute(
            "DELETE FROM due WHERE person = ? AND kind = ? AND key = ? AND at <= ?",
            [row.person, row.kind, row.key, text_of(now)],
        )
        return cursor.rowcount == 1


def _row(person: int, kind: str, key: str, day: str | None, at: str) -> DueRow:
    return DueRow(person, kind, key, date.fromisoformat(day) if day else None, instant_of(at))
