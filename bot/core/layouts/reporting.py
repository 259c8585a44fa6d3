"""The report for a doctor or therapist: the question whose it is, and the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.core import events as e
from bot.core.canvas import Canvas, Look
from bot.core.layouts.days_told import history_of
from bot.core.layouts.keys import one_a_row
from bot.core.layouts.telling import date_told, dates_told, measure_told, month_told
from bot.core.pictures.report import Listed, Page
from bot.core.pictures.report import report as drawn
from bot.core.pictures.scene import Scene
from bot.core.report import HURT, Felt, Mean, Report, report_of
from bot.core.session import Measure

FILE = "back_to_basics.png"
"""Sent as a file: as a photo Telegram makes it 905 pixels wide and a JPEG, too little for a printer."""

MOST_DATES = 3
"""Of what was felt more often the newest dates are told."""
MOST_STOPS = 6
LIMITS = ("limit_change", "limit_self", "limit_cause", "limit_diagnosis")

_LINES = frozenset(
    {
        *("heading", "name", "period", "period_one", "scale_told", "asked", "foot"),
        *("first_week", "last_week", "mean", "lowest", "highest"),
        *("row_before", "row_after", "mean_of", "mean_of_one", "no_score"),
        *(
            "routines",
            "routines_one",
            "routines_none",
            "levels",
            "level",
            "done",
            "done_once",
            "pauses",
            "pauses_one",
        ),
        *("hurt", "hurt_nothing", "felt", "felt_often", "more"),
        *(f"felt_{outcome.value}" for outcome in HURT),
        *("stops", "stops_none", "stops_told", "stops_often", "stops_kept"),
        *("limits", *LIMITS),
    }
)


def _report(canvas: Canvas) -> Report:
    found = report_of(history_of(canvas))
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
        rows=tuple(_rows(canvas, report, measures)),
        left=(Listed(_routines(canvas, report), tuple(_done(canvas, report)), 8),),
        right=(
            Listed(lines["hurt"], _hurt(canvas, report), 4),
            Listed(lines["stops"], tuple(_stops(canvas, report)), 3),
        ),
        limits=Listed(lines["limits"], tuple(lines[limit] for limit in LIMITS), 5),
        more=lambda count: lines["more"].format(count=count),
        foot=lines["foot"].format(date=_with_year(canvas, history_of(canvas).today)),
        told=lambda on: date_told(canvas, on),
        month=lambda on: month_told(canvas, on),
    )
    return drawn(report.days, page)


def _rows(
    canvas: Canvas, report: Report, measures: dict[Measure, str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The table: a measure before and after the routine, its means, its lowest and its highest score."""
    lines = canvas.words.lines
    for measure in Measure:
        for after in (False, True):
            scores = report.scores(measure, after=after)
            means = (scores.first, scores.last) if report.has_two_weeks else (scores.all,)
            ends = (scores.lowest, scores.highest)
            name = lines["row_after" if after else "row_before"].format(measure=measures[measure])
            yield (
                name,
                (
                    *(_mean(canvas, mean) for mean in means),
                    *(lines["no_score"] if score is None else str(score) for score in ends),
                ),
            )


def _mean(canvas: Canvas, mean: Mean | None) -> str:
    lines = canvas.words.lines
    if mean is None:
        return lines["no_score"]
    line = lines["mean_of_one" if mean.days == 1 else "mean_of"]
    return line.format(mean=f"{mean.score:.1f}", days=mean.days)


def _routines(canvas: Canvas, report: Report) -> str:
    lines, count = canvas.words.lines, report.sessions
    line = lines["routines_none" if count == 0 else "routines_one" if count == 1 else "routines"]
    return line.format(count=count, days=report.session_days)


def _done(canvas: Canvas, report: Report) -> Iterator[str]:
    """Levels, exercises and pauses: how often."""
    lines, levels = canvas.words.lines, canvas.content.screens["history"].lines
    told = [lines["level"].format(level=levels[level], count=count) for level, count in report.levels]
    if told:
        yield lines["levels"].format(levels=", ".join(told))
    for exercise, count in report.exercises:
        line = lines["done_once" if count == 1 else "done"]
        yield line.format(exercise=_exercise(canvas, exercise, clinical=True), count=count)
    paused = sum(day.paused for day in report.days)
    if paused:
        yield lines["pauses_one" if paused == 1 else "pauses"].format(days=paused)


def _exercise(canvas: Canvas, name: str, *, clinical: bool = False) -> str:
    """An exercise by its name, and by the one that therapists know; by its id when it is gone."""
    exercise = canvas.content.exercises.get(name)
    if exercise is None:
        return name
    return f"{exercise.name} ({exercise.clinical_name})" if clinical else exercise.name


def _hurt(canvas: Canvas, report: Report) -> tuple[str, ...]:
    told = tuple(_felt(canvas, felt) for felt in report.felt)
    return told or (canvas.words.lines["hurt_nothing"],)


def _felt(canvas: Canvas, felt: Felt) -> str:
    lines, count = canvas.words.lines, len(felt.days)
    return lines["felt_often" if count > MOST_DATES else "felt"].format(
        exercise=_exercise(canvas, felt.exercise),
        felt=lines[f"felt_{felt.outcome.value}"],
        count=count,
        dates=_dates(canvas, felt.days, MOST_DATES),
    )


def _stops(canvas: Canvas, report: Report) -> Iterator[str]:
    lines, count = canvas.words.lines, len(report.stops)
    if not count:
        yield lines["stops_none"]
        return
    line = lines["stops_often" if count > MOST_STOPS else "stops_told"]
    yield line.format(count=count, dates=_dates(canvas, report.stops, MOST_STOPS))
    yield lines["stops_kept"]


def _dates(canvas: Canvas, days: Sequence[date], most: int) -> str:
    """The newest of them, each once and in one line."""
    newest = tuple(dict.fromkeys(days))[-most:]
    return ", ".join(date_told(canvas, on).replace(" ", "\u00a0") for on in newest)


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
