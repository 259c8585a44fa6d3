"""How guards are joined."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.events import (
    Event,
)
from bot.core.session import Session, Step
from bot.core.setting import Setting

Guard = Callable[[Session, Event, Setting], bool]

MOVING = (Step.EXERCISING, Step.CHANGING)
"""Steps in which a move of the routine is under way."""


def both(*guards: Guard) -> Guard:
    """All of these at once."""

    def guard(session: Session, event: Event, setting: Setting) -> bool:
        return all(g(session, event, setting) for g in guards)

    guard.__name__ = " and ".join(g.__name__ for g in guards)
    return guard


def no(inner: Guard) -> Guard:
    """The opposite."""

    def guard(session: Session, event: Event, setting: Setting) -> bool:
        return not inner(session, event, setting)

    guard.__name__ = f"not {inner.__name__}"
    return guard
