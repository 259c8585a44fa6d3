"""Scores and history -> level, exercises, doses, and the reason that is told.

Rules: clinical.md, decisions 2, 3, 5, 7 and section 5; their numbers are in ``routine.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.core.content import Content, Exercise, Rules
from bot.core.reminding import Reminding
from bot.core.session import (
    EASIER,
    PLAIN,
    ROLLER,
    TOWEL,
    Adaptation,
    Choice,
    Level,
    Measure,
    Moment,
    PlannedExercise,
    Session,
)
from bot.core.wishes import Equipment, Wishes
from bot.core.zones import Atlas, NoAtlas


@dataclass(frozen=True)
class Adherence:
    """Days done out of days due, in the last days that the rules look at."""

    done: int = 0
    due: int = 0


@dataclass(frozen=True)
class PastSession:
    """One session with at least one exercise, as the store remembers it; scores 0-10, None if not given."""

    on: date
    level: Level
    sitting_before: int | None = None
    sitting_after: int | None = None
    getting_up_before: int | None = None
    getting_up_after: int | None = None
    next_morning: int | None = None
    """The first sitting score of the following day."""
    leg: bool = False
    """Pain spread down the leg during it."""
    sharp: bool = False
    """A move was left because of sharp or pinching pain."""
    finished: bool = True
    """Ended by its summary, with at least one exercise done."""

    def worse_after(self, points: int) -> bool:
        """Whether either measure rose by at least ``points`` from before to after."""
        pairs = (
            (self.sitting_before, self.sitting_after),
            (self.getting_up_before, self.getting_up_after),
        )
        return any(b is not None and a is not None and a - b >= points for b, a in pairs)

    def worse_next_morning(self, points: int) -> bool:
        """Whether sitting was at least ``points`` higher next morning than before the session."""
        before, morning = self.sitting_before, self.next_morning
        return before is not None and morning is not None and morning - before >= points

    def settled(self, points: int) -> bool:
        """No score ``points`` or more higher after, and none the next morning (decision 7)."""
        if not self.finished or self.leg or self.sharp:
            return False
        return not self.worse_after(points) and not self.worse_next_morning(points)


@dataclass(frozen=True)
class Setting:
    """What a transition may know beside session and event: the instant, the content, the past."""

    now: datetime
    """UTC."""
    today: date
    """The person's local date."""
    next_morning: datetime
    """UTC instant of the person's next local morning, for asking again."""
    content: Content
    past: tuple[PastSession, ...] = ()
    """Sessions with at least one exercise, newest first; as many as the rules look back."""
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    """The person's, or while that is unknown the host's."""
    zone_known: bool = False
    """The person has told their zone."""
    reminding: Reminding = field(default_factory=Reminding)
    wishes: Wishes = field(default_factory=Wishes)
    """As they are set now; a routine that runs keeps to its own (``wished``)."""
    last_done: datetime | None = None
    """When the last session with anything done began (UTC)."""
    scored_today: bool = False
    """Sitting has been scored on this local date."""
    kept_ever: bool = False
    """A score, or a session with anything done, is kept of the person."""
    kept_last_week: bool = False
    """So it is of one of the seven local dates before today."""
    adherence: Adherence = Adherence()
    language: str = ""
    """What the person's app speaks, such as "pt-br"; empty where that is not told."""
    host_zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    atlas: Atlas = field(default_factory=NoAtlas)

    @property
    def rules(self) -> Rules:
        """The rules' numbers."""
        return self.content.routine.rules


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


def wished(session: Session, setting: Setting) -> Wishes:
    """The wishes that hold for the routine that runs, or that is to be planned."""
    return setting.wishes if session.wishes is None else session.wishes


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
    away = (setting.today - past[0].on).days if past else 0
    held = _held(session, sitting, getting_up, rules)
    if held:
        return Level.GENTLE, Level.GENTLE, held
    if not past:
        forgets = session.unkept and not session.consented
        return Level.GENTLE, Level.GENTLE, "nothing_known" if forgets else "first_session"
    if away >= rules.away_first_day_days:
        return Level.GENTLE, Level.GENTLE, "long_away"
    if away >= rules.away_gentle_days:
        return Level.GENTLE, Level.GENTLE, "away"
    last = past[0]
    if last.leg:
        return Level.GENTLE, Level.GENTLE, "last_leg"
    one_down = Level(max(last.level - 1, Level.GENTLE))
    if last.worse_after(rules.noticeable_change):
        return one_down, one_down, "last_worse" if one_down < last.level else "last_worse_gentle"
    if last.worse_next_morning(rules.noticeable_change):
        return one_down, one_down, "morning_worse" if one_down < last.level else "morning_worse_gentle"
    if _settled_running(past, rules) >= rules.settled_for_fuller:
        return Level.STEADY, Level.FULLER, "fuller_offered"
    return Level.STEADY, Level.STEADY, "settled_low"


def _held(session: Session, sitting: int, getting_up: int, rules: Rules) -> str:
    """Why the level is held at gentle today, or an empty string."""
    if session.child:
        return "child"
    for adaptation in (Adaptation.SMALL_RANGE, Adaptation.NO_CROSSING, Adaptation.GENTLE_ONLY):
        if adaptation in session.adaptations:
            return str(adaptation.value)
    if session.flare or session.high_numbers or sitting > rules.gentle_up_to:
        return "flare"
    if session.smaller_next:
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
    {"first_session", "nothing_known", "away", "long_away", "settled_low", "fuller_offered"}
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


_THINGS = {
    Equipment.NONE: frozenset({PLAIN, EASIER}),
    Equipment.TOWEL: frozenset({PLAIN, EASIER, TOWEL}),
    Equipment.ROLLER: frozenset({PLAIN, EASIER, TOWEL, ROLLER}),
}


def is_at_hand(variation: str, equipment: Equipment) -> bool:
    """Whether a variation can be done with what is at hand."""
    return variation in _THINGS[equipment]


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


def easier(planned: PlannedExercise, exercise: Exercise) -> PlannedExercise | None:
    """The next easier form, or None at the easiest."""
    if planned.variation == PLAIN and planned.level > Level.GENTLE:
        return _at(planned, exercise, Level(planned.level - 1), PLAIN)
    if planned.variation != EASIER and EASIER in exercise.variations:
        return _at(planned, exercise, Level.GENTLE, EASIER)
    return None


def more(planned: PlannedExercise, exercise: Exercise) -> PlannedExercise | None:
    """The next fuller form that is allowed today, or None."""
    if planned.variation == EASIER:
        return _at(planned, exercise, Level.GENTLE, PLAIN)
    if planned.variation != PLAIN:
        return _at(planned, exercise, planned.planned, PLAIN)
    if planned.level < planned.ceiling:
        return _at(planned, exercise, Level(planned.level + 1), PLAIN)
    return None


def gentle(planned: PlannedExercise, exercise: Exercise) -> PlannedExercise:
    """The exercise held at gentle for today, in the variation it has."""
    held = replace(planned, planned=Level.GENTLE, ceiling=Level.GENTLE)
    return _at(held, exercise, Level.GENTLE, planned.variation)


def with_variation(
    planned: PlannedExercise, exercise: Exercise, variation: str, equipment: Equipment
) -> PlannedExercise | None:
    """The exercise with a towel or roller; None when that is not at hand, or the content has no such form."""
    if variation not in exercise.variations or variation == planned.variation:
        return None
    if not is_at_hand(variation, equipment):
        return None
    return _at(planned, exercise, Level.GENTLE, variation)


def _at(planned: PlannedExercise, exercise: Exercise, level: Level, variation: str) -> PlannedExercise:
    return replace(planned, level=level, variation=variation, dose=exercise.dose(level, variation))
