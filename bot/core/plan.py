"""Scores and history -> level, exercises, doses, and the reason that is told.

Rules: clinical.md, decisions 2, 3, 5, 7 and section 5; their numbers are in ``routine.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.core.content import Exercise, Rules
from bot.core.forms import is_at_hand
from bot.core.session import (
    EASIER,
    PLAIN,
    Adaptation,
    Choice,
    Level,
    Measure,
    Moment,
    PlannedExercise,
    Session,
)
from bot.core.setting import PastSession, Setting, wished


@dataclass(frozen=True)
class Plan:
    """What the routine will be, and why."""

    exercises: tuple[PlannedExercise, ...]
    level: Level
    reason: str


def is_flare(session: Session, rules: Rules) -> bool:
    """Whether sitting before the session is above the gentle band (6-10)."""
    sitting = session.score(Measure.SITTING, Moment.BEFORE)
    return sitting is not None and sitting > rules.gentle_up_to


def choose_level(session: Session, setting: Setting) -> tuple[Level, Level, str]:
    """The level, how far "A bit more" may go, and the reason's name in the content."""
    level, ceiling, reason = _by_the_rules(session, setting)
    highest = wished(session, setting).highest
    if ceiling <= highest:
        return level, ceiling, reason
    return min(level, highest), highest, WISHED[highest]


def _by_the_rules(session: Session, setting: Setting) -> tuple[Level, Level, str]:
    rules, past = setting.rules, setting.past
    sitting = session.score(Measure.SITTING, Moment.BEFORE) or 0
    getting_up = session.score(Measure.GETTING_UP, Moment.BEFORE) or 0
    gentle = _held(session, sitting, getting_up, rules) or _starts_small(session, setting)
    if gentle:
        return Level.GENTLE, Level.GENTLE, gentle
    last = past[0]
    one_down = Level(max(last.level - 1, Level.GENTLE))
    if last.worse_after(rules.noticeable_change):
        return one_down, one_down, "last_worse" if one_down < last.level else "last_worse_gentle"
    if last.worse_next_morning(rules.noticeable_change):
        return one_down, one_down, "morning_worse" if one_down < last.level else "morning_worse_gentle"
    if not any(session.finished for session in past):
        return Level.GENTLE, Level.GENTLE, "none_finished"
    if _settled_running(past, rules) >= rules.settled_for_fuller:
        return Level.STEADY, Level.FULLER, "fuller_offered"
    return Level.STEADY, Level.STEADY, "settled_low"


def _starts_small(session: Session, setting: Setting) -> str:
    """Why what was before, or was not, makes it gentle today, or an empty string."""
    if not setting.past:
        return "nothing_known" if session.unkept and not session.consented else "first_session"
    rules, last = setting.rules, setting.past[0]
    away = (setting.today - last.on).days
    if away >= rules.away_first_day_days:
        return "long_away"
    if away >= rules.away_gentle_days:
        return "away"
    if last.leg:
        return "last_leg"
    if last.sharp or last.numb:
        return "last_hurt"
    return "last_red_flag" if last.red_flag else ""


def _held(session: Session, sitting: int, getting_up: int, rules: Rules) -> str:
    """Why the level is held at gentle today, or an empty string."""
    if session.child:
        return "child"
    for adaptation in (Adaptation.SMALL_RANGE, Adaptation.NO_CROSSING, Adaptation.GENTLE_ONLY):
        if adaptation in session.adaptations:
            return str(adaptation.value)
    if session.flare or session.high_numbers or sitting > rules.gentle_up_to:
        return "flare"
    if session.smaller_next or session.reason == "last_hurt":  # or so planned already
        return "last_hurt"
    if sitting > rules.steady_up_to:
        return "sitting_sore"
    if getting_up >= rules.getting_up_holds_from:
        return "getting_up_sore"
    return ""


def _settled_running(past: tuple[PastSession, ...], rules: Rules) -> int:
    """On how many days the newest sessions were settled, without one between that was not."""
    days = set()
    for session in past:
        if not session.settled(rules.noticeable_change):
            break
        days.add(session.on)
    return len(days)


OPEN_FROM_FIRST_DAY = frozenset(
    {
        "first_session",
        "nothing_known",
        "none_finished",
        "away",
        "long_away",
        "settled_low",
        "fuller_offered",
    }
)
"""Reasons with which ``fuller_from_first_day`` holds: nothing hurts, is adapted, got worse (decision 11)."""
WISHED = {Level.GENTLE: "wished_gentle", Level.STEADY: "wished_steady"}
"""Reasons where the rules would have gone, or let "A bit more" go, above the highest level wished for."""
STARTED_ANEW = frozenset({"away", "long_away"})
"""Reasons after which a harder choice of long ago is not taken up by itself."""


def make_plan(session: Session, setting: Setting) -> Plan:
    """The whole routine for today."""
    level, ceiling, reason = choose_level(session, setting)
    content, wishes = setting.content, wished(session, setting)
    planned = []
    for name in content.routine.exercises:
        exercise = content.exercises[name]
        if not allowed(exercise, session.adaptations):
            continue
        highest = ceiling
        if exercise.fuller_from_first_day and reason in OPEN_FROM_FIRST_DAY:
            highest = min(Level.FULLER, wishes.highest)
        choice = None if session.child else session.choice(name)
        if choice is not None and choice.level > choice.planned and reason in STARTED_ANEW:
            choice = replace(choice, level=choice.planned)
        if choice is not None and not is_at_hand(choice.variation, wishes.equipment):
            choice = replace(choice, variation=PLAIN)
        easier_first = reason in ("last_leg", "last_hurt") and name == content.routine.smallest
        planned.append(_remembered(name, exercise, level, highest, choice, easier_first))
    return Plan(tuple(planned[:1] if session.one_move else planned), level, reason)


def smallest(session: Session, setting: Setting) -> PlannedExercise:
    """The smallest version of the first exercise, for a sore day."""
    name = setting.content.routine.smallest
    exercise = setting.content.exercises[name]
    variation = EASIER if EASIER in exercise.variations else PLAIN
    dose = exercise.dose(Level.GENTLE, variation)
    return PlannedExercise(name, Level.GENTLE, variation, dose, Level.GENTLE, Level.GENTLE)


def allowed(exercise: Exercise, adaptations: frozenset[Adaptation]) -> bool:
    """Whether an exercise may be done at all with these adaptations."""
    if Adaptation.NOT_LYING_FLAT in adaptations:
        return False
    return not (exercise.crosses_legs and Adaptation.NO_CROSSING in adaptations)


def _remembered(
    name: str, exercise: Exercise, plan: Level, ceiling: Level, choice: Choice | None, easier_first: bool
) -> PlannedExercise:
    """The planned exercise with last time's choice: an easier one holds, a harder one never pushes."""
    level, variation = plan, PLAIN
    if choice is not None:
        variation = choice.variation if choice.variation in exercise.variations else PLAIN
        if choice.level < choice.planned:
            level = min(plan, choice.level)
        elif choice.level > choice.planned and plan >= choice.planned:
            level = min(choice.level, ceiling)
    if variation != PLAIN:
        level = Level.GENTLE
    if easier_first and EASIER in exercise.variations:
        level, variation = Level.GENTLE, EASIER
    return PlannedExercise(name, level, variation, exercise.dose(level, variation), plan, ceiling)
