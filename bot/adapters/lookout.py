"""Looks every few seconds for trouble that nobody runs into at once, and has the host told of it."""

from __future__ import annotations

import asyncio
import logging
import shutil
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

log = logging.getLogger(__name__)

AWAY_SECONDS = 600.0
"""How long Telegram may be out of reach before it is trouble."""
SURE_SECONDS = 120.0
"""For how long messages have to be taken before it is said that only what people send does not come: longer
than it takes at most until it is asked for again.
"""
TRY_SECONDS = 60.0
"""How often it is tried whether messages are taken."""
STALLED_SECONDS = 30.0
"""How long one commit may have to wait."""
LEAST_FREE = 200 << 20
"""Bytes that have to be free on the database's disk."""
TIMES_ITS_SIZE = 3
"""So often the database has to fit there as well: to be written anew, to be copied, and to grow."""
AGAIN_SECONDS = 24 * 3600.0
"""After which a disk that still is nearly full is told of once more."""


async def _none() -> None:
    return None


class Trouble(Protocol):
    """Tells the host."""

    def __call__(self, kind: str, sentence: str, /, *, lasts: bool = False) -> bool:
        """Whether they are told: of one kind they are once an hour at most. ``lasts``: until they are, it is
        tried again.
        """


@dataclass
class Lookout:
    """``look`` is to be called every few seconds."""

    trouble: Trouble
    away: Callable[[], Mapping[str, float]]
    """By sort of call, the seconds for which Telegram has been out of reach; without those it answers."""
    stalled: Callable[[], tuple[float, str] | None]
    """For how many seconds a commit has been waiting, and SQLite's name for the reason."""
    database: Path
    now: Callable[[], float] = time.monotonic
    takes_messages: Callable[[], bool] = lambda: False
    """Whether Telegram takes messages all the same: then the host can be told at once."""
    try_a_call: Callable[[], Awaitable[None]] = _none
    """Makes one, so that ``takes_messages`` tells of now: a bot that nobody writes to makes none."""
    damage: Callable[[], Awaitable[str | None]] = _none
    """SQLite's name for what is wrong with the file as it lies on the disk."""
    _away: dict[str, float] = field(default_factory=dict)
    """Outages that are trouble and not over, by sort of call, in seconds."""
    _tried_at: float | None = None
    _taken_since: float | None = None
    """Since when messages are taken in an outage."""
    _unheard_told: bool = False
    _stalled_told: bool = False
    _damage_told: bool = False
    _disk_told_at: float | None = None

    async def look(self) -> None:
        """Look at everything once."""
        self._look_at_the_database()
        await self._look_at_telegram()
        # Last, and in a thread: a disk of another machine may take long to answer.
        self._look_at_the_disk(*await asyncio.to_thread(_room, self.database))
        self._look_at_the_file(await self.damage())

    async def _look_at_telegram(self) -> None:
        """The log tells it at once; the host mostly can be told only once Telegram is back."""
        away = self.away()
        long = {sort: seconds for sort, seconds in away.items() if seconds >= AWAY_SECONDS}
        lasts = _minutes(max(long.values(), default=0))
        if long and not self._away:
            log.error("Telegram has not answered for %s: trying on.", lasts)
            self._tried_at = None
        if long and self._taken_since is None and self._is_time_to_try():
            await self.try_a_call()
        if not long or not self.takes_messages():
            self._taken_since = None
        elif self._taken_since is None:
            self._taken_since = self.now()
        elif self.now() - self._taken_since >= SURE_SECONDS and not self._unheard_told:
            self._unheard_told = self.trouble(
                "unheard",
                f"Telegram has not answered for {lasts} when it is asked what people send, though it takes"
                " messages. Nobody is heard. The log says why; if it stays, start the bot anew.",
                lasts=True,
            )
        self._away.update(long)
        if self._away and not self._away.keys() & away.keys():
            lasted = _minutes(max(self._away.values()))
            self.trouble(
                "telegram",
                f"Telegram could not be reached for {lasted} and answers again. Nothing is lost, but what was"
                " due comes late. If it happens often, look at this machine's network.",
            )
            self._away.clear()
            self._unheard_told = False

    def _is_time_to_try(self) -> bool:
        if self._tried_at is not None and self.now() - self._tried_at < TRY_SECONDS:
            return False
        self._tried_at = self.now()
        return True

    def _look_at_the_database(self) -> None:
        seconds, why = self.stalled() or (0.0, "")
        if seconds < STALLED_SECONDS:
            self._stalled_told = False
        elif not self._stalled_told:
            self._stalled_told = self.trouble(
                "database",
                f"{self.database} can't be written, for {seconds:.0f} seconds now ({why}). Nobody is"
                f" answered, and what people send waits at Telegram. {_remedy(why)}",
                lasts=True,
            )

    def _look_at_the_file(self, damage: str | None) -> None:
        """Another program may have written over it. The writer goes by what it has read before."""
        if damage is None:
            self._damage_told = False
        elif not self._damage_told:
            self._damage_told = self.trouble(
                "damaged",
                f"{self.database} is damaged ({damage}): most likely another program has written over it."
                " What people do from now on may be lost. End the bot, and put a backup in its place (python"
                " -m bot restore).",
                lasts=True,
            )

    def _look_at_the_disk(self, free: int, wanted: int) -> None:
        now = self.now()
        if free >= wanted:
            self._disk_told_at = None
        elif self._disk_told_at is None or now - self._disk_told_at >= AGAIN_SECONDS:
            told = self.trouble(
                "disk",
                f"Only {_megabytes(free)} are free on the disk of {self.database}, of {_megabytes(wanted)}"
                " that should be. Make room: once it is full, nobody is answered.",
                lasts=True,
            )
            if told:
                self._disk_told_at = now


def _room(database: Path) -> tuple[int, int]:
    """Bytes that are free on the database's disk, and that should be. None are wanted where none can be told:
    the writer runs into whatever is wrong there.
    """
    beside = database.with_name(f"{database.name}-wal")
    try:
        free = shutil.disk_usage(database.parent).free
        size = sum(file.stat().st_size for file in (database, beside) if file.exists())
    except OSError:
        return 0, 0
    return free, max(LEAST_FREE, TIMES_ITS_SIZE * size)


def _remedy(why: str) -> str:
    if why.startswith("SQLITE_FULL"):
        return "The disk is full: make room, and it goes on by itself."
    if why.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "Another program holds it: end that one, and it goes on by itself."
    if why.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return "It is damaged: end the bot, and put a backup in its place (python -m bot restore)."
    return "Look at the disk and at who may write there; it goes on by itself once that is mended."


def _minutes(seconds: float) -> str:
    minutes = max(1, round(seconds / 60))
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def _megabytes(count: int) -> str:
    return f"{count / (1 << 20):.0f} MB"
