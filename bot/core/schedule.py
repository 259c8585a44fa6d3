"""Instants and local days: which date it is for a person, and when a local hour comes next.

Instants are aware datetimes in UTC.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def local_date(instant: datetime, zone: ZoneInfo) -> date:
    """The date on the calendar in a zone at an instant."""
    return instant.astimezone(zone).date()


def months_before(day: date, months: int) -> date:
    """The date so many calendar months earlier; the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def at_local_time(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a local time on a date.

    A time that is skipped when clocks go forward takes the offset from before the gap (RFC 5545, 3.3.5);
    one that comes twice when they go back is the first of the two. ``fold=0`` means just that.
    """
    return datetime.combine(day, clock.replace(fold=0, tzinfo=None), tzinfo=zone).astimezone(UTC)


def next_morning(instant: datetime, zone: ZoneInfo, hour: int) -> datetime:
    """The UTC instant of ``hour`` (0-23) on the local day after an instant's."""
    return at_local_time(local_date(instant, zone) + timedelta(days=1), time(hour), zone)
