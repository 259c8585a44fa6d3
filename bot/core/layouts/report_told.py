"""What the report's page says in words: its table, what was done, what hurt, and what was stopped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.core.canvas import Canvas
from bot.core.layouts.telling import date_told
from bot.core.report import Felt, Mean, Report
from bot.core.session import Measure

MOST_DATES = 3
"""Of what was felt more often the newest dates are told."""
MOST_STOPS = 6


def rows_of(
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


def routines_of(canvas: Canvas, report: Report) -> str:
    """How many routines, on how many days."""
    lines, count = canvas.words.lines, report.sessions
    line = lines["routines_none" if count == 0 else "routines_one" if count == 1 else "routines"]
    return line.format(count=count, days=report.session_days)


def done_of(canvas: Canvas, report: Report) -> Iterator[str]:
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


def hurt_of(canvas: Canvas, report: Report) -> tuple[str, ...]:
    """What hurt in which exercise, the gravest first."""
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


def stops_of(canvas: Canvas, report: Report) -> Iterator[str]:
    """The days on which the safety check, or words of danger, stopped the routine."""
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
