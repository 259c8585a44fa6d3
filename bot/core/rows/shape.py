"""One line of the table, and the groups of steps that share lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from bot.core import actions as a
from bot.core import events as e
from bot.core import guards as g
from bot.core.guards import MOVING
from bot.core.session import Step

S = Step


class Say(Enum):
    """How the next step's question is shown."""

    NEW = "new message"
    IN_PLACE = "in place"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    step: S
    event: type[e.Event]
    guard: g.Guard | None
    action: a.Action | None
    next: S
    say: Say = Say.NEW


CHILD_DOOR = (S.CHILD_AGE, S.TOO_YOUNG, S.CHILD_DOCTOR, S.CHILD_WAIT)
CHECK = (S.EMERGENCY_CHECK, S.CAUTION_CHECK, S.WHICH_GENTLE)
STOPS = (S.EMERGENCY_STOP, S.DOCTOR_STOP, S.FLAT_STOP)
FLARE_CHOICE = (S.FLARE_OFFER, S.FLARE_COMFORT)
"""What a sore day offers is open."""
BEFORE = (S.QUICK_CHECK, S.SITTING_BEFORE, S.GETTING_UP_BEFORE, *FLARE_CHOICE)
MOVES = (S.FLARE_EXERCISE, S.FLARE_SCORE, S.FLARE_GO_ON, S.EXERCISING, S.CHANGING)
AFTER = (S.FINISHING, S.SITTING_AFTER, S.GETTING_UP_AFTER)
SETUP = (
    S.REMINDER_TIME,
    S.REMINDER_HALF,
    S.ZONE_GUESS,
    S.ZONE_CLOCK,
    S.ZONE_PLACE,
    S.REPORT_NAME,
)
BETWEEN = (S.HURTING, S.STOPPING, *SETUP)
"""Questions that come in between, and lead back to where somebody was."""
IN_BETWEEN_MOVES = (*MOVING, S.FLARE_EXERCISE, *BETWEEN)
RUNNING = (*CHECK, *BEFORE, *MOVES, *AFTER, *BETWEEN)
CAN_HURT = (S.SITTING_BEFORE, S.GETTING_UP_BEFORE, *FLARE_CHOICE, *MOVES, *AFTER, S.RESTING)
STOPPABLE = (*CAN_HURT, *CHECK, S.QUICK_CHECK)
RETURNS = tuple(s for s in STOPPABLE if s is not S.CHANGING)
SCORING = (S.SITTING_BEFORE, S.GETTING_UP_BEFORE, S.FLARE_SCORE, S.SITTING_AFTER, S.GETTING_UP_AFTER)


def from_rest(event: type[e.Event], guard: g.Guard | None, action: a.Action | None, to: S) -> tuple[Row, ...]:
    """The same row for a resting person, also when a set-up is open that began at rest."""
    in_setup = g.both(g.at_rest, guard) if guard else g.at_rest
    return (Row(S.RESTING, event, guard, action, to), *every(SETUP, event, in_setup, action, to))


def every(
    steps: Iterable[S],
    event: type[e.Event],
    guard: g.Guard | None = None,
    action: a.Action | None = None,
    to: S | None = None,
    say: Say = Say.NEW,
) -> tuple[Row, ...]:
    """The same row for several steps; without ``to`` each stays where it is."""
    return tuple(Row(step, event, guard, action, to or step, say) for step in steps)


def but(*steps: S) -> tuple[S, ...]:
    """All steps except these."""
    return tuple(step for step in S if step not in steps)
