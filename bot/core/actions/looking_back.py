"""Showing what was."""

from __future__ import annotations

from bot.core.actions.shape import Done, only
from bot.core.effects import ScreenRow, Show, Slot
from bot.core.events import Event
from bot.core.events.looking_back import MONTH, SpanChosen
from bot.core.plan import Setting
from bot.core.session import Session


def show_progress(session: Session, event: Event, setting: Setting) -> Done:
    """The last 30 days."""
    return session, (Show(Slot.NOTE, ScreenRow("progress", (("span", MONTH),))),)


def change_span(session: Session, event: Event, setting: Setting) -> Done:
    """Another span, in the same message."""
    row = ScreenRow("progress", (("span", only(event, SpanChosen).span),))
    return session, (Show(Slot.NOTE, row, in_place=True),)
