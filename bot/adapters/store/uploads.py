"""Which files Telegram has already, so that each is uploaded once."""

from __future__ import annotations

from sqlite_utils import Database


class Uploads:
    """The table uploads: a file's hash and the ``file_id`` by which one bot may send it again."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def known(self, bot: int, hashed: str) -> str | None:
        """The file_id of a file, None when it has to be uploaded."""
        found = self._db.execute(
            "SELECT file_id FROM uploads WHERE bot = ? AND hash = ?", [bot, hashed]
        ).fetchone()
        return str(found[0]) if found else None

    def keep(self, bot: int, hashed: str, file_id: str) -> None:
        """Telegram has taken a file and calls it so."""
        self._db.execute(
            "INSERT OR REPLACE INTO uploads (bot, hash, file_id) VALUES (?, ?, ?)", [bot, hashed, file_id]
        )
