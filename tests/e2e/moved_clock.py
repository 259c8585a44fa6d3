"""A clock file, so that days can pass while the bot runs."""

from __future__ import annotations

import json
import time
from datetime import datetime, timedelta
from pathlib import Path


class MovedClock:
    """Writes the file that ``BOT_CLOCK`` names; the time it shows goes on from there as real time does."""

    def __init__(self, path: Path, shown: datetime) -> None:
        self.path = path
        self.set(shown)

    @property
    def now(self) -> datetime:
        """The time it shows."""
        return self._shown + timedelta(seconds=time.time() - self._real)

    def timestamp(self) -> float:
        """The time it shows, in seconds since 1970."""
        return self.now.timestamp()

    def move(self, by: timedelta) -> None:
        """Let time pass."""
        self.set(self.now + by)

    def set(self, shown: datetime) -> None:
        """Have it show an instant."""
        self._shown, self._real = shown, time.time()
        moved = {"real": self._real, "shown": self._shown.timestamp(), "rate": 1}
        new = self.path.with_suffix(".new")
        new.write_text(json.dumps(moved), "utf-8")
        new.replace(self.path)
