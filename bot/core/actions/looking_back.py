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
    return session, (Show(Slot.NOTE, _progress(MONTH, setting)),)


def change_span(session: Session, event: Event, setting: Setting) -> Done:
    """Another span, in the same message."""
    row = _progress(only(event, SpanChosen).span, setting)
    return session, (Show(Slot.NOTE, row, in_place=True),)


def _progress(span: str, setting: Setting) -> ScreenRow:
    return ScreenRow("progress", (("span", span), ("pictures", setting.wishes.pictures.value)))
