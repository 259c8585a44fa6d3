"""How long Telegram has been out of reach, told by what becomes of every call."""

from __future__ import annotations

import time
from collections.abc import Callable

LULL_SECONDS = 180.0
"""Two failures further apart are two troubles: whoever fails tries again much sooner, unless there is nothing
to be said.
"""
CALLS = "calls"
"""All that are not ``POLLS``: nothing says when the next one is made."""
POLLS = "polls"
"""Calls that ask what people send: one follows the other, so that none stands alone, however late it is."""


class Reach:
    """Told of every call whether it was answered. Calls of one sort say nothing of those of another: what is
    sent may be taken while nobody answers what is asked.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """``now``: seconds, never of a moved clock."""
        self._now = now
        self._failures: dict[str, tuple[float, float]] = {}
        """By sort, when the first and the last call failed since one was answered."""
        self._answered_at: dict[str, float] = {}

    def heard(self, sort: str, *, answered: bool) -> None:
        """A call of that sort was answered, or not."""
        now = self._now()
        if answered:
            self._failures.pop(sort, None)
            self._answered_at[sort] = now
            return
        first, last = self._failures.get(sort, (now, now))
        goes_on = sort == POLLS or now - last <= LULL_SECONDS
        self._failures[sort] = (first if goes_on else now, now)

    def away(self) -> dict[str, float]:
        """By sort, the seconds over which every call has failed, up to the last one, and of ``POLLS`` up to
        now; without the sorts whose last call was answered.
        """
        now = self._now()
        return {
            sort: (now if sort == POLLS else last) - first for sort, (first, last) in self._failures.items()
        }

    def age(self, sort: str) -> float | None:
        """Seconds since a call of that sort was last answered; None when none has been.

        While the first one is still waited for, as a question for updates may be, those of other sorts count.
        """
        answered_at = self._answered_at.get(sort)
        if answered_at is None and sort not in self._failures:
            answered_at = max(self._answered_at.values(), default=None)
        return None if answered_at is None else self._now() - answered_at
