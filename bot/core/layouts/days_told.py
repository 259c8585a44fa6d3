"""A person's days, entries and pauses in the content's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from bot.core.canvas import Canvas
from bot.core.history import Done, History, Pause, Scored
from bot.core.layouts.telling import date_told, day_label
from bot.core.session import Measure, Moment
from bot.core.sheets import Sheet, Visit

_TOLD = frozenset({"sitting_told", "getting_up_told", "flare_told", "routine_told", "begun_told", "sore"})
_LABELS = frozenset(f"{each}_label" for each in ("before", "after", "flare", "daily", "routine", "begun"))
_LEVELS = frozenset({"gentle", "steady", "fuller"})
_PAUSES = frozenset({"pause_span", "pause_since", "pause_day"})
SHARED_LINES = _TOLD | _LABELS | _LEVELS | _PAUSES | {"day_told", "part", "entry"}
"""Lines of the list that its entries are told with too."""

_EARLY = (Moment.BEFORE, Moment.DAILY)
_NO_SCORE = "–"
"""Stands for a score that was not given, or is gone."""


def history_of(canvas: Canvas) -> History:
    """The person's days. Raises LookupError when the screen was not handed any."""
    if canvas.history is None:
        raise LookupError("this screen is made of a person's history")
    return canvas.history


def shared_lines(canvas: Canvas) -> dict[str, str]:
    """The words that the list and its entries share."""
    return canvas.content.screens["history"].lines


def _date(canvas: Canvas, on: date) -> str:
    """Thu 26 Nov, with the year when it is another one."""
    told = day_label(canvas, on)
    return told if on.year == history_of(canvas).today.year else f"{told} {on.year}"


def _name(canvas: Canvas, sheet: Sheet) -> str:
    return _with_part(canvas, _date(canvas, sheet.on), sheet)


def short_name(canvas: Canvas, sheet: Sheet) -> str:
    """The day that a sheet is of, short enough for half a row of buttons: without the year."""
    return _with_part(canvas, day_label(canvas, sheet.on), sheet)


def _with_part(canvas: Canvas, day: str, sheet: Sheet) -> str:
    """A day in words, with the part of it where it has several."""
    return shared_lines(canvas)["part"].format(day=day, part=sheet.part) if sheet.parts > 1 else day


def entry_told(canvas: Canvas, on: date, label: str) -> str:
    """An entry with its day."""
    return shared_lines(canvas)["entry"].format(day=_date(canvas, on), entry=label)


def sheet_told(canvas: Canvas, sheet: Sheet) -> str:
    """A line: Thu 26 Nov: sitting 4 → 3, getting up 7 → 5, gentle routine."""
    lines = shared_lines(canvas)
    told = [each for visit in _joined(sheet.visits) for each in _visit_told(canvas, visit)]
    if any(value > canvas.content.routine.rules.gentle_up_to for value in sheet.sitting):
        told.append(lines["sore"])
    return lines["day_told"].format(day=_name(canvas, sheet), entries=", ".join(told))


def _joined(visits: Iterable[Visit]) -> Iterator[Visit]:
    """The same with numbers that were given by themselves, one after the other, as one visit."""
    for alone, those in groupby(visits, key=_is_alone):
        several = list(those)
        if alone:
            yield Visit(several[0].on, tuple(score for visit in several for score in visit.scores))
        else:
            yield from several


def _is_alone(visit: Visit) -> bool:
    return visit.routine is None and all(score.moment is Moment.DAILY for score in visit.scores)


def _visit_told(canvas: Canvas, visit: Visit) -> list[str]:
    told, lines = scores_told(canvas, visit), shared_lines(canvas)
    if visit.routine is not None:
        level = _level(canvas, visit.routine)
        told.append(lines["routine_told"].format(level=level) if level else lines["begun_told"])
    return told


def scores_told(canvas: Canvas, visit: Visit) -> list[str]:
    """Sitting 4 → 3, getting up 7 → 5; a dash for what was not scored before."""
    lines, told = shared_lines(canvas), []
    for measure in Measure:
        early = [str(s.value) for s in visit.scores if s.measure is measure and s.moment in _EARLY]
        late = [str(s.value) for s in visit.scores if s.measure is measure and s.moment is Moment.AFTER]
        if early or late:
            scores = " → ".join([", ".join(early) or _NO_SCORE, *late])
            told.append(lines[f"{measure.value}_told"].format(scores=scores))
    told += [lines["flare_told"].format(value=s.value) for s in visit.scores if s.moment is Moment.FLARE]
    return told


def score_label(canvas: Canvas, score: Scored) -> str:
    """A score on a button: Sitting before: 4."""
    measure = canvas.content.screens["measures"].lines[score.measure.value]
    return shared_lines(canvas)[f"{score.moment.value}_label"].format(measure=measure, value=score.value)


def routine_label(canvas: Canvas, done: Done) -> str:
    """A session on a button: Routine, gentle."""
    level, lines = _level(canvas, done), shared_lines(canvas)
    return lines["routine_label"].format(level=level) if level else lines["begun_label"]


def _level(canvas: Canvas, done: Done) -> str:
    """The level in words; empty when it was only begun."""
    return shared_lines(canvas)[done.level] if done.was_done and done.level in _LEVELS else ""


def last_day(canvas: Canvas, pause: Pause) -> date:
    """The last day of a pause that is over, or today."""
    return min(pause.last, history_of(canvas).today)


def pause_told(canvas: Canvas, pause: Pause) -> str:
    """A line: 3 Nov to 20 Nov: pause."""
    lines, today = shared_lines(canvas), history_of(canvas).today
    first, last = (date_told(canvas, on) for on in (pause.first, pause.last))
    if pause.last > today:
        return lines["pause_since"].format(first=first)
    if pause.first == pause.last:
        return lines["pause_day"].format(first=first)
    return lines["pause_span"].format(first=first, last=last)
