"""Instants and plans of reminders as the arguments of a screen: numbers, which the content gives words."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.reminding import UNTIL_RESUMED, Reminding, soonest
from bot.core.schedule import local_date
from bot.core.session import Session
from bot.core.setting import Setting
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


def told_next(reminding: Reminding, session: Session, setting: Setting, zone: ZoneInfo | None = None) -> Args:
    """The plan, and the next reminder that will come, or what it waits for; ``zone``: one just told."""
    plan, zone = told_plan(reminding), zone or setting.zone
    if session.red_flag:
        return (*plan, ("waits", "check"))
    following = soonest(reminding, zone, setting.now, setting.last_done)
    if following is None:
        return (*plan, ("waits", "resume")) if reminding.paused_until == UNTIL_RESUMED else plan
    return (*plan, *told_instant(following.at, zone, local_date(setting.now, zone)))
