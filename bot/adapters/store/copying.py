"""A copy of the database, as it is at one moment, while a bot goes on writing to it.

``VACUUM INTO`` reads through a connection of its own: it waits for nobody, and nobody waits for it. (``cp``
loses what still stands in the write-ahead log, and SQLite's online backup begins anew at every write.)
Nothing that was deleted is in such a copy.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

HALF = ".part"
"""How the name of a copy ends that is not whole yet."""
CUT_OFF = (HALF, f"{HALF}-journal")
"""How the names end of what a kill leaves of one."""
_WAIT_SECONDS = 5.0
_LOOK_EVERY = 100_000
"""Instructions of SQLite between two looks at whether the copy is still wanted: about 10 ms."""
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
_CLOSED = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH)

Unwanted = Callable[[], bool]


class NoCopy(Exception):
    """There is no copy, and nothing is left of one; the message is one sentence for the host."""


@dataclass(frozen=True)
class Copied:
    """A copy that is whole."""

    rows: int
    """Of all tables together."""
    size: int
    """Bytes."""


def copied(database: Path, to: Path, unwanted: Unwanted = lambda: False) -> Copied:
    """Copy a database to a file, in place of one that may be there: whole, checked and on the disk, or not.

    Readable by its owner only. ``unwanted``: asked from time to time whether to give it up. Raises NoCopy.
    """
    if not database.is_file():
        raise NoCopy(f"There is no database at {database}.")
    if (shown := os.fsencode(to).decode(errors="replace")) != str(to):
        raise NoCopy(f"{shown} is no name of a file that SQLite takes: use letters that are Unicode.")
    try:
        _clear(to)
        with _half(to) as half:
            with looking_at(database, unwanted) as source:
                source.execute("VACUUM INTO ?", [str(half)])
            with looking_at(half, unwanted) as copy:
                found = Copied(rows_of(copy), half.stat().st_size)
            to_disk(half)
            half.replace(to)
        with suppress(OSError):  # some network folders know no such thing
            to_disk(to.parent)
    except (OSError, sqlite3.Error) as error:
        raise NoCopy(sentence(database, to, error)) from error
    return found


def rows_of(db: sqlite3.Connection) -> int:
    """How many rows a whole database has. Raises sqlite3.Error, DatabaseError for one that is not whole."""
    if db.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        # SQLite's own words may name rows, and a row's number may be a person's.
        raise sqlite3.DatabaseError("integrity_check")
    tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    counts = (db.execute(f'SELECT count(*) FROM "{name}"').fetchone() for [name] in tables)  # noqa: S608
    return sum(count for [count] in counts)


@contextmanager
def looking_at(file: Path, unwanted: Unwanted = lambda: False) -> Iterator[sqlite3.Connection]:
    """A connection that sees the file as it is, whoever writes to it. Raises sqlite3.Error.

    It may write, and does so when it is the last to close: it takes in what is written beside the file.
    """
    address = f"{file.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, timeout=_WAIT_SECONDS)) as db:
        db.set_progress_handler(unwanted, _LOOK_EVERY)
        yield db


@contextmanager
def _half(to: Path) -> Iterator[Path]:
    """An empty file beside the one that is to be; it is gone at the end, if it still has this name."""
    handle, name = tempfile.mkstemp(prefix=f"{to.name}.", suffix=HALF, dir=to.parent)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _clear(to: Path) -> None:
    """Take away what a copy that was cut off by a kill has left."""
    for left in to.parent.iterdir():
        if left.name.startswith(f"{to.name}.") and left.name.endswith(CUT_OFF):
            left.unlink(missing_ok=True)


def to_disk(path: Path) -> None:
    """Have a file, or what a folder says of its files, outlive a power cut. Raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sentence(database: Path, to: Path, error: OSError | sqlite3.Error) -> str:
    """Why a database could not be copied to a file."""
    if isinstance(error, OSError):
        return f"{to} can't be written: {error.strerror or type(error).__name__}."
    why = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if why == sqlite3.SQLITE_FULL:
        return f"{to} can't be written: there is not enough room on its disk."
    if why in _DAMAGED:
        return f"{database} is damaged, or no SQLite database."
    if why in _CLOSED:
        return f"{database} can't be opened: whoever copies it needs the right to read it and its folder."
    if why in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"{database} is locked by another program: close it and try again."
    return f"{database} can't be copied to {to}: {getattr(error, 'sqlite_errorname', type(error).__name__)}."
