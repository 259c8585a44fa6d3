"""A row of the outbox, as it is handed to whoever sends it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.effects import ScreenRow, Slot
from bot.core.session import Measure, Moment


@dataclass(frozen=True)
class Unsent:
    """One thing still to be said to one chat."""

    id: int
    """Never used again: a row that is replaced or changed gets a new one."""
    chat: int
    slot: Slot
    row: ScreenRow
    revision: int
    """The revision its buttons carry; 0 in a slot that has none."""
    target: int | None
    """Telegram id of the message to edit; None sends a new one."""
    attempts: int = 0
    silent: bool = False
    """Sent without a sound."""


def asked(row: ScreenRow) -> tuple[Measure, Moment] | None:
    """The score that a screen of the session, a note or a reminder asks for, or None."""
    if row.screen in ("daily_question", "reminder"):
        return Measure.SITTING, Moment.DAILY
    measure, moment = row.arg("measure"), row.arg("moment")
    return (Measure(measure), Moment(moment)) if measure and moment else None
