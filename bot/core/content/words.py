"""What the bot says, and what it understands."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.core.content.moves import UNREVIEWED, Review
from bot.core.typed_spans import DateWords, SpanWords
from bot.core.typed_times import TimeWords


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
    numb: tuple[str, ...] = ()
    """Of the red flags those that say numb, weak, dizzy or chest."""
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
    review: Review = UNREVIEWED


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
    review: Review = UNREVIEWED


@dataclass(frozen=True)
class Lessons:
    """Facts that come along with a reminder now and then."""

    lessons: tuple[Lesson, ...]
    review: Review = UNREVIEWED


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
    review: Review = UNREVIEWED


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
