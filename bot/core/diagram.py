"""The table as a Mermaid state diagram."""

from __future__ import annotations

from bot.core.events import Event, name_of
from bot.core.guards import at_rest
from bot.core.rows.shape import SETUP
from bot.core.session import Step
from bot.core.transitions import TABLE, Row

MANY = 8
"""An event that starts in, or leads to, at least this many steps is drawn as one arrow."""


def mermaid() -> str:
    """The diagram's source: every arrow of the table that leads to another step."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for start, to, label in _arrows():
        labels = arrows.setdefault((start, to), [])
        if label not in labels:
            labels.append(label)
    lines = ["stateDiagram-v2", f"    [*] --> {Step.WELCOME.value}"]
    lines += [f"    {start} --> {to}: {', '.join(labels)}" for (start, to), labels in arrows.items()]
    return "\n".join(lines) + "\n"


def _arrows() -> list[tuple[str, str, str]]:
    rows = [row for row in TABLE if row.step is not row.next and not is_drawn_at_rest(row)]
    starts: dict[tuple[type[Event], Step], set[Step]] = {}
    ends: dict[tuple[type[Event], Step], set[Step]] = {}
    for row in rows:
        starts.setdefault((row.event, row.next), set()).add(row.step)
        ends.setdefault((row.event, row.step), set()).add(row.next)
    found = []
    for row in rows:
        start, to = row.step.value, row.next.value
        if len(ends[row.event, row.step]) >= MANY:
            to = "the_step_before"
        elif len(starts[row.event, row.next]) >= MANY:
            start = "any_step"
        found.append((start, to, name_of(row.event)))
    return found


def is_drawn_at_rest(row: Row) -> bool:
    """What a resting person can do is drawn once, though it can be done from an open set-up too."""
    return row.step in SETUP and row.guard is not None and at_rest.__name__ in row.guard.__name__
