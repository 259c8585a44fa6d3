"""Files of TOML -> the frozen types of ``bot/core/content.py``. Nothing here guesses, mends or leaves out."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from bot.adapters.content_files.judging import Mistake, Parts, judge
from bot.adapters.content_files.messages import ExerciseText, longest_exercise_text
from bot.adapters.content_files.screens import ScreenSpec
from bot.core.content import (
    BotFace,
    Content,
    Exercise,
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
_STRICT = ConfigDict(strict=True, extra="forbid")
_KINDS = {str: "text in quotes", int: "a whole number", bool: "true or false"}

T = TypeVar("T")


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
    message. Raises ContentError with all mistakes at once; warnings stop nothing.
    """
    parts, mistakes = _read(folder, language)
    mistakes += judge(parts, screens, exercise_text)
    wrong = [mistake for mistake in mistakes if not mistake.warning]
    content = parts.whole()
    if wrong or content is None:
        raise ContentError(wrong)
    return content


def check(
    folder: Path,
    *,
    screens: Mapping[str, ScreenSpec] = SCREENS,
    exercise_text: ExerciseText = longest_exercise_text,
) -> list[Mistake]:
    """All mistakes and warnings in all languages; arguments as in ``load``."""
    try:
        if not folder.is_dir():
            return [Mistake(str(folder), "", "is not there, or is no folder", "the folder that holds en/")]
        found = {entry.name for entry in folder.iterdir() if entry.is_dir()}
    except OSError as error:
        return [_unopened(str(folder), error)]
    mistakes: list[Mistake] = []
    for language in sorted({FIRST_LANGUAGE, *filter(_LANGUAGE.fullmatch, found)}):
        parts, unread = _read(folder, language)
        mistakes += [*unread, *judge(parts, screens, exercise_text)]
    return mistakes


def _read(folder: Path, language: str) -> tuple[Parts, list[Mistake]]:
    """What can be read of one language, and what can't."""
    home, parts, mistakes = folder / language, Parts(language), list[Mistake]()
    try:
        if not home.is_dir():
            allowed = "a folder with routine.toml and the other files"
            return parts, [Mistake(str(home), "", "is not there, or is no folder", allowed)]
        paths = _exercise_files(home / "exercises")
    except OSError as error:
        return parts, [_unopened(str(error.filename or home), error)]
    parts.routine = _one(home / "routine.toml", f"{language}/routine.toml", Routine, mistakes)
    parts.exercise_files = frozenset(paths)
    for name, path in paths.items():
        exercise = _one(path, f"{language}/exercises/{path.name}", Exercise, mistakes)
        if exercise is not None:
            parts.exercises[name] = exercise
    parts.safety = _one(home / "safety.toml", f"{language}/safety.toml", Safety, mistakes)
    parts.replies = _one(home / "replies.toml", f"{language}/replies.toml", Replies, mistakes)
    parts.reminders = _one(home / "reminders.toml", f"{language}/reminders.toml", ReminderWords, mistakes)
    parts.lessons = _one(home / "lessons.toml", f"{language}/lessons.toml", Lessons, mistakes)
    screens = _one(home / "screens.toml", f"{language}/screens.toml", _Screens, mistakes)
    if screens is not None:
        parts.face, parts.screens, parts.screens_review = screens.face, screens.screens, screens.review
    return parts, mistakes


def _exercise_files(folder: Path) -> dict[str, Path]:
    """The files by their exercises' names. Raises OSError where ``Path.glob`` would just find nothing."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return {path.stem: path for path in found if path.name.endswith(".toml")}


def _unopened(what: str, error: OSError) -> Mistake:
    return Mistake(what, "", f"can't be opened ({error.strerror})", "a file or folder that may be read")


# --- one file -------------------------------------------------------------------------------------


def _one(path: Path, file: str, kind: type[T], mistakes: list[Mistake]) -> T | None:
    """A file in its shape, or None and one or more mistakes."""
    try:
        table = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        mistakes.append(Mistake(file, "", "is missing", "a file of this name"))
    except OSError as error:
        mistakes.append(_unopened(file, error))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        mistakes.append(Mistake(file, f"line {line}", "is not UTF-8 text", "a file saved as UTF-8"))
    except RecursionError:
        mistakes.append(Mistake(file, "", "has too many brackets inside one another", "TOML"))
    except ValueError as error:  # tomllib names the line and column
        mistakes.append(Mistake(file, "", f"is not TOML: {error}", "key = value lines under [headings]"))
    else:
        return _shaped(table, file, kind, mistakes)
    return None


def _shaped(table: dict[str, Any], file: str, kind: type[T], mistakes: list[Mistake]) -> T | None:
    # By way of JSON, because strict reading of Python values would want tuples where TOML has lists.
    # A date becomes its text; the file's name around it gives strictness to plain dataclasses.
    adapter = TypeAdapter(dict[str, kind], config=_STRICT)  # type: ignore[valid-type]
    try:
        return adapter.validate_json(json.dumps({file: table}, default=str))[file]
    except ValidationError as error:
        mistakes += [_told(file, kind, one) for one in error.errors(include_url=False)]
        return None


def _told(file: str, kind: type[Any], error: ErrorDetails) -> Mistake:
    """A mistake of shape in words."""
    steps = error["loc"][1:]
    key = "".join(f" #{step + 1}" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")
    if error["type"] == "missing":
        return Mistake(file, key, "is missing", _allowed(_kind_at(kind, steps)))
    if error["type"] == "unexpected_keyword_argument":
        around = _kind_at(kind, steps[:-1])
        return Mistake(file, key, "is not known here", ", ".join(one.name for one in fields(around)))
    given = error["input"]
    shown = "a table" if isinstance(given, dict) else "a list" if isinstance(given, list) else repr(given)
    return Mistake(file, key, f"is {shown}", _allowed(_kind_at(kind, steps)))


def _kind_at(kind: Any, steps: tuple[int | str, ...]) -> Any:
    """The type that the content has at a place."""
    for step in steps:
        if is_dataclass(kind):
            kind = get_type_hints(kind)[str(step)]
        else:  # dict[str, X] or tuple[X, ...]
            kind = get_args(kind)[1 if isinstance(step, str) else 0]
    return kind


def _allowed(kind: Any) -> str:
    if kind in _KINDS:
        return _KINDS[kind]
    if is_dataclass(kind):
        return "a table with " + ", ".join(one.name for one in fields(kind))
    return "a table" if get_args(kind)[1:] != (Ellipsis,) else "a list in [ ]"
