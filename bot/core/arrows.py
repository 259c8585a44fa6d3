"""The table as arrows from step to step, for those who look at one: what leads there, what can follow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.diagram import MANY, is_drawn_at_rest
from bot.core.events import Event, name_of
from bot.core.rows.shape import AFTER, BEFORE, CHECK, CHILD_DOOR, MOVES, SETUP, STOPS
from bot.core.session import Step
from bot.core.transitions import TABLE, Row

GROUPS: tuple[tuple[str, tuple[Step, ...]], ...] = (
    ("Beginning", (Step.WELCOME, *CHILD_DOOR)),
    ("Safety check", CHECK),
    ("Stops", STOPS),
    ("Before the routine", BEFORE),
    ("The moves", MOVES),
    ("After the routine", AFTER),
    ("At rest", (Step.RESTING,)),
    ("In between", (Step.HURTING, Step.STOPPING)),
    ("Reminder set-up, report", SETUP),
)
"""Every step once, about in the order of a conversation."""

Steps = dict[tuple[type[Event], Step], set[Step]]


@dataclass(frozen=True)
class Arrow:
    """All rows of one step and event that lead to the same step, which may be the same one."""

    start: Step
    event: str
    to: Step
    guards: tuple[str, ...]
    """The guards' names, one a row; "" for a row without one."""
    common: bool
    """The event leads there, or stays, in many steps alike."""
    back: bool
    """The event leads back to the step the person came from, and this is one of many."""


def arrows() -> tuple[Arrow, ...]:
    """The whole table, in its order."""
    rows: dict[tuple[Step, type[Event], Step], list[Row]] = {}
    for row in TABLE:
        rows.setdefault((row.step, row.event, row.next), []).append(row)
    starts, ends, staying = _neighbours(rows)
    found = []
    for (start, event, to), alike in rows.items():
        guards = tuple("" if row.guard is None else row.guard.__name__ for row in alike)
        many = max(len(starts.get((event, to), ())), len(staying.get(event, ())) if start is to else 0)
        common = many >= MANY or all(map(is_drawn_at_rest, alike))
        back = len(ends.get((event, start), ())) >= MANY and all(
            f"from {to.value}" in guard for guard in guards
        )
        found.append(Arrow(start, name_of(event), to, guards, common and not back, back))
    return tuple(found)


def _neighbours(
    keys: Iterable[tuple[Step, type[Event], Step]],
) -> tuple[Steps, Steps, dict[type[Event], set[Step]]]:
    """Where an event leads to a step from, where it leads from a step, and in which steps it stays."""
    starts: Steps = {}
    ends: Steps = {}
    staying: dict[type[Event], set[Step]] = {}
    for start, event, to in keys:
        if start is to:
            staying.setdefault(event, set()).add(start)
        else:
            starts.setdefault((event, to), set()).add(start)
            ends.setdefault((event, start), set()).add(to)
    return starts, ends, staying
