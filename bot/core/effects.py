"""What is to be done: every effect of a transition as a frozen order in the imperative.

The coach carries them out in the transaction that stores the new session.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from bot.core.reminding import Reminding
from bot.core.session import Adaptation, Level, Measure, Moment
from bot.core.wishes import Wishes


class Slot(Enum):
    """What a message belongs to; each slot has one open message and a revision of its own."""

    SESSION = "session"
    NOTE = "note"
    REMINDER = "reminder"
    SCORE = "score"
    """The message that shows one score: it has no revision, its buttons name the score."""
    BUTTONS = "buttons"
    """A message whose buttons are to go, and nothing else: such edits come last of all."""


@dataclass(frozen=True)
class Effect:
    """Something to be done in the same transaction."""


@dataclass(frozen=True)
class ScreenRow:
    """What is to be said, as ids and numbers: rendered from the live content when it is sent."""

    screen: str
    args: tuple[tuple[str, str | int | bool | None], ...] = ()

    def arg(self, name: str) -> str | int | bool | None:
        """An argument by name, or None."""
        return dict(self.args).get(name)


@dataclass(frozen=True)
class Show(Effect):
    """Say something.

    ``in_place`` edits the slot's open message (or the one tapped) instead of sending a new one;
    where that cannot be (nothing sent yet, or it must stay), a new message is sent.
    """

    slot: Slot
    row: ScreenRow
    in_place: bool = False
    silent: bool = False
    """Sent without a sound."""
    names_score: bool = False
    """It tells the score that the same event keeps: the row's number is added to its arguments."""


@dataclass(frozen=True)
class ClearButtons(Effect):
    """The slot's open message loses its buttons; what of the slot is not sent yet never is."""

    slot: Slot


@dataclass(frozen=True)
class Toast(Effect):
    """A short word on the answered tap; ``word`` is a key of the content's toasts."""

    word: str


@dataclass(frozen=True)
class RecordConsent(Effect):
    """Consent as given now."""


@dataclass(frozen=True)
class RecordCheck(Effect):
    """A safety check has ended: passed or stopped, and the adaptation that follows."""

    passed: bool
    adaptations: frozenset[Adaptation] = frozenset()


@dataclass(frozen=True)
class OpenSession(Effect):
    """A session begins; unless it is to be ``kept``, nothing of it outlives it."""

    kept: bool


@dataclass(frozen=True)
class RecordPlan(Effect):
    """The level chosen for the open session, and why."""

    level: Level
    reason: str


class Outcome(Enum):
    """How an exercise ended, or the form of it that an easier one followed."""

    DONE = "done"
    SKIPPED = "skipped"
    TOO_SORE = "too_sore"
    SHARP = "sharp"
    LEG = "leg"
    NUMB = "numb"


@dataclass(frozen=True)
class LogExercise(Effect):
    """What was done of one exercise."""

    exercise: str
    variation: str
    level: Level
    outcome: Outcome


class Ending(Enum):
    """How a session ended."""

    FINISHED = "finished"
    STOPPED = "stopped"
    EXPIRED = "expired"
    RED_FLAG = "red_flag"
    DECLINED = "declined"


@dataclass(frozen=True)
class CloseSession(Effect):
    """The open session is over."""

    ending: Ending


@dataclass(frozen=True)
class RecordScore(Effect):
    """Keep a score; its question is edited to show it, with a way to correct it, unless something else
    ``tells`` it.
    """

    measure: Measure
    moment: Moment
    value: int
    tells: bool = True


@dataclass(frozen=True)
class AdoptScore(Effect):
    """The day's newest score is the first one of the open session, and is shown as such."""


@dataclass(frozen=True)
class CorrectScore(Effect):
    """Change a kept score of this person; the message that shows it follows."""

    row: int
    value: int


@dataclass(frozen=True)
class RemoveScore(Effect):
    """Keep a score of this person no longer; the message that shows it says so."""

    row: int


@dataclass(frozen=True)
class RemoveSession(Effect):
    """Keep a session of this person no longer, nor its scores and what was done in it."""

    number: int


@dataclass(frozen=True)
class ScheduleDue(Effect):
    """Have ``kind`` come back at an instant (UTC); one of a kind for a person and ``key``."""

    kind: str
    at: datetime
    key: str = ""


@dataclass(frozen=True)
class CancelDue(Effect):
    """Forget what is due of these kinds; of all kinds when empty."""

    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class KeepReminding(Effect):
    """Keep when this person is reminded; what is due follows."""

    reminding: Reminding


class Came(Enum):
    """What became of a reminder of a date."""

    SENT = "sent"
    DONE = "done"
    """It had been done already, or was under way; or the day's next one came with it."""
    PAUSED = "paused"
    """It was sent, and later that day a pause began."""


@dataclass(frozen=True)
class RecordReminder(Effect):
    """A reminder of a local date is over: it never comes again on that date."""

    number: int
    day: date
    came: Came


@dataclass(frozen=True)
class ScheduleReminders(Effect):
    """Have the next of each reminder come; with ``catch_up`` also one that is late, but not too late."""

    catch_up: bool = False


@dataclass(frozen=True)
class SetZone(Effect):
    """The person's time zone (IANA name) is known, or another one."""

    zone: str


@dataclass(frozen=True)
class KeepWishes(Effect):
    """Keep what this person has set."""

    wishes: Wishes


@dataclass(frozen=True)
class DeletePerson(Effect):
    """Erase everything of this person at once."""


@dataclass(frozen=True)
class ForgetPerson(Effect):
    """Erase everything of this person too, but have what waits for them be said first."""
