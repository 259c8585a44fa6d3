"""A database file that is deleted or replaced while the bot runs.

The open file lives on without a name, and with it all that is written from then on would be gone at the end.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from glob import escape
from pathlib import Path

from sqlite_utils import Database

log = logging.getLogger(__name__)

RESCUED = ".rescued-"
"""Stands between the name of a database and the instant at which it was saved."""


class Gone(Exception):
    """What was opened is not what its path leads to any more."""


class SamePlace:
    """Looks whether a path still leads to the file that was opened."""

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self._path, self._now = path, now
        self._opened: tuple[int, int] | None = None

    def __call__(self, db: Database) -> None:
        """To be called right after opening, and after each commit before anybody hears of it.

        Raises Gone, once what the file holds is saved beside it, which the log tells.
        """
        found = _file_at(self._path)
        self._opened = self._opened or found
        if found != self._opened:
            self._save(db)
            raise Gone

    def _save(self, db: Database) -> None:
        what = "replaced" if self._path.exists() else "deleted"
        kept = Path(f"{self._path}{RESCUED}{self._now():%Y-%m-%dT%H-%M-%SZ}")
        try:
            kept.touch(mode=0o600, exist_ok=False)
            db.execute("VACUUM INTO ?", [str(kept)])
            # It belongs to the file that is lost. Beside another one it would be taken for that one's.
            Path(f"{self._path}-wal").unlink(missing_ok=True)
        except (OSError, sqlite3.Error) as error:
            with suppress(OSError):
                kept.unlink(missing_ok=True)
            log.critical(
                "%s was %s while the bot ran, and what was in it could not be saved (%s).",
                self._path,
                what,
                type(error).__name__,
            )
            return
        log.critical(
            "%s was %s while the bot ran. What was in it is saved: python -m bot restore %s puts it back.",
            self._path,
            what,
            kept,
        )


def rescued(path: Path) -> Path | None:
    """The newest saved copy of a database that is not there any more; None when it is, or there is none."""
    if path.exists():
        return None
    return max(path.parent.glob(f"{escape(path.name)}{RESCUED}*"), default=None)


def _file_at(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
