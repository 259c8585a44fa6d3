"""What was erased leaves the disk as well.

``secure_delete`` overwrites a row where it stands. But SQLite moves rows from page to page as tables grow,
and leaves copies of them in the unused part of pages, which it never looks at again: of 40 people erased
among 300, about 20 were still in the file's bytes. Only a file that is written anew has none of them. That
takes about 12 ms a megabyte, in which nobody else is served: so a small one is written anew as soon as there
is a pause, a large one at night.
"""

from __future__ import annotations

import logging
import sqlite3

from sqlite_utils import Database

log = logging.getLogger(__name__)

SOON_UP_TO = 64 << 20
"""Bytes of a database that may be written anew by day."""

_OWED = "erased"
"""The row of the table settings that says it is still to be done, so that no crash forgets it."""
_JUST_NOW, _IN_A_PAUSE, _AT_NIGHT, _AT_ONCE = "just now", "in a pause", "at night", "at once"
_PASSING = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def owe(db: Database) -> None:
    """Somebody, or a session not to be kept, goes in this transaction: the file is to be written anew."""
    _note(db, _JUST_NOW)


def insist(db: Database) -> None:
    """It is night: what is owed is done after this transaction, however large the file is."""
    db.execute("UPDATE settings SET value = ? WHERE name = ?", [_AT_ONCE, _OWED])


def tidy(db: Database, pause: bool) -> bool:
    """Do what is owed, between two transactions. ``pause``: nothing else is to be done.

    Whether the write-ahead log should be folded in at once.
    """
    found = db.execute("SELECT value FROM settings WHERE name = ?", [_OWED]).fetchone()
    if found is None:
        return False
    if found[0] == _AT_ONCE or (pause and found[0] != _AT_NIGHT and _size(db) <= SOON_UP_TO):
        _write_anew(db)
        return True
    if found[0] == _JUST_NOW:
        with db.conn:
            _note(db, _IN_A_PAUSE)
        return True
    return False


def _write_anew(db: Database) -> None:
    try:
        db.execute("VACUUM")
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _PASSING:
            return
        # It takes as much room again: on a full disk there is no use in trying every second.
        log.warning("The database could not be written anew after somebody was erased; again at night.")
        with db.conn:
            _note(db, _AT_NIGHT)
        return
    with db.conn:
        db.execute("DELETE FROM settings WHERE name = ?", [_OWED])


def _note(db: Database, when: str) -> None:
    db.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", [_OWED, when])


def _size(db: Database) -> int:
    [pages], [each] = db.execute("PRAGMA page_count").fetchone(), db.execute("PRAGMA page_size").fetchone()
    return int(pages) * int(each)
