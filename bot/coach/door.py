"""Coach.handle: every update and alarm goes through here, once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.coach.memory import Clock, Memory
from bot.coach.turn import Respond, Said, Turn
from bot.core.content import Content
from bot.core.conversation import DOUBLE_TAP, respond
from bot.core.effects import ScreenRow
from bot.core.incoming import Alarm, BotBlocked, GroupSpoke, Incoming, Shared, Tapped
from bot.core.zones import Atlas, NoAtlas

log = logging.getLogger(__name__)

KEEP_UPDATE_IDS = timedelta(days=3)
"""How long a score knows its update: Telegram redelivers for a day, and begins its ids anew after a week."""

KEEP_REMINDERS = timedelta(days=60)
"""How long it is known what became of a reminder: adherence looks back two weeks, eight at most."""


@dataclass(frozen=True)
class Answer:
    """What is to be done once it is committed."""

    toast: str | None = None
    """A key of the content's toasts, for the answer to a tap."""
    chats: frozenset[int] = frozenset()
    """Chats that have something to be sent."""


@dataclass
class Coach:
    """Takes what arrived. ``memory_of`` gives what is remembered, of the database a job is handed."""

    memory_of: Callable[[Any], Memory]
    content: Content
    """May be put in another's place at any time: what arrives from then on is answered with it."""
    clock: Clock
    zone: ZoneInfo
    """Zone of a person who has not told theirs."""
    atlas: Atlas = field(default_factory=NoAtlas)
    """The world's towns, for those who tell their zone by one."""
    _erased: dict[tuple[int, int], datetime] = field(default_factory=dict)
    """Whom we have forgotten within the last seconds, and by a tap on which message. In memory alone."""
    respond: Respond = respond

    def handle(self, db: Any, incoming: Incoming) -> Answer:
        """Take one arrival. One transaction has it all: whatever is raised undoes all of it."""
        memory, now = self.memory_of(db), self.clock.now()
        if incoming.update_id is not None:
            seen = memory.arrivals.see(incoming.update_id, now)
            if seen is not None:
                return self._answer(memory, incoming, seen.toast)
        match incoming.what:
            case GroupSpoke():
                memory.outbox.show_once(incoming.person, ScreenRow("group_only"))
                toast = None
            case BotBlocked(blocked=blocked):
                memory.people.block(incoming.person, blocked=blocked)
                if blocked:
                    memory.outbox.drop(incoming.person)
                toast = None
            case Shared():
                raise TypeError("a location has to be looked up before it comes here")
            case _:
                turn = self._turn(memory, incoming, incoming.what, now)
                toast = "already" if self._was_erased_just_now(memory, incoming, now) else turn.take()
                if turn.erased and isinstance(incoming.what, Tapped):
                    self._erased[incoming.person, incoming.what.message_id] = now
        if toast is not None and incoming.update_id is not None:
            memory.arrivals.keep_toast(incoming.update_id, toast)
        return self._answer(memory, incoming, toast)

    def _was_erased_just_now(self, memory: Memory, incoming: Incoming, now: datetime) -> bool:
        """Whether this is the second tap of somebody's thumb on what has just erased them. It may not have us
        know them again.
        """
        self._erased = {tapped: at for tapped, at in self._erased.items() if abs(now - at) < DOUBLE_TAP}
        match incoming.what:
            case Tapped(message_id=message_id) if (incoming.person, message_id) in self._erased:
                return memory.people.find(incoming.person) is None
        return False

    def _turn(self, memory: Memory, incoming: Incoming, what: Said, now: datetime) -> Turn:
        return Turn(self.content, self.zone, self.atlas, self.respond, memory, incoming, what, now)

    def people_after(self, db: Any, after: int, limit: int) -> list[int]:
        """The next people, by id, to whom something comes again and again."""
        return self.memory_of(db).reminders.people_after(after, limit)

    def reschedule(self, db: Any, person: int) -> None:
        """Have a person's reminders come when they should, after the clock or the time zone data changed."""
        alarm = Alarm("")
        self._turn(self.memory_of(db), Incoming(None, person, alarm), alarm, self.clock.now()).reschedule()

    def set_aside(
        self, db: Any, update: Incoming | int, why: str, payload: object = None, *, say_so: bool = True
    ) -> Answer:
        """Keep an update that could not be handled for the host, and tell the person so.

        ``why`` is the exception's type, never its text; ``payload`` is the update as it came, where there is
        no more to it than its id.
        """
        memory, now = self.memory_of(db), self.clock.now()
        if isinstance(update, int):
            memory.arrivals.see(update, now)
            memory.arrivals.set_aside(update, None, why, payload, now)
            return Answer()
        if update.update_id is not None:
            memory.arrivals.see(update.update_id, now)
        # What was typed or tapped is nobody's to read: its kind is enough to find the fault.
        kind = {"kind": type(update.what).__name__}
        memory.arrivals.set_aside(update.update_id, update.person, why, kind, now)
        if say_so and not isinstance(update.what, Alarm | BotBlocked | GroupSpoke):
            memory.outbox.show_once(update.person, ScreenRow("set_aside"))
        return self._answer(memory, update, None)

    def forget(self, db: Any) -> None:
        """Let go of what is kept for some days only."""
        memory, now = self.memory_of(db), self.clock.now()
        memory.arrivals.forget(now)
        memory.scores.forget_update_ids(now - KEEP_UPDATE_IDS)
        memory.reminders.forget((now - KEEP_REMINDERS).date())

    def _answer(self, memory: Memory, incoming: Incoming, toast: str | None) -> Answer:
        chats = {incoming.person} if memory.outbox.waits(incoming.person) else ()
        return Answer(toast, frozenset(chats))
