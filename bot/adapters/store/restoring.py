"""A copy put in the place of the database, which is kept aside."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from sqlite_utils import Database, Migrations

from bot.adapters.store.copying import Copied, NoCopy, copied, looking_at, rows_of, sentence, to_disk
from bot.adapters.store.opening import BUSY_TIMEOUT, newer_than, only_bot

BEFORE_RESTORE = ".before-restore-"
"""Stands between the name of a database and the instant at which another one took its place."""
_WRITES = ("-wal", "-journal")
"""Files beside a database without which it lacks what was written last."""


@dataclass(frozen=True)
class Restored:
    """What stands in the database's place now, and where the one is that stood there."""

    copied: Copied
    kept: Path | None
    """None: there was none."""


def restored(file: Path, database: Path, now: datetime, migrations: Migrations) -> Restored:
    """Put a copy of ``file`` in the place of the database.

    Whatever goes wrong, the database that was there is in its place. Raises NoCopy; UnusableDatabase,
    when its folder can't be used; DatabaseInUse, when a bot runs on it.
    """
    try:
        real = database.resolve()
        if file.resolve() == real:
            raise NoCopy(f"{file} is the database itself: name the copy that is to take its place.")
    except (OSError, RuntimeError):  # RuntimeError: links that go round in a circle
        raise NoCopy(f"{file} or {database} is a link that leads nowhere.") from None
    with only_bot(real):
        _check(file, real, migrations)
        with _beside(real) as new:
            found = copied(file, new)
            try:
                kept = _kept_aside(real, now)
                new.replace(real)
                with suppress(OSError):  # some network folders know no such thing
                    to_disk(real.parent)
                if kept is not None:
                    os.utime(kept)  # it is kept for so long from now on
            except (OSError, sqlite3.Error) as error:
                raise NoCopy(sentence(real, real, error)) from error  # the copy is whole by now
    return Restored(found, kept)


def _check(file: Path, database: Path, migrations: Migrations) -> None:
    try:
        is_there = file.is_file()
    except OSError as error:  # in a folder of somebody else's
        raise NoCopy(f"{file} can't be opened: {error.strerror or type(error).__name__}.") from error
    if not is_there:
        raise NoCopy(f"There is no file {file}.")
    try:
        with looking_at(file) as connection:
            db = Database(connection)
            known, newer = migrations.applied(db), newer_than(migrations, db)
            rows_of(connection)  # reads all of it, so that damage shows
    except sqlite3.Error as error:
        raise NoCopy(sentence(file, database, error)) from error
    if not known:
        raise NoCopy(f"{file} is a database, but not this bot's.")
    if newer:
        raise NoCopy(f"{file} was made by a newer version of this bot ({newer}): update the bot first.")


@contextmanager
def _beside(database: Path) -> Iterator[Path]:
    """Where the new one waits, until it is moved into its place."""
    new = Path(f"{database}.restoring")
    try:
        yield new
    finally:
        new.unlink(missing_ok=True)


def _kept_aside(database: Path, now: datetime) -> Path | None:
    """Give the database a second name. None when there is none."""
    aside = _free(f"{database}{BEFORE_RESTORE}{now:%Y-%m-%dT%H-%M-%SZ}")
    if database.exists():
        _fold(database)
        # Two names for one file: at no instant is there no database.
        os.link(database, aside)
    # Of one that takes nothing in any more: what stands beside it goes with it, and never to the new one.
    for ending in _WRITES:
        left = Path(f"{database}{ending}")
        if left.exists():
            left.rename(f"{aside}{ending}")
    Path(f"{database}-shm").unlink(missing_ok=True)
    return aside if aside.exists() else None


def _free(name: str) -> Path:
    """A name that no other file has: of two in the same second, the second one gets a number."""
    numbered = (f"{name}-{number}" for number in count(2))
    return next(path for path in map(Path, chain([name], numbered)) if not os.path.lexists(path))


def _fold(database: Path) -> None:
    """Have the database take in what is written beside it, if it can: it may be too damaged for that.

    Raises sqlite3.Error when another program has it open.
    """
    try:
        with closing(sqlite3.connect(database, timeout=BUSY_TIMEOUT)) as db:
            db.execute("PRAGMA journal_mode = delete").fetchone()
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise
