"""The folder of a language -> its content, whole and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.adapters.content_files.drawn import Width, judge_pictures
from bot.adapters.content_files.figures import read_figures
from bot.adapters.content_files.fitting import judge_figures
from bot.adapters.content_files.judging import Mistake, Parts, judge
from bot.adapters.content_files.messages import ExerciseText, longest_exercise_text
from bot.adapters.content_files.posters import judge_poster
from bot.adapters.content_files.screens import ScreenSpec
from bot.adapters.content_files.shapes import one_file, unopened
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
from bot.core.layouts import SCREENS

FIRST_LANGUAGE = "en"
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
"""Names of language folders, such as en or pt-BR; others (figures) hold no words."""


@dataclass(frozen=True)
class _Screens:
    """The shape of screens.toml, which ``Content`` keeps in three fields."""

    face: BotFace
    screens: dict[str, ScreenText]
    review: Review = field(default_factory=Review)


class ContentError(Exception):
    """The content can't be used; ``mistakes`` says why, one by one."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = mistakes


def load(
    folder: Path,
    language: str = FIRST_LANGUAGE,
    *,
    screens: Mapping[str, ScreenSpec] = SCREENS,
    exercise_text: ExerciseText = longest_exercise_text,
) -> Content:
    """The content of one language, whole and checked; ``folder`` is the one that holds ``en/``.

    ``screens`` says what each screen of the bot needs, ``exercise_text`` renders an exercise's
    message. Raises ContentError with all mistakes at once; warnings stop nothing, and figures are not looked
    at: nobody's reminder waits for a camera's angle to be mended.
    """
    parts, mistakes = _read(folder, language)
    mistakes += judge(parts, screens, exercise_text)
    wrong = [mistake for mistake in mistakes if mistake.stops]
    content = parts.whole()
    if wrong or content is None:
        raise ContentError(wrong)
    return content


def check(
    folder: Path,
    *,
    screens: Mapping[str, ScreenSpec] = SCREENS,
    exercise_text: ExerciseText = longest_exercise_text,
    width: Width | None = None,
) -> list[Mistake]:
    """All mistakes and warnings in all languages, in the figures and in what is drawn.

    ``width`` measures what is drawn, which is not measured without it; other arguments as in ``load``.
    """
    try:
        if not folder.is_dir():
            return [Mistake(str(folder), "", "is not there, or is no folder", "the folder that holds en/")]
        folders = {entry.name for entry in folder.iterdir() if entry.is_dir()}
    except OSError as error:
        return [unopened(str(folder), error)]
    mistakes, languages = list[Mistake](), list[Parts]()
    for language in sorted({FIRST_LANGUAGE, *filter(_LANGUAGE.fullmatch, folders)}):
        parts, found = _read(folder, language)
        found += judge(parts, screens, exercise_text)
        whole = None if any(mistake.stops for mistake in found) else parts.whole()
        mistakes += [*found, *judge_pictures(parts, width), *judge_poster(folder, language, whole)]
        languages.append(parts)
    return [*mistakes, *judge_figures(read_figures(folder), languages, screens)]


def _read(folder: Path, language: str) -> tuple[Parts, list[Mistake]]:
    """What can be read of one language, and what can't."""
    home, parts, mistakes = folder / language, Parts(language), list[Mistake]()
    try:
        if not home.is_dir():
            allowed = "a folder with routine.toml and the other files"
            return parts, [Mistake(str(home), "", "is not there, or is no folder", allowed)]
        paths = _exercise_files(home / "exercises")
    except OSError as error:
        return parts, [unopened(str(error.filename or home), error)]
    parts.routine = one_file(home / "routine.toml", f"{language}/routine.toml", Routine, mistakes)
    parts.exercise_files = frozenset(paths)
    for name, path in paths.items():
        exercise = one_file(path, f"{language}/exercises/{path.name}", Exercise, mistakes)
        if exercise is not None:
            parts.exercises[name] = exercise
    parts.safety = one_file(home / "safety.toml", f"{language}/safety.toml", Safety, mistakes)
    parts.replies = one_file(home / "replies.toml", f"{language}/replies.toml", Replies, mistakes)
    parts.reminders = one_file(home / "reminders.toml", f"{language}/reminders.toml", ReminderWords, mistakes)
    parts.lessons = one_file(home / "lessons.toml", f"{language}/lessons.toml", Lessons, mistakes)
    parts.export = one_file(home / "export.toml", f"{language}/export.toml", ExportWords, mistakes)
    screens = one_file(home / "screens.toml", f"{language}/screens.toml", _Screens, mistakes)
    if screens is not None:
        parts.face, parts.screens, parts.screens_review = screens.face, screens.screens, screens.review
    return parts, mistakes


def _exercise_files(folder: Path) -> dict[str, Path]:
    """The files by their exercises' names. Raises OSError where ``Path.glob`` would just find nothing."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return {path.stem: path for path in found if path.name.endswith(".toml")}
