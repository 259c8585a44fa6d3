"""Carrying out effects: each becomes rows, in the transaction that stores the session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.coach.memory import Memory
from bot.coach.scoring import show_correction, show_kept, show_removal
from bot.core import effects as e
from bot.core.actions.closing import LOOK_BACK_DUE
from bot.core.callbacks import decode
from bot.core.conversation import revisions
from bot.core.incoming import Incoming, Tapped, Typed
from bot.core.kept import KeptScore
from bot.core.reminding import upcoming
from bot.core.schedule import local_date
from bot.core.session import Moment, Session
from bot.core.setting import Setting
from bot.core.weekly import next_look_back


@dataclass
class Carrying:
    """The effects of one arrival of one person."""

    memory: Memory
    incoming: Incoming
    now: datetime
    setting: Setting
    answers: int | None = None
    """The message whose question a score answers, when there is one."""
    open_tapped: tuple[e.Slot, int] | None = None
    """The tapped message and its slot, when it is that slot's open one."""
    session: Session = field(default_factory=Session)
    """The conversation after the event."""
    leaves_nothing: bool = False
    """The event belongs to a session of which nothing is kept."""
    shown: set[int] = field(default_factory=set)
    """Rows that this event has queued: what it says in one go is all said."""
    toast: str | None = None
    kept: int | None = None
    """The row of the score that this event has kept."""
    zone: ZoneInfo | None = None
    """The person's zone, once this event has set it."""
    erased: bool = False

    @property
    def person(self) -> int:
        """Whose arrival it is."""
        return self.incoming.person

    def out(self, before: Session, response: tuple[Session, tuple[e.Effect, ...]]) -> Session:
        """Carry out the effects that lead from one session to the next, in their order. The next one."""
        self.session, orders = response
        self.leaves_nothing = before.leaves_nothing or self.session.leaves_nothing
        self.shown = set()
        for order in orders:
            CARRY[type(order)](self, order)
        if not self.erased and any(map(_moves_reminders, orders)):
            self.reschedule(catch_up=e.ScheduleReminders(catch_up=True) in orders)
        return self.session

    def reschedule(self, *, catch_up: bool = False) -> None:
        """Have the next of each reminder come, and the look back; none while a red flag is not answered.

        One that has come and waits for its turn stays, unless another plan or zone takes its place. With
        ``catch_up`` one that is late, but not too late, is a next one too.
        """
        reminding, zone = self.memory.reminders.of(self.person), self.zone or self.setting.zone
        may = self.session.consented and not self.session.red_flag
        late = timedelta(minutes=self.setting.rules.late_minutes) if catch_up else timedelta()
        due = upcoming(reminding, zone, self.now - late) if may else {}
        same = may and zone.key == self.setting.zone.key and reminding.plan == self.setting.reminding.plan
        keep_until = self.now if same else None
        self.memory.reminders.schedule(self.person, due, keep_until=keep_until)
        following = None
        if may and self.memory.wishes.of(self.person).look_back:
            told, hour = self.session.looked_back_at, self.setting.rules.reask_next_morning_hour
            last = local_date(told, zone) if told else None
            following = next_look_back(reminding, zone, self.now, hour, last)
        self.memory.due.move(self.person, LOOK_BACK_DUE, following and following.at, keep_until=keep_until)

    def consent(self, order: e.RecordConsent) -> None:
        self.memory.people.record_consent(self.person, self.setting.content.routine.consent_version, self.now)

    def check(self, order: e.RecordCheck) -> None:
        if not self.leaves_nothing:
            self.memory.people.record_check(
                self.person, passed=order.passed, adaptations=order.adaptations, now=self.now
            )

    def open(self, order: e.OpenSession) -> None:
        self.memory.sessions.open(self.person, child=not order.kept, on=self.setting.today, now=self.now)

    def plan(self, order: e.RecordPlan) -> None:
        self.memory.sessions.plan(self.person, order.level, order.reason)

    def log(self, order: e.LogExercise) -> None:
        self.memory.sessions.log(self.person, order, self.now)

    def close(self, order: e.CloseSession) -> None:
        self.memory.sessions.close(self.person, order.ending, self.now)

    def score(self, order: e.RecordScore) -> None:
        in_session = order.moment is not Moment.DAILY or self.leaves_nothing
        session = self.memory.sessions.open_one(self.person) if in_session else None
        # What tells it otherwise is a message of its own, unless it is the tapped one.
        tells = order.tells or self._tapped_slot() is e.Slot.NOTE
        on = self.answers if tells or isinstance(self.incoming.what, Tapped) else None
        self.keep(KeptScore(0, order.measure, order.moment, order.value, session, on), tells=tells)

    def keep(self, score: KeptScore, *, tells: bool = True) -> None:
        """Keep a new score and, unless something else ``tells`` it, say so."""
        kept = self.memory.scores.keep(
            self.person,
            score,
            on=self.setting.today,
            now=self.now,
            update_id=self.incoming.update_id,
            source_message_id=self._source(),
        )
        self.kept = kept.row
        if tells:
            show_kept(self.memory, self.person, kept)

    def _source(self) -> int | None:
        """The message in which a number was typed."""
        what = self.incoming.what
        return what.message_id if isinstance(what, Typed) else None

    def adopt(self, order: e.AdoptScore) -> None:
        score = self.memory.scores.adopt(self.person, self.memory.sessions.open_one(self.person))
        if score is not None:
            show_kept(self.memory, self.person, score)

    def correct(self, order: e.CorrectScore) -> None:
        self.memory.scores.correct(self.person, order.row, order.value, self._source())
        show_correction(self.memory, self.person, order.row)

    def remove_score(self, order: e.RemoveScore) -> None:
        score = self.memory.scores.of_row(self.person, order.row)
        self.memory.scores.remove(self.person, order.row)
        if score is not None:
            show_removal(self.memory, self.person, score)

    def remove_session(self, order: e.RemoveSession) -> None:
        scores = self.memory.scores.of_session(self.person, order.number)
        self.memory.sessions.remove(self.person, order.number)
        for score in scores:
            show_removal(self.memory, self.person, score)

    def show(self, order: e.Show) -> None:
        outbox, slot = self.memory.outbox, order.slot
        if slot is e.Slot.SCORE:
            self._show_score(order.row)
            return
        edit = None
        # What was typed, or tapped elsewhere, may stand below the open message: the answer comes below it.
        in_place = order.in_place and self._tapped_slot() is slot
        if in_place:
            tapped = self.open_tapped[1] if self.open_tapped and self.open_tapped[0] is slot else None
            edit = outbox.open_message(self.person, slot, tapped)
            if slot is e.Slot.NOTE and not self._tapped_message(edit):
                # An older note stays as it is, and so does the newest: the answer comes below both.
                edit, in_place = None, False
        shown = order.row
        if order.names_score:
            shown = e.ScreenRow(shown.screen, (*shown.args, ("row", self.kept)))
        row = outbox.show(
            self.person,
            slot,
            shown,
            revisions(self.session).get(slot, 0),
            edit=edit,
            in_place=in_place,
            beside=self.shown,
            silent=order.silent,
        )
        self.shown.add(row)

    def _tapped_slot(self) -> e.Slot | None:
        """The slot of the button that was tapped, None when words were typed or something was due."""
        what = self.incoming.what
        callback = decode(what.callback) if isinstance(what, Tapped) else None
        return callback.slot if callback is not None else None

    def _tapped_message(self, message_id: int | None) -> bool:
        """Whether the tapped button stands on this message."""
        what = self.incoming.what
        return isinstance(what, Tapped) and what.message_id == message_id

    def _show_score(self, row: e.ScreenRow) -> None:
        number = row.arg("row")
        score = self.memory.scores.of_row(self.person, number) if isinstance(number, int) else None
        what = self.incoming.what
        # That the score's message was taken may never have been noted: then it is the one tapped.
        tapped = what.message_id if isinstance(what, Tapped) else 0
        edit = (score and score.message_id) or tapped or None
        self.memory.outbox.show_score(self.person, row, edit=edit)

    def say(self, order: e.Toast) -> None:
        self.toast = order.word

    def schedule(self, order: e.ScheduleDue) -> None:
        self.memory.due.schedule(self.person, order.kind, order.key, order.at)

    def cancel(self, order: e.CancelDue) -> None:
        self.memory.due.cancel(self.person, order.kinds)

    def keep_reminding(self, order: e.KeepReminding) -> None:
        self.memory.reminders.keep(self.person, order.reminding)
        self.memory.pauses.note(self.person, order.reminding.paused_until, self.setting.today)

    def reminder(self, order: e.RecordReminder) -> None:
        self.memory.reminders.over(self.person, order.number, order.day, order.came, self.now)

    def set_zone(self, order: e.SetZone) -> None:
        self.zone = ZoneInfo(order.zone)
        self.memory.people.set_zone(self.person, self.zone)

    def keep_wishes(self, order: e.KeepWishes) -> None:
        self.memory.wishes.keep(self.person, order.wishes)

    def clear(self, order: e.ClearButtons) -> None:
        self.memory.outbox.clear_buttons(self.person, order.slot)

    def later(self, order: e.ScheduleReminders) -> None:
        """Done after all other effects: see ``out``."""

    def delete(self, order: e.DeletePerson) -> None:
        self.memory.people.delete(self.person)
        self.erased = True

    def forget(self, order: e.ForgetPerson) -> None:
        self.memory.people.forget(self.person)
        self.erased = True


CARRY: dict[type[e.Effect], Callable[[Carrying, Any], None]] = {
    e.RecordConsent: Carrying.consent,
    e.RecordCheck: Carrying.check,
    e.OpenSession: Carrying.open,
    e.RecordPlan: Carrying.plan,
    e.LogExercise: Carrying.log,
    e.CloseSession: Carrying.close,
    e.RecordScore: Carrying.score,
    e.CorrectScore: Carrying.correct,
    e.RemoveScore: Carrying.remove_score,
    e.RemoveSession: Carrying.remove_session,
    e.Show: Carrying.show,
    e.Toast: Carrying.say,
    e.ScheduleDue: Carrying.schedule,
    e.CancelDue: Carrying.cancel,
    e.AdoptScore: Carrying.adopt,
    e.KeepReminding: Carrying.keep_reminding,
    e.RecordReminder: Carrying.reminder,
    e.ScheduleReminders: Carrying.later,
    e.SetZone: Carrying.set_zone,
    e.KeepWishes: Carrying.keep_wishes,
    e.ClearButtons: Carrying.clear,
    e.DeletePerson: Carrying.delete,
    e.ForgetPerson: Carrying.forget,
}
"""Who carries out what; a test holds it against all effects there are."""

_MOVING = (e.KeepReminding, e.RecordReminder, e.ScheduleReminders, e.SetZone, e.RecordCheck, e.KeepWishes)


def _moves_reminders(order: e.Effect) -> bool:
    """Whether other reminders may be due after an effect. A cancellation of all kinds took theirs too."""
    return isinstance(order, _MOVING) or order == e.CancelDue()
