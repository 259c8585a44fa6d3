"""Consent and the safety check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.core.events.event import Event


@dataclass(frozen=True)
class ConsentGiven(Event):
    """16 or over, and agrees that scores and sessions are kept."""


@dataclass(frozen=True)
class UnkeptChosen(Event):
    """16 or over, and nothing of the session is to be kept."""

    outlasts: ClassVar[bool] = True


@dataclass(frozen=True)
class UnkeptEnded(Event):
    """Away from a stop, in a session of which nothing is kept."""


@dataclass(frozen=True)
class WelcomeAsked(Event):
    """Once nothing is known any more: the beginning."""

    outlasts: ClassVar[bool] = True


@dataclass(frozen=True)
class ChildChosen(Event):
    """An adult wants to do it with a child."""


@dataclass(frozen=True)
class ChildUnderFive(Event):
    """The child is under 5: not offered."""


@dataclass(frozen=True)
class ChildFiveToFifteen(Event):
    """The child is 5 to 15."""


@dataclass(frozen=True)
class ChildDoctorSaidYes(Event):
    """A doctor has said that the child may."""


@dataclass(frozen=True)
class ChildDoctorNotAsked(Event):
    """No doctor has been asked about the child yet."""


@dataclass(frozen=True)
class ChildEnded(Event):
    """Back from the child's way to the start."""


@dataclass(frozen=True)
class EmergencyReported(Event):
    """Something on the emergency list is true."""

    never_stale: ClassVar[bool] = True


@dataclass(frozen=True)
class NothingReported(Event):
    """None of these, on the open screen of the safety check."""


@dataclass(frozen=True)
class DoctorFirstReported(Event):
    """Something on the doctor-first list is true."""

    never_stale: ClassVar[bool] = True


@dataclass(frozen=True)
class GentleReported(Event):
    """Something on the go-gently list is true."""


@dataclass(frozen=True)
class ConditionToggled(Event):
    """One of the go-gently conditions was ticked or unticked."""

    condition: str

    @property
    def value(self) -> str:
        return self.condition

    @classmethod
    def from_value(cls, value: str) -> ConditionToggled:
        if not value:
            raise ValueError("a condition needs a name")
        return cls(value)


@dataclass(frozen=True)
class ConditionsConfirmed(Event):
    """The ticked conditions are all of them."""


@dataclass(frozen=True)
class DoctorAllowed(Event):
    """A doctor or physio said this person may."""


@dataclass(frozen=True)
class CheckAsked(Event):
    """The safety check again, from the top."""

    never_stale: ClassVar[bool] = True


@dataclass(frozen=True)
class NothingNew(Event):
    """Nothing new since the last check."""


@dataclass(frozen=True)
class SomethingNew(Event):
    """Something new since the last check."""

    never_stale: ClassVar[bool] = True


@dataclass(frozen=True)
class RedFlagTyped(Event):
    """Words of a red flag were typed (content: replies.toml)."""

    numb: bool = False
    """They say numb, weak, dizzy or chest."""


@dataclass(frozen=True)
class DespairTyped(Event):
    """A wish to die was typed (content: replies.toml)."""
