"""The time in the sandbox: it can be set, jumped to what is due next, and run fast.

It is a file that the bot's clock reads too (``BOT_CLOCK``), so both always show the same; whoever is killed
and started again goes on from there.
"""

import json
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

RATES = (1, 60, 3600)
"""How fast it may run, in shown seconds a real second."""
_LATEST = datetime(9000, 1, 1, tzinfo=UTC).timestamp()


@dataclass(frozen=True)
class NextDue:
    """What comes by itself next."""

    kind: str
    """As the bot calls it: "reminder_came", "snooze_over" ..."""
    at: float
    """When, in seconds since 1970."""


class MovedTime:
    """A time that shows ``shown`` at the real instant ``real`` and runs ``rate`` times as fast from there."""

    def __init__(self, path: Path, next_due: Callable[[], NextDue | None]) -> None:
        """Goes on from a file that is there, else begins one with the real time.

        Raises `ValueError` when the file is not one of a clock, and `OSError` when it can't be written.
        """
        self._path, self._next_due = path, next_due
        if path.exists():
            found = json.loads(path.read_text("utf-8"))
            self._real, self._shown, self._rate = (float(found[name]) for name in ("real", "shown", "rate"))
        else:
            self._move(time.time(), 1)

    @property
    def rate(self) -> float:
        """Shown seconds a real second."""
        return self._rate

    @property
    def is_real(self) -> bool:
        """Whether it shows the real time."""
        return self._rate == 1 and abs(self.now() - time.time()) < 1

    def now(self) -> float:
        """What it shows, in seconds since 1970."""
        return self._shown + (time.time() - self._real) * self._rate

    def next_due(self) -> NextDue | None:
        """What comes by itself next, None when nothing does."""
        return self._next_due()

    def set(self, shown: float) -> None:
        """Shows this instant now, and runs on as fast as before. Raises `ValueError` for one beyond reach."""
        if not (math.isfinite(shown) and 0 <= shown <= _LATEST):
            raise ValueError("that time is beyond the calendar")
        self._move(shown, self._rate)

    def run(self, rate: float) -> None:
        """Runs so fast from now on. Raises `ValueError` when it is none of ``RATES``."""
        if rate not in RATES:
            raise ValueError(f"time runs {', '.join(map(str, RATES))} times as fast, not {rate}")
        self._move(self.now(), rate)

    def to_real(self) -> None:
        """Shows the real time again."""
        self._move(time.time(), 1)

    def jump(self) -> NextDue | None:
        """Goes to what is due next, and gives it; None when nothing is. Never goes back."""
        due = self._next_due()
        if due is not None and due.at > self.now():
            self.set(due.at)
        return due

    def _move(self, shown: float, rate: float) -> None:
        self._real, self._shown, self._rate = time.time(), shown, rate
        # Whole or not at all: the bot may be reading it.
        beside = self._path.with_name(f"{self._path.name}.new")
        beside.write_text(json.dumps({"real": self._real, "shown": shown, "rate": rate}), "utf-8")
        beside.replace(self._path)
