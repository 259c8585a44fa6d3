"""The nightly copies: one a date, in a folder of their own, and none longer than a person was promised."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from pathlib import Path

from bot.adapters.store.copying import CUT_OFF, Copied, NoCopy, Unwanted, copied
from bot.adapters.store.opening import BEFORE_UPGRADE
from bot.adapters.store.rescuing import RESCUED
from bot.adapters.store.restoring import BEFORE_RESTORE

DAYS, WEEKS = 7, 4
LONGEST = timedelta(days=31)
"""Whoever is erased was told that copies forget them within about a month."""


def back_up(database: Path, folder: Path, today: date, unwanted: Unwanted) -> tuple[Path, Copied] | None:
    """Make today's copy and, once it is whole, let go of those whose time is over. None: it was there.

    Raises NoCopy; then all that were there are there still.
    """
    file = folder / _name(database, today)
    found = None
    try:
        if not file.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            found = file, copied(database, file, unwanted)
        _let_go(database, folder, today)
    except OSError as error:
        raise NoCopy(f"{error.filename or folder} can't be used: {error.strerror}.") from error
    return found


def kept(made: Collection[date], today: date) -> set[date]:
    """Of the days on which copies were made: the last seven, and of those before the first of each of four
    weeks, none of them more than a month ago. Days that are yet to come, too: then the clock is wrong.
    """
    to_come = {day for day in made if day > today}
    young = sorted((day for day in made if day <= today and today - day <= LONGEST), reverse=True)
    daily, older = young[:DAYS], young[DAYS:]
    weekly = [min(week) for _, week in groupby(young, key=lambda day: day.isocalendar()[:2])]
    return {*to_come, *daily, *[day for day in weekly if day in older][:WEEKS]}


def forget_asides(database: Path, now: datetime) -> None:
    """Let go of what an upgrade, a restore or a rescue has kept beside the database, a month later. Raises
    NoCopy.
    """
    try:
        # Where the database is a link, some lie beside that and some beside the file itself.
        for path in {database.absolute(), database.resolve()}:
            _forget_beside(path, now)
    except OSError as error:
        raise NoCopy(f"{error.filename or database.parent} can't be used: {error.strerror}.") from error


def _forget_beside(path: Path, now: datetime) -> None:
    ours = tuple(f"{path.name}{mark}" for mark in (BEFORE_UPGRADE, BEFORE_RESTORE, RESCUED))
    for file in path.parent.iterdir():
        if file.name.startswith(ours):
            made = datetime.fromtimestamp(file.lstat().st_mtime, UTC)
            if now - made > LONGEST:
                file.unlink(missing_ok=True)


def _let_go(database: Path, folder: Path, today: date) -> None:
    files = list(folder.iterdir())
    made = {day: file for file in files if (day := _day(database, file)) is not None}
    over = [made[day] for day in made.keys() - kept(made, today)]
    cut_off = [
        file for file in files if file.name.startswith(f"{database.stem}-") and file.name.endswith(CUT_OFF)
    ]
    for file in over + cut_off:
        file.unlink(missing_ok=True)


def _name(database: Path, day: date) -> str:
    return f"{database.stem}-{day.isoformat()}.db"


def _day(database: Path, file: Path) -> date | None:
    """The day of a copy of ours; None for whatever else lies there."""
    try:
        day = date.fromisoformat(file.name.removeprefix(f"{database.stem}-").removesuffix(".db"))
    except ValueError:
        return None
    return day if file.name == _name(database, day) else None
