"""Opening the database file: one bot at a time, safe against power cuts, and with today's tables."""

from __future__ import annotations

import fcntl
import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database, Migrations

from bot.adapters.store.copying import NoCopy, copied
from bot.adapters.store.rescuing import rescued

log = logging.getLogger(__name__)

BUSY_TIMEOUT = 0.25
"""Seconds SQLite itself waits for another connection's lock before the writer decides."""

PRAGMAS = ("journal_mode = wal", "synchronous = full", "foreign_keys = on", "secure_delete = on")
"""What is committed outlives a power cut; what is deleted is overwritten."""


BEFORE_UPGRADE = ".before-upgrade-"
"""Stands between the name of a database and that of the first migration which its copy has not seen."""


class UnusableDatabase(Exception):
    """The database file can't be used; the message is one sentence for the host."""


class DatabaseInUse(UnusableDatabase):
    """Another bot holds this database."""


@contextmanager
def opened(
    path: Path, migrations: Migrations, begin: Callable[[], object] = lambda: None
) -> Iterator[Database]:
    """The database of a path with its tables brought up to date, for the calling thread alone.

    Made when it is not there yet, readable by its owner only. One that is brought up to date is copied
    before. ``begin`` is called when there is a file, and before it is opened. Raises UnusableDatabase.
    """
    with only_bot(path):
        if saved := rescued(path):
            raise UnusableDatabase(_not_there(path, saved))
        try:
            # The same rights as the file go to what SQLite writes beside it.
            path.touch(mode=0o600)
            begin()
            connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT, cached_statements=256)
        except (OSError, sqlite3.Error) as error:
            raise UnusableDatabase(_sentence(path, error)) from error
        with closing(connection):
            try:
                db = _prepared(connection, path, migrations)
            except sqlite3.Error as error:
                raise UnusableDatabase(_sentence(path, error)) from error
            yield db


def _prepared(connection: sqlite3.Connection, path: Path, migrations: Migrations) -> Database:
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").fetchall()
    db = Database(connection)
    if newer := newer_than(migrations, db):
        raise UnusableDatabase(
            f"{path} was made by a newer version of this bot ({newer}): "
            "update the bot, or use another database."
        )
    pending = migrations.pending(db)
    if pending and migrations.applied(db):
        _copied_before(path, pending[0].name)
    migrations.apply(db)
    return db


def _copied_before(path: Path, migration: str) -> None:
    """Keep the database as it is. A start that is killed and comes again takes the same name, so that a bot
    which never gets through fills no disk.
    """
    kept = Path(f"{path}{BEFORE_UPGRADE}{migration}")
    try:
        copied(path, kept)
    except NoCopy as why:
        raise UnusableDatabase(
            f"{path} has to be brought up to date, and is copied before, which was not possible: {why}"
        ) from None
    log.info("The database is brought up to date; %s is a copy of it as it was.", kept)


def newer_than(migrations: Migrations, db: Database) -> str | None:
    """A migration that this version of the bot does not know."""
    return min(_names(migrations.applied(db)) - _all_names(migrations), default=None)


def _names(migrations: list[Any]) -> set[str]:
    return {migration.name for migration in migrations}


def _all_names(migrations: Migrations) -> set[str]:
    with closing(sqlite3.connect(":memory:")) as empty:
        return _names(migrations.pending(Database(empty)))


@contextmanager
def only_bot(path: Path) -> Iterator[None]:
    """Hold the lock beside the database. The kernel lets go of it however the process ends.

    Raises UnusableDatabase, DatabaseInUse among them.
    """
    try:
        # Beside the file itself: whoever comes by another name finds the same lock.
        real = path.resolve()
        real.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(f"{real}.lock")
        beside.touch(mode=0o600)
        lock = beside.open("a")
    except OSError as error:
        raise UnusableDatabase(_sentence(path, error)) from error
    except RuntimeError as error:  # so Path.resolve calls links that go round in a circle
        raise UnusableDatabase(f"{path} is a link that leads nowhere.") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DatabaseInUse(f"Another bot is using {path}: stop it, or use another database.") from None
        yield


def _not_there(path: Path, saved: Path) -> str:
    if saved.stat().st_size:
        return (
            f"{path} is not there, but what was in it is: python -m bot restore {saved} puts it back, or"
            " move that away to begin anew."
        )
    return (
        f"{path} is not there, and what was in it could not be saved when it was lost: put a backup in its"
        f" place by python -m bot restore, or move {saved} away to begin anew."
    )


def _sentence(path: Path, error: OSError | sqlite3.Error) -> str:
    if isinstance(error, OSError):
        return f"{path} can't be opened: {error.strerror or type(error).__name__}."
    why = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if why == sqlite3.SQLITE_NOTADB:
        return f"{path} is no SQLite database: move it away, or use another path."
    if why in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return f"{path} is not writable: give the bot the right to write it and its folder."
    if why in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"{path} is locked by another program: close it and start again."
    return f"{path} can't be used as a database: {error}."
