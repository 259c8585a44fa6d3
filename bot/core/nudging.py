"""What a reminder is when it comes: the day's question or, when nobody answers, less and less."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import Enum

from bot.core.content import Rules
from bot.core.recurring import DAILY, EVERY_OTHER_DAY, ONCE_A_WEEK
from bot.core.reminding import Reminding, Stage


class Nudge(Enum):
    """What a reminder is this time: the name of its screen."""

    ASK = "reminder"
    HOW_TO_GO_ON = "how_to_go_on"
    MISSED_WEEK = "missed_week"
    LAST = "last_reminder"


def came(reminding: Reminding, today: date, rules: Rules) -> tuple[Nudge, Reminding]:
    """What a reminder that comes now is, and the reminders after it.

    Unanswered ones running lead to one question on how to go on; unanswered too, they come less often, say so
    after a missed week, and end by themselves. Nobody is written to for ever.
    """
    away = (today - _since(reminding, today)).days
    enough = reminding.unanswered >= rules.unanswered_before_asking
    nudge, after = Nudge.ASK, reminding
    if reminding.stage is Stage.ASKED:
        nudge, after = _slowed(reminding)
    elif reminding.stage is Stage.MISSED:
        after = replace(reminding, every=ONCE_A_WEEK, stage=Stage.WEEKLY, unanswered=0)
    elif reminding.stage is Stage.WEEKLY or (reminding.stage is Stage.SLOWED and not _is_often(reminding)):
        nudge = Nudge.LAST if enough else Nudge.ASK
    elif away >= rules.missed_days and reminding.unanswered and _is_often(reminding):
        nudge, after = Nudge.MISSED_WEEK, replace(reminding, stage=Stage.MISSED)
    elif enough and reminding.stage is Stage.NONE:
        nudge, after = Nudge.HOW_TO_GO_ON, replace(reminding, stage=Stage.ASKED)
    if nudge is Nudge.LAST:
        return nudge, replace(after.off(), sent=after.sent + 1)
    return nudge, replace(after, unanswered=after.unanswered + 1, sent=after.sent + 1)


def _since(reminding: Reminding, today: date) -> date:
    """Since when nothing was heard, though reminders came: a pause is no silence."""
    back = reminding.paused_until
    known = [day for day in (reminding.heard_on, back if back and back <= today else None) if day]
    return max(known, default=today)


def _slowed(reminding: Reminding) -> tuple[Nudge, Reminding]:
    if reminding.every >= ONCE_A_WEEK:
        return Nudge.LAST, reminding
    every = EVERY_OTHER_DAY if reminding.every == DAILY else ONCE_A_WEEK
    return Nudge.ASK, replace(reminding, every=every, stage=Stage.SLOWED, unanswered=0)


def _is_often(reminding: Reminding) -> bool:
    """Whether a week without a word is a missed one, and not the usual time between two reminders."""
    return reminding.every < ONCE_A_WEEK and len(reminding.days) > 1
