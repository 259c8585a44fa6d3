"""What `python -m bot stats` tells: counts over everybody, and never a person.

Such numbers are shown around. In a small bot "1 person has blocked it" is somebody that everybody knows. So
how many people there are is told, but nothing of them that rests on fewer than five, nor what all but so few
of a group did.
"""

from __future__ import annotations

from datetime import time
from typing import Any

from bot.adapters.clock import FileClock, SystemClock
from bot.adapters.store import Counts, Group, count
from bot.config import Settings
from bot.core.content import Content
from bot.core.schedule import at_local_time, local_date, months_before

FEW = 5
"""Fewer people than this are not counted out."""
_HIDDEN = f"null: it rests on fewer than {FEW} people, or on all but so few of them"

Told = dict[str, Any]


class NoDatabase(Exception):
    """There is nothing to be counted; the message is one sentence for the host."""


def counted(settings: Settings, content: Content) -> Told:
    """The counts, with None for what is not told. Raises NoDatabase, Unreadable and BadClock."""
    clock = FileClock(settings.clock) if settings.clock is not None else SystemClock()
    now = clock.now()
    first = months_before(local_date(now, settings.timezone), settings.keep_months)
    since = at_local_time(first, time(), settings.timezone)
    found = count(settings.database, now, since, content.routine.rules.gentle_up_to)
    if found is None:
        raise NoDatabase(f"There is no database at {settings.database} yet: a bot makes it when it starts.")
    return _shown(found)


def as_words(told: Told) -> str:
    """The counts as lines of plain words."""
    people, sessions, days = told["people"], told["sessions"], told["reminded_days"]
    share = f" ({days['done'] * 100 // days['due']} %)" if days["due"] else ""
    return "\n".join(
        [
            f"People: {people['known']}",
            f"  have agreed: {_few(people['agreed'])}",
            f"  have a reminder: {_few(people['reminded'])}",
            f"  have blocked the bot: {_few(people['blocked'])}",
            f"Sessions begun: {_few(sessions['begun'])}",
            f"  with a move done: {_few(sessions['done'])}",
            f"  begun in the last 7 days: {_few(sessions['last_7_days'])}",
            f"  begun in the last 30 days: {_few(sessions['last_30_days'])}",
            f"Days done, of those with a reminder: {_few(days['done'])} of {_few(days['due'])}{share}",
            *(
                f"Came back after {number} day{'s' * (number != '1')} or more: "
                f"{_few(came['came_back'])} of {_few(came['of'])}"
                for number, came in told["returned"].items()
            ),
            f"“few”: fewer than {FEW} people, or all but so few. Whoever was erased is counted nowhere.",
        ]
    )


def _shown(found: Counts) -> Told:
    return {
        "people": {
            "known": found.known,
            "agreed": _part(found.agreed, found.known),
            "reminded": _part(found.reminded, found.known),
            "blocked": _part(found.blocked, found.known),
        },
        "sessions": {
            "begun": _group(found.sessions),
            "done": _group(found.sessions_done),
            "last_7_days": _group(found.last_7_days),
            "last_30_days": _group(found.last_30_days),
        },
        "reminded_days": {
            "done": _group(Group(found.days_done, found.days_due.people)),
            "due": _group(found.days_due),
        },
        "returned": {
            str(days): {"came_back": _part(came, of), "of": _people(of)}
            for days, (of, came) in found.returned.items()
        },
        "hidden": _HIDDEN,
    }


def _people(number: int) -> int | None:
    return None if 0 < number < FEW else number


def _group(group: Group) -> int | None:
    return None if _people(group.people) is None else group.count


def _part(part: int, of: int) -> int | None:
    """A part of a group of people, unless it or the rest is so few."""
    return None if _people(part) is None or _people(of - part) is None else part


def _few(number: int | None) -> str:
    return "few" if number is None else str(number)
