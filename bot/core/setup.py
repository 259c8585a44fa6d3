"""What has been answered so far while a reminder or the time zone is being set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Candidate:
    """A place that may be the person's: as it is told, and its zone (IANA name)."""

    name: str
    zone: str


@dataclass(frozen=True)
class Setup:
    """Answers of an unfinished set-up; none of them counts before its end."""

    number: int = 1
    """Which reminder of the day it is about."""
    only_zone: bool = False
    """The time zone alone is being set."""
    minute: int | None = None
    """The local time that was chosen, in minutes from midnight."""
    other: int | None = None
    """The same time in the other half of the day, while morning or evening is being asked."""
    like: datetime | None = None
    """An instant whose local time was chosen ("same time"), before the zone is known."""
    guess: str = ""
    """The zone that was guessed."""
    places: tuple[Candidate, ...] = ()
    """The places that are offered."""
    typed_in: int | None = None
    """The message that the time was typed in; an edit of it counts while the set-up is open."""
    since: datetime | None = None
    """When it began (UTC)."""
