"""The time in the sandbox: it can be set, jumped to what is due next, and run fast.

It is a file that the bot's clock reads too (``BOT_CLOCK``), so both always show the same; whoever is killed
and started again goes on from there.
"""

import json
import math
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

RATES = (1, 60, 3600)
"""How fast it may run, in shown seconds a real second."""
_LATEST = datetime(9000, 1, 1, tzinfo=UTC).timestamp()
_SAME_SECONDS = 1.0
"""Less than this apart, two times are the same to a person."""


@dataclass(frozen=True)
class NextDue:
    """What comes by itself next."""

    at: float
    """When, in seconds since 1970."""
    kind: str
    """As the bot calls it: "reminder_came", "snooze_over" ..."""
    person: int
    """Whom it comes to."""


@dataclass(frozen=True)
class _Moved:
    """What the file holds: at the real instant ``real`` it shows ``shown``, and runs so fast from there."""

    real: float
    shown: float
    rate: float


class MovedTime:
    """A time kept in a file; whoever else writes the file moves it too.

    Moving it raises `OSError` when the file can't be written; then nothing has changed.
    """

    def __init__(self, path: Path, next_due: Callable[[], NextDue | None]) -> None:
        """Goes on from a file that is there, else begins one with the real time.

        Raises `ValueError` when the file is not one of a clock, and `OSError` when it can't be read or made.
        """
        self._path, self._next_due = path, next_due
        if not path.exists():
            self.to_real()
        self._last = _read(path)

    @property
    def rate(self) -> float:
        """Shown seconds a real second."""
        return self._moved().rate

    @property
    def is_real(self) -> bool:
        """Whether it shows the real time."""
        return self.rate == 1 and abs(self.now() - time.time()) < _SAME_SECONDS

    def now(self) -> float:
        """What it shows, in seconds since 1970."""
        moved = self._moved()
        return moved.shown + (time.time() - moved.real) * moved.rate

    def next_due(self) -> NextDue | None:
        """What comes by itself next, None when nothing does."""
        return self._next_due()

    def set(self, shown: float) -> None:
        """Shows this instant now, and runs on as fast as before. Raises `ValueError` for one beyond reach."""
        if not (math.isfinite(shown) and 0 <= shown <= _LATEST):
            raise ValueError("that time is beyond the calendar")
        self._write(shown, self.rate)

    def run(self, rate: float) -> None:
        """Runs so fast from now on. Raises `ValueError` when it is none of ``RATES``."""
        if rate not in RATES:
            raise ValueError(f"time runs {', '.join(map(str, RATES))} times as fast, not {rate}")
        self._write(self.now(), rate)

    def to_real(self) -> None:
        """Shows the real time again."""
        self._write(time.time(), 1)

    def jump(self) -> NextDue | None:
        """Goes to what is due next, and gives it; None when nothing is. Never goes back."""
        due = self._next_due()
        if due is not None and due.at > self.now():
            self.set(due.at)
        return due

    def _moved(self) -> _Moved:
        try:
            self._last = _read(self._path)
        except (OSError, ValueError):  # half written by somebody else: the bot passes over it as well
            return self._last
        return self._last

    def _write(self, shown: float, rate: float) -> None:
        # Whole or not at all: the bot may be reading it.
        beside = self._path.with_name(f"{self._path.name}.new")
        beside.write_text(json.dumps(asdict(_Moved(time.time(), shown, rate))), "utf-8")
        beside.replace(self._path)


def _read(path: Path) -> _Moved:
    """Raises `ValueError` when it is no file of a clock, and `OSError` when it can't be read."""
    try:
        found = json.loads(path.read_text("utf-8"))
        moved = _Moved(float(found["real"]), float(found["shown"]), float(found["rate"]))
        if not all(map(math.isfinite, (moved.real, moved.shown, moved.rate))):
            raise ValueError
    except (ValueError, KeyError, TypeError, OverflowError):
        raise ValueError(f"{path} is no file of a clock") from None
    return moved
