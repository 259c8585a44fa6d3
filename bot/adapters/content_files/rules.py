"""The routine with its rules' numbers, and the safety check."""

from __future__ import annotations

import re
from dataclasses import fields

from bot.adapters.content_files.sources import source, sources
from bot.adapters.content_files.texts import LONGEST_LABEL, Found, between, html, plain
from bot.core.content import Condition, Routine, Rules, Safety, SafetyItem
from bot.core.session import SCALE_MAX, Adaptation

TICK = 2
"""Characters a tick mark takes from the label of a condition."""
ADAPTATIONS = tuple(adaptation.value for adaptation in Adaptation)
_NAME = re.compile(r"[a-z][a-z0-9_]{0,23}")


def routine_file(routine: Routine, files: frozenset[str]) -> Found:
    """The routine; ``files`` are the names of the exercise files that are there."""
    if not routine.exercises:
        yield "exercises", "is empty", "the exercises' file names in their order, without .toml"
    for name in routine.exercises:
        if name not in files:
            wrong = f"names “{name}”, but there is no exercises/{name}.toml"
            yield "exercises", wrong, ", ".join(sorted(files))
    for name in sorted({n for n in routine.exercises if routine.exercises.count(n) > 1}):
        yield "exercises", f"names “{name}” twice", "each exercise once"
    if routine.smallest not in routine.exercises:
        yield "smallest", f"is “{routine.smallest}”", ", ".join(routine.exercises)
    if not routine.consent_version.strip():
        yield "consent_version", "is empty", 'a version such as "1"'
    yield from _rules(routine.rules)
    needed = ("exercises", "smallest", *(field.name for field in fields(Rules)))
    yield from sources(routine.sources, [(name,) for name in needed], needed)


def _rules(rules: Rules) -> Found:
    steady, gentle = rules.steady_up_to, rules.gentle_up_to
    if not 0 <= steady < gentle < SCALE_MAX:
        allowed = f"steady_up_to 0 or more, gentle_up_to more than that and less than {SCALE_MAX}"
        yield "rules", f"has steady_up_to = {steady} and gentle_up_to = {gentle}", allowed
    away, first_day = rules.away_gentle_days, rules.away_first_day_days
    if not 0 < away <= first_day:
        wrong = f"has away_gentle_days = {away} and away_first_day_days = {first_day}"
        yield "rules", wrong, "away_gentle_days 1 or more, away_first_day_days the same or more"
    limits = {
        "getting_up_holds_from": (1, SCALE_MAX),
        "noticeable_change": (1, SCALE_MAX),
        "settled_for_fuller": (1, 30),
        "full_check_days": (1, 7),
        "close_after_minutes": (10, 1440),
        "reask_after_minutes": (5, 1440),
        "reask_next_morning_hour": (0, 23),
        "small_range_degrees": (1, 20),
        "late_minutes": (5, 720),
        "unanswered_before_asking": (1, 14),
        "missed_days": (3, 60),
        "lesson_every": (2, 100),
        "sound_minutes": (1, 720),
        "adherence_days": (7, 56),
    }
    for name, (low, high) in limits.items():
        yield from between(f"rules.{name}", getattr(rules, name), low, high)


def safety_file(safety: Safety) -> Found:
    """The safety check, the conditions, and what is told about each adaptation."""
    for kind in ("emergency", "doctor_first"):
        items: tuple[SafetyItem, ...] = getattr(safety, kind)
        if not any(not item.adults_only for item in items):
            yield kind, "is empty", "one or more lines for everybody"
        for number, item in enumerate(items, 1):
            yield from html(f"{kind} #{number}.text", item.text)
            yield from source(f"{kind} #{number}.source", item.source)
    if not safety.conditions:
        yield "conditions", "is empty", "one or more answers to “go gently”"
    for name, condition in safety.conditions.items():
        if not _NAME.fullmatch(name):
            yield f"conditions.{name}", "can't be a button's name", "up to 24 small letters, digits and _"
        yield from _condition(f"conditions.{name}", condition)
    yield from _reasons(safety.reasons)


def _condition(key: str, condition: Condition) -> Found:
    yield from plain(f"{key}.label", condition.label, LONGEST_LABEL - TICK)
    yield from source(f"{key}.source", condition.source)
    if not condition.adaptations:
        yield f"{key}.adaptations", "is empty", ", ".join(ADAPTATIONS)
    for adaptation in condition.adaptations:
        if adaptation not in ADAPTATIONS:
            yield f"{key}.adaptations", f"names “{adaptation}”, which is not known", ", ".join(ADAPTATIONS)


def _reasons(reasons: dict[str, str]) -> Found:
    for name in ADAPTATIONS:
        if name not in reasons:
            yield f"reasons.{name}", "is missing", "why the moves change, and how"
    for name, text in reasons.items():
        if name not in ADAPTATIONS:
            yield f"reasons.{name}", "is told nowhere", ", ".join(ADAPTATIONS)
        yield from html(f"reasons.{name}", text)
