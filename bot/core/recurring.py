"""When a reminder comes next: a pure function of the local minute, the weekdays and the zone.

Four rules, and each local date has exactly one instant, on that date by the wall clock:

- A minute that comes twice when the clocks go back is the first of the two.
- **The gap**: a minute that is skipped when the clocks go forward takes the offset from before the gap
  (RFC 5545, 3.3.5): 02:30 comes as long after 02:00 as ever, when the clocks show 03:30.
- **The midnight gap**: where that would end on the next date (Nuuk's clocks jump from 23:00 to 00:00, so
  23:30 would come at 00:30), it is the last minute before the gap instead. So no date is without its reminder
  and none has its neighbour's too.
- **The date line**: a date that does not exist (Apia had no 30 December 2011) has no instant.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.core.schedule import at_local_time, local_date

EVERY_DAY = frozenset(range(7))
"""All weekdays; 0 is Monday."""
DAILY = 1
EVERY_OTHER_DAY = 2
ONCE_A_WEEK = 7
"""Days from one reminder's date to the next one's, at least."""

_DATES_AHEAD = 22
"""Dates looked at: with one weekday today's may be past, next week's missing at the date line."""
_DATES_APART = timedelta(days=2)
"""How far the dates of two zones can be apart at one instant, at most."""


class Occurrence(NamedTuple):
    """One reminder: the local date it belongs to, and when it comes (UTC)."""

    day: date
    at: datetime


def next_instant(
    after: datetime,
    minute: int,
    days: frozenset[int],
    zone: ZoneInfo,
    *,
    last: date | None = None,
    every: int = DAILY,
) -> Occurrence | None:
    """The first reminder later than ``after`` (UTC) at a local minute (0-1439) on a weekday of ``days``.

    ``last`` is the date of the last reminder in whatever zone it came; the next is at least ``every`` days
    later. So neither a new hour nor a new zone brings two on one date. A ``last`` further ahead than any
    journey explains was written by a clock that was wrong, and counts as none. None when no weekday is left.
    """
    day = local_date(after, zone)
    if last is not None and last <= day + _DATES_APART:
        day = max(day, last + timedelta(days=every))
    for ahead in range(_DATES_AHEAD):
        on = day + timedelta(days=ahead)
        at = instant_on(on, minute, zone) if on.weekday() in days else None
        if at is not None and at > after:
            return Occurrence(on, at)
    return None


def instant_on(day: date, minute: int, zone: ZoneInfo) -> datetime | None:
    """The UTC instant of a local minute on a date, by the rules above; None when the date does not exist."""
    for near in range(minute, -1, -1):
        at = at_local_time(day, time(*divmod(near, 60)), zone)
        if local_date(at, zone) == day:
            return at
    return None
