"""Setting a reminder and the time zone, and everything about reminders that a person can change."""

from __future__ import annotations

from datetime import date, timedelta

from bot.core import events as e
from bot.core.canvas import Button, Canvas, Look, Rows
from bot.core.events.reminding import DAY, WEEK
from bot.core.layouts.keys import one_a_row
from bot.core.layouts.telling import (
    CALENDAR_LINES,
    PLAN_LINES,
    WEEKDAYS,
    calendar,
    clock_told,
    day_label,
    next_told,
    on_the_phone,
    plan_told,
)
from bot.core.recurring import DAILY
from bot.core.telling import told_time

_TIMES_A_ROW = 4
_CLOCKS_A_ROW = 5
_DATES_A_ROW, _DATES = 3, 21


def _in_rows(buttons: list[Button], width: int) -> Rows:
    return tuple(tuple(buttons[at : at + width]) for at in range(0, len(buttons), width))


def _later(canvas: Canvas) -> tuple[Button, ...]:
    return (canvas.button("not_now", e.SetupLeft()),)


def _times(canvas: Canvas) -> Rows:
    offered = [hour.split(":") for hour in canvas.content.reminders.times]
    minutes = [int(hour) * 60 + int(minute) for hour, minute in offered]
    buttons = [canvas.labelled(told_time(minute), e.TimeGiven(minute)) for minute in minutes]
    return (*_in_rows(buttons, _TIMES_A_ROW), _later(canvas))


def _halves(canvas: Canvas) -> Rows:
    morning, evening = (int(canvas.word(name)) for name in ("minute", "other"))
    halves = tuple(canvas.labelled(told_time(minute), e.TimeGiven(minute)) for minute in (morning, evening))
    return (halves, _later(canvas))


def _clocks(canvas: Canvas) -> Rows:
    minutes = [int(minute) for minute in canvas.word("minutes").split(",") if minute]
    buttons = [canvas.labelled(told_time(minute), e.ClockGiven(minute)) for minute in minutes]
    return (*_in_rows(buttons, _CLOCKS_A_ROW), _later(canvas))


def _places(canvas: Canvas) -> Rows:
    names = [str(value) for name, value in canvas.row.args if name.startswith("place_")]
    rows = tuple((canvas.labelled(name, e.PlaceChosen(number)),) for number, name in enumerate(names))
    return (*rows, (canvas.button("none", e.ZoneDenied()),), _later(canvas))


def _set(canvas: Canvas) -> dict[str, str]:
    lines, told = canvas.words.lines, _next(canvas)
    passed = lines["passed"] if canvas.on("passed") else ""
    compare = lines["compare"].format(**told) if told["phone"] else ""
    return {"plan": plan_told(canvas), "passed": passed, "compare": compare, "next": told["next"]}


def _zone_set(canvas: Canvas) -> dict[str, str]:
    told = _next(canvas)
    lines = canvas.words.lines
    following = lines["next_one"].format(**told) if told["phone"] else ""
    passed = lines["passed"] if canvas.on("passed") else ""
    return {"time": clock_told(canvas, "shown"), "following": following, "passed": passed}


def _next(canvas: Canvas) -> dict[str, str]:
    return {"next": next_told(canvas), "phone": on_the_phone(canvas)}


def _paused(canvas: Canvas) -> dict[str, str]:
    return {"next": next_told(canvas)}


def _resumed(canvas: Canvas) -> dict[str, str]:
    return {"plan": plan_told(canvas), "next": next_told(canvas)}


def _reminders(canvas: Canvas) -> dict[str, str]:
    lines, told = canvas.words.lines, _next(canvas)
    if canvas.on("paused"):
        state = lines["paused_next"].format(**told) if told["phone"] else lines["paused"]
    else:
        state = lines["next_one" if told["phone"] else "waits"].format(**told)
    counted = {name: canvas.word(name) for name in ("done", "due")}
    days = lines["days_done"].format(**counted, days=canvas.word("look_back")) if canvas.on("done") else ""
    return {"plan": plan_told(canvas), "state": state, "adherence": days}


def _reminders_rows(canvas: Canvas) -> Rows:
    two = "," in canvas.word("times")
    rows: list[tuple[Button, ...]] = [(canvas.button("time", e.TimeAsked(1)),)]
    if two:
        rows.append((canvas.button("second_time", e.TimeAsked(2)),))
        rows.append((canvas.button("drop_second", e.SecondDropped()),))
    else:
        rows.append((canvas.button("add_second", e.TimeAsked(2)),))
    rows.append((canvas.button("days", e.DaysOpened()),))
    if canvas.row.arg("every") != DAILY:
        rows.append((canvas.button("every_day", e.EveryChosen(DAILY)),))
    if canvas.on("paused"):
        rows.append((canvas.button("resume", e.ResumeAsked()),))
    else:
        rows.append((canvas.button("pause", e.PauseAsked()),))
    rows.append((canvas.button("off", e.RemindersTurnedOff()),))
    return tuple(rows)


def _days_rows(canvas: Canvas) -> Rows:
    on = canvas.word("days")
    toggles = [
        canvas.labelled(
            f"{'☑' if str(day) in on else '☐'} {calendar(canvas)[f'short_{name}']}", e.DayToggled(day)
        )
        for day, name in enumerate(WEEKDAYS)
    ]
    return (*_in_rows(toggles, _TIMES_A_ROW), (canvas.button("that_is_all", e.ReminderAsked()),))


def _dates_rows(canvas: Canvas) -> Rows:
    first, ahead = date.fromisoformat(canvas.word("date")), int(canvas.word("ahead"))
    days = [first + timedelta(days=n) for n in range(_DATES)]
    dates = [canvas.labelled(day_label(canvas, day), e.PauseChosen(day.isoformat())) for day in days]
    further = canvas.button("further", e.PauseDatesOpened((ahead + _DATES) % _FARTHEST or 1))
    return (*_in_rows(dates, _DATES_A_ROW), (further,))


_FARTHEST = 9 * _DATES
"""After about half a year the dates begin anew."""


SETTING_UP: dict[str, Look] = {
    "calendar": Look(lines=CALENDAR_LINES),
    "plan": Look(lines=PLAN_LINES),
    "reminder_time": Look(buttons=frozenset({"not_now"}), layout=_times),
    "reminder_half": Look(buttons=frozenset({"not_now"}), layout=_halves),
    "zone_guess": Look(
        buttons=frozenset({"yes", "no", "not_now"}),
        placeholders=frozenset({"time"}),
        values=lambda canvas: {"time": clock_told(canvas, "minute")},
        layout=one_a_row(yes=e.ZoneConfirmed(), no=e.ZoneDenied(), not_now=e.SetupLeft()).layout,
    ),
    "zone_clock": Look(buttons=frozenset({"not_now"}), layout=_clocks),
    "zone_place": Look(buttons=frozenset({"none", "not_now"}), layout=_places),
    "setup_left": Look(),
    "reminder_set": Look(
        lines=frozenset({"passed", "compare"}),
        placeholders=frozenset({"plan", "next", "compare", "passed"}),
        values=_set,
    ),
    "zone_set": Look(
        lines=frozenset({"next_one", "passed"}),
        placeholders=frozenset({"time", "following", "passed"}),
        values=_zone_set,
    ),
    "reminders": Look(
        buttons=frozenset(
            {
                "time",
                "second_time",
                "add_second",
                "drop_second",
                "days",
                "every_day",
                "pause",
                "resume",
                "off",
            }
        ),
        lines=frozenset({"next_one", "paused", "paused_next", "waits", "days_done"}),
        placeholders=frozenset({"plan", "state", "adherence"}),
        values=_reminders,
        layout=_reminders_rows,
    ),
    "reminder_days": Look(buttons=frozenset({"that_is_all"}), layout=_days_rows),
    "no_reminders": Look(),
    "reminders_off": Look(),
    "paused": one_a_row(
        day=e.PauseChosen(DAY), week=e.PauseChosen(WEEK), date=e.PauseDatesOpened(1), resume=e.ResumeAsked()
    ),
    "pause_dates": Look(buttons=frozenset({"further"}), layout=_dates_rows),
    "paused_until": Look(placeholders=frozenset({"next"}), values=_paused),
    "resumed": Look(placeholders=frozenset({"plan", "next"}), values=_resumed),
}
