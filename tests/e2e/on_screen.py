"""What a person makes of a message: which question it is, and which buttons answer it.

Questions are told apart by what their buttons lead to and by sentences of the content, so that a therapist
may reword anything.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.core import events as e
from bot.core.callbacks import Callback, decode
from bot.core.content import Content
from bot.core.effects import Slot
from bot.core.events import Event
from bot.sandbox import Person, Seen

_BY_BUTTON: dict[type[Event], str] = {
    e.ConsentGiven: "welcome",
    e.EmergencyReported: "emergency_check",
    e.DoctorFirstReported: "caution_check",
    e.NothingNew: "quick_check",
    e.SatUp: "finishing",
    e.HurtNamed: "hurting",
    e.StopEverythingChosen: "stop_what",
    e.DeleteConfirmed: "delete",
}


_AFTER_IT = {e.RoutineAsked, e.SameTimeChosen, e.UnkeptChosen}
"""What is offered below the change that a session has brought."""


@dataclass(frozen=True)
class Question:
    """An open question on the screen."""

    name: str
    revision: int
    message_id: int

    @property
    def order(self) -> tuple[int, int]:
        """The newest is the greatest; of two copies that with the higher id."""
        return self.revision, self.message_id


def buttons(seen: Seen) -> list[Callback]:
    """What the buttons of a message stand for."""
    found = [decode(button["callback_data"]) for row in seen.keyboard for button in row]
    assert None not in found, f"a button of no meaning: {seen.keyboard}"
    return [each for each in found if each is not None]


def data_of(seen: Seen, event: Event) -> str | None:
    """The callback data of the button that stands for an event, or None when there is none."""
    for row in seen.keyboard:
        for button in row:
            callback = decode(button["callback_data"])
            if callback is not None and callback.event == event:
                return str(button["callback_data"])
    return None


def question(seen: Seen, content: Content) -> Question | None:
    """The routine's question in a message, or None."""
    found = buttons(seen)
    if not found or found[0].slot is not Slot.SESSION:
        return None
    name = _name(seen, {type(callback.event) for callback in found}, content)
    return Question(name, found[0].revision, seen.message_id) if name else None


def newest_question(person: Person, content: Content) -> Question | None:
    """The routine's newest question on the screen."""
    found = [each for seen in person.bot_messages if (each := question(seen, content))]
    return max(found, key=lambda each: each.order, default=None)


def _name(seen: Seen, offered: set[type[Event]], content: Content) -> str:
    if e.ExerciseDone in offered:
        return _exercise(seen, content)
    if e.ScoreGiven in offered:
        return _score(seen, content)
    for event, name in _BY_BUTTON.items():
        if event in offered:
            return name
    return "summary" if "→" in seen.text and offered & _AFTER_IT else ""


def _exercise(seen: Seen, content: Content) -> str:
    for name, exercise in content.exercises.items():
        if exercise.name in seen.text:
            legs = {"first_leg": "first leg", "second_leg": "second leg"}
            lines = content.screens["exercise"].lines
            leg = next((words for line, words in legs.items() if lines[line] in seen.text), "")
            return f"{name} {leg}".strip()
    return ""


def _score(seen: Seen, content: Content) -> str:
    for measure in ("sitting", "getting_up"):
        for moment, words in content.screens[measure].lines.items():
            if words in seen.text:
                return f"{measure}_{moment}"
    return ""
