"""What is kept for some months only, and then goes by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlite_utils import Database

from bot.adapters.store.instants import text_of
from bot.adapters.store.people import People
from bot.core.schedule import at_local_time, local_date, months_before

PEOPLE, ROWS = 16, 200
"""How many are looked at, and how many rows go, in one transaction: few enough that a tap meanwhile hardly
waits.
"""
STRANGERS = timedelta(days=30)
"""How long it is known that somebody looked in who has not agreed to anything being kept."""
BEFORE_ALL = -(2**63)
"""Less than every person's id."""

_THEIRS = "DELETE FROM {0} WHERE rowid IN (SELECT rowid FROM {0} WHERE person = ? AND {1} < ? LIMIT ?)"
_BY_DATE = (_THEIRS.format("scores", "local_date"), _THEIRS.format("sessions", "local_date"))
"""What was done in a session goes with it."""
_BY_INSTANT = (_THEIRS.format("exercises_done", "at"), _THEIRS.format("safety_checks", "at"))


@dataclass(frozen=True)
class Keeping:
    """How long it is kept."""

    months: int
    zone: ZoneInfo
    """Zone of a person who has not told theirs."""

    def first_day(self, zone: bytes | None, now: datetime) -> tuple[date, ZoneInfo]:
        """The first local date of which everything is still kept, and the zone it is a date of."""
        try:
            theirs = ZoneInfo(zone.decode()) if zone else self.zone
        except (ZoneInfoNotFoundError, ValueError):
            theirs = self.zone  # a name that the zone data of today no longer has, or a byte gone bad
        return months_before(local_date(now, theirs), self.months), theirs


class Aging:
    """Scores, sessions, checks and reminders of long ago, in every table that has them."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def forget(self, keeping: Keeping, now: datetime, after: int = BEFORE_ALL) -> int | None:
        """Let go of what the next people after one have kept for too long.

        The last one of whom nothing old is left, to go on after; None when nobody is left.
        """
        people = self._db.execute(
            "SELECT id, CAST(zone AS BLOB) FROM people WHERE id > ? ORDER BY id LIMIT ?", [after, PEOPLE]
        ).fetchall()
        room = ROWS
        for person, zone in people:
            if self._is_stranger(person, now):
                People(self._db).delete(person)
                after = person
                continue
            room -= self._forget_of(person, *keeping.first_day(zone, now), room)
            if room <= 0:
                return after
            after = person
        return after if people else None

    def _is_stranger(self, person: int, now: datetime) -> bool:
        """Whether somebody looked in, never agreed, and has done nothing for a while."""
        long_ago = text_of(now - STRANGERS)
        return (
            self._db.execute(
                "SELECT 1 FROM people WHERE id = ?1 AND created_at < ?2 "
                "AND NOT EXISTS (SELECT 1 FROM consents WHERE person = ?1) "
                "AND NOT EXISTS (SELECT 1 FROM conversations WHERE person = ?1 AND updated_at >= ?2)",
                [person, long_ago],
            ).fetchone()
            is not None
        )

    def _forget_of(self, person: int, first: date, zone: ZoneInfo, room: int) -> int:
        """How many rows have gone, at most ``room`` and those that went with them."""
        day, instant, left = first.isoformat(), text_of(at_local_time(first, time(), zone)), room
        for old, statements in ((day, _BY_DATE), (instant, _BY_INSTANT)):
            for statement in statements:
                left -= self._db.execute(statement, [person, old, max(left, 0)]).rowcount
        self._db.execute("DELETE FROM reminders_over WHERE person = ? AND day < ?", [person, day])
        self._db.execute("DELETE FROM pauses WHERE person = ? AND last < ?", [person, day])
        # Where the conversation stands knows the last scores too. Who comes back after so long begins anew.
        self._db.execute("DELETE FROM conversations WHERE person = ? AND updated_at < ?", [person, instant])
        return room - left
