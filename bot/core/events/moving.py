"""The routine, what is changed about it, and what hurts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.core.events.event import Event
from bot.core.session import Hurt


@dataclass(frozen=True)
class OfferAccepted(Event):
    """Yes to what was offered on a sore day."""


@dataclass(frozen=True)
class OfferDeclined(Event):
    """Not today."""


@dataclass(frozen=True)
class ComfortChosen(Event):
    """A comfortable position, and no move."""


@dataclass(frozen=True)
class ExerciseDone(Event):
    """The exercise, or its first leg, is done."""


@dataclass(frozen=True)
class ChangeOpened(Event):
    """The Change menu was opened."""


@dataclass(frozen=True)
class BackChosen(Event):
    """Back from the Change menu."""


@dataclass(frozen=True)
class EasierChosen(Event):
    """An easier form."""


@dataclass(frozen=True)
class MoreChosen(Event):
    """A bit more."""


@dataclass(frozen=True)
class VariationChosen(Event):
    """A variation with equipment: towel or pillow, roller; or plain again."""

    variation: str

    @property
    def value(self) -> str:
        return self.variation

    @classmethod
    def from_value(cls, value: str) -> VariationChosen:
        if not value:
            raise ValueError("a variation needs a name")
        return cls(value)


@dataclass(frozen=True)
class ExerciseSkipped(Event):
    """Skip this exercise."""


@dataclass(frozen=True)
class HurtOpened(Event):
    """It hurts or feels odd."""

    never_stale: ClassVar[bool] = True


@dataclass(frozen=True)
class HurtNamed(Event):
    """What it feels like."""

    never_stale: ClassVar[bool] = True
    hurt: Hurt

    @property
    def value(self) -> str:
        return self.hurt.value

    @classmethod
    def from_value(cls, value: str) -> HurtNamed:
        return cls(Hurt(value))


@dataclass(frozen=True)
class WentOn(Event):
    """Go on where we were."""


@dataclass(frozen=True)
class StopExerciseChosen(Event):
    """Stop what? This exercise."""


@dataclass(frozen=True)
class StopSessionChosen(Event):
    """Stop what? Today's routine."""


@dataclass(frozen=True)
class StopRemindersChosen(Event):
    """Stop what? Reminders."""


@dataclass(frozen=True)
class StopEverythingChosen(Event):
    """Stop what? Everything."""


@dataclass(frozen=True)
class SatUp(Event):
    """Sitting up again after the routine."""
