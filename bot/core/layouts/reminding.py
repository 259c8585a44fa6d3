"""A reminder, and what is said to its answers."""

from __future__ import annotations

from collections.abc import Callable

from bot.core import events as e
from bot.core.canvas import Canvas, Look, Rows
from bot.core.events import Event
from bot.core.events.reminding import SNOOZES
from bot.core.layouts.keys import one_a_row, score_keys
from bot.core.layouts.telling import clock_told, next_told, plan_told
from bot.core.recurring import DAILY, EVERY_OTHER_DAY, ONCE_A_WEEK

_LATER = {minutes: f"later_{minutes}" for minutes in SNOOZES}
_SLOWER = ("slowed", "weekly")


def _reminder(canvas: Canvas) -> dict[str, str]:
    words, lines = canvas.content.reminders, canvas.words.lines
    part = "again" if canvas.on("again") else canvas.word("part")
    openings: tuple[str, ...] = getattr(words.openings, part)
    slower = canvas.word("slower")
    lessons, turn = canvas.content.lessons.lessons, canvas.row.arg("lesson")
    return {
        "opening": openings[int(canvas.word("turn")) % len(openings)],
        "slower": lines[slower] if slower in _SLOWER else "",
        "check": lines["check_due"] if canvas.on("check_due") else "",
        "scale": canvas.content.screens["scale"].text,
        "lesson": lessons[turn % len(lessons)].text if isinstance(turn, int) and lessons else "",
    }


def _reminder_rows(canvas: Canvas) -> Rows:
    later = tuple(canvas.button(name, e.Snoozed(minutes)) for minutes, name in _LATER.items())
    return (*score_keys(canvas, e.DailyScoreGiven), later, (canvas.button("not_today", e.TodaySkipped()),))


def _answered(canvas: Canvas) -> dict[str, str]:
    check = canvas.words.lines["check_due" if canvas.on("check_due") else "anything_new"]
    return {"value": canvas.word("value"), "question": check}


def _with_correction(**layout: Event) -> Callable[[Canvas], Rows]:
    """One button a row, and the way to correct the score that the message tells."""

    def rows(canvas: Canvas) -> Rows:
        correct = canvas.button("correct", e.CorrectionAsked(int(canvas.word("row"))))
        return (*one_a_row(**layout).layout(canvas), (correct,))

    return rows


def _next(canvas: Canvas) -> dict[str, str]:
    return {"next": next_told(canvas)}


def _plan(canvas: Canvas) -> dict[str, str]:
    return {"plan": plan_told(canvas), "next": next_told(canvas)}


REMINDING: dict[str, Look] = {
    "reminder": Look(
        buttons=frozenset({*_LATER.values(), "not_today"}),
        lines=frozenset({*_SLOWER, "check_due"}),
        placeholders=frozenset({"opening", "slower", "check", "scale", "lesson"}),
        values=_reminder,
        layout=_reminder_rows,
    ),
    "reminder_answered": Look(
        buttons=frozenset({"start", "something_new", "one_move", "correct"}),
        lines=frozenset({"anything_new", "check_due"}),
        placeholders=frozenset({"value", "question"}),
        values=_answered,
        layout=_with_correction(
            start=e.NothingNew(), something_new=e.SomethingNew(), one_move=e.OneMoveChosen()
        ),
    ),
    "reminder_sore": Look(
        buttons=frozenset({"start", "comfort", "something_new", "correct"}),
        placeholders=frozenset({"value"}),
        values=lambda canvas: {"value": canvas.word("value")},
        layout=_with_correction(
            start=e.RoutineAsked(), comfort=e.ComfortChosen(), something_new=e.SomethingNew()
        ),
    ),
    "reminder_later": Look(
        placeholders=frozenset({"time"}), values=lambda canvas: {"time": clock_told(canvas, "minute")}
    ),
    "reminder_skipped": Look(placeholders=frozenset({"next"}), values=_next),
    "how_to_go_on": one_a_row(
        every_day=e.GoingOnChosen(DAILY), other_days=e.GoingOnChosen(EVERY_OTHER_DAY), pause=e.PauseAsked()
    ),
    "missed_week": one_a_row(
        start=e.RoutineAsked(), weekly=e.GoingOnChosen(ONCE_A_WEEK), pause=e.PauseAsked()
    ),
    "last_reminder": one_a_row(start=e.RoutineAsked()),
    "going_on": Look(placeholders=frozenset({"plan", "next"}), values=_plan),
}
