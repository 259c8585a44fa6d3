"""What all events have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.core.session import SCALE_MAX


@dataclass(frozen=True)
class Event:
    """Something that happened in one person's chat."""

    never_stale: ClassVar[bool] = False
    outlasts: ClassVar[bool] = False
    """It may be tapped on a message of which nothing is known any more, so no revision makes it stale."""

    @property
    def value(self) -> str:
        """What a button for this event carries besides its name."""
        return ""

    @classmethod
    def from_value(cls, value: str) -> Event:
        """The event a button stood for. Raises ValueError when the value is not one we made."""
        if value:
            raise ValueError(f"{cls.__name__} takes no value")
        return cls()


def number_in(text: str) -> int:
    """The row number in a button's value. Raises ValueError when it is none that we wrote."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise ValueError("not a row number")
    return int(text)


def score_in(text: str) -> int:
    """The score in a button's value. Raises ValueError outside 0-10."""
    score = number_in(text)
    if score > SCALE_MAX:
        raise ValueError("not a score")
    return score


def name_of(event: type[Event]) -> str:
    """The event's name in snake case, as callback data and the diagram write it."""
    return "".join("_" + c.lower() if c.isupper() else c for c in event.__name__).lstrip("_")
