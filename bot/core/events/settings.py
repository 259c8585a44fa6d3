"""/settings, and what is chosen there: a choice names what is to hold, so that it counts once."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.events.event import Event
from bot.core.session import Level
from bot.core.wishes import Equipment, Pictures

_LEVELS = {level.word: level for level in Level}
_ON_OR_OFF = {"on": True, "off": False}


@dataclass(frozen=True)
class SettingsAsked(Event):
    """/settings, or back to them."""


@dataclass(frozen=True)
class EquipmentOpened(Event):
    """What is at hand is to be chosen."""


@dataclass(frozen=True)
class EquipmentChosen(Event):
    """What is at hand."""

    equipment: Equipment

    @property
    def value(self) -> str:
        return self.equipment.value

    @classmethod
    def from_value(cls, value: str) -> EquipmentChosen:
        return cls(Equipment(value))


@dataclass(frozen=True)
class HighestOpened(Event):
    """The highest level is to be chosen."""


@dataclass(frozen=True)
class HighestChosen(Event):
    """Never above this level."""

    level: Level

    @property
    def value(self) -> str:
        return self.level.word

    @classmethod
    def from_value(cls, value: str) -> HighestChosen:
        if value not in _LEVELS:
            raise ValueError("not a level")
        return cls(_LEVELS[value])


@dataclass(frozen=True)
class LookBackChosen(Event):
    """A weekly look back, or none."""

    on: bool

    @property
    def value(self) -> str:
        return "on" if self.on else "off"

    @classmethod
    def from_value(cls, value: str) -> LookBackChosen:
        if value not in _ON_OR_OFF:
            raise ValueError("neither on nor off")
        return cls(_ON_OR_OFF[value])


@dataclass(frozen=True)
class PicturesChosen(Event):
    """Light pictures, or dark ones."""

    pictures: Pictures

    @property
    def value(self) -> str:
        return self.pictures.value

    @classmethod
    def from_value(cls, value: str) -> PicturesChosen:
        return cls(Pictures(value))


OF_SETTINGS = (
    SettingsAsked,
    EquipmentOpened,
    EquipmentChosen,
    HighestOpened,
    HighestChosen,
    LookBackChosen,
    PicturesChosen,
)
"""Events whose buttons stand on the settings and nowhere else."""
