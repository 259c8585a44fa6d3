"""What a person wishes of the routine and of the bot, beside their reminders."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bot.core.level import Level


class Equipment(Enum):
    """What is at hand; each has what those before it have."""

    NONE = "none"
    TOWEL = "towel"
    """A towel or pillow."""
    ROLLER = "roller"
    """A foam roller as well."""


class Pictures(Enum):
    """How pictures of one's progress are drawn."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Wishes:
    """What a person has set; of somebody who never said, what holds for everybody."""

    equipment: Equipment = Equipment.ROLLER
    highest: Level = Level.FULLER
    """No routine is planned above this level. A rule may hold it lower, and no wish lifts that."""
    look_back: bool = False
    """A look back on the week comes by itself."""
    pictures: Pictures = Pictures.LIGHT
