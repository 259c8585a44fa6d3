"""The poster's own words, beside those of the exercises: read and judged as all others are.

The bot says none of them; they are drawn on a picture by the tools in ``figures/``, which write down what
words those were.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.adapters.content_files.figures import FOLDER
from bot.adapters.content_files.judging import Mistake, unsigned
from bot.adapters.content_files.shapes import one_file
from bot.adapters.content_files.sources import review
from bot.adapters.content_files.texts import Found, html
from bot.core.content import Content, Exercise, PosterWords
from bot.core.keyframes import STILL
from bot.core.session import PLAIN, Level

FILE = "poster.toml"
POSTER = "routine_{}"
"""The picture of a language's whole routine, which is put together from the films."""
NOTES = "made_from.json"
"""What each figure and poster was made from; the tools in ``figures/`` write it."""
_FILLED_IN = {"gentle": {"dose"}, "steady": {"dose"}, "feel": {"feel"}}


@dataclass(frozen=True)
class MoveWords:
    """What the poster says of one exercise; texts may hold <b>."""

    name: str
    doses: tuple[str, str]
    feel: str
    ease_off: str


def move_words(exercise: Exercise, words: PosterWords) -> MoveWords:
    """The exercise's words as they stand on the poster."""
    return MoveWords(
        name=exercise.name,
        doses=(
            words.gentle.format(dose=_dose(exercise, Level.GENTLE)),
            words.steady.format(dose=_dose(exercise, Level.STEADY)),
        ),
        feel=words.feel.format(feel=exercise.feel),
        ease_off=exercise.ease_off,
    )


def _dose(exercise: Exercise, level: Level) -> str:
    dose = exercise.dose(level, PLAIN)
    return exercise.form(level, PLAIN).dose_words.format(reps=dose.reps, seconds=dose.seconds, hold=dose.hold)


def said(title: str, under: str, footer: str, moves: Sequence[MoveWords]) -> str:
    """A short hash of all words of a poster."""
    told = [title, under, footer, [[move.name, *move.doses, move.feel, move.ease_off] for move in moves]]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def judge_poster(folder: Path, language: str, content: Content | None) -> Iterator[Mistake]:
    """All that is wrong with the poster of a language; ``content`` is None while it has mistakes."""
    words, found = read_poster(folder, language)
    yield from found
    if words is None or content is None or any(not mistake.warning for mistake in found):
        return
    poster, figures = POSTER.format(language), folder / FOLDER
    moves = [move_words(content.exercises[name], words) for name in content.routine.exercises]
    today = said(words.title, words.under, words.footer, moves)
    if poster + STILL in _names(figures) and _drawn(figures, poster) != today:
        wrong = f"no longer says what {language}/{FILE} and the exercises say: run make figures"
        yield Mistake(f"{FOLDER}/{poster}{STILL}", "", wrong, warning=True)


def _names(folder: Path) -> set[str]:
    """The files that are there; a folder that can't be looked at is told where figures are judged."""
    try:
        return {path.name for path in folder.iterdir()}
    except OSError:
        return set()


def _drawn(figures: Path, poster: str) -> str:
    """The hash of the words that were drawn, or nothing where nobody noted it so that it can be read."""
    try:
        return str(json.loads((figures / NOTES).read_bytes())[poster]["words"])
    except (OSError, ValueError, LookupError, TypeError):
        return ""


def read_poster(content: Path, language: str) -> tuple[PosterWords | None, list[Mistake]]:
    """The words of a language's poster and all that is wrong with them; None where it has no poster, or they
    have not even their shape. ``content`` holds the languages.
    """
    path, file, found = content / language / FILE, f"{language}/{FILE}", list[Mistake]()
    if not path.exists():
        return None, found
    words = one_file(path, file, PosterWords, found)
    if words is not None:
        found += [Mistake(file, *wrong) for wrong in (*_texts(words), *review(words.review))]
    told = [replace(mistake, of_figure=True) for mistake in found]
    return words, told + (list(unsigned(file, words.review)) if words else [])


def _texts(words: PosterWords) -> Found:
    for key in ("title", "under", "gentle", "steady", "feel", "footer"):
        yield from html(key, getattr(words, key), known=_FILLED_IN.get(key, ()))
