"""An exercise: its levels and variations, doses, ranges of movement, and where each line comes from."""

from __future__ import annotations

from bot.adapters.content_files.sources import sources
from bot.adapters.content_files.texts import LONGEST_BEFORE_QUOTE, Found, between, html, placeholders
from bot.core.content import Exercise, Form, Rules
from bot.core.session import EASIER, ROLLER, TOWEL, Level

LEVELS = tuple(level.word for level in Level)
VARIATIONS = (EASIER, TOWEL, ROLLER)
DOSE_WORDS = frozenset({"reps", "seconds", "hold"})
BENT_HIP_DEGREES = 90
"""How far a hip bends in the gentle form of a move that doesn't rock (clinical 13: a new hip)."""


def exercise_file(exercise: Exercise, rules: Rules | None) -> Found:
    """One exercise; ``rules`` is None where routine.toml can't be read."""
    for name in ("name", "clinical_name", "lie", "feel", "ease_off"):
        yield from html(name, getattr(exercise, name), longest=LONGEST_BEFORE_QUOTE)
    if not exercise.mistakes:
        yield "mistakes", "is empty", "one or more mistakes to avoid"
    for number, mistake in enumerate(exercise.mistakes, 1):
        yield from html(f"mistakes #{number}", mistake)
    yield from between("sides", exercise.sides, 1, 2)
    yield from between("legs", exercise.legs, 1, 2)
    for level in LEVELS:
        if level not in exercise.levels:
            yield f"levels.{level}", "is missing", "all of " + ", ".join(LEVELS)
    for kind, known in (("levels", LEVELS), ("variations", VARIATIONS)):
        forms: dict[str, Form] = getattr(exercise, kind)
        for part, form in forms.items():
            if part not in known:
                yield f"{kind}.{part}", "is not known here", ", ".join(known)
            yield from _form(f"{kind}.{part}", form)
    yield from _small(exercise, rules)
    yield from _with_sources(exercise)


def _form(key: str, form: Form) -> Found:
    yield from html(f"{key}.move", form.move, longest=LONGEST_BEFORE_QUOTE)
    if form.lie:
        yield from html(f"{key}.lie", form.lie, longest=LONGEST_BEFORE_QUOTE)
    yield from html(f"{key}.dose_words", form.dose_words, known=DOSE_WORDS)
    told = placeholders(form.dose_words) or set()
    for name in ("reps", "seconds", *(["hold"] if form.dose.hold else [])):
        if name not in told:
            yield f"{key}.dose_words", f"doesn't tell {{{name}}}", "the dose with its numbers in braces"
    yield from between(f"{key}.dose.reps", form.dose.reps, 1, 30)
    for name in ("out", "pause", "back"):
        yield from between(f"{key}.dose.{name}", getattr(form.dose, name), 1, 60)
    yield from between(f"{key}.dose.hold", form.dose.hold, 0, 60)
    yield from between(f"{key}.degrees", form.degrees, 1, 130)


def _small(exercise: Exercise, rules: Rules | None) -> Found:
    """The gentle form and every variation stay small enough for thin bones and a new hip."""
    rocks = exercise.sides > 1
    if rules is None:
        return
    most = rules.small_range_degrees if rocks else BENT_HIP_DEGREES
    gentle = {"levels.gentle": exercise.levels["gentle"]} if "gentle" in exercise.levels else {}
    gentlest = gentle | {f"variations.{name}": form for name, form in exercise.variations.items()}
    for key, form in gentlest.items():
        if form.degrees > most:
            yield f"{key}.degrees", f"is {form.degrees}", f"at most {most} in a gentle form"
        if gentle and _seconds(form) > _seconds(exercise.levels["gentle"]):
            yield f"{key}.dose", "takes longer than the gentle level", "the gentle dose or less"


def _seconds(form: Form) -> int:
    dose = form.dose
    return dose.reps * (dose.out + dose.pause + dose.back) + dose.hold


def _with_sources(exercise: Exercise) -> Found:
    alone = ("name", "clinical_name", "lie", "feel", "ease_off", "mistakes")
    needed: list[tuple[str, ...]] = [(name,) for name in alone]
    for part, form in {**exercise.levels, **exercise.variations}.items():
        said = ("move", "dose", "degrees", *(["lie"] if form.lie else []))
        needed += [(f"{part}.{name}", part, name) for name in said]
    return sources(exercise.sources, needed, {name for names in needed for name in names})
