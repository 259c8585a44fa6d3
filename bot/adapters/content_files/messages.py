"""Exercises put together as they are sent, to measure them."""

from __future__ import annotations

from collections.abc import Callable

from bot.adapters.content_files.texts import LONGEST_BEFORE_QUOTE, LONGEST_CAPTION, Found, Markup, length
from bot.core.content import Content, Exercise, Form
from bot.core.effects import ScreenRow, Slot
from bot.core.screens import Host, render
from bot.core.session import PLAIN, Level

ExerciseText = Callable[[Content, str, Level, str], str]
"""The longest message of an exercise at a level, in a variation, as Telegram HTML."""


def exercise_messages(content: Content, text_of: ExerciseText) -> Found:
    """Every exercise of the routine, in each of its forms, fits on a phone and above a figure."""
    lines = {
        f"words.lines.{key} of screens.toml": line for key, line in content.screens["words"].lines.items()
    }
    said_above = max(map(length, lines.values()), default=0)
    for name, exercise in content.exercises.items():
        if name not in content.routine.exercises:  # never sent; that it is not named is told elsewhere
            continue
        forms = [(level, PLAIN) for level in Level if level.word in exercise.levels]
        forms += [(Level.GENTLE, variation) for variation in exercise.variations]
        for level, variation in forms:
            part = f"levels.{level.word}" if variation == PLAIN else f"variations.{variation}"
            markup = Markup(text_of(content, name, level, variation))
            before, whole = length(markup.before_quote.strip()), length(markup.text) + said_above
            texts = _texts(exercise, exercise.form(level, variation), part)
            if before > LONGEST_BEFORE_QUOTE:
                wrong = f"makes a message of {before} characters before the quote"
                yield f"exercises/{name}.toml {part}", wrong, _shorter(LONGEST_BEFORE_QUOTE, texts)
            if whole > LONGEST_CAPTION:
                wrong = f"makes a message of {whole} characters with the longest line above it"
                texts |= {"mistakes": "\n".join(exercise.mistakes), **lines}
                yield f"exercises/{name}.toml {part}", wrong, _shorter(LONGEST_CAPTION, texts)


def _texts(exercise: Exercise, form: Form, part: str) -> dict[str, str]:
    """What a message says before its quote, by the place it is written at."""
    return {
        f"{part}.lie" if form.lie else "lie": form.lie or exercise.lie,
        f"{part}.move": form.move,
        "feel": exercise.feel,
        "ease_off": exercise.ease_off,
        f"{part}.dose_words": form.dose_words,
    }


def _shorter(most: int, texts: dict[str, str]) -> str:
    """What is allowed, and which text to begin with."""
    sizes = {place: length(Markup(text).text) for place, text in texts.items()}
    longest = max(sizes, key=sizes.__getitem__)
    return f"at most {most}: shorten {longest} ({sizes[longest]} characters) first"


def longest_exercise_text(content: Content, name: str, level: Level, variation: str) -> str:
    """The exercise's message as the bot sends it: either leg, and any reason if it comes first."""
    exercise = content.exercises[name]
    dose = exercise.dose(level, variation)
    order = content.routine.exercises
    number = order.index(name) + 1
    lines = content.screens["exercise"].lines
    reasons = [line.removeprefix("reason_") for line in lines if line.startswith("reason_")]
    sent = [
        render(
            ScreenRow(
                "exercise",
                (
                    ("exercise", name),
                    ("level", level.word),
                    ("variation", variation),
                    ("number", number),
                    ("of", len(order)),
                    ("reason", reason),
                    ("reps", dose.reps),
                    ("seconds", dose.seconds),
                    ("hold", dose.hold),
                    ("two_legs", exercise.one_leg_after_the_other),
                    ("other_leg", other_leg),
                ),
            ),
            Slot.SESSION,
            0,
            content,
            Host(),
        ).text
        for reason in (reasons if number == 1 else [""])
        for other_leg in (False, exercise.one_leg_after_the_other)
    ]
    return max(sent, key=lambda text: length(Markup(text).text))
