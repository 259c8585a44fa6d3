"""What has to hold for content beyond its shape, file by file and for all of them together.

Limits are the style guide's (content/README.md) and Telegram's. Every finding is a sentence that a
therapist can act on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.adapters.content_files.exercises import exercise_file
from bot.adapters.content_files.exports import export_file
from bot.adapters.content_files.labels import labels_of_entries
from bot.adapters.content_files.messages import ExerciseText, exercise_messages
from bot.adapters.content_files.reminders import first_lines, lessons_file, reminders_file
from bot.adapters.content_files.rules import routine_file, safety_file
from bot.adapters.content_files.screens import ScreenSpec, face, screens_file, unused
from bot.adapters.content_files.sources import review
from bot.adapters.content_files.texts import Found
from bot.adapters.content_files.typed_words import replies_file
from bot.core.content import (
    BotFace,
    Content,
    Exercise,
    ExportWords,
    Lessons,
    ReminderWords,
    Replies,
    Review,
    Routine,
    Safety,
    ScreenText,
)


@dataclass(frozen=True)
class Mistake:
    """One thing to mend in the content, or to know about it; its str is a sentence."""

    file: str
    key: str
    wrong: str
    allowed: str = ""
    warning: bool = False
    """Nobody has to mend it."""
    of_figure: bool = False
    """Only what a moving figure or a picture shows is wrong, not what is said."""

    @property
    def stops(self) -> bool:
        """Whether the bot refuses to use the content."""
        return not (self.warning or self.of_figure)

    def __str__(self) -> str:
        place = f"{self.file}: {self.key}" if self.key else self.file
        ending = f"; allowed: {self.allowed}." if self.allowed else "."
        return ("Warning: " if self.warning else "") + f"{place} {self.wrong}" + ending


@dataclass
class Parts:
    """What could be read of one language; None where a file has not even its shape."""

    language: str
    routine: Routine | None = None
    exercises: dict[str, Exercise] = field(default_factory=dict)
    exercise_files: frozenset[str] = frozenset()
    """Names of all exercise files, those among them that can't be read."""
    safety: Safety | None = None
    replies: Replies | None = None
    reminders: ReminderWords | None = None
    lessons: Lessons | None = None
    export: ExportWords | None = None
    face: BotFace | None = None
    screens: dict[str, ScreenText] | None = None
    screens_review: Review = field(default_factory=Review)

    def whole(self) -> Content | None:
        """The content, or None while a part is missing."""
        if not (self.routine and self.safety and self.replies and self.face and self.screens is not None):
            return None
        if not (self.reminders and self.lessons and self.export):
            return None
        return Content(
            self.language,
            self.routine,
            self.exercises,
            self.screens,
            self.safety,
            self.replies,
            self.face,
            self.reminders,
            self.lessons,
            self.export,
            self.screens_review,
        )


def judge(parts: Parts, specs: Mapping[str, ScreenSpec], exercise_text: ExerciseText) -> Iterator[Mistake]:
    """All that is wrong in what could be read, and a warning for each file nobody has signed off."""
    found = False
    for file, key, wrong, allowed in _files(parts, specs):
        found = True
        yield Mistake(f"{parts.language}/{file}", key, wrong, allowed)
    content = parts.whole()
    if content is not None:
        try:
            for key, wrong, allowed in exercise_messages(content, exercise_text):
                file, _, part = key.partition(" ")
                yield Mistake(f"{parts.language}/{file}", part, wrong, allowed)
        except (KeyError, ValueError, IndexError):
            # Words with other mistakes can't be put together; those have been told.
            if not found:
                raise
    for key, wrong, allowed in unused(parts.screens or {}, specs):
        yield Mistake(f"{parts.language}/screens.toml", key, wrong, allowed, warning=True)
    for file, signed in _reviews(parts):
        yield from unsigned(f"{parts.language}/{file}", signed)


def unsigned(file: str, signed: Review) -> Iterator[Mistake]:
    """A file that nobody answers for yet."""
    if not signed.by and not signed.on:
        nobody = "is empty: no clinician has signed this file off yet"
        yield Mistake(file, "[review]", nobody, warning=True)


def _files(parts: Parts, specs: Mapping[str, ScreenSpec]) -> Iterator[tuple[str, str, str, str]]:
    for file, found in (*_moves(parts), *_words(parts, specs)):
        for key, wrong, allowed in found:
            yield file, key, wrong, allowed


def _moves(parts: Parts) -> Iterator[tuple[str, Found]]:
    """The routine and its exercises."""
    rules = parts.routine.rules if parts.routine else None
    if parts.routine is not None:
        yield "routine.toml", routine_file(parts.routine, parts.exercise_files)
        for name in sorted(parts.exercise_files - set(parts.routine.exercises)):
            yield (
                f"exercises/{name}.toml",
                iter([("", "is not named in routine.toml", "only files that are")]),
            )
    for name, exercise in parts.exercises.items():
        yield f"exercises/{name}.toml", exercise_file(exercise, rules)


def _words(parts: Parts, specs: Mapping[str, ScreenSpec]) -> Iterator[tuple[str, Found]]:
    """Everything that is said and read."""
    if parts.safety is not None:
        yield "safety.toml", safety_file(parts.safety)
    if parts.replies is not None:
        yield "replies.toml", replies_file(parts.replies)
    if parts.reminders is not None:
        yield "reminders.toml", reminders_file(parts.reminders)
        yield "screens.toml", first_lines(parts.screens or {}, parts.reminders)
    if parts.lessons is not None:
        yield "lessons.toml", lessons_file(parts.lessons)
    if parts.export is not None:
        yield "export.toml", export_file(parts.export)
    if parts.face is not None:
        yield "screens.toml", face(parts.face)
    if parts.screens is not None:
        yield "screens.toml", screens_file(parts.screens, specs, parts.safety)
        yield "screens.toml", labels_of_entries(parts.screens)
    for file, signed in _reviews(parts):
        yield file, review(signed)


def _reviews(parts: Parts) -> Iterator[tuple[str, Review]]:
    if parts.routine is not None:
        yield "routine.toml", parts.routine.review
    for name, exercise in parts.exercises.items():
        yield f"exercises/{name}.toml", exercise.review
    if parts.safety is not None:
        yield "safety.toml", parts.safety.review
    if parts.replies is not None:
        yield "replies.toml", parts.replies.review
    if parts.reminders is not None:
        yield "reminders.toml", parts.reminders.review
    if parts.lessons is not None:
        yield "lessons.toml", parts.lessons.review
    if parts.screens is not None:
        yield "screens.toml", parts.screens_review
