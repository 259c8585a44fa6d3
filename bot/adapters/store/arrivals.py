"""Which updates have been taken, and those that could not be."""

from __future__ import annotations

import json
import secrets
from contextlib import suppress
from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.adapters.store.instants import instant_of, text_of
from bot.core.kept import Seen

KEEP_SET_ASIDE = timedelta(days=30)
"""How long the host can look at what could not be handled."""
KEEP_SEEN = timedelta(days=3)
"""Telegram keeps undelivered updates for a day; after a week's silence its numbers begin anew."""
LONGEST_PAYLOAD = 20_000
"""Characters that are kept of an update set aside."""
_TOLD = "told:"
"""How the name of a setting begins that says when the host was told of a kind of trouble."""


class Arrivals:
    """The tables seen_updates, set_aside and settings."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def see(self, update_id: int, now: datetime) -> Seen | None:
        """Note an update as taken. What was said to it, when it has been taken before."""
        cursor = self._db.execute(
            "INSERT INTO seen_updates (update_id, at) VALUES (?1, ?2) "
            "ON CONFLICT (update_id) DO UPDATE SET at = ?2, toast = NULL WHERE at < ?3",
            [update_id, text_of(now), text_of(now - KEEP_SEEN)],
        )
        if cursor.rowcount == 1:
            return None
        found = self._db.execute("SELECT toast FROM seen_updates WHERE update_id = ?", [update_id]).fetchone()
        return Seen(found[0])

    def keep_toast(self, update_id: int, toast: str) -> None:
        """Keep the word said to an update, to be said again when it comes again."""
        self._db.execute("UPDATE seen_updates SET toast = ? WHERE update_id = ?", [toast, update_id])

    def set_aside(
        self, update_id: int | None, person: int | None, why: str, payload: object, now: datetime
    ) -> None:
        """Keep an update that could not be handled, for the host to look at."""
        text = json.dumps(payload, default=repr)[:LONGEST_PAYLOAD]
        self._db.execute(
            "INSERT INTO set_aside (update_id, person, at, why, payload) VALUES (?, ?, ?, ?, ?)",
            [update_id, person, text_of(now), why, text],
        )

    def forget(self, now: datetime) -> None:
        """Let go of updates that can't come again, and of what was set aside long ago."""
        self._db.execute("DELETE FROM seen_updates WHERE at < ?", [text_of(now - KEEP_SEEN)])
        self._db.execute("DELETE FROM set_aside WHERE at < ?", [text_of(now - KEEP_SET_ASIDE)])

    def zone_data(self) -> str:
        """The version of the time zone data that what is due was last reckoned with; empty at first."""
        found = self._db.execute("SELECT value FROM settings WHERE name = 'tzdata'").fetchone()
        return str(found[0]) if found else ""

    def keep_zone_data(self, version: str) -> None:
        """What is due is reckoned with this version."""
        self._db.execute("INSERT OR REPLACE INTO settings (name, value) VALUES ('tzdata', ?)", [version])

    def log_key(self) -> bytes:
        """The key that ids are hashed with in the logs: made once, then always the same."""
        return bytes.fromhex(self._made_once("log_key"))

    def webhook_secret(self) -> str:
        """What Telegram proves itself by at the webhook: made once, then always the same."""
        return self._made_once("webhook_secret")

    def note_told(self, kind: str, now: datetime) -> None:
        """The host has been told of this kind of trouble."""
        self._db.execute(
            "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", [f"{_TOLD}{kind}", text_of(now)]
        )

    def told(self) -> dict[str, datetime]:
        """When the host was told last of each kind of trouble."""
        found = self._db.execute(
            "SELECT CAST(name AS BLOB), CAST(value AS BLOB) FROM settings WHERE name GLOB ?", [f"{_TOLD}*"]
        )
        told = {}
        for name, at in found.fetchall():
            with suppress(ValueError):  # a byte gone bad on the disk: they are told once more
                told[name.decode().removeprefix(_TOLD)] = instant_of(at.decode())
        return told

    def write_something(self, now: datetime) -> None:
        """Prove that the database can be written."""
        self._db.execute(
            "INSERT OR REPLACE INTO settings (name, value) VALUES ('written_at', ?)", [text_of(now)]
        )

    def _made_once(self, name: str) -> str:
        found = self._db.execute("SELECT CAST(value AS BLOB) FROM settings WHERE name = ?", [name]).fetchone()
        with suppress(ValueError, TypeError):  # none yet, or one with a byte gone bad
            return bytes.fromhex(found[0].decode()).hex()
        made = secrets.token_hex(32)
        self._db.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", [name, made])
        return made
