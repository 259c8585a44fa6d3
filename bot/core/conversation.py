"""The one pure door: a session and an event -> the next session and what is to be done."""

from __future__ import annotations

from bot.core.effects import Effect, Slot
from bot.core.events import Event
from bot.core.plan import Setting
from bot.core.session import Session


def respond(
    session: Session, event: Event, setting: Setting, tapped: tuple[Slot, int] | None = None
) -> tuple[Session, tuple[Effect, ...]]:
    """The next session and the effects of an event.

    ``tapped`` is the slot and revision of the button behind the event, None for typed words and
    alarms; a stale one changes nothing and shows the current screen with a word on why.
    """
    raise NotImplementedError
