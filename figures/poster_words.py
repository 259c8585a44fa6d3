"""What stands on the poster: the words of a language, and which films show its exercises."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.adapters.content_files import ContentError, Mistake, load, read_poster
from bot.adapters.content_files.posters import POSTER, MoveWords, move_words, said
from bot.core.content import Exercise
from bot.core.layouts.moving import FIRST_LEG
from bot.core.session import Level
from figures.fingerprints import of_film
from figures.keyframes import Keyframes, Loop

LAYOUT = 2
"""Raised by hand when the poster is drawn or noted differently, so that it is made anew."""


@dataclass(frozen=True)
class Move(MoveWords):
    """One exercise on the poster."""

    loop: Loop
    """Shows it: at the level steady, where the way is plain to see; the right leg, which comes first."""


@dataclass(frozen=True)
class Poster:
    """All that stands on it."""

    name: str
    title: str
    under: str
    footer: str
    moves: tuple[Move, ...]

    @property
    def words(self) -> str:
        """What it says, as the bot's check knows it too."""
        return said(self.title, self.under, self.footer, self.moves)

    @property
    def fingerprint(self) -> str:
        """What it is made from: whoever has the same need not draw it anew."""
        told = [LAYOUT, self.title, self.under, self.footer]
        told += [[m.name, *m.doses, m.feel, m.ease_off, m.loop.name, of_film(m.loop)] for m in self.moves]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def posters(content: Path, figures: dict[str, Keyframes]) -> Iterator[Poster]:
    """The poster of each language that has a poster.toml; ContentError if its words can't be used."""
    for path in sorted(content.glob("*/poster.toml")):
        language = path.parent.name
        words, mistakes = read_poster(content, language)
        wrong = [mistake for mistake in mistakes if not mistake.warning]
        if wrong or words is None:
            raise ContentError(wrong)
        read = load(content, language)
        for name in read.routine.exercises:
            if _steady(read.exercises[name]) not in figures:
                raise ContentError([_without_figure(language, name)])
        exercises = [read.exercises[name] for name in read.routine.exercises]
        moves = tuple(
            Move(**vars(move_words(one, words)), loop=_first(figures[_steady(one)])) for one in exercises
        )
        yield Poster(POSTER.format(language), words.title, words.under, words.footer, moves)


def _without_figure(language: str, exercise: str) -> Mistake:
    file, key = f"{language}/exercises/{exercise}.toml", "levels.steady.figure"
    allowed = f"a figure of content/figures/, or no {language}/poster.toml"
    return Mistake(file, key, "names no figure that is there, and the poster shows it", allowed)


def _steady(exercise: Exercise) -> str:
    return exercise.levels[Level.STEADY.word].figure


def _first(keyframes: Keyframes) -> Loop:
    """The loop that comes first: where each leg has its own, that with the right one on top."""
    return next((loop for loop in keyframes.loops if loop.leg == FIRST_LEG), keyframes.loops[0])
