"""A database file that is deleted or replaced while the bot runs.

The open file lives on without a name, and with it all that is written from then on would be gone at the end.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from glob import escape
from pathlib import Path

from sqlite_utils import Database

log = logging.getLogger(__name__)

RESCUED = ".rescued-"
"""Stands between the name of a database and the instant at which it was saved."""


class Gone(Exception):
    """What was opened is not what its path leads to any more."""


@dataclass(frozen=True)
class _Lost:
    """What has become of a file, and where its contents and its log go."""

    what: str
    kept: Path
    log: Path | None


class Unsaved(sqlite3.OperationalError):
    """What is lost can't be saved yet, mostly for want of room; as long as the file is open it can be."""


class SamePlace:
    """Looks whether a path still leads to the file that was opened."""

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self._path, self._now = path, now
        self._opened: tuple[int, int] | None = None
        self._log: tuple[Path, tuple[int, int] | None] | None = None
        """The write-ahead log: where it lies, beside the file and not beside a link, and which it is."""
        self._lost: _Lost | None = None

    def begin(self) -> None:
        """To be called when the file is about to be opened, as soon as there is one."""
        self._opened = _file_at(self._path)

    def __call__(self, db: Database) -> None:
        """To be called right after opening, and after each commit before anybody hears of it.

        Raises Gone, once what the file holds is saved beside it, which the log tells; Unsaved while it can't
        be: then it is to be called again.
        """
        if self._lost is None and self._still_leads_there():
            return
        self._save(db)
        raise Gone

    def _still_leads_there(self) -> bool:
        try:
            found = _file_at(self._path)
            if self._log is None:
                log_path = Path(f"{self._path.resolve()}-wal")
                self._log = log_path, _file_at(log_path)
        except OSError:
            return True  # a folder that is closed, a disk that does not answer: that says nothing of the file
        self._opened = self._opened or found
        return found == self._opened

    def _save(self, db: Database) -> None:
        first = self._lost is None
        if self._lost is None:
            mark = f"{RESCUED}{self._now():%Y-%m-%dT%H-%M-%SZ}"
            # First of all: whatever happens meanwhile, SQLite must not read it into another file.
            moved = self._log_out_of_the_way(mark)
            what = "replaced" if self._path.exists() else "deleted"
            self._lost = _Lost(what, Path(f"{self._path}{mark}"), moved)
        lost = self._lost
        try:
            # Its folder may have another name now.
            lost.kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            lost.kept.touch(mode=0o600)
            db.execute("VACUUM INTO ?", [str(lost.kept)])
            if lost.log is not None:
                lost.log.unlink(missing_ok=True)
        except (OSError, sqlite3.Error) as error:
            with suppress(OSError):
                # Empty it stays: the next start knows by it that there was something.
                os.truncate(lost.kept, 0)
            why = getattr(error, "sqlite_errorname", type(error).__name__)
            if first:
                log.critical(
                    "%s was %s while the bot ran, and what was in it can't be saved yet (%s). It is tried on:"
                    " make room on its disk, and don't end the bot before.",
                    self._path,
                    lost.what,
                    why,
                )
            unsaved = Unsaved(why)
            unsaved.sqlite_errorname = why
            raise unsaved from error
        log.critical(
            "%s was %s while the bot ran. What was in it is saved: python -m bot restore %s puts it back.",
            self._path,
            lost.what,
            lost.kept,
        )

    def _log_out_of_the_way(self, mark: str) -> Path | None:
        """Give the log of the file that is lost a name under which it is no other file's; whoever has it open
        reads on. None when it has gone already, or the one that lies there has come with another file.
        """
        if self._log is None or self._log[1] is None:
            return None
        # Not "-wal": SQLite would take it for the log of the copy that is to be, and delete it.
        moved = Path(f"{str(self._log[0]).removesuffix('-wal')}{mark}.log")
        with suppress(OSError):
            if _file_at(self._log[0]) == self._log[1]:
                return self._log[0].replace(moved)
        return None


def rescued(path: Path) -> Path | None:
    """The newest saved copy of a database that is not there any more; None when it is, or there is none.

    It is empty where nothing could be saved.
    """
    if path.exists():
        return None
    return max(path.parent.glob(f"{escape(path.name)}{RESCUED}*Z"), default=None)


def _file_at(path: Path) -> tuple[int, int] | None:
    """What is there, None for nothing. Raises OSError when that can't be told."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_dev, found.st_ino
