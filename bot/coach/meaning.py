"""What is meant by a tap or typed words: an event, found with what is remembered of earlier messages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.coach.entries import Entries, Naming
from bot.coach.memory import Memory
from bot.core.actions.closing import NEXT_MORNING, WAITED
from bot.core.callbacks import decode
from bot.core.effects import Slot
from bot.core.events import (
    DailyScoreGiven,
    DespairTyped,
    Event,
    LocationShared,
    LookBackCame,
    MediaSent,
    NotAScore,
    ReaskCame,
    RedFlagTyped,
    ReminderCame,
    ScoreGiven,
    SessionExpired,
    SnoozeOver,
)
from bot.core.events.event import number_in
from bot.core.incoming import Alarm, Located, Sent, Tapped, Typed
from bot.core.kept import KeptScore, Question
from bot.core.prompts import asked_by
from bot.core.session import Measure, Moment, Session
from bot.core.setting import Setting
from bot.core.typed_answers import read_answer, read_changed, read_here
from bot.core.typed_setup import ZONE_STEPS

CORRECTING = timedelta(minutes=10)
"""For so long a typed number is the answer to "What should it be?": the next day's is one of its own."""


@dataclass(frozen=True)
class Stale:
    """A button that means nothing here: old, forged, or about somebody else's score."""

    tapped: tuple[Slot, int] | None = None
    """Slot and revision of the button, where it is one of ours."""


@dataclass(frozen=True)
class Ignored:
    """Nothing that wants an answer."""


@dataclass(frozen=True)
class Late:
    """An answer to a question of a session that has gone on or is over."""

    question: Question
    score: int


@dataclass(frozen=True)
class Meant:
    """An event for the conversation."""

    event: Event
    tapped: tuple[Slot, int] | None = None
    """Slot and revision of the button behind it."""
    answers: int | None = None
    """The message whose question it answers, where that is known from more than the open question."""


Meaning = Meant | Late | Stale | Ignored


@dataclass(frozen=True)
class Meanings:
    """Finds out what one person means."""

    memory: Memory
    person: int
    session: Session
    setting: Setting

    def of(self, what: Tapped | Typed | Sent | Located | Alarm) -> Meaning:
        """What is meant. Nothing is changed."""
        match what:
            case Tapped():
                return self._tapped(what)
            case Typed(edited=True):
                return self._edited(what)
            case Typed():
                return self._typed(what)
            case Sent():
                return Meant(MediaSent())
            case Located():
                in_zone = self.session.step in ZONE_STEPS
                return Meant(LocationShared(_known(what.zone)) if in_zone else MediaSent())
            case Alarm():
                return _alarm(what)

    @property
    def _entries(self) -> Entries:
        return Entries(self.memory, self.person, self.session)

    def _tapped(self, tap: Tapped) -> Meaning:
        callback = decode(tap.callback)
        if callback is None:
            return Stale()
        event, tapped = callback.event, (callback.slot, callback.revision)
        if isinstance(event, Naming):
            known = self._entries.known(event)
            if known is None:
                return Stale(tapped)
            event = known
        answers = tap.message_id if isinstance(event, ScoreGiven | DailyScoreGiven) else None
        return Meant(event, tapped, answers or None)

    def _edited(self, typed: Typed) -> Meaning:
        """An edited number corrects the score it was, an edited time the one that is being set.

        Words of danger count; any other edit is old news.
        """
        score = self.memory.scores.typed_in(self.person, typed.message_id)
        event = read_here(typed.text, self.session, self.setting, expecting_score=score is not None)
        if isinstance(event, RedFlagTyped | DespairTyped):
            return Meant(event)
        if score is None:
            changed = read_changed(typed.text, typed.message_id, event, self.session, self.setting)
            return Meant(changed) if changed else Ignored()
        if isinstance(event, ScoreGiven):
            return Meant(self._entries.corrected(score, event.score))
        return Meant(event) if isinstance(event, NotAScore) else Ignored()

    def _typed(self, typed: Typed) -> Meaning:
        """The message replied to decides what a number means, then the open question, then the day."""
        asked = asked_by(self.session.step)
        score, question = self._replied_to(typed.reply_to)
        anew, listed = self._asked_anew() if typed.reply_to is None else (None, False)
        score = score or anew
        expecting = asked is not None or score is not None or question is not None
        event = read_here(typed.text, self.session, self.setting, expecting_score=expecting)
        if asked is None and not (expecting and isinstance(event, ScoreGiven)):
            event = read_answer(typed.text, typed.message_id, event, self.session, self.setting)
        if not isinstance(event, ScoreGiven):
            return Meant(event)
        if score is not None:
            return Meant(replace(self._entries.corrected(score, event.score), listed=listed))
        if question is not None and not self._asks_the_same(question, asked):
            return self._answer(question, event.score)
        if asked is None:
            event = DailyScoreGiven(event.score)
            asked = (Measure.SITTING, Moment.DAILY)
        open_one = self.memory.scores.open_question(self.person, *asked)
        return Meant(event, answers=open_one.message_id if open_one else None)

    def _asked_anew(self) -> tuple[KeptScore | None, bool]:
        """The score of "What should it be?", when that was asked last and lately; whether in /history."""
        asked, since = self.session.correcting, self.session.last_tap_at
        if asked is None or since is None or self.setting.now - since >= CORRECTING:
            return None, False
        row, listed = asked
        return self.memory.scores.of_row(self.person, row), listed

    def _replied_to(self, message_id: int | None) -> tuple[KeptScore | None, Question | None]:
        if message_id is None:
            return None, None
        score = self.memory.scores.shown_by(self.person, message_id)
        question = None if score else self.memory.scores.asked_by(self.person, message_id)
        if question is not None and question.session is not None:
            # Answered some other way, typed for example before the question had come.
            score = self.memory.scores.given(self.person, question)
        elif question is not None and self.session.day_score is not None and not self.session.reminder_open:
            # The day's question is answered: another number takes the answer's place.
            newest = self.memory.scores.newest_of_day(self.person)
            score = self.memory.scores.of_row(self.person, newest) if newest is not None else None
        return score, question

    @staticmethod
    def _asks_the_same(question: Question, asked: tuple[Measure, Moment] | None) -> bool:
        """Whether a day's question is the open question of a session too: one answer is one score."""
        return question.moment is Moment.DAILY and asked == (Measure.SITTING, Moment.BEFORE)

    def _answer(self, question: Question, score: int) -> Meaning:
        if question.moment is Moment.DAILY:
            return Meant(DailyScoreGiven(score), answers=question.message_id)
        is_open = asked_by(self.session.step) == (question.measure, question.moment)
        if is_open and question.session == self.memory.sessions.open_one(self.person):
            return Meant(ScoreGiven(score), answers=question.message_id)
        return Late(question, score)


def _alarm(alarm: Alarm) -> Meaning:
    match alarm.event:
        case "reminder_came":
            return Meant(ReminderCame(number_in(alarm.key), alarm.day, alarm.at))
        case "snooze_over":
            return Meant(SnoozeOver(alarm.at, waited=alarm.key == WAITED))
        case "reask_came":
            return Meant(ReaskCame(alarm.at, morning=alarm.key == NEXT_MORNING))
        case "look_back_came":
            return Meant(LookBackCame(alarm.at))
        case "session_expired":
            return Meant(SessionExpired())
        case _:  # a kind that a newer version made, or an older one: nobody waits for an answer
            return Ignored()


def _known(zone: str | None) -> str | None:
    """The zone, if today's zone data have it."""
    try:
        return ZoneInfo(zone).key if zone else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
