"""People: what they agreed to, how their checks ended, where their conversation stands; and erasing them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from bot.adapters.store.instants import instant_of, text_of
from bot.adapters.store.tidying import owe
from bot.core.kept import Known
from bot.core.schedule import local_date
from bot.core.session import Adaptation


class People:
    """The tables people, consents, safety_checks and conversations."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def find(self, person: int) -> Known | None:
        """What is known of a person, or None of a stranger."""
        found = self._db.execute(
            "SELECT zone, blocked, snapshot FROM people LEFT JOIN conversations ON person = id WHERE id = ?",
            [person],
        ).fetchone()
        return Known(found[0], bool(found[1]), found[2]) if found else None

    def add(self, person: int, now: datetime) -> None:
        """Begin to know somebody."""
        self._db.execute(
            "INSERT OR IGNORE INTO people (id, created_at) VALUES (?, ?)", [person, text_of(now)]
        )

    def keep_conversation(self, person: int, snapshot: str, now: datetime) -> None:
        """Keep where the conversation stands."""
        self._db.execute(
            "INSERT INTO conversations (person, snapshot, updated_at) VALUES (?, ?, ?) "
            "ON CONFLICT (person) DO UPDATE "
            "SET snapshot = excluded.snapshot, updated_at = excluded.updated_at",
            [person, snapshot, text_of(now)],
        )

    def has_consented(self, person: int) -> bool:
        """Whether this person has agreed, to whichever version."""
        return self._db.execute("SELECT 1 FROM consents WHERE person = ?", [person]).fetchone() is not None

    def record_consent(self, person: int, version: str, now: datetime) -> None:
        """Keep that a person agreed, to which version and when."""
        self._db.execute(
            "INSERT INTO consents (person, version, at) VALUES (?, ?, ?)", [person, version, text_of(now)]
        )

    def record_check(
        self, person: int, *, passed: bool, adaptations: Iterable[Adaptation], now: datetime
    ) -> None:
        """Keep how a safety check ended: the adaptation that follows, never the answers."""
        names = ",".join(sorted(adaptation.value for adaptation in adaptations))
        self._db.execute(
            "INSERT INTO safety_checks (person, at, passed, adaptation) VALUES (?, ?, ?, ?)",
            [person, text_of(now), passed, names],
        )

    def was_stopped(self, person: int) -> bool:
        """Whether the last safety check stopped everything."""
        found = self._db.execute(
            "SELECT passed FROM safety_checks WHERE person = ? ORDER BY at DESC, rowid DESC LIMIT 1", [person]
        ).fetchone()
        return found is not None and not found[0]

    def block(self, person: int, *, blocked: bool) -> None:
        """Keep whether the person has blocked the bot."""
        self._db.execute("UPDATE people SET blocked = ? WHERE id = ?", [blocked, person])

    def set_zone(self, person: int, zone: ZoneInfo) -> None:
        """Keep a person's zone. The first one also says which local dates the past had."""
        first = self._db.execute(
            "UPDATE people SET zone = ?1 WHERE id = ?2 AND zone IS NULL", [zone.key, person]
        )
        if first.rowcount == 0:
            self._db.execute("UPDATE people SET zone = ? WHERE id = ?", [zone.key, person])
            return
        for table, column in (("scores", "at"), ("sessions", "started_at")):
            for row in list(self._db[table].rows_where("person = ?", [person])):
                day = local_date(instant_of(row[column]), zone)
                self._db.table(table).update(row["id"], {"local_date": day.isoformat()})

    def delete(self, person: int) -> None:
        """Erase everything of a person, in every table; ``tidying`` has it leave the disk."""
        self._db.execute("DELETE FROM outbox WHERE person = ?", [person])
        self.forget(person)

    def forget(self, person: int) -> None:
        """Erase everything of a person but what is still to be said to them, which goes as it is said."""
        self._db.execute("DELETE FROM outbox WHERE person = ? AND set_aside IS NOT NULL", [person])
        self._db.execute("DELETE FROM set_aside WHERE person = ?", [person])
        # The other tables let go of their rows with the person's.
        self._db.execute("DELETE FROM people WHERE id = ?", [person])
        owe(self._db)
