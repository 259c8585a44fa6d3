"""Pictures of a person's own days, and the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.core import events as e
from bot.core.canvas import Canvas, Look, Rows
from bot.core.events.looking_back import ALL, MONTH
from bot.core.history import Day, History, days_of, first_day
from bot.core.layouts.telling import MONTHS, calendar
from bot.core.pictures.axes import DAILY_UNTIL
from bot.core.pictures.palettes import LIGHT, PALETTES
from bot.core.pictures.progress import Wording, progress
from bot.core.pictures.scene import Scene
from bot.core.progress import change
from bot.core.session import Measure

MONTH_DAYS = 30

_LINES = frozenset(
    {
        "last_days",
        "all_days",
        "nothing",
        "scored",
        "newest",
        "newest_pair",
        "lower",
        "lower_one",
        "higher",
        "higher_one",
        "as_before",
        "rests_on",
        "early",
        "weekly",
        "span",
        "one_day",
        "before",
        "after",
        "pause",
        "flare",
        "weeks",
        "sessions",
        "one_session",
        "no_session",
    }
)


def shown_days(canvas: Canvas) -> tuple[Day, ...]:
    """The days that are asked for, up to today; none when nothing is known yet."""
    history = _history(canvas)
    first = first_day(history)
    if first is None:
        return ()
    if canvas.word("span") != ALL:
        first = max(first, history.today - timedelta(days=MONTH_DAYS - 1))
    return days_of(history, min(first, history.today), history.today)


def _history(canvas: Canvas) -> History:
    if canvas.history is None:
        raise LookupError("this screen is made of a person's history")
    return canvas.history


def _values(canvas: Canvas) -> dict[str, str]:
    lines, days = canvas.words.lines, shown_days(canvas)
    if not any(day.scored or day.session for day in days):
        return {"title": lines["nothing"], "counted": "", "newest": "", "changes": "", "weekly": ""}
    return {
        "title": _title(canvas, days),
        "counted": lines["scored"].format(
            days=sum(day.scored for day in days), all=len(days), sessions=_sessions(canvas, days)
        ),
        "newest": "\n".join(filter(None, (_newest(canvas, days, measure) for measure in Measure))),
        "changes": _changes(canvas),
        "weekly": lines["weekly"] if len(days) > DAILY_UNTIL else "",
    }


def _title(canvas: Canvas, days: Sequence[Day]) -> str:
    lines = canvas.words.lines
    return lines["all_days"] if canvas.word("span") == ALL else lines["last_days"].format(days=MONTH_DAYS)


def _span(canvas: Canvas, days: Sequence[Day]) -> str:
    """From when to when, and what the numbers mean."""
    lines, (first, last) = canvas.words.lines, (days[0].on, days[-1].on)
    if first == last:
        return lines["one_day"].format(date=_told(canvas, last))
    years = first.year != last.year
    begin, end = (f"{_told(canvas, on)} {on.year}" if years else _told(canvas, on) for on in (first, last))
    return lines["span"].format(first=begin, last=end)


def _sessions(canvas: Canvas, days: Sequence[Day]) -> str:
    count, lines = sum(day.session for day in days), canvas.words.lines
    if count == 0:
        return lines["no_session"]
    return lines["one_session"] if count == 1 else lines["sessions"].format(count=count)


def _newest(canvas: Canvas, days: Sequence[Day], measure: Measure) -> str:
    scores = _newest_scores(canvas, days, measure)
    if not scores:
        return ""
    return canvas.words.lines["newest"].format(measure=_name(canvas, measure), scores=scores)


def _newest_scores(canvas: Canvas, days: Sequence[Day], measure: Measure) -> str:
    """26 Nov: 3 → 2."""
    for day in reversed(days):
        pair = day.pair(measure)
        told = " → ".join(str(score) for score in (pair.before, pair.after) if score is not None)
        if told:
            return canvas.words.lines["newest_pair"].format(date=_told(canvas, day.on), scores=told)
    return ""


def _changes(canvas: Canvas) -> str:
    """What has changed since the first week, and how many days that rests on."""
    history, lines = _history(canvas), canvas.words.lines
    first = first_day(history)
    days = days_of(history, min(first, history.today), history.today) if first else ()
    told = []
    for measure in Measure:
        found = change(days, measure)
        if found is None:
            continue
        size = abs(found.points)
        way = "lower" if found.points < 0 else "higher"
        line = lines["as_before"] if size == 0 else lines[f"{way}_one" if size == 1 else way]
        told.append(line.format(measure=_name(canvas, measure), points=size))
        told.append(lines["rests_on"].format(then=found.then, now=found.now))
    return "\n".join(told) or lines["early"]


def _picture(canvas: Canvas) -> Scene | None:
    days = shown_days(canvas)
    if not any(day.scored or day.session for day in days):
        return None
    lines = canvas.words.lines
    words = Wording(
        title=_title(canvas, days),
        under=_span(canvas, days),
        lines=lines,
        measures={measure: _name(canvas, measure) for measure in Measure},
        sessions=_sessions(canvas, days),
        latest={measure: _newest_scores(canvas, days, measure) for measure in Measure},
        told=lambda on: _told(canvas, on),
        month=lambda on: _month(canvas, on),
    )
    return progress(days, PALETTES.get(canvas.word("pictures"), LIGHT), words)


def _name(canvas: Canvas, measure: Measure) -> str:
    return canvas.content.screens["measures"].lines[measure.value]


def _told(canvas: Canvas, on: date) -> str:
    return f"{on.day} {_month(canvas, on)}"


def _month(canvas: Canvas, on: date) -> str:
    return calendar(canvas)[MONTHS[on.month - 1]][:3]


def _rows(canvas: Canvas) -> Rows:
    return ((canvas.button("month", e.SpanChosen(MONTH)), canvas.button("all", e.SpanChosen(ALL))),)


LOOKING_BACK: dict[str, Look] = {
    "progress": Look(
        buttons=frozenset({"month", "all"}),
        lines=_LINES,
        placeholders=frozenset({"title", "counted", "newest", "changes", "weekly"}),
        values=_values,
        layout=_rows,
        picture=_picture,
    )
}
