"""The table as a Mermaid state diagram."""

from __future__ import annotations

from bot.core.events import name_of
from bot.core.session import Step
from bot.core.transitions import TABLE

ANYWHERE = 8
"""An arrow that starts in at least this many steps is drawn once, from "any step"."""


def mermaid() -> str:
    """The diagram's source: every arrow of the table that leads to another step."""
    starts: dict[tuple[str, Step], list[Step]] = {}
    for row in TABLE:
        if row.step is not row.next:
            label = name_of(row.event)
            steps = starts.setdefault((label, row.next), [])
            if row.step not in steps:
                steps.append(row.step)
    lines = ["stateDiagram-v2", f"    [*] --> {Step.WELCOME.value}"]
    arrows: dict[tuple[str, str], list[str]] = {}
    for (label, to), steps in starts.items():
        froms = ["any_step"] if len(steps) >= ANYWHERE else [step.value for step in steps]
        for start in froms:
            arrows.setdefault((start, to.value), []).append(label)
    for (start, to_name), labels in arrows.items():
        lines.append(f"    {start} --> {to_name}: {', '.join(labels)}")
    return "\n".join(lines) + "\n"
