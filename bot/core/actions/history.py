"""Looking at one's days, entry by entry, and taking entries away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.core.actions.closing import REASK_DUE
from bot.core.actions.shape import Done, only
from bot.core.effects import CancelDue, Effect, RemoveScore, RemoveSession, ScreenRow, Show, Slot
from bot.core.events import Event
from bot.core.events.history import EntryOpened, HistoryTurned, RoutineOpened, RoutineRemoved, ScoreRemoved
from bot.core.guards import worse
from bot.core.session import Moment, Session
from bot.core.setting import Setting
from bot.core.telling import Args


def show_history(session: Session, event: Event, setting: Setting) -> Done:
    """The newest days."""
    return session, (Show(Slot.NOTE, ScreenRow("history")),)


def turn_history(session: Session, event: Event, setting: Setting) -> Done:
    """Another day, in the same message."""
    event = only(event, HistoryTurned)
    return session, (_history(("day", event.day.isoformat()), ("part", event.part)),)


def open_entry(session: Session, event: Event, setting: Setting) -> Done:
    """One score, to be corrected or removed."""
    row = ScreenRow("history_score", (("entry", only(event, EntryOpened).row),))
    return session, (Show(Slot.NOTE, row, in_place=True),)


def open_routine(session: Session, event: Event, setting: Setting) -> Done:
    """One session, to be removed or kept."""
    row = ScreenRow("history_routine", (("routine", only(event, RoutineOpened).number),))
    return session, (Show(Slot.NOTE, row, in_place=True),)


def corrected_entry(row: int) -> Show:
    """The day of a score that was corrected in the list, with its new number."""
    return _history(("entry", row), ("said", "corrected"))


def remove_score(session: Session, event: Event, setting: Setting) -> Done:
    """Keep a score no longer, nor the conversation's copy of it."""
    event = only(event, ScoreRemoved)
    if event.moment is Moment.DAILY:
        session = replace(session, day_score=None, day_score_at=None)
    elif event.moment is not None:
        scores = tuple(score for score in session.scores if score[:2] != (event.measure, event.moment))
        session = replace(session, scores=scores)
    session, calmed = _without_worse(session, event, setting)
    return session, (RemoveScore(event.row), *calmed, _after_removal(event.day, setting))


def remove_routine(session: Session, event: Event, setting: Setting) -> Done:
    """Keep a session no longer; when it was the last one, its summary is over too."""
    event = only(event, RoutineRemoved)
    calmed: tuple[Effect, ...] = ()
    if event.last and session.started_at is None:
        session, calmed = _without_worse(replace(session, scores=()), event, setting)
        session = replace(session, resting="resting") if session.resting == "summary" else session
    return session, (RemoveSession(event.number), *calmed, _after_removal(event.day, setting))


def _without_worse(session: Session, event: Event, setting: Setting) -> Done:
    """Nobody is asked again after a session whose scores no longer say that it ended worse."""
    if session.resting != "worse" or worse(session, event, setting):
        return session, ()
    return replace(session, resting="summary"), (CancelDue((REASK_DUE,)),)


def _after_removal(day: date | None, setting: Setting) -> Show:
    return _history(("day", (day or setting.today).isoformat()), ("said", "removed"))


def _history(*args: tuple[str, str | int | bool | None]) -> Show:
    shown: Args = args
    return Show(Slot.NOTE, ScreenRow("history", shown), in_place=True)
