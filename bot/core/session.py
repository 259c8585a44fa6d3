"""What is remembered of one person's conversation between two taps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from bot.core.level import Level as Level
from bot.core.setup import Setup
from bot.core.wishes import Wishes

FORMAT_VERSION = 1
"""Format of a stored session. Raise it when an old one can no longer be read."""

SCALE_MAX = 10
"""Top of the soreness scale, a 0-10 numeric rating scale (NPRS)."""


class Step(Enum):
    """Where a person is. Names are stored, so a name is never used again for something else."""

    WELCOME = "welcome"
    CHILD_AGE = "child_age"
    TOO_YOUNG = "too_young"
    CHILD_DOCTOR = "child_doctor"
    CHILD_WAIT = "child_wait"
    EMERGENCY_CHECK = "emergency_check"
    CAUTION_CHECK = "caution_check"
    WHICH_GENTLE = "which_gentle"
    EMERGENCY_STOP = "emergency_stop"
    DOCTOR_STOP = "doctor_stop"
    FLAT_STOP = "flat_stop"
    QUICK_CHECK = "quick_check"
    SITTING_BEFORE = "sitting_before"
    GETTING_UP_BEFORE = "getting_up_before"
    FLARE_OFFER = "flare_offer"
    FLARE_COMFORT = "flare_comfort"
    FLARE_EXERCISE = "flare_exercise"
    FLARE_SCORE = "flare_score"
    FLARE_GO_ON = "flare_go_on"
    EXERCISING = "exercising"
    CHANGING = "changing"
    HURTING = "hurting"
    STOPPING = "stopping"
    FINISHING = "finishing"
    SITTING_AFTER = "sitting_after"
    GETTING_UP_AFTER = "getting_up_after"
    RESTING = "resting"
    REMINDER_TIME = "reminder_time"
    REMINDER_HALF = "reminder_half"
    ZONE_GUESS = "zone_guess"
    ZONE_CLOCK = "zone_clock"
    ZONE_PLACE = "zone_place"
    REPORT_NAME = "report_name"


class Measure(Enum):
    """The two things that are scored, each compared only with itself."""

    SITTING = "sitting"
    GETTING_UP = "getting_up"


class Moment(Enum):
    """When in the day a score was given."""

    BEFORE = "before"
    AFTER = "after"
    FLARE = "flare"
    DAILY = "daily"


class Adaptation(Enum):
    """How a routine is made gentler. Only this is kept of a safety check, never the answers."""

    NOT_LYING_FLAT = "not_lying_flat"
    SMALL_RANGE = "small_range"
    NO_CROSSING = "no_crossing"
    GENTLE_ONLY = "gentle_only"


class Hurt(Enum):
    """What a person feels during a move (clinical.md, section 5)."""

    TOO_SORE = "too_sore"
    SHARP = "sharp"
    LEG = "leg"
    NUMB = "numb"


PLAIN = "plain"
"""The exercise as its level describes it."""
EASIER = "easier"
TOWEL = "towel"
ROLLER = "roller"
VARIATIONS = (PLAIN, EASIER, TOWEL, ROLLER)


@dataclass(frozen=True)
class Dose:
    """How much of one exercise. Times in seconds.

    A rep takes ``sides`` movements of out, pause and back, and is done by each of ``legs`` legs;
    ``hold`` is held once at the end, by each leg (clinical.md, section 3).
    """

    reps: int
    out: int
    pause: int
    back: int
    hold: int = 0
    sides: int = 1
    legs: int = 1

    @property
    def seconds(self) -> int:
        """Length of the whole exercise in seconds, both legs together."""
        return self.legs * (self.reps * self.sides * (self.out + self.pause + self.back) + self.hold)


@dataclass(frozen=True)
class PlannedExercise:
    """One exercise of the running routine: ids and numbers only; words come from the live content."""

    exercise: str
    level: Level
    variation: str
    dose: Dose
    planned: Level
    """Today's level for it before any change."""
    ceiling: Level
    """How far "A bit more" may go today."""
    other_leg: bool = False
    """The second leg of an exercise that is done one leg after the other."""


@dataclass(frozen=True)
class Choice:
    """What a person chose under Change, to be offered again next time."""

    planned: Level
    level: Level
    variation: str


@dataclass(frozen=True)
class Aside:
    """What holds for the adult apart from a session of which nothing is kept."""

    adaptations: frozenset[Adaptation] = frozenset()
    emergency_at: datetime | None = None
    smaller_next: bool = False
    passed_at: datetime | None = None
    red_flag: bool = False


@dataclass(frozen=True)
class Session:
    """One person's place in the conversation, and what the next step needs to know."""

    step: Step = Step.WELCOME
    revision: int = 0
    """Number of the open question; a button of any other number is stale."""
    note_revision: int = 0
    reminder_revision: int = 0
    consented: bool = False
    child: bool = False
    """The running session is a child's, done with an adult: nothing of it is kept."""
    unkept: bool = False
    """The running session is the person's own, who wants nothing of it kept."""
    aside: Aside | None = None
    passed_at: datetime | None = None
    """When a full safety check last passed; None while one is owed."""
    adaptations: frozenset[Adaptation] = frozenset()
    conditions: tuple[str, ...] = ()
    """Conditions ticked on the open "which?" screen; emptied as soon as it is answered."""
    doctor_allowed: bool = False
    """A doctor or physio said yes, in the check that is being answered."""
    only_checking: bool = False
    """The check came because of a red flag: when it passes, the day is left to the person."""
    stop_reason: str = ""
    """Which wording asks for a doctor first; never names a condition."""
    flare: bool = False
    """Sitting was 6-10: only the smallest version, step by step."""
    started_at: datetime | None = None
    """When the running session began; None while none runs."""
    scores: tuple[tuple[Measure, Moment, int], ...] = ()
    """Scores of the running (or last finished) session."""
    exercises: tuple[PlannedExercise, ...] = ()
    position: int = 0
    reason: str = ""
    """Why this level: the line above the first exercise."""
    wishes: Wishes | None = None
    """What held when the running routine was planned; what is set later counts from the next one on."""
    returning: Step | None = None
    """Where "Go on" leads from a question that came in between."""
    choices: tuple[tuple[str, Choice], ...] = ()
    said: int = 0
    """Counts the answers to what was not understood, so that none comes twice running."""
    word: str = ""
    """What is said above the open question, as "kind" or "kind:id"; empty for nothing."""
    resting: str = "resting"
    """Which screen the resting person sees: how the last session ended."""
    cleared_at: datetime | None = None
    """When the emergency list was last answered with none of these."""
    last_tap_at: datetime | None = None
    """When a button last led on, to know a double tap; which of a message's buttons is not kept."""
    correcting: tuple[int, bool] | None = None
    """The score that was asked for anew by the last thing that happened, by its row; whether in /history."""
    last_tapped: str = ""
    """The message it stood on, as "slot:revision"."""
    emergency_at: datetime | None = None
    """When the emergency list last stopped everything: no doctor's yes counts for a day."""
    smaller_next: bool = False
    """It hurt after the routine was over: the next one starts small."""
    high_numbers: int = 0
    """How often a score typed during this session was too high to go on as before."""
    red_flag: bool = False
    """A red flag came up and no check has passed since: nothing is said without being asked."""
    one_move: bool = False
    """Only one move was wished for: no second question, one exercise."""
    reminder_open: bool = False
    """The last reminder asks for the day's score, and waits."""
    day_score: int | None = None
    """What the last reminder was answered with, until a session has begun with it."""
    day_score_at: datetime | None = None
    offered_for: datetime | None = None
    """When the session began whose time is offered for a reminder; None when none is offered."""
    offered_note: int = 0
    """The number of the newest note then: a typed yes below a later one is no answer to the offer."""
    declined: bool = False
    """No reminder was wished for, so none is offered again."""
    setup: Setup | None = None
    """The set-up of a reminder or the time zone that is under way."""
    looked_back_at: datetime | None = None
    """When the last weekly look back came."""

    def score(self, measure: Measure, moment: Moment) -> int | None:
        """The score of this session for a measure and moment, or None when not given."""
        for scored, at, value in reversed(self.scores):
            if scored is measure and at is moment:
                return value
        return None

    @property
    def leaves_nothing(self) -> bool:
        """Nothing of the running session outlives it."""
        return self.child or self.unkept

    @property
    def current(self) -> PlannedExercise | None:
        """The exercise in hand, or None outside the routine."""
        return self.exercises[self.position] if self.position < len(self.exercises) else None

    def choice(self, exercise: str) -> Choice | None:
        """What was last chosen for an exercise, or None."""
        return dict(self.choices).get(exercise)
