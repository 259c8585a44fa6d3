"""Questions for a score, and what is said to the answers."""

from __future__ import annotations

from bot.core import events as e
from bot.core.canvas import Canvas, Look, Rows
from bot.core.layouts.keys import AGAIN, SCORE_ROWS, one_a_row, score_keys


def _question(canvas: Canvas) -> dict[str, str]:
    return {"lead": canvas.words.lines[canvas.word("moment")], "scale": _scale(canvas)}


def _scale(canvas: Canvas) -> str:
    return canvas.content.screens["scale"].text


def _getting_up_rows(canvas: Canvas) -> Rows:
    return (*score_keys(canvas, e.ScoreGiven), (canvas.button("skip", e.GettingUpSkipped()),))


def _kept_score(canvas: Canvas) -> dict[str, str]:
    measure = canvas.word("measure")
    return {"measure": canvas.content.screens["measures"].lines[measure], "value": canvas.word("value")}


def _kept_scores(canvas: Canvas) -> dict[str, str]:
    measure = canvas.word("measure")
    return {"values": canvas.word("values"), "measure": canvas.content.screens["measures"].lines[measure]}


def _correct_button(canvas: Canvas) -> Rows:
    return ((canvas.button("correct", e.CorrectionAsked(int(canvas.word("row")))),),)


def _correction_keys(canvas: Canvas) -> Rows:
    row = int(canvas.word("row"))
    return tuple(
        tuple(canvas.labelled(str(n), e.ScoreCorrected(row, n)) for n in numbers) for numbers in SCORE_ROWS
    )


def _changes(canvas: Canvas) -> dict[str, str]:
    """The line "Sitting 4 → 3." for each measure scored twice, and what such a change means."""
    lines, measures = canvas.content.screens["summary"].lines, canvas.content.screens["measures"].lines
    told, changes, sore = [], [], False
    for measure in ("sitting", "getting_up"):
        before, after = canvas.row.arg(f"{measure}_before"), canvas.row.arg(f"{measure}_after")
        if isinstance(before, int) and isinstance(after, int):
            told.append(lines["change"].format(measure=measures[measure], before=before, after=after))
            changes.append(after - before)
            sore = sore or after > canvas.content.routine.rules.gentle_up_to
    if not changes:
        return {"changes": lines["no_change_known"], "meaning": ""}
    meaning = lines[_meaning(changes, canvas)]
    if sore and canvas.row.screen != "worse":  # which says so itself
        meaning = f"{meaning}\n{lines['still_sore']}"
    return {"changes": " ".join(told), "meaning": meaning}


def _meaning(changes: list[int], canvas: Canvas) -> str:
    noticeable = canvas.content.routine.rules.noticeable_change
    if max(changes) >= noticeable:
        return "worse"
    return "easier" if min(changes) <= -noticeable else "same"


def _summary(canvas: Canvas) -> dict[str, str]:
    return {**_changes(canvas), "offer": canvas.words.lines["offer"] if canvas.on("offer") else ""}


def _worse(canvas: Canvas) -> dict[str, str]:
    lines = canvas.words.lines
    return {
        **_changes(canvas),
        "next_time": lines["next_time_unkept" if canvas.on("unkept") else "next_time"],
        "again": lines["again"] if canvas.on("again") else "",
    }


def _summary_rows(canvas: Canvas) -> Rows:
    """The two ways on or, once there is a first session, the reminder for the next one."""
    if not canvas.on("offer"):
        return AGAIN.layout(canvas)
    return (
        (canvas.button("same_time", e.SameTimeChosen()),),
        (canvas.button("another_time", e.AnotherTimeChosen()),),
        (canvas.button("no_reminder", e.ReminderDeclined()),),
    )


_CHANGES = frozenset({"changes", "meaning"})

SCORING: dict[str, Look] = {
    "sitting": Look(
        lines=frozenset({"before", "after", "flare"}),
        placeholders=frozenset({"lead", "scale"}),
        values=_question,
        layout=lambda canvas: score_keys(canvas, e.ScoreGiven),
    ),
    "getting_up": Look(
        buttons=frozenset({"skip"}),
        lines=frozenset({"before", "after"}),
        placeholders=frozenset({"lead", "scale"}),
        values=_question,
        layout=_getting_up_rows,
    ),
    "getting_up_skipped": Look(),
    "daily_question": Look(
        placeholders=frozenset({"scale"}),
        values=lambda canvas: {"scale": _scale(canvas)},
        layout=lambda canvas: score_keys(canvas, e.DailyScoreGiven),
    ),
    "score_kept": Look(
        buttons=frozenset({"correct"}),
        placeholders=frozenset({"measure", "value"}),
        values=_kept_score,
        layout=_correct_button,
    ),
    "score_removed": Look(
        placeholders=frozenset({"measure"}),
        values=lambda canvas: {"measure": canvas.content.screens["measures"].lines[canvas.word("measure")]},
    ),
    "scores_kept": Look(placeholders=frozenset({"measure", "values"}), values=_kept_scores),
    "correct_score": Look(
        placeholders=frozenset({"scale"}),
        values=lambda canvas: {"scale": _scale(canvas)},
        layout=_correction_keys,
    ),
    "sore_day": one_a_row(start=e.RoutineAsked(), comfort=e.ComfortChosen(), child=e.ChildChosen()),
    "summary": Look(
        buttons=frozenset({*AGAIN.buttons, "same_time", "another_time", "no_reminder"}),
        lines=frozenset({"change", "no_change_known", "worse", "same", "easier", "still_sore", "offer"}),
        placeholders=_CHANGES | {"offer"},
        values=_summary,
        layout=_summary_rows,
    ),
    "changes": Look(placeholders=_CHANGES, values=_changes),
    "worse": Look(
        buttons=AGAIN.buttons,
        lines=frozenset({"again", "next_time", "next_time_unkept"}),
        placeholders=_CHANGES | {"again", "next_time"},
        values=_worse,
        layout=AGAIN.layout,
    ),
}
