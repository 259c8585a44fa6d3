"""Whether the running bot is well: the loop turns, the database can be written, Telegram answered lately."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from time import monotonic

BEAT_SECONDS = 0.25
LOOP_LATE_SECONDS = 5.0
DATABASE_FRESH_SECONDS = 5.0
"""A write is not repeated sooner, however often somebody asks."""
DATABASE_WAIT_SECONDS = 2.0
TELEGRAM_LATE_SECONDS = 120.0
"""Polling hears from Telegram every 25 seconds at least, a webhook every 60."""

Told = dict[str, object]


@dataclass
class Health:
    """What was last heard of each part. ``run`` it in the loop that it is to watch."""

    write: Callable[[], Awaitable[object]]
    """Writes something to the database; done once it is committed."""
    telegram_age: Callable[[], float | None]
    """Seconds since Telegram last answered; None for never."""
    lagged: Callable[[float], None] = lambda seconds: None
    """Told at every beat how many seconds late the loop was."""
    now: Callable[[], float] = monotonic
    """Seconds of real time."""
    _beat: float | None = field(default=None, init=False)
    _written: float | None = field(default=None, init=False)
    _writing: asyncio.Task[None] | None = field(default=None, init=False)

    async def run(self) -> None:
        """Watch the loop until cancelled."""
        self._beat = self.now()
        while True:
            due = self.now() + BEAT_SECONDS
            await asyncio.sleep(BEAT_SECONDS)
            self._beat = self.now()
            self.lagged(max(0.0, self._beat - due))

    async def told(self) -> tuple[bool, Told]:
        """Whether all is well, and each part with its age: the seconds since it was last seen well; None for
        never.
        """
        await self._see_to_a_write()
        parts = {
            "loop": _part(self._since(self._beat), LOOP_LATE_SECONDS),
            "database": _part(self._since(self._written), DATABASE_FRESH_SECONDS + DATABASE_WAIT_SECONDS),
            "telegram": _part(self.telegram_age(), TELEGRAM_LATE_SECONDS),
        }
        well = all(part["ok"] for part in parts.values())
        return well, {"ok": well, **parts}

    def _since(self, seen: float | None) -> float | None:
        return None if seen is None else self.now() - seen

    async def _see_to_a_write(self) -> None:
        if self._written is not None and self.now() - self._written < DATABASE_FRESH_SECONDS:
            return
        if self._writing is None or self._writing.done():
            self._writing = asyncio.ensure_future(self._write())
        # One that is waited for in vain is not given up: the next who asks waits for the same one.
        await asyncio.wait({self._writing}, timeout=DATABASE_WAIT_SECONDS)

    async def _write(self) -> None:
        await self.write()
        self._written = self.now()


def _part(age: float | None, late: float) -> Told:
    return {"ok": age is not None and age <= late, "age_seconds": None if age is None else round(age, 1)}
