"""The safety check: what is asked, and what follows."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.content.moves import UNREVIEWED, Review


@dataclass(frozen=True)
class SafetyItem:
    """One line of the safety check."""

    text: str
    source: str
    adults_only: bool = False


@dataclass(frozen=True)
class Condition:
    """One "go gently" answer and the adaptations it leads to."""

    label: str
    adaptations: tuple[str, ...]
    source: str
    doctor_first: bool = False


@dataclass(frozen=True)
class Safety:
    """The safety check, and what each answer leads to."""

    emergency: tuple[SafetyItem, ...]
    doctor_first: tuple[SafetyItem, ...]
    conditions: dict[str, Condition]
    reasons: dict[str, str]
    """For each adaptation, what is told about it: why the moves change, and how."""
    review: Review = UNREVIEWED
