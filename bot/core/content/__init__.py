"""What a therapist writes, as frozen types. The files under ``content/`` have the same shape.

``bot/adapters/content_files/`` reads and checks them; ``content/README.md`` explains every field.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.content.moves import UNREVIEWED, Exercise, Form, Review, Routine, Rules, Tempo
from bot.core.content.safety import Condition, Safety, SafetyItem
from bot.core.content.words import (
    BotFace,
    ExportWords,
    Lesson,
    Lessons,
    Openings,
    Phrase,
    PosterWords,
    ReminderWords,
    Replies,
    ScreenText,
    TableWords,
)

__all__ = [
    "BotFace",
    "Condition",
    "Content",
    "Exercise",
    "ExportWords",
    "Form",
    "Lesson",
    "Lessons",
    "Openings",
    "Phrase",
    "PosterWords",
    "ReminderWords",
    "Replies",
    "Review",
    "Routine",
    "Rules",
    "Safety",
    "SafetyItem",
    "ScreenText",
    "TableWords",
    "Tempo",
]


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
    screens_review: Review = UNREVIEWED

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
