"""Instants and plans of reminders in the content's words."""

from __future__ import annotations

from datetime import date

from bot.core.canvas import Canvas
from bot.core.recurring import EVERY_DAY, EVERY_OTHER_DAY, ONCE_A_WEEK
from bot.core.session import Measure
from bot.core.telling import told_time

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
NEAR = frozenset({"today", "tomorrow", "far"})
CALENDAR_LINES = frozenset({*WEEKDAYS, *(f"short_{day}" for day in WEEKDAYS), *MONTHS, *NEAR, "date"})
PLAN_LINES = frozenset(
    {"daily", "other_days", "once_weekly", "on_days", "and_time", "waits_check", "waits_resume"}
)

_OFTEN = {str(EVERY_OTHER_DAY): "other_days", str(ONCE_A_WEEK): "once_weekly"}
_DATE_FORMAT = "wDt"
"""Telegram's letters for weekday, day and month, and time of the day."""


def calendar(canvas: Canvas) -> dict[str, str]:
    """The calendar's words."""
    return canvas.content.screens["calendar"].lines


def next_told(canvas: Canvas) -> str:
    """The instant of a row in words, tomorrow, Thursday 26 November, at 07:30, or what it waits for; empty
    when there is none.
    """
    if canvas.row.arg("unix") is None:
        waits = canvas.word("waits")
        return canvas.content.screens["plan"].lines[f"waits_{waits}"] if waits else ""
    words = calendar(canvas)
    day = words["date"].format(**_date(canvas))
    return words[canvas.word("near")].format(date=day, time=clock_told(canvas, "minute"))


def clock_told(canvas: Canvas, arg: str) -> str:
    """A time of day among the arguments: 07:30."""
    return told_time(int(canvas.word(arg)))


def on_the_phone(canvas: Canvas) -> str:
    """The same instant as Telegram's date-time entity, which a phone shows by its own clock."""
    unix = canvas.row.arg("unix")
    if not isinstance(unix, int):
        return ""
    # What an app shows that is too old to know such an entity.
    plain = f"{day_label(canvas, date.fromisoformat(canvas.word('date')))}, {clock_told(canvas, 'minute')}"
    return f'<tg-time unix="{unix}" format="{_DATE_FORMAT}">{plain}</tg-time>'


def plan_told(canvas: Canvas) -> str:
    """When reminders come: every day at 07:30 and 19:00."""
    words = canvas.content.screens["plan"].lines
    times = [told_time(int(minute)) for minute in canvas.word("times").split(",") if minute]
    time = words["and_time"].format(first=times[0], second=times[1]) if len(times) > 1 else "".join(times)
    often = _OFTEN.get(canvas.word("every"))
    days = frozenset(map(int, canvas.word("days")))
    if often is None and days != EVERY_DAY:
        return words["on_days"].format(days=_days(canvas, days), time=time)
    told = words[often or "daily"].format(time=time)
    return told if days == EVERY_DAY else f"{told} ({_days(canvas, days)})"


def day_label(canvas: Canvas, day: date) -> str:
    """A date on a button: Fri 27 Nov."""
    words = calendar(canvas)
    return f"{words[f'short_{WEEKDAYS[day.weekday()]}']} {date_told(canvas, day)}"


def date_told(canvas: Canvas, day: date) -> str:
    """A date in short: 27 Nov."""
    return f"{day.day} {month_told(canvas, day)}"


def dates_told(canvas: Canvas, first: date, last: date) -> tuple[str, str]:
    """Two dates in short; with their years when those differ."""
    begin, end = date_told(canvas, first), date_told(canvas, last)
    return (begin, end) if first.year == last.year else (f"{begin} {first.year}", f"{end} {last.year}")


def month_told(canvas: Canvas, day: date) -> str:
    """The month of a date in short: Nov."""
    return calendar(canvas)[MONTHS[day.month - 1]][:3]


def measure_told(canvas: Canvas, measure: Measure) -> str:
    """Sitting, or getting up."""
    return canvas.content.screens["measures"].lines[measure.value]


def _days(canvas: Canvas, days: frozenset[int]) -> str:
    return ", ".join(calendar(canvas)[f"short_{WEEKDAYS[day]}"] for day in sorted(days))


def _date(canvas: Canvas) -> dict[str, str]:
    day, words = date.fromisoformat(canvas.word("date")), calendar(canvas)
    return {
        "weekday": words[WEEKDAYS[day.weekday()]],
        "day": str(day.day),
        "month": words[MONTHS[day.month - 1]],
    }
