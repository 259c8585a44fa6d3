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


def unkept_keys(canvas: Canvas) -> Rows:
    """The ways on after a session of which nothing is kept; their labels are those of ``unkept_over``."""
    labels = canvas.content.screens["unkept_over"].buttons
    again = canvas.labelled(labels["again"], e.UnkeptChosen())
    if canvas.on("agreed"):
        return ((canvas.labelled(labels["start"], e.RoutineAsked()),), (again,))
    return ((again,), (canvas.labelled(labels["agree"], e.WelcomeAsked()),))


def _again(canvas: Canvas) -> Rows:
    if canvas.on("unkept"):
        return unkept_keys(canvas)
    start, child = e.RoutineAsked(), e.ChildChosen()
    return ((canvas.button("start", start),), (canvas.button("child", child),))


AGAIN = Look(buttons=frozenset({"start", "child"}), layout=_again)
"""A screen with the two ways on of a resting person."""
