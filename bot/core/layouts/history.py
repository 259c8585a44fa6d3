"""The last days in words, and one entry of them: to be corrected or removed."""

from __future__ import annotations

from datetime import date
from html import unescape

from bot.core import events as e
from bot.core.canvas import Button, Canvas, Look, Rows
from bot.core.history import Scored
from bot.core.layouts.days_told import (
    SHARED_LINES,
    entry_told,
    history_of,
    last_day,
    pause_told,
    routine_label,
    score_label,
    scores_told,
    sheet_told,
    short_name,
)
from bot.core.layouts.keys import SCORE_ROWS
from bot.core.sheets import (
    Page,
    Sheet,
    Visit,
    page_of,
    scored,
    sheet_of_day,
    sheet_of_routine,
    sheet_of_score,
    visit_of,
)

_DAYS_A_ROW = 2


def _number(canvas: Canvas, name: str) -> int:
    value = canvas.row.arg(name)
    return value if isinstance(value, int) else 0


# --- the list -------------------------------------------------------------------------------------


def _page(canvas: Canvas) -> Page | None:
    """The page with the day that is asked for, or that an entry is of; without either the newest."""
    history, opened = history_of(canvas), None
    if _number(canvas, "entry"):
        opened = sheet_of_score(history, _number(canvas, "entry"))
    elif _number(canvas, "routine"):
        opened = sheet_of_routine(history, _number(canvas, "routine"))
    elif canvas.word("day"):
        on = date.fromisoformat(canvas.word("day"))
        part = _number(canvas, "part")
        opened = sheet_of_day(history, on, part) if part else sheet_of_day(history, on)
    return page_of(history, opened)


def _list(canvas: Canvas) -> dict[str, str]:
    page, lines = _page(canvas), canvas.words.lines
    said = lines[canvas.word("said")] if canvas.word("said") else ""
    if page is None:
        return {"title": "", "said": said, "days": lines["nothing"], "how": ""}
    told = [((sheet.on, 0, sheet.part), sheet_told(canvas, sheet)) for sheet in page.sheets]
    # A pause that ended on a day stands above what was scored on it.
    told += [((last_day(canvas, pause), 1, 0), pause_told(canvas, pause)) for pause in page.pauses]
    days = [line for _, line in sorted(told, reverse=True)]
    how = lines["how" if len(page.sheets) == 1 else "how_other"].format(day=short_name(canvas, page.open))
    return {"title": lines["title"], "said": said, "days": "\n".join(days), "how": how}


def _list_rows(canvas: Canvas) -> Rows:
    page = _page(canvas)
    if page is None:
        return ()
    days = [_day_button(canvas, sheet) for sheet in page.sheets if sheet != page.open]
    beside = [
        canvas.button(name, e.HistoryTurned(sheet.on, sheet.part))
        for name, sheet in (("earlier", page.earlier), ("later", page.later))
        if sheet is not None
    ]
    return (
        *((button,) for visit in page.open.visits for button in _entry_buttons(canvas, visit)),
        *(tuple(days[n : n + _DAYS_A_ROW]) for n in range(0, len(days), _DAYS_A_ROW)),
        *([tuple(beside)] if beside else []),
    )


def _day_button(canvas: Canvas, sheet: Sheet) -> Button:
    return canvas.labelled(unescape(short_name(canvas, sheet)), e.HistoryTurned(sheet.on, sheet.part))


def _entry_buttons(canvas: Canvas, visit: Visit) -> list[Button]:
    # Their words stand in messages too, where an & is written &amp;; on a button it is as it is written.
    buttons = [
        canvas.labelled(unescape(score_label(canvas, score)), e.EntryOpened(score.row))
        for score in visit.scores
    ]
    if visit.routine is not None:
        label = unescape(routine_label(canvas, visit.routine))
        buttons.append(canvas.labelled(label, e.RoutineOpened(visit.routine.number)))
    return buttons


# --- one entry ------------------------------------------------------------------------------------


def _score(canvas: Canvas) -> dict[str, str]:
    score, words = scored(history_of(canvas), _number(canvas, "entry")), canvas.words
    if score is None:
        return {"entry": words.lines["gone"], "ask": "", "scale": "", "running": ""}
    return {
        "entry": entry_told(canvas, score.day, score_label(canvas, score)),
        "ask": words.lines["ask"],
        "scale": canvas.content.screens["scale"].text,
        "running": words.lines["running"] if _is_running(canvas, score) else "",
    }


def _score_rows(canvas: Canvas) -> Rows:
    score = scored(history_of(canvas), _number(canvas, "entry"))
    if score is None:
        return ((_back(canvas, None),),)
    keys = tuple(
        tuple(canvas.labelled(str(n), e.ScoreCorrected(score.row, n, listed=True)) for n in numbers)
        for numbers in SCORE_ROWS
    )
    # Between the numbers and what can't be undone, for a thumb that slips.
    back = (_back(canvas, sheet_of_score(history_of(canvas), score.row)),)
    if _is_running(canvas, score):
        return (*keys, back)
    return (*keys, back, (canvas.button("remove", e.ScoreRemoved(score.row)),))


def _is_running(canvas: Canvas, score: Scored) -> bool:
    """Whether the session it was given in is not over."""
    return any(done.number == score.session and not done.ending for done in history_of(canvas).sessions)


def _routine(canvas: Canvas) -> dict[str, str]:
    visit, words = visit_of(history_of(canvas), _number(canvas, "routine")), canvas.words
    if visit is None or visit.routine is None:
        return {"entry": words.lines["gone"], "scores": "", "ask": ""}
    told = ", ".join(scores_told(canvas, visit))
    return {
        "entry": entry_told(canvas, visit.on, routine_label(canvas, visit.routine)),
        "scores": words.lines["with"].format(scores=told) if told else "",
        "ask": words.lines["ask"],
    }


def _routine_rows(canvas: Canvas) -> Rows:
    visit = visit_of(history_of(canvas), _number(canvas, "routine"))
    if visit is None or visit.routine is None:
        return ((_back(canvas, None),),)
    number = visit.routine.number
    keep = _back(canvas, sheet_of_routine(history_of(canvas), number), "keep")
    return ((canvas.button("remove", e.RoutineRemoved(number)),), (keep,))


def _back(canvas: Canvas, sheet: Sheet | None, name: str = "back") -> Button:
    """To a sheet of the list, or to the newest."""
    on, part = (sheet.on, sheet.part) if sheet else (history_of(canvas).today, 1)
    return canvas.button(name, e.HistoryTurned(on, part))


HISTORY: dict[str, Look] = {
    "history": Look(
        buttons=frozenset({"earlier", "later"}),
        lines=frozenset({"title", "nothing", "how", "how_other", "corrected", "removed"}) | SHARED_LINES,
        placeholders=frozenset({"title", "said", "days", "how"}),
        values=_list,
        layout=_list_rows,
        history=True,
    ),
    "history_score": Look(
        buttons=frozenset({"back", "remove"}),
        lines=frozenset({"ask", "gone", "running"}),
        placeholders=frozenset({"entry", "ask", "scale", "running"}),
        values=_score,
        layout=_score_rows,
        history=True,
    ),
    "history_routine": Look(
        buttons=frozenset({"remove", "keep", "back"}),
        lines=frozenset({"ask", "gone", "with"}),
        placeholders=frozenset({"entry", "scores", "ask"}),
        values=_routine,
        layout=_routine_rows,
        history=True,
    ),
}
