"""How long Telegram has been out of reach, told by what becomes of every call."""

from __future__ import annotations

import time
from collections.abc import Callable

LULL_SECONDS = 180.0
"""Two failures further apart are two troubles: whoever fails tries again much sooner, unless there is nothing
to be said.
"""


class Reach:
    """Told of every call whether it was answered."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """``now``: seconds, never of a moved clock."""
        self._now = now
        self._first = self._last = 0.0
        self._away = False
        self._answered_at: float | None = None

    def heard(self, *, answered: bool) -> None:
        """A call was answered, or not."""
        now = self._now()
        if answered:
            self._away = False
            self._answered_at = now
            return
        if not self._away or now - self._last > LULL_SECONDS:
            self._first, self._away = now, True
        self._last = now

    def away(self) -> float | None:
        """Seconds over which every call has failed, up to the last one; None when that one was answered."""
        return self._last - self._first if self._away else None

    def age(self) -> float | None:
        """Seconds since a call was last answered; None when none has been."""
        return None if self._answered_at is None else self._now() - self._answered_at
