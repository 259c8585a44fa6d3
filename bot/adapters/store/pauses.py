"""When a person's reminders were paused."""

from __future__ import annotations

from datetime import date, timedelta

from sqlite_utils import Database

_DAY = timedelta(days=1)


class Pauses:
    """The table pauses."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def note(self, person: int, until: date | None, today: date) -> None:
        """A person's reminders go on on a date, or are not paused (None). Of a pause that ends early the days
        to come are forgotten.
        """
        self._db.execute("DELETE FROM pauses WHERE person = ? AND first >= ?", [person, today.isoformat()])
        shortened = self._db.execute(
            "UPDATE pauses SET last = ? WHERE person = ? AND last >= ?",
            [((until or today) - _DAY).isoformat(), person, today.isoformat()],
        )
        if until is not None and until > today and shortened.rowcount == 0:
            self._db.execute(
                "INSERT INTO pauses (person, first, last) VALUES (?, ?, ?)",
                [person, today.isoformat(), (until - _DAY).isoformat()],
            )
