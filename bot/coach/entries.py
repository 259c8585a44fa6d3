"""What a button names by its number, one of this person's scores or sessions, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.coach.memory import Memory
from bot.core.events import (
    CorrectionAsked,
    EntryOpened,
    Event,
    RoutineOpened,
    RoutineRemoved,
    ScoreCorrected,
    ScoreRemoved,
)
from bot.core.kept import KeptScore
from bot.core.session import Moment, Session

Naming = CorrectionAsked | ScoreCorrected | EntryOpened | ScoreRemoved | RoutineOpened | RoutineRemoved
"""Events that name an entry."""


@dataclass(frozen=True)
class Entries:
    """One person's scores and sessions. Whatever number is another's is nothing here."""

    memory: Memory
    person: int
    session: Session

    def known(self, event: Naming) -> Event | None:
        """The event with all that is known of what it names; None when that is not there to be had."""
        match event:
            case RoutineOpened(number=number) | RoutineRemoved(number=number):
                return self._of_session(event, number)
            case ScoreCorrected() | ScoreRemoved() | CorrectionAsked() | EntryOpened():
                score = self.memory.scores.of_row(self.person, event.row)
                return None if score is None else self._of_score(event, score)

    def corrected(self, score: KeptScore, value: int) -> ScoreCorrected:
        """The correction, with measure and moment when the conversation still holds this very score.

        From the same number once more nothing follows; only a reminder's answer is told again.
        """
        event = ScoreCorrected(score.row, value, day=score.day)
        is_same = value == score.value and score.moment is not Moment.DAILY
        if is_same or not self._holds(score):
            return event
        return replace(event, measure=score.measure, moment=score.moment)

    def _of_score(self, event: Event, score: KeptScore) -> Event | None:
        if isinstance(event, ScoreCorrected):
            return replace(self.corrected(score, event.score), listed=event.listed)
        if not isinstance(event, ScoreRemoved):
            return event
        if score.session is not None and score.session == self.memory.sessions.open_one(self.person):
            return None  # the routine goes on with it
        event = replace(event, day=score.day)
        return replace(event, measure=score.measure, moment=score.moment) if self._holds(score) else event

    def _of_session(self, event: RoutineOpened | RoutineRemoved, number: int) -> Event | None:
        kept = self.memory.sessions.of_number(self.person, number)
        if kept is None or kept.child or not kept.over:
            return None
        if isinstance(event, RoutineOpened):
            return event
        return replace(event, day=kept.day, last=number == self.memory.sessions.newest(self.person))

    def _holds(self, score: KeptScore) -> bool:
        """Whether the conversation's own copy is of this very score."""
        if self.session.day_score is not None and score.row == self.memory.scores.newest_of_day(self.person):
            return True
        held = self.session.score(score.measure, score.moment) == score.value
        return (
            held and score.session is not None and score.session == self.memory.sessions.newest(self.person)
        )
