"""The look back on the week: two lines, a small picture, and the button to have it every week or no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.core import events as e
from bot.core.canvas import Canvas, Look, Rows
from bot.core.history import Day, days_of
from bot.core.layouts.days_told import history_of
from bot.core.layouts.telling import WEEKDAYS, calendar, dates_told, measure_told
from bot.core.pictures.palettes import LIGHT, PALETTES
from bot.core.pictures.scene import Scene
from bot.core.pictures.week import week
from bot.core.session import Measure
from bot.core.weekly import LOOK_BACK_DAYS


def weekly_key(canvas: Canvas, shown: str) -> Rows:
    """The button, for whoever may have one; ``shown`` is what the message goes on showing."""
    if canvas.row.arg("weekly") is None:
        return ()
    on = canvas.on("weekly")
    return ((canvas.button("not_weekly" if on else "weekly", e.WeeklyChosen(not on, shown)),),)


def _days(canvas: Canvas) -> tuple[Day, ...]:
    """The seven days up to the last one that is told of."""
    last = date.fromisoformat(canvas.word("last"))
    return days_of(history_of(canvas), last - timedelta(days=LOOK_BACK_DAYS - 1), last)


def _values(canvas: Canvas) -> dict[str, str]:
    days = _days(canvas)
    return {
        "span": _span(canvas, days),
        "counted": _counted(canvas, days),
        "scored": " ".join(filter(None, (_range(canvas, days, measure) for measure in Measure))),
    }


def _span(canvas: Canvas, days: Sequence[Day]) -> str:
    first, last = dates_told(canvas, days[0].on, days[-1].on)
    return canvas.words.lines["span"].format(first=first, last=last)


def _counted(canvas: Canvas, days: Sequence[Day]) -> str:
    """How many routines, and on how many days a score."""
    lines, sessions = canvas.words.lines, sum(day.sessions for day in days)
    told = lines["no_session" if sessions == 0 else "one_session" if sessions == 1 else "sessions"]
    scored = sum(day.scored for day in days)
    line = lines["counted_none" if scored == 0 else "counted_one" if scored == 1 else "counted"]
    return line.format(sessions=told.format(count=sessions), days=scored)


def _range(canvas: Canvas, days: Sequence[Day], measure: Measure) -> str:
    """The lowest and the highest score, whenever it was given."""
    given = [score for day in days for score in day.scores(measure)]
    if not given:
        return ""
    line = canvas.words.lines["one_score" if min(given) == max(given) else "range"]
    return line.format(measure=measure_told(canvas, measure), lowest=min(given), highest=max(given))


def _picture(canvas: Canvas) -> Scene:
    days = _days(canvas)
    return week(
        days,
        PALETTES.get(canvas.word("pictures"), LIGHT),
        {measure: measure_told(canvas, measure) for measure in Measure},
        canvas.content.screens["progress"].lines,
        _span(canvas, days),
        lambda on: calendar(canvas)[f"short_{WEEKDAYS[on.weekday()]}"][:2],
    )


def _rows(canvas: Canvas) -> Rows:
    return weekly_key(canvas, canvas.word("last"))


LOOK_BACK = Look(
    buttons=frozenset({"weekly", "not_weekly"}),
    lines=frozenset(
        {
            *("span", "counted", "counted_one", "counted_none"),
            *("sessions", "one_session", "no_session", "range", "one_score"),
        }
    ),
    placeholders=frozenset({"span", "counted", "scored"}),
    values=_values,
    layout=_rows,
    picture=_picture,
)
