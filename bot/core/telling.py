"""Instants and plans of reminders as the arguments of a screen: numbers, which the content gives words."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.reminding import Reminding, soonest
from bot.core.schedule import local_date
from bot.core.zones import local_minute

Args = tuple[tuple[str, str | int | bool | None], ...]


def told_time(minute: int) -> str:
    """A time of day, 0-1439, as clocks show it: 07:30."""
    return f"{minute // 60:02}:{minute % 60:02}"


def told_clock(now: datetime, zone: str) -> str:
    """What the clocks of a zone (IANA name) show at an instant."""
    return told_time(local_minute(now, ZoneInfo(zone)))


def told_instant(at: datetime, zone: ZoneInfo, today: date) -> Args:
    """An instant (UTC) as it is on the person's wall."""
    local = at.astimezone(zone)
    near = {today: "today", today + timedelta(days=1): "tomorrow"}.get(local.date(), "far")
    return (
        ("unix", int(at.timestamp())),
        ("near", near),
        ("date", local.date().isoformat()),
        ("minute", local.hour * 60 + local.minute),
    )


def told_plan(reminding: Reminding) -> Args:
    """When reminders come: times of day, weekdays, and how often."""
    return (
        ("times", ",".join(str(minute) for _, minute in reminding.times)),
        ("days", "".join(str(day) for day in sorted(reminding.days))),
        ("every", reminding.every),
    )


def told_next(reminding: Reminding, zone: ZoneInfo, now: datetime, last_done: datetime | None = None) -> Args:
    """The plan, and the next reminder that will come, if there is one."""
    following = soonest(reminding, zone, now, last_done)
    plan = told_plan(reminding)
    if following is None:
        return plan
    return (*plan, *told_instant(following.at, zone, local_date(now, zone)))
