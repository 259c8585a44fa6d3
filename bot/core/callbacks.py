"""What a button carries, ``slot:revision:event:value``, and how it is read back.

Telegram returns callback data unseen, and anybody can send any: what we would not have written is nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.effects import Slot
from bot.core.events import (
    EVENTS,
    DespairTyped,
    Event,
    LocationShared,
    LookBackCame,
    MediaSent,
    NameGiven,
    NotAScore,
    NotUnderstood,
    PhraseTyped,
    PlaceTyped,
    ReaskCame,
    RedFlagTyped,
    ReminderCame,
    SessionExpired,
    SetupUnanswered,
    SnoozeOver,
    name_of,
)

LONGEST = 64
"""Bytes that Telegram takes as callback data."""

NO_BUTTON: frozenset[type[Event]] = frozenset(
    {
        RedFlagTyped,
        DespairTyped,
        NotAScore,
        PhraseTyped,
        NotUnderstood,
        MediaSent,
        PlaceTyped,
        LocationShared,
        SetupUnanswered,
        SessionExpired,
        ReaskCame,
        ReminderCame,
        SnoozeOver,
        LookBackCame,
        NameGiven,
    }
)
"""Events that are typed or come by themselves."""


@dataclass(frozen=True)
class Callback:
    """A button as it was drawn: its message's slot, that slot's revision, and the event it stands for."""

    slot: Slot
    revision: int
    event: Event


def encode(slot: Slot, revision: int, event: Event) -> str:
    """Callback data for a button. Raises ValueError when Telegram would not take it."""
    if type(event) in NO_BUTTON:
        raise ValueError(f"{type(event).__name__} has no button")
    text = f"{slot.value}:{revision}:{name_of(type(event))}:{event.value}"
    if len(text.encode()) > LONGEST:
        raise ValueError(f"callback data longer than {LONGEST} bytes: {text}")
    return text


def decode(text: str) -> Callback | None:
    """The button behind callback data, or None when we have never written such data."""
    parts = text.split(":", 3)
    if len(text) > LONGEST or len(parts) != 4:
        return None
    slot, revision, name, value = parts
    event_class = EVENTS.get(name)
    if event_class is None or event_class in NO_BUTTON:
        return None
    try:
        callback = Callback(Slot(slot), int(revision), event_class.from_value(value))
        # Only one spelling is ours: "007", "+7" and "７" are numbers too, but nobody tapped them.
        return callback if encode(callback.slot, callback.revision, callback.event) == text else None
    except ValueError:
        return None
