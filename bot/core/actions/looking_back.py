"""Showing what was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.core.actions.answering import remember_return
from bot.core.actions.closing import LOOK_BACK_DUE, WAITED
from bot.core.actions.shape import Done, only
from bot.core.effects import (
    ClearButtons,
    KeepWishes,
    ScheduleDue,
    ScheduleReminders,
    ScreenRow,
    Show,
    Slot,
    Toast,
)
from bot.core.events import Event, NameGiven, SpanChosen, WeeklyChosen
from bot.core.events.looking_back import MONTH, SPANS
from bot.core.session import Session
from bot.core.setting import Setting
from bot.core.setup import Setup

_LATER = timedelta(hours=1)
"""So long the look back waits for what is under way."""


def show_progress(session: Session, event: Event, setting: Setting) -> Done:
    """The last 30 days."""
    return session, (Show(Slot.NOTE, _progress(MONTH, session, setting)),)


def change_span(session: Session, event: Event, setting: Setting) -> Done:
    """Another span, in the same message."""
    row = _progress(only(event, SpanChosen).span, session, setting)
    return session, (Show(Slot.NOTE, row, in_place=True),)


def _progress(span: str, session: Session, setting: Setting) -> ScreenRow:
    weekly = setting.wishes.look_back if session.consented else None
    return ScreenRow(
        "progress", (("span", span), ("pictures", setting.wishes.pictures.value), ("weekly", weekly))
    )


# --- the report -----------------------------------------------------------------------------------


def ask_name(session: Session, event: Event, setting: Setting) -> Done:
    """Whose name is to stand on it?"""
    session, _ = remember_return(session, event, setting)
    return replace(session, setup=Setup(since=setting.now)), ()


def show_report(session: Session, event: Event, setting: Setting) -> Done:
    """The page without a name."""
    return session, (_report(""),)


def make_report(session: Session, event: Event, setting: Setting) -> Done:
    """The page, and back to where somebody was."""
    name = event.name if isinstance(event, NameGiven) else ""
    session = replace(session, returning=None, setup=None)
    return session, (ClearButtons(Slot.SESSION), _report(name))


def _report(name: str) -> Show:
    # The name is in no other place than this row, which goes once the page is sent, and whose arguments go
    # if it can't be: the page is drawn when it is sent, so until then the name has to be somewhere.
    return Show(Slot.NOTE, ScreenRow("report", (("name", name),)))


# --- the look back on the week --------------------------------------------------------------------


def look_back(session: Session, event: Event, setting: Setting) -> Done:
    """The seven days before today, without a sound; the next one comes in its time."""
    shown = Show(Slot.NOTE, _week(setting.today - timedelta(days=1), setting), silent=True)
    return replace(session, looked_back_at=setting.now), (shown, ScheduleReminders())


def look_back_later(session: Session, event: Event, setting: Setting) -> Done:
    """Something is under way: it comes later that day."""
    return session, (ScheduleDue(LOOK_BACK_DUE, setting.now + _LATER, WAITED), ScheduleReminders())


def change_weekly(session: Session, event: Event, setting: Setting) -> Done:
    """A look back every week, or no more, and the message it was tapped on says so."""
    event = only(event, WeeklyChosen)
    wishes = replace(setting.wishes, look_back=event.on)
    changed = replace(setting, wishes=wishes)
    if event.shown in SPANS:
        row = _progress(event.shown, session, changed)
    else:
        row = _week(date.fromisoformat(event.shown), changed)
    return session, (
        KeepWishes(wishes),
        Toast("weekly_on" if event.on else "weekly_off"),
        Show(Slot.NOTE, row, in_place=True),
    )


def _week(last: date, setting: Setting) -> ScreenRow:
    wishes = setting.wishes
    return ScreenRow(
        "look_back",
        (("last", last.isoformat()), ("pictures", wishes.pictures.value), ("weekly", wishes.look_back)),
    )
