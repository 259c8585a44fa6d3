"""Keyboards that several screens share."""

from __future__ import annotations

from bot.core import events as e
from bot.core.canvas import Canvas, Look, Rows
from bot.core.events import Event
from bot.core.session import SCALE_MAX

SCORE_ROWS = (range(1), range(1, 6), range(6, SCALE_MAX + 1))
"""Where the eleven scores stand on the keyboard."""


def one_a_row(**layout: Event) -> Look:
    """A screen with one button a row."""

    def rows(canvas: Canvas) -> Rows:
        return tuple((canvas.button(name, event),) for name, event in layout.items())

    return Look(buttons=frozenset(layout), layout=rows)


def score_keys(canvas: Canvas, event: type[e.ScoreGiven] | type[e.DailyScoreGiven]) -> Rows:
    """The eleven scores."""
    return tuple(tuple(canvas.labelled(str(n), event(n)) for n in row) for row in SCORE_ROWS)


AGAIN = one_a_row(start=e.RoutineAsked(), child=e.ChildChosen())
"""A screen with the two ways on of a resting person."""
