"""The exercises with their forms and doses, the routine they make, and the numbers of its rules."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.session import Dose, Level


@dataclass(frozen=True)
class Review:
    """Which clinician signed this file off, and on what date; both empty until one has."""

    by: str = ""
    on: str = ""


UNREVIEWED = Review()


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
    review: Review = UNREVIEWED

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
    review: Review = UNREVIEWED
