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
        self._log: tuple[Path, tuple[int, int] | None] | None = None
        """The write-ahead log: where it lies, beside the file and not beside a link, and which it is."""

    def __call__(self, db: Database) -> None:
        """To be called right after opening, and after each commit before anybody hears of it.

        Raises Gone, once what the file holds is saved beside it, which the log tells.
        """
        found = _file_at(self._path)
        self._opened = self._opened or found
        if self._log is None:
            log_path = Path(f"{self._path.resolve()}-wal")
            self._log = log_path, _file_at(log_path)
        if found != self._opened:
            self._save(db)
            raise Gone

    def _save(self, db: Database) -> None:
        what = "replaced" if self._path.exists() else "deleted"
        mark = f"{RESCUED}{self._now():%Y-%m-%dT%H-%M-%SZ}"
        kept = Path(f"{self._path}{mark}")
        # First of all: whatever happens meanwhile, SQLite must not read it into another file.
        moved = self._log_out_of_the_way(mark)
        try:
            kept.touch(mode=0o600, exist_ok=False)
            db.execute("VACUUM INTO ?", [str(kept)])
            if moved is not None:
                moved.unlink(missing_ok=True)
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

    def _log_out_of_the_way(self, mark: str) -> Path | None:
        """Give the log of the file that is lost a name under which it is no other file's; whoever has it open
        reads on. None when it has gone already, or the one that lies there has come with another file.
        """
        if self._log is None or self._log[1] is None or _file_at(self._log[0]) != self._log[1]:
            return None
        # Not "-wal": SQLite would take it for the log of the copy that is to be, and delete it.
        moved = Path(f"{str(self._log[0]).removesuffix('-wal')}{mark}.log")
        with suppress(OSError):
            return self._log[0].replace(moved)
        return None


def rescued(path: Path) -> Path | None:
    """The newest saved copy of a database that is not there any more; None when it is, or there is none."""
    if path.exists():
        return None
    return max(path.parent.glob(f"{escape(path.name)}{RESCUED}*Z"), default=None)


def _file_at(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
