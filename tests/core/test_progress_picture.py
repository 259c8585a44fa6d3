"""The picture of somebody's days shows every score there is, however few."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.core import history
from bot.core.history import Day, History, days_of, first_day
from bot.core.pictures.palettes import LIGHT
from bot.core.pictures.progress import LINES_FROM, PLOTS, Wording, progress
from bot.core.pictures.scene import Dot, Line, Scene, Words
from bot.core.session import Measure
from tests.pictures.drawn import screen
from tests.pictures.people import once_a_week, ten_years

LINES = {name: name for name in ("before", "after", "pause", "flare", "weeks", "gap")}


def drawn(person: History) -> Scene:
    first = first_day(person)
    assert first is not None
    return progress(days_of(person, first, person.today), LIGHT, wording())


def wording() -> Wording:
    told: Callable[[date], str] = date.isoformat
    measures = {measure: measure.value for measure in Measure}
    return Wording("title", "under", LINES, measures, "sessions", {}, told, told)


def said(scene: Scene) -> list[str]:
    return [part.text for part in scene.parts if isinstance(part, Words)]


def sitting(scene: Scene) -> tuple[list[Line], list[Dot]]:
    """What is drawn in the plot of sitting, in its colour."""
    top, bottom = PLOTS[0]
    lines = [p for p in scene.parts if isinstance(p, Line) and p.stroke == LIGHT.sitting]
    dots = [p for p in scene.parts if isinstance(p, Dot) and LIGHT.sitting in (p.fill, p.stroke)]
    return lines, [dot for dot in dots if top <= dot.y <= bottom]


def test_one_score_a_week_is_a_ring_each():
    _, dots = sitting(drawn(once_a_week(20)))
    assert len(dots) == 20
    assert len({dot.y for dot in dots}) == 3


def test_one_score_a_week_for_a_year_is_a_line_through_all_of_them():
    person = once_a_week(52)
    assert len(days_of(person, person.scores[0].day, person.today)) > LINES_FROM
    [line], dots = sitting(drawn(person))
    assert (len(line.points), dots) == (52, [])
    assert len({y for _, y in line.points}) == 3


@pytest.mark.parametrize("kept", [0, 30, 51])
def test_a_week_alone_between_gaps_is_a_dot(kept: int):
    """All but the first, the last and one week are without a score."""
    person = once_a_week(52)
    few = replace(person, scores=tuple(person.scores[n] for n in sorted({0, kept, 51})))
    lines, dots = sitting(drawn(few))
    assert (len(lines), len(dots)) == (0, len(few.scores))


def test_what_a_gap_means_is_said_where_a_line_has_one():
    assert "gap" in said(drawn(ten_years()))
    assert "gap" not in said(drawn(once_a_week(52)))
    few = replace(once_a_week(52), scores=once_a_week(52).scores[:20] + once_a_week(52).scores[22:])
    assert "gap" in said(drawn(few))
    assert "gap" not in said(drawn(once_a_week(20))), "there each week has its ring"


def test_the_days_of_a_screen_are_put_together_once(monkeypatch: pytest.MonkeyPatch):
    built: list[date] = []
    real = history._day

    def counted(on: date, *args: Any, **more: Any) -> Day:
        built.append(on)
        return real(on, *args, **more)

    monkeypatch.setattr(history, "_day", counted)
    shown = ten_years()
    assert screen("progress", shown, span="all", pictures="light").picture is not None
    assert sorted(built) == sorted({score.day for score in shown.scores})
