"""Copies of the database: by hand, every night, and one put in its place."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path

from bot.adapters.clock import Clock, SystemClock
from bot.adapters.store import Copied, NoCopy, back_up, copied, forget_asides, restored_at
from bot.config import Settings

log = logging.getLogger(__name__)


def backed_up(settings: Settings, file: Path) -> str:
    """Copy the database to a file that is not there yet; a sentence on it. Raises NoCopy."""
    if os.path.lexists(file):
        raise NoCopy(f"{file} is there already: name a file that is not.")
    return f"{file} is a whole copy of {settings.database}: {_told(copied(settings.database, file))}."


def put_back(settings: Settings, file: Path) -> str:
    """Put a copy in the database's place; a sentence on it. Raises NoCopy and UnusableDatabase."""
    done = restored_at(settings.database, file, SystemClock().now())
    aside = (
        f"The one that was there is kept for a month as {done.kept}."
        if done.kept is not None
        else "There was none before."
    )
    return f"{settings.database} is what {file} holds: {_told(done.copied)}. {aside} The bot can be started."


async def backed_up_tonight(settings: Settings, clock: Clock, trouble: Callable[[str, str], object]) -> None:
    """Make today's copy in a thread of its own, unless it is there; the host is told when that fails."""
    given_up = threading.Event()
    try:
        await asyncio.to_thread(_back_up, settings, clock, given_up)
    except NoCopy as why:
        log.error("No backup was made: %s", why)
        trouble("backup", f"The nightly backup could not be made: {why} Those that were there are kept.")
    except asyncio.CancelledError:
        given_up.set()  # a bot that ends waits for its threads
        raise


def _back_up(settings: Settings, clock: Clock, given_up: threading.Event) -> None:
    now = clock.now()
    forget_asides(settings.database, now)
    if settings.backups is None:
        return
    made = back_up(settings.database, settings.backups, now.date(), given_up.is_set)
    if made is not None:
        log.info("A backup was made, %s: %s.", made[0], _told(made[1]))


def _told(copy: Copied) -> str:
    return f"{copy.rows:,} rows, {copy.size / 1e6:,.1f} MB, its integrity checked"
