"""What the report's page says in words: its table, what was done, what hurt, and what was stopped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.core.canvas import Canvas
from bot.core.layouts.telling import date_told
from bot.core.progress import ENOUGH_DAYS
from bot.core.report import Felt, Mean, Moved, Report, change_of, level_of
from bot.core.session import Measure

MOST_STOPS = 3
"""Of more stops than these the newest dates are told."""


def rows_of(
    canvas: Canvas, report: Report, measures: dict[Measure, str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The table: how sore each measure was, with its lowest and highest score, and what routines changed."""
    lines, few = canvas.words.lines, ENOUGH_DAYS if report.has_two_weeks else 1
    for measure in Measure:
        given = [score for day in report.days for score in day.scores(measure)]
        ends = (str(min(given)), str(max(given))) if given else (lines["no_score"],) * 2
        level = (level_of(week, measure) for week in report.weeks())
        yield measures[measure], (*(_mean(canvas, mean, few, "mean_of") for mean in level), *ends)
        change = (change_of(week, measure) for week in report.weeks())
        name = lines["row_routines"].format(measure=measures[measure])
        yield name, (*(_mean(canvas, mean, few, "change_of") for mean in change), "", "")


def _mean(canvas: Canvas, mean: Mean | None, few: int, line: str) -> str:
    """A mean and what it rests on; a dash where that is too little."""
    lines = canvas.words.lines
    if mean is None or mean.count < few:
        return lines["no_score"]
    line = f"{line}_one" if mean.count == 1 else line
    after = "" if mean.after is None else f"{mean.after:.1f}"
    return lines[line].format(mean=f"{mean.score:.1f}", after=after, count=mean.count)


def routines_of(canvas: Canvas, report: Report) -> str:
    """How many routines, on how many days."""
    lines, count = canvas.words.lines, report.sessions
    line = "routines_none" if count == 0 else "routines_one" if count == 1 else "routines"
    if count > 1 and report.session_days == 1:
        line = "routines_one_day"
    return lines[line].format(count=count, days=report.session_days)


def done_of(canvas: Canvas, report: Report) -> Iterator[str]:
    """Levels, what was given up, pauses, exercises: how often. What may have no room comes last."""
    lines, levels = canvas.words.lines, canvas.content.screens["history"].lines
    told = [lines["level"].format(level=levels[level], count=count) for level, count in report.levels]
    if told:
        yield lines["levels"].format(levels=", ".join(told))
    if report.unfit:
        yield lines["unfit"].format(count=report.unfit)
    paused = sum(day.paused for day in report.days)
    if paused:
        yield lines["pauses_one" if paused == 1 else "pauses"].format(days=paused)
    for moved in report.exercises:
        yield _moved_told(canvas, moved)


def sore_of(canvas: Canvas, report: Report) -> Iterator[str]:
    """How many sore days, and how the smallest move went on them."""
    lines, sore = canvas.words.lines, report.sore
    line = "sore_none" if sore.days == 0 else "sore_one" if sore.days == 1 else "sore_days"
    yield lines[line].format(count=sore.days)
    if sore.moves and sore.after:
        lowest, highest = min(sore.after), max(sore.after)
        line = "sore_moves_same" if lowest == highest else "sore_moves"
        yield lines[line].format(count=sore.moves, lowest=lowest, highest=highest)


def _moved_told(canvas: Canvas, moved: Moved) -> str:
    """An exercise by the name that therapists know; by its id when it is gone."""
    lines, exercise = canvas.words.lines, canvas.content.exercises.get(moved.exercise)
    name = exercise.clinical_name if exercise is not None else moved.exercise
    line = "done_never" if moved.done == 0 else "done_once" if moved.done == 1 else "done"
    told = lines[line].format(exercise=name, count=moved.done)
    return told + (lines["done_hurt"].format(count=moved.hurt) if moved.hurt else "")


def hurt_of(canvas: Canvas, report: Report) -> tuple[str, ...]:
    """What hurt in moves, the gravest first."""
    told = tuple(_felt(canvas, felt) for felt in report.felt)
    return told or (canvas.words.lines["hurt_nothing"],)


def _felt(canvas: Canvas, felt: Felt) -> str:
    lines, count = canvas.words.lines, len(felt.days)
    return lines["felt" if count == 1 else "felt_often"].format(
        felt=lines[f"felt_{felt.outcome.value}"], count=count, date=_date(canvas, felt.days[-1])
    )


def stops_of(canvas: Canvas, report: Report) -> Iterator[str]:
    """The days on which the safety check, or words of danger, stopped the routine."""
    lines, count = canvas.words.lines, len(report.stops)
    if not count:
        yield lines["stops_none"]
        return
    line = lines["stops_often" if count > MOST_STOPS else "stops_told"]
    newest = ", ".join(_date(canvas, on) for on in report.stops[-MOST_STOPS:])
    yield line.format(count=count, dates=newest)
    yield lines["stops_kept"]


def _date(canvas: Canvas, on: date) -> str:
    """A date that is never broken."""
    return date_told(canvas, on).replace(" ", "\u00a0")
