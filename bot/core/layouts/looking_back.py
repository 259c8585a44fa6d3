"""Pictures of a person's own days, and the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.core import events as e
from bot.core.canvas import Canvas, Look, Rows
from bot.core.events.looking_back import ALL, MONTH
from bot.core.history import Day, Pair, days_of, first_day
from bot.core.layouts.days_told import history_of
from bot.core.layouts.last_week import LOOK_BACK, weekly_key
from bot.core.layouts.telling import date_told, dates_told, measure_told, month_told
from bot.core.pictures.axes import DAILY_UNTIL
from bot.core.pictures.palettes import LIGHT, PALETTES
from bot.core.pictures.progress import Wording, progress
from bot.core.pictures.scene import Scene
from bot.core.progress import change
from bot.core.session import Measure

MONTH_DAYS = 30
MOST_TOLD = 3
"""Of the newest day so many numbers or pairs are told, the last ones."""

_LINES = frozenset(
    {
        "last_days",
        "all_days",
        "nothing",
        "scored",
        "scored_of_one",
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
        "gap",
        "sessions",
        "one_session",
        "no_session",
        "weekly_on",
    }
)
_PLACEHOLDERS = frozenset({"title", "counted", "newest", "changes", "weekly", "look_back"})


def shown_days(canvas: Canvas) -> tuple[Day, ...]:
    """The days that are asked for, up to today; none when nothing is known yet."""
    history = history_of(canvas)
    first = first_day(history)
    if first is None:
        return ()
    if canvas.word("span") != ALL:
        first = max(first, history.today - timedelta(days=MONTH_DAYS - 1))
    return days_of(history, min(first, history.today), history.today)


def _values(canvas: Canvas) -> dict[str, str]:
    lines, days = canvas.words.lines, shown_days(canvas)
    if not any(day.scored or day.sessions for day in days):
        return {**dict.fromkeys(_PLACEHOLDERS, ""), "title": lines["nothing"]}
    return {
        "title": _title(canvas, days),
        "counted": lines["scored_of_one" if len(days) == 1 else "scored"].format(
            days=sum(day.scored for day in days), all=len(days), sessions=_sessions(canvas, days)
        ),
        "newest": "\n".join(filter(None, (_newest(canvas, days, measure) for measure in Measure))),
        "changes": _changes(canvas),
        "weekly": lines["weekly"] if len(days) > DAILY_UNTIL else "",
        "look_back": lines["weekly_on"] if canvas.on("weekly") else "",
    }


def _title(canvas: Canvas, days: Sequence[Day]) -> str:
    lines = canvas.words.lines
    return lines["all_days"] if canvas.word("span") == ALL else lines["last_days"].format(days=MONTH_DAYS)


def _span(canvas: Canvas, days: Sequence[Day]) -> str:
    """From when to when, and what the numbers mean."""
    lines, (first, last) = canvas.words.lines, (days[0].on, days[-1].on)
    if first == last:
        return lines["one_day"].format(date=date_told(canvas, last))
    begin, end = dates_told(canvas, first, last)
    return lines["span"].format(first=begin, last=end)


def _sessions(canvas: Canvas, days: Sequence[Day]) -> str:
    count, lines = sum(day.sessions for day in days), canvas.words.lines
    if count == 0:
        return lines["no_session"]
    return lines["one_session"] if count == 1 else lines["sessions"].format(count=count)


def _newest(canvas: Canvas, days: Sequence[Day], measure: Measure) -> str:
    scores = _newest_scores(canvas, days, measure)
    if not scores:
        return ""
    return canvas.words.lines["newest"].format(measure=measure_told(canvas, measure), scores=scores)


def _newest_scores(canvas: Canvas, days: Sequence[Day], measure: Measure) -> str:
    """26 Nov: 3 → 2, with what else was scored on that day: 26 Nov: 5, 3 → 2."""
    for day in reversed(days):
        if pairs := day.pairs(measure):
            scores = ", ".join(_told(pair) for pair in pairs[-MOST_TOLD:])
            return canvas.words.lines["newest_pair"].format(date=date_told(canvas, day.on), scores=scores)
    return ""


def _told(pair: Pair) -> str:
    return " → ".join(str(score) for score in (pair.before, pair.after) if score is not None)


def _changes(canvas: Canvas) -> str:
    """What has changed since an early week, and how many days that rests on."""
    history, lines = history_of(canvas), canvas.words.lines
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
        since, _ = dates_told(canvas, found.since, history.today)
        told.append(line.format(measure=measure_told(canvas, measure), points=size, since=since))
        told.append(lines["rests_on"].format(then=found.then, now=found.now))
    return "\n".join(told) or lines["early"]


def _picture(canvas: Canvas) -> Scene | None:
    days = shown_days(canvas)
    if not any(day.scored or day.sessions for day in days):
        return None
    lines = canvas.words.lines
    words = Wording(
        title=_title(canvas, days),
        under=_span(canvas, days),
        lines=lines,
        measures={measure: measure_told(canvas, measure) for measure in Measure},
        sessions=_sessions(canvas, days),
        latest={measure: _newest_scores(canvas, days, measure) for measure in Measure},
        told=lambda on: date_told(canvas, on),
        month=lambda on: month_told(canvas, on),
    )
    return progress(days, PALETTES.get(canvas.word("pictures"), LIGHT), words)


def _rows(canvas: Canvas) -> Rows:
    spans = (canvas.button("month", e.SpanChosen(MONTH)), canvas.button("all", e.SpanChosen(ALL)))
    return (spans, *weekly_key(canvas, canvas.word("span") or MONTH))


LOOKING_BACK: dict[str, Look] = {
    "progress": Look(
        buttons=frozenset({"month", "all", "weekly", "not_weekly"}),
        lines=_LINES,
        placeholders=_PLACEHOLDERS,
        values=_values,
        layout=_rows,
        picture=_picture,
    ),
    "look_back": LOOK_BACK,
}
