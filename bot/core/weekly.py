"""When the look back on the week comes: the same minute as the day's first reminder, on the first weekday
from Sunday on that reminders may come, once in a week from Sunday to Saturday.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.recurring import Occurrence, instant_on
from bot.core.reminding import Reminding
from bot.core.schedule import local_date

LOOK_BACK_DAYS = 7
"""It tells of so many days: those before the one it comes on."""
_WEEKS_AHEAD = 3
"""Weeks looked at: this one's may be over, and a date may be missing at the date line in the next."""


def next_look_back(
    reminding: Reminding, zone: ZoneInfo, after: datetime, hour: int, last: date | None
) -> Occurrence | None:
    """The first one later than ``after`` (UTC), and not in the week of the ``last`` one.

    Of somebody without a reminder it comes at a full ``hour`` (0-23).
    """
    minute = reminding.times[0][1] if reminding.is_on else hour * 60
    begin = sunday_of(local_date(after, zone))
    for ahead in range(_WEEKS_AHEAD):
        found = _of_week(begin + timedelta(weeks=ahead), reminding.days, minute, zone)
        told = last is not None and sunday_of(last) == begin + timedelta(weeks=ahead)
        if found is not None and found.at > after and not told:
            return found
    return None


def sunday_of(day: date) -> date:
    """The Sunday that a date's week begins with."""
    return day - timedelta(days=(day.weekday() + 1) % 7)


def _of_week(sunday: date, weekdays: frozenset[int], minute: int, zone: ZoneInfo) -> Occurrence | None:
    """The one of a week; None where none of its dates that are allowed exists."""
    for ahead in range(7):
        on = sunday + timedelta(days=ahead)
        at = instant_on(on, minute, zone) if on.weekday() in weekdays else None
        if at is not None:
            return Occurrence(on, at)
    return None
