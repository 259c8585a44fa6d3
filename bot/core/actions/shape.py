"""The shape of an action, and how small ones are joined."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from bot.core.effects import (
    Effect,
    ScreenRow,
    Show,
    Slot,
)
from bot.core.events import (
    Event,
)
from bot.core.session import PlannedExercise, Session
from bot.core.setting import Setting

Done = tuple[Session, tuple[Effect, ...]]
Action = Callable[[Session, Event, Setting], Done]

E = TypeVar("E", bound=Event)


def only(event: Event, kind: type[E]) -> E:
    """The event as the kind its row names. Raises TypeError when a row pairs it with the wrong action."""
    if not isinstance(event, kind):
        raise TypeError(f"{kind.__name__} wanted, not {type(event).__name__}")
    return event


def in_hand(session: Session) -> PlannedExercise:
    """The exercise in hand. Raises LookupError outside the routine."""
    if session.current is None:
        raise LookupError("no exercise is in hand")
    return session.current


def then(*actions: Action) -> Action:
    """Several actions, one after the other."""

    def action(session: Session, event: Event, setting: Setting) -> Done:
        effects: tuple[Effect, ...] = ()
        for each in actions:
            session, added = each(session, event, setting)
            effects += added
        return session, effects

    action.__name__ = " + ".join(a.__name__ for a in actions)
    return action


def note(screen: str) -> Action:
    """Show a note beside the open question."""

    def action(session: Session, event: Event, setting: Setting) -> Done:
        return session, (Show(Slot.NOTE, ScreenRow(screen, (("child", session.child),))),)

    action.__name__ = f"note_{screen}"
    return action


def word(name: str) -> Action:
    """Say a word above the next screen."""

    def action(session: Session, event: Event, setting: Setting) -> Done:
        return replace(session, word=f"word:{name}"), ()

    action.__name__ = f"word_{name}"
    return action
