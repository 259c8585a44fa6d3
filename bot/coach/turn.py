"""One person's turn: what they did, what it means, what follows, and what is remembered of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.coach.carrying import Carrying
from bot.coach.meaning import Ignored, Late, Meaning, Meanings, Meant, Stale
from bot.coach.memory import Memory
from bot.core.content import Content
from bot.core.conversation import refresh, revisions, stale, without_gone
from bot.core.effects import Effect, Ending, Slot
from bot.core.events import (
    Event,
    LookBackCame,
    MediaSent,
    NotAScore,
    NotUnderstood,
    PhraseTyped,
    ReminderCame,
    SessionExpired,
    Started,
    name_of,
)
from bot.core.incoming import Alarm, Incoming, Located, Sent, Tapped, Typed
from bot.core.kept import KeptScore, Known
from bot.core.prompts import prompt
from bot.core.schedule import local_date, next_morning
from bot.core.screens import STAYS
from bot.core.session import Session, Step
from bot.core.setting import Setting
from bot.core.snapshots import UnreadableSession, read_session, write_session
from bot.core.weekly import LOOK_BACK_DAYS
from bot.core.zones import Atlas

PAST_SESSIONS = 12
"""How many finished sessions the rules look back on."""

Respond = Callable[[Session, Event, Setting, tuple[Slot, int] | None], tuple[Session, tuple[Effect, ...]]]

Said = Tapped | Typed | Sent | Located | Alarm
"""What one person does, and what comes by itself for them."""

_WORD_IS_ENOUGH = (Started, NotUnderstood, PhraseTyped, MediaSent, NotAScore)
"""What needs no answer of its own from a conversation that has just been begun anew."""
_UNANSWERABLE = (name_of(ReminderCame), name_of(LookBackCame))
"""What comes by itself and is nothing while it can't be sent."""


@dataclass
class Turn:
    """One arrival of one person."""

    content: Content
    default_zone: ZoneInfo
    atlas: Atlas
    respond: Respond
    memory: Memory
    incoming: Incoming
    what: Said
    now: datetime
    erased: bool = False
    """Whether nothing is known of the person any more."""

    def take(self) -> str | None:
        """Do all of it. The word for the answer to a tap, or None."""
        person, people = self.incoming.person, self.memory.people
        known = people.find(person)
        if known is None:
            if isinstance(self.what, Alarm) or (isinstance(self.what, Typed) and self.what.edited):
                return None
            return self._meet()
        if known.blocked and not isinstance(self.what, Alarm):
            people.block(person, blocked=False)
        elif known.blocked and isinstance(self.what, Alarm) and self.what.event in _UNANSWERABLE:
            # Nobody can answer what is not sent, so it counts as nothing.
            self.reschedule()
            return None
        toast = self._converse(known)
        if known.blocked and isinstance(self.what, Alarm):
            # What an alarm changes counts, but nothing can be said.
            self.memory.outbox.drop(person)
        return toast

    def reschedule(self) -> None:
        """Have this person's reminders come when they should, and nothing else."""
        known = self.memory.people.find(self.incoming.person)
        if known is not None:
            session, _ = self._session(known)
            setting = self._setting(known)
            Carrying(self.memory, self.incoming, self.now, setting, session=session).reschedule()

    def _converse(self, known: Known) -> str | None:
        setting = self._heard(self._setting(known))
        session, readable = self._session(known)
        carrying = Carrying(self.memory, self.incoming, self.now, setting)
        before = session
        if not readable:
            session = carrying.out(session, refresh(session, setting, "unreadable"))
        elif self._is_over(session):
            session = carrying.out(session, self.respond(session, SessionExpired(), setting, None))
            if carrying.erased:
                return None if isinstance(self.what, Alarm) else self._meet()
        session, gone = without_gone(session, self.content)
        if gone:
            session = carrying.out(session, refresh(session, setting, "exercise_gone"))
        elif before.child and not session.child:
            # What was answered was about the child: none of it may count for the adult.
            session = carrying.out(session, refresh(session, setting, "child_expired"))
            return self._keep(session, carrying)
        meanings = Meanings(self.memory, self.incoming.person, session, setting)
        meaning = meanings.of(self.what)
        if (readable and not gone) or _still_wanted(meaning):
            session = self._follow(meaning, session, carrying)
        if session == before and known.snapshot is not None:
            return carrying.toast
        return self._keep(session, carrying)

    def _meet(self) -> str | None:
        """Begin to know somebody, and take what they did."""
        self.memory.people.add(self.incoming.person, self.now)
        return self._converse(Known(zone=None, blocked=False, snapshot=None))

    def _keep(self, session: Session, carrying: Carrying) -> str | None:
        self.erased = carrying.erased
        if not carrying.erased:
            self.memory.people.keep_conversation(self.incoming.person, write_session(session), self.now)
        return carrying.toast

    def _follow(self, meaning: Meaning, session: Session, carrying: Carrying) -> Session:
        """What follows from what was meant. The session after it."""
        setting = carrying.setting
        match meaning:
            case Ignored():
                return session
            case Stale(tapped):
                return carrying.out(session, stale(session, setting, tapped))
            case Late(question, value):
                score = KeptScore(
                    0, question.measure, question.moment, value, question.session, question.message_id
                )
                carrying.keep(score)
                return session
            case Meant(event, tapped, answers):
                carrying.answers = answers
                carrying.open_tapped = self._open_tapped(session, tapped, setting)
                return carrying.out(session, self.respond(session, event, setting, tapped))

    def _setting(self, known: Known) -> Setting:
        zone, rules, person = self._zone(known.zone), self.content.routine.rules, self.incoming.person
        today, reminders, sessions = local_date(self.now, zone), self.memory.reminders, self.memory.sessions
        last_week = sessions.knows(person, today - timedelta(days=LOOK_BACK_DAYS), today - timedelta(days=1))
        return Setting(
            now=self.now,
            today=today,
            next_morning=next_morning(self.now, zone, rules.reask_next_morning_hour),
            content=self.content,
            past=sessions.past(person, PAST_SESSIONS),
            zone=zone,
            zone_known=known.zone is not None,
            reminding=reminders.of(person),
            wishes=self.memory.wishes.of(person),
            last_done=reminders.last_done(person),
            scored_today=reminders.scored_on(person, today),
            kept_ever=last_week or sessions.knows(person, date.min, date.max),
            kept_last_week=last_week,
            adherence=reminders.adherence(
                person, today - timedelta(days=rules.adherence_days), today, rules.gentle_up_to
            ),
            language=self.incoming.language,
            host_zone=self.default_zone,
            atlas=self.atlas,
        )

    def _heard(self, setting: Setting) -> Setting:
        """The setting once it is noted that the person did something: no reminder is unanswered then."""
        if isinstance(self.what, Alarm) or not setting.reminding.is_on:
            return setting
        reminding = setting.reminding.heard(setting.today)
        if reminding != setting.reminding:
            self.memory.reminders.keep(self.incoming.person, reminding)
        return replace(setting, reminding=reminding)

    def _zone(self, name: str | None) -> ZoneInfo:
        try:
            return ZoneInfo(name) if name else self.default_zone
        except (ZoneInfoNotFoundError, ValueError):
            # A name that the zone data of today no longer has.
            return self.default_zone

    def _session(self, known: Known) -> tuple[Session, bool]:
        """Where the conversation stands, and whether that could be read."""
        if known.snapshot is None:
            return self._fresh(consented=False), True
        try:
            return read_session(known.snapshot), True
        except UnreadableSession:
            person = self.incoming.person
            self.memory.sessions.close(person, Ending.EXPIRED, self.now)
            self.memory.due.cancel(person, [name_of(SessionExpired)])
            fresh = self._fresh(consented=self.memory.people.has_consented(person))
            return replace(fresh, red_flag=self.memory.people.was_stopped(person)), False

    def _fresh(self, *, consented: bool) -> Session:
        """The beginning. The clock's milliseconds number its questions: no button of an earlier life fits."""
        n = int(self.now.timestamp() * 1000)
        step = Step.RESTING if consented else Step.WELCOME
        return Session(step, revision=n, note_revision=n, reminder_revision=n, consented=consented)

    def _is_over(self, session: Session) -> bool:
        """Whether what runs, or a set-up that was left open, is over its time."""
        since = session.started_at or (session.setup.since if session.setup else None)
        if since is None or (isinstance(self.what, Alarm) and self.what.event == name_of(SessionExpired)):
            return False
        minutes = self.content.routine.rules.close_after_minutes
        return self.now - since >= timedelta(minutes=minutes)

    def _open_tapped(
        self, session: Session, tapped: tuple[Slot, int] | None, setting: Setting
    ) -> tuple[Slot, int] | None:
        """The tapped message when it is its slot's open one, so that it may be edited."""
        if tapped is None or not isinstance(self.what, Tapped) or not self.what.message_id:
            return None
        slot, revision = tapped
        # What still counts on an older note, a correction in a list of days, is shown there.
        if slot is not Slot.NOTE and revisions(session).get(slot) != revision:
            return None
        if slot is Slot.SESSION and prompt(session, setting).screen in STAYS:
            return None
        return slot, self.what.message_id


def _still_wanted(meaning: Meaning) -> bool:
    """Whether something counts although what it answered is no longer there."""
    if not isinstance(meaning, Meant):
        return isinstance(meaning, Late)
    event, tapped = meaning.event, meaning.tapped
    if tapped is not None:
        return event.never_stale or tapped[0] is not Slot.SESSION
    return not isinstance(event, _WORD_IS_ENOUGH)
