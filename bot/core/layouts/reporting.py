"""The report for a doctor or therapist: the question whose it is, and the page with all that stands on it."""

from __future__ import annotations

from datetime import date

from bot.core import events as e
from bot.core.canvas import Canvas, Look
from bot.core.layouts.days_told import history_of
from bot.core.layouts.keys import one_a_row
from bot.core.layouts.report_told import done_of, hurt_of, routines_of, rows_of, sore_of, stops_of
from bot.core.layouts.telling import date_told, dates_told, measure_told, month_told
from bot.core.pictures.report import Listed, Page
from bot.core.pictures.report import report as drawn
from bot.core.pictures.scene import Scene
from bot.core.report import HURT, Report, report_of
from bot.core.session import Measure

FILE = "back_to_basics.png"
"""Sent as a file: as a photo Telegram makes it 905 pixels wide and a JPEG, too little for a printer."""

LIMITS = ("limit_change", "limit_self", "limit_cause", "limit_diagnosis")

_LINES = frozenset(
    {
        *("heading", "name", "period", "period_one", "scale_told", "asked", "foot"),
        *("first_week", "last_week", "mean", "lowest", "highest", "no_score", "row_routines"),
        *("mean_of", "mean_of_one", "change_of", "change_of_one"),
        *("routines", "routines_one", "routines_one_day", "routines_none", "levels", "level"),
        *("done", "done_once", "done_never", "done_hurt", "unfit", "pauses", "pauses_one"),
        *("sore", "sore_days", "sore_one", "sore_none", "sore_moves", "sore_moves_same"),
        *("hurt", "hurt_nothing", "felt", "felt_often", "more"),
        *(f"felt_{outcome.value}" for outcome in HURT),
        *("stops", "stops_none", "stops_told", "stops_often", "stops_kept"),
        *("limits", *LIMITS),
    }
)


def _report(canvas: Canvas) -> Report:
    found = report_of(history_of(canvas), canvas.content.routine.rules.gentle_up_to)
    if found is None:
        raise LookupError("there is nothing to report")
    return found


def _period(canvas: Canvas, report: Report) -> str:
    lines, (first, last) = canvas.words.lines, (report.days[0].on, report.days[-1].on)
    if first == last:
        return lines["period_one"].format(date=_with_year(canvas, last))
    begin, end = dates_told(canvas, first, last)
    end = end if first.year != last.year else _with_year(canvas, last)
    return lines["period"].format(first=begin, last=end)


def _with_year(canvas: Canvas, on: date) -> str:
    return f"{date_told(canvas, on)} {on.year}"


def _caption(canvas: Canvas) -> dict[str, str]:
    return {"period": _period(canvas, _report(canvas))}


def _picture(canvas: Canvas) -> Scene:
    report, lines, screens = _report(canvas), canvas.words.lines, canvas.content.screens
    measures = {measure: measure_told(canvas, measure) for measure in Measure}
    asked = [
        lines["asked"].format(measure=measures[each], question=screens[each.value].lines["before"])
        for each in Measure
    ]
    heads = ("first_week", "last_week") if report.has_two_weeks else ("mean",)
    page = Page(
        title=lines["heading"],
        name=lines["name"],
        who=canvas.word("name"),
        period=_period(canvas, report),
        about=(lines["scale_told"].format(scale=screens["scale"].text), *asked),
        lines=screens["progress"].lines,
        measures=measures,
        heads=tuple(lines[head] for head in (*heads, "lowest", "highest")),
        rows=tuple(rows_of(canvas, report, measures)),
        left=(
            Listed(routines_of(canvas, report), tuple(done_of(canvas, report)), 8),
            Listed(lines["stops"], tuple(stops_of(canvas, report)), 3),
        ),
        right=(
            Listed(lines["sore"], tuple(sore_of(canvas, report)), 3),
            Listed(lines["hurt"], hurt_of(canvas, report), 7),
        ),
        limits=Listed(lines["limits"], tuple(lines[limit] for limit in LIMITS), 5),
        more=lambda count: lines["more"].format(count=count),
        foot=lines["foot"].format(date=_with_year(canvas, history_of(canvas).today)),
        told=lambda on: date_told(canvas, on),
        month=lambda on: month_told(canvas, on),
    )
    return drawn(report.days, page)


REPORTING: dict[str, Look] = {
    "report_name": one_a_row(leave_out=e.NameLeftOut()),
    "report": Look(
        lines=_LINES,
        placeholders=frozenset({"period"}),
        values=_caption,
        picture=_picture,
        document=FILE,
    ),
    "report_nothing": Look(),
    "report_left": Look(),
}
