"""The one clock that is handed to everything: the real time, or a moved one for trying and testing."""

from __future__ import annotations

import json
import math
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """What tells the time."""

    def now(self) -> datetime:
        """The instant it is, in UTC."""


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class BadClock(ValueError):
    """The clock file can't be read as one; its words say what it has to look like."""


class FileClock:
    """A moved time, as a file says it.

    The file holds ``{"real": epoch seconds, "shown": epoch seconds, "rate": number}``: at the real instant
    ``real`` this clock shows ``shown``, and from there it runs ``rate`` times as fast as the real one (0
    stands still). The file is read again whenever it has changed, so several processes share one moved
    time. A change that makes no sense (half a file) is passed over; the first reading has to make sense.
    """

    def __init__(self, path: Path) -> None:
        """Raises BadClock when the file is missing or malformed."""
        self._path = path
        self._stamp, self._moved = _stamp(path), _read(path)

    def now(self) -> datetime:
        self._look_again()
        real, shown, rate = self._moved
        return datetime.fromtimestamp(shown + (time.time() - real) * rate, UTC)

    def beat(self) -> object:
        """Another value whenever the clock was moved, and at every minute it shows."""
        minute = int(self.now().timestamp() // 60)
        return self._stamp, minute

    def _look_again(self) -> None:
        try:
            stamp = _stamp(self._path)
            if stamp != self._stamp:
                self._moved = _read(self._path)
                self._stamp = stamp
        except BadClock:
            return


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        found = os.stat(path)  # noqa: PTH116 - asked at every look at the clock; this is the quick way
    except OSError:
        raise BadClock(f"{path}, named by BOT_CLOCK, can't be read.") from None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _read(path: Path) -> tuple[float, float, float]:
    try:
        found = json.loads(path.read_text("utf-8"))
        real, shown, rate = float(found["real"]), float(found["shown"]), float(found["rate"])
        if not all(map(math.isfinite, (real, shown, rate))):
            raise ValueError
        datetime.fromtimestamp(shown, UTC)
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        raise BadClock(
            f'{path}, named by BOT_CLOCK, has to hold {{"real": seconds, "shown": seconds, "rate": number}},'
            " the seconds counted from 1970 in UTC."
        ) from None
    return real, shown, rate
