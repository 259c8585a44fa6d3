"""What a therapist writes, as frozen types. The files under ``content/`` have the same shape.

``bot/adapters/content_files/`` reads and checks them; ``content/README.md`` explains every field.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.core.session import Dose, Level
from bot.core.typed_spans import DateWords, SpanWords
from bot.core.typed_times import TimeWords


@dataclass(frozen=True)
class Review:
    """Which clinician signed this file off, and on what date; both empty until one has."""

    by: str = ""
    on: str = ""


@dataclass(frozen=True)
class Tempo:
    """How much of an exercise, as written in content; times in seconds."""

    reps: int
    out: int
    pause: int
    back: int
    hold: int = 0


@dataclass(frozen=True)
class Form:
    """An exercise at one level, or in one variation."""

    move: str
    dose: Tempo
    dose_words: str
    degrees: int
    """How far: the rock to each side, or the bend of the hip, in degrees."""
    lie: str = ""
    """How to lie, where it differs from the exercise's own."""
    figure: str = ""


@dataclass(frozen=True)
class Exercise:
    """One exercise with its levels (gentle, steady, fuller) and variations (easier, towel, roller)."""

    name: str
    clinical_name: str
    lie: str
    feel: str
    ease_off: str
    mistakes: tuple[str, ...]
    levels: dict[str, Form]
    variations: dict[str, Form]
    sources: dict[str, str]
    sides: int = 1
    legs: int = 1
    one_leg_after_the_other: bool = False
    crosses_legs: bool = False
    fuller_from_first_day: bool = False
    review: Review = Review()

    def form(self, level: Level, variation: str) -> Form:
        """The form for a level and variation; a variation that is gone gives the plain level."""
        return self.variations.get(variation) or self.levels[level.word]

    def dose(self, level: Level, variation: str) -> Dose:
        """The dose of a form with this exercise's sides and legs."""
        tempo = self.form(level, variation).dose
        return Dose(tempo.reps, tempo.out, tempo.pause, tempo.back, tempo.hold, self.sides, self.legs)


@dataclass(frozen=True)
class Rules:
    """The rules' numbers (clinical.md, sections 1, 2 and 5). Scores are 0-10; the rest says its unit."""

    steady_up_to: int
    """Sitting from 0 to this gives steady."""
    gentle_up_to: int
    """Sitting above ``steady_up_to`` to this gives gentle; above it is a flare."""
    getting_up_holds_from: int
    """Getting up from this holds the level at gentle."""
    noticeable_change: int
    """A change of this many points is usually noticeable."""
    settled_for_fuller: int
    """Settled sessions before fuller is offered."""
    away_gentle_days: int
    away_first_day_days: int
    full_check_days: int
    close_after_minutes: int
    reask_after_minutes: int
    reask_next_morning_hour: int
    """Local hour, 0-23."""
    small_range_degrees: int
    late_minutes: int
    """A reminder that could not come in time still comes so much later."""
    unanswered_before_asking: int
    """Unanswered reminders running, after which how to go on is asked."""
    missed_days: int
    """Days without a word after which starting small is offered."""
    lesson_every: int
    """Every so many reminders bring a lesson."""
    sound_minutes: int
    """How long from a chosen time on what comes by itself makes a sound."""
    adherence_days: int


@dataclass(frozen=True)
class Routine:
    """The exercises in order and the rules' numbers."""

    exercises: tuple[str, ...]
    smallest: str
    """The exercise offered in its easier form on a sore day."""
    consent_version: str
    rules: Rules
    sources: dict[str, str]
    review: Review = Review()


@dataclass(frozen=True)
class SafetyItem:
    """One line of the safety check."""

    text: str
    source: str
    adults_only: bool = False


@dataclass(frozen=True)
class Condition:
    """One "go gently" answer and the adaptations it leads to."""

    label: str
    adaptations: tuple[str, ...]
    source: str
    doctor_first: bool = False


@dataclass(frozen=True)
class Safety:
    """The safety check, and what each answer leads to."""

    emergency: tuple[SafetyItem, ...]
    doctor_first: tuple[SafetyItem, ...]
    conditions: dict[str, Condition]
    reasons: dict[str, str]
    """For each adaptation, what is told about it: why the moves change, and how."""
    review: Review = Review()


@dataclass(frozen=True)
class ScreenText:
    """One message: its text (Telegram HTML), button labels by name, lines put into it, and its figure."""

    text: str = ""
    child_text: str = ""
    buttons: dict[str, str] = field(default_factory=dict)
    lines: dict[str, str] = field(default_factory=dict)
    figure: str = ""


@dataclass(frozen=True)
class Phrase:
    """What people type, and the answer to it."""

    match: tuple[str, ...]
    answer: str = ""
    whole: bool = False
    """Counts only when the message is nothing else, as "ok" does."""


@dataclass(frozen=True)
class Replies:
    """Typed words and their answers."""

    numbers: dict[str, int]
    """Number words, "seven" = 7."""
    phrases: dict[str, Phrase]
    red_flags: tuple[str, ...]
    despair: tuple[str, ...]
    stop: tuple[str, ...]
    about: tuple[str, ...]
    """Words that may stand beside a score: "about 7", "7 out of 10"."""
    unknown: tuple[str, ...]
    """Answers to what is not understood, taken in turn."""
    not_a_score: dict[str, str]
    """Sentences for what looks like a score and is none, by why (``typed_scores.NOT_A_SCORE``)."""
    yes: tuple[str, ...]
    no: tuple[str, ...]
    """Answers to a yes-or-no question."""
    times: TimeWords
    """Words for times of day."""
    not_towns: tuple[str, ...] = ()
    """Words that name no town: a text of them alone is none, "here" or "at my place"."""
    later: tuple[str, ...] = ()
    not_today: tuple[str, ...] = ()
    """Answers to a reminder: the buttons below it."""
    nothing_new: tuple[str, ...] = ()
    something_new: tuple[str, ...] = ()
    """Answers to "Anything new?"."""
    small_version: tuple[str, ...] = ()
    one_move: tuple[str, ...] = ()
    comfort: tuple[str, ...] = ()
    """Answers to what a sore day offers; ``not_today`` is one too."""
    how_often: dict[str, int] = field(default_factory=dict)
    """Days from one reminder to the next: every other day = 2."""
    spans: SpanWords = field(default_factory=SpanWords)
    """Words for lengths of time."""
    dates: DateWords = field(default_factory=DateWords)
    """Words for dates."""
    review: Review = Review()


@dataclass(frozen=True)
class Openings:
    """First lines of a reminder, taken in turn, by the time of day."""

    morning: tuple[str, ...]
    afternoon: tuple[str, ...]
    evening: tuple[str, ...]
    again: tuple[str, ...]
    """When it was put off and comes back."""


@dataclass(frozen=True)
class Lesson:
    """One fact in a line or two."""

    text: str
    source: str


@dataclass(frozen=True)
class ReminderWords:
    """What reminders say, and the times they are offered at."""

    times: tuple[str, ...]
    """Times offered on buttons, as HH:MM."""
    openings: Openings
    never_first: tuple[str, ...]
    """Words that no first line of what comes by itself may hold: lock screens are read by others."""
    review: Review = Review()


@dataclass(frozen=True)
class Lessons:
    """Facts that come along with a reminder now and then."""

    lessons: tuple[Lesson, ...]
    review: Review = Review()


@dataclass(frozen=True)
class PosterWords:
    """What stands on a picture of the whole routine, beside the exercises' own words."""

    title: str
    under: str
    """Under the title."""
    gentle: str
    steady: str
    """Around the dose of a level, {dose}."""
    feel: str
    """Around where it is felt, {feel}."""
    footer: str
    review: Review = Review()


@dataclass(frozen=True)
class TableWords:
    """What is said of one part of what a person takes along."""

    about: str
    fields: dict[str, str]


@dataclass(frozen=True)
class ExportWords:
    """What stands in the README of what a person takes along; plain text."""

    title: str
    start: str
    files: dict[str, str]
    """On each file: everything, scores, sessions."""
    scores: dict[str, str]
    sessions: dict[str, str]
    """On each column of the two tables."""
    tables: dict[str, TableWords]
    """On each table of the bot's own, and each of its columns."""


@dataclass(frozen=True)
class BotFace:
    """What Telegram itself shows: the bot's description, and its commands."""

    description: str
    short_description: str
    commands: dict[str, str]


@dataclass(frozen=True)
class Content:
    """One language's content, whole and checked."""

    language: str
    routine: Routine
    exercises: dict[str, Exercise]
    screens: dict[str, ScreenText]
    safety: Safety
    replies: Replies
    face: BotFace
    reminders: ReminderWords
    lessons: Lessons
    export: ExportWords
    screens_review: Review = Review()

    @property
    def reviewed(self) -> bool:
        """Whether a clinician has signed off every file."""
        reviews = [
            self.routine.review,
            self.safety.review,
            self.replies.review,
            self.reminders.review,
            self.lessons.review,
            self.screens_review,
            *(exercise.review for exercise in self.exercises.values()),
        ]
        return all(review.by and review.on for review in reviews)
