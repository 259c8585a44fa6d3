"""What happened: every tap, message and alarm as a frozen event named in the past tense.

Buttons carry an event's name and value; ``EVENTS`` finds the class by name. ``never_stale`` events
count from any message, however old.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.core.session import SCALE_MAX, Hurt, Measure, Moment


@dataclass(frozen=True)
class Event:
    """Something that happened in one person's chat."""

    never_stale: ClassVar[bool] = False

    @property
    def value(self) -> str:
        """What a button for this event carries besides its name."""
        return ""

    @classmethod
    def from_value(cls, value: str) -> Event:
        """The event a button stood for. Raises ValueError when the value is not one we made."""
        if value:
            raise ValueError(f"{cls.__name__} takes no value")
        return cls()


# --- commands, typed or from the menu -------------------------------------------------------------


@dataclass(frozen=True)
class Started(Event):
    """/start, with or without a payload; payloads mean nothing yet."""


@dataclass(frozen=True)
class RoutineAsked(Event):
    """/routine, or the button that starts one."""


@dataclass(frozen=True)
class ScoreAsked(Event):
    """/score."""


@dataclass(frozen=True)
class HelpAsked(Event):
    """/help."""


@dataclass(frozen=True)
class AboutAsked(Event):
    """/about."""


@dataclass(frozen=True)
class PrivacyAsked(Event):
    """/privacy, or the button under the welcome."""


@dataclass(frozen=True)
class DeleteAsked(Event):
    """/delete."""


@dataclass(frozen=True)
class DeleteConfirmed(Event):
    """The second tap of /delete."""


@dataclass(frozen=True)
class DeleteCancelled(Event):
    """Kept after all."""


@dataclass(frozen=True)
class StopAsked(Event):
    """/stop, or "stop" typed."""


# --- consent and the safety check -----------------------------------------------------------------


@dataclass(frozen=True)
class ConsentGiven(Event):
    """16 or over, and agrees that scores and sessions are kept."""


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


@dataclass(frozen=True)
class DespairTyped(Event):
    """A wish to die was typed (content: replies.toml)."""


# --- scores ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ScoreGiven(Event):
    """A score from 0 to 10 for the open question."""

    score: int

    @property
    def value(self) -> str:
        return str(self.score)

    @classmethod
    def from_value(cls, value: str) -> ScoreGiven:
        return cls(_score(value))


@dataclass(frozen=True)
class DailyScoreGiven(Event):
    """Today's sitting score: a bare number, or the answer to /score or to a question of its own."""

    score: int

    @property
    def value(self) -> str:
        return str(self.score)

    @classmethod
    def from_value(cls, value: str) -> DailyScoreGiven:
        return cls(_score(value))


@dataclass(frozen=True)
class GettingUpSkipped(Event):
    """The second question was skipped."""


@dataclass(frozen=True)
class CorrectionAsked(Event):
    """A stored score is to be corrected; ``row`` is the number the store knows it by."""

    never_stale: ClassVar[bool] = True
    row: int

    @property
    def value(self) -> str:
        return str(self.row)

    @classmethod
    def from_value(cls, value: str) -> CorrectionAsked:
        return cls(_number(value))


@dataclass(frozen=True)
class ScoreCorrected(Event):
    """A stored score is now another.

    ``measure`` and ``moment`` are filled in by the store when the score is one of the session in
    hand, so that the rules can be held against the new number; else they are None.
    """

    never_stale: ClassVar[bool] = True
    row: int
    score: int
    measure: Measure | None = None
    moment: Moment | None = None

    @property
    def value(self) -> str:
        return f"{self.row}.{self.score}"

    @classmethod
    def from_value(cls, value: str) -> ScoreCorrected:
        row, _, score = value.partition(".")
        return cls(_number(row), _score(score))


@dataclass(frozen=True)
class NotAScore(Event):
    """Something that looks like a score and is none; ``why`` picks the sentence."""

    why: str


# --- the routine ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class OfferAccepted(Event):
    """Yes to what was offered on a sore day."""


@dataclass(frozen=True)
class OfferDeclined(Event):
    """Not today."""


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
class StopRemindersChosen(Event):
    """Stop what? Reminders."""


@dataclass(frozen=True)
class StopEverythingChosen(Event):
    """Stop what? Everything."""


@dataclass(frozen=True)
class SatUp(Event):
    """Sitting up again after the routine."""


# --- typed words and other messages ---------------------------------------------------------------


@dataclass(frozen=True)
class PhraseTyped(Event):
    """A phrase of the content's list."""

    phrase: str


@dataclass(frozen=True)
class NotUnderstood(Event):
    """Typed words that are on no list."""


@dataclass(frozen=True)
class MediaSent(Event):
    """A voice message, photo or anything else that is no text."""


# --- alarms of our own ----------------------------------------------------------------------------


@dataclass(frozen=True)
class SessionExpired(Event):
    """An unfinished session is over its time."""


@dataclass(frozen=True)
class ReaskCame(Event):
    """The hour has come to ask again after a worse session."""


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise ValueError("not a row number")
    return int(text)


def _score(text: str) -> int:
    score = _number(text)
    if score > SCALE_MAX:
        raise ValueError("not a score")
    return score


def name_of(event: type[Event]) -> str:
    """The event's name in snake case, as callback data and the diagram write it."""
    return "".join("_" + c.lower() if c.isupper() else c for c in event.__name__).lstrip("_")


EVENTS: dict[str, type[Event]] = {name_of(event): event for event in Event.__subclasses__()}
