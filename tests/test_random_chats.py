"""Random people, slow networks and lost answers, through the real door on a real database.

Whatever happens in between, what a person sees in the end is what is kept.
"""

from __future__ import annotations

import re
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.adapters.store import database_at
from bot.core.events import SessionExpired, name_of
from bot.core.incoming import Alarm, BotBlocked, Incoming, Sent, Tapped
from bot.core.kept import DueRow
from bot.core.outbox import Unsent
from bot.core.reminding import UNTIL_RESUMED
from bot.core.session import Measure, Moment, Step
from tests.chatting import ANN, BOB, CONTENT, Chat

WORDS = [
    "/start",
    "/routine",
    "/score",
    "/help",
    "/history",
    "/history",
    "/stop",
    "stop",
    "done",
    "11",
    "what",
    "/reminder",
    "/reminder",
    "7:30",
    "8 pm",
    "yes",
    "/timezone",
    "/settings",
    "/settings",
    "/pause",
    "/resume",
    "/privacy",
    "keep nothing",
    "I feel numb between my legs",
]
FOR_EVER = datetime(9000, 1, 1, tzinfo=UTC)
PEOPLE = st.sampled_from([ANN, BOB])


class RandomChats(RuleBasedStateMachine):
    """Two people who tap old and new buttons, type, edit, reply, and a sender that is late or forgets."""

    def __init__(self) -> None:
        super().__init__()
        self.open = ExitStack()
        folder = Path(self.open.enter_context(tempfile.TemporaryDirectory()))
        self.chat = Chat(self.open.enter_context(database_at(folder / "bot.db")))
        self.on_its_way: list[Unsent] = []
        self.typed: list[tuple[int, int]] = []
        self.blocked: set[int] = set()
        self.chat.to_first_question(ANN)
        self.chat.to_exercises(BOB)
        self.chats: dict[int, set[int]] = {
            person: {number for number, row in self.chat.messages.items() if row.chat == person}
            for person in (ANN, BOB)
        }

    def teardown(self) -> None:
        with self.open:
            self.what_people_see_is_what_is_kept()

    # --- what people do ---------------------------------------------------------------------------

    @rule(person=PEOPLE, text=st.sampled_from(WORDS) | st.integers(0, 10).map(str), data=st.data())
    def types(self, person, text, data):
        seen = sorted(self.chats[person])
        reply_to = data.draw(st.sampled_from(seen)) if seen and data.draw(st.booleans()) else None
        self.chat.type(text, person, deliver=False, reply_to=reply_to)
        self.typed.append((person, self.chat.last_id))

    @precondition(lambda self: self.typed)
    @rule(score=st.integers(0, 11), data=st.data())
    def edits(self, score, data):
        person, message_id = data.draw(st.sampled_from(self.typed))
        self.chat.type(str(score), person, deliver=False, message_id=message_id, edited=True)

    @rule(person=PEOPLE, data=st.data(), twice=st.booleans())
    def taps(self, person, data, twice):
        buttons = [
            (button.callback, message_id)
            for message_id in sorted(self.chats[person], reverse=True)
            for button in self.chat.buttons(message_id)
        ]
        if not buttons:
            return
        # Mostly the newest message.
        tap = Tapped(*data.draw(st.sampled_from(buttons[:12]) | st.sampled_from(buttons)))
        answer = self.chat.arrive(tap, person)
        if twice:
            assert self.chat.arrive(tap, person, update_id=self.chat.update_id).toast == answer.toast

    @rule(person=PEOPLE, callback=st.sampled_from(["score:0:score_corrected:1.9", "session:1:nonsense:", ""]))
    def forges(self, person, callback):
        self.chat.arrive(Tapped(callback, 1), person)

    @rule(person=PEOPLE)
    def sends_a_photo(self, person):
        self.chat.arrive(Sent(1), person)

    @precondition(lambda self: self.chat.update_id % 10 == 0)
    @rule(person=PEOPLE, blocked=st.booleans())
    def blocks(self, person, blocked):
        self.chat.arrive(BotBlocked(blocked), person)
        self.blocked.add(person)
        # The sender may have been about to send; Telegram refuses it now.
        self.on_its_way = [row for row in self.on_its_way if row.chat != person]

    @rule(minutes=st.sampled_from([1, 31, 200, 1500]))
    def time_passes(self, minutes):
        self.chat.clock.pass_by(minutes=minutes)
        for row in self.chat.store.due.come(self.chat.clock.now(), 100):
            self.rings(row)

    def rings(self, row: DueRow) -> None:
        with self.chat.db.atomic():
            assert self.chat.store.due.take(row, self.chat.clock.now())
            alarm = Alarm(row.kind, row.key, row.day, row.at)
            self.chat.coach.handle(self.chat.db, Incoming(None, row.person, alarm))

    @precondition(lambda self: self.chat.update_id % 10 == 0)
    @rule(person=PEOPLE)
    def an_alarm_comes_too_often(self, person):
        self.chat.arrive(Alarm(name_of(SessionExpired)), person)

    @precondition(lambda self: self.chat.update_id % 10 == 0)
    @rule(person=PEOPLE)
    def a_snapshot_is_torn(self, person):
        self.chat.db.execute("UPDATE conversations SET snapshot = '{' WHERE person = ?", [person])

    # --- what the sender does ---------------------------------------------------------------------

    @rule(person=PEOPLE)
    def is_sent(self, person):
        """Telegram has it; that it has is noted later, or never."""
        row = self.chat.store.outbox.next(person)
        if row is not None and all(row.chat != other.chat for other in self.on_its_way):
            self.on_its_way.append(row)

    @precondition(lambda self: self.on_its_way)
    @rule()
    def is_noted(self):
        self.accept(self.on_its_way.pop(0))

    @precondition(lambda self: self.on_its_way)
    @rule()
    def is_never_noted(self):
        """Killed between Telegram's acceptance and our note of it: the row goes out once more."""
        row = self.on_its_way.pop(0)
        number = self.chat.shows(row)
        self.chats[row.chat].add(number)

    @rule(person=PEOPLE)
    def all_is_sent(self, person):
        self.on_its_way = [row for row in self.on_its_way if row.chat != person]
        while (row := self.chat.store.outbox.next(person)) is not None:
            self.accept(row)

    def accept(self, row: Unsent) -> None:
        self.chats[row.chat].add(self.chat.accept(row))

    # --- what holds -------------------------------------------------------------------------------

    @invariant()
    def little_waits(self):
        for person in (ANN, BOB):
            waiting = self.chat.waiting(person)
            targets = [target for _, target in waiting if target is not None]
            assert len(waiting) <= 12 + len(set(targets)), waiting

    @precondition(lambda self: self.chat.store.due.come(FOR_EVER, 1))
    @rule()
    def the_next_thing_due_comes(self):
        [row] = self.chat.store.due.come(FOR_EVER, 1)
        assert row.at is not None
        self.chat.clock.instant = max(row.at, self.chat.clock.instant)
        self.rings(row)

    @invariant()
    def nobody_loses_a_reminder(self):
        """Whoever is to be reminded has a row that will come; nobody else has any."""
        for person in (ANN, BOB):
            known = self.chat.store.people.find(person)
            if known is None or known.snapshot in (None, "{"):
                continue
            session, reminding = self.chat.session(person), self.chat.store.reminders.of(person)
            due = self.chat.db.execute(
                "SELECT key FROM due WHERE person = ? AND kind = 'reminder_came'", [person]
            ).fetchall()
            held = not session.consented or session.red_flag or reminding.paused_until == UNTIL_RESUMED
            expected = set() if held else {str(number) for number, _ in reminding.times}
            assert {key for (key,) in due} == expected, (session.step, reminding)
            if session.red_flag:
                waiting = {screen for screen, _ in self.chat.waiting(person)}
                assert not waiting & {"reminder", "how_to_go_on", "missed_week", "last_reminder"}

    @invariant()
    def nobody_sore_does_the_routine(self):
        """Sitting 6-10 leads to the check and the smallest move, never to the routine (clinical.md, 5)."""
        for person in (ANN, BOB):
            known = self.chat.store.people.find(person)
            if known is None or known.snapshot in (None, "{"):
                continue
            session = self.chat.session(person)
            if session.step in (Step.EXERCISING, Step.CHANGING) and not session.child:
                before = session.score(Measure.SITTING, Moment.BEFORE)
                assert before is not None
                assert before <= CONTENT.routine.rules.gentle_up_to

    @invariant()
    def a_child_leaves_nothing(self):
        closed = self.chat.db.execute("SELECT count(*) FROM sessions WHERE child AND closed_at IS NOT NULL")
        assert closed.fetchone()[0] == 0

    @invariant()
    def one_session_is_open(self):
        for (count,) in self.chat.db.execute(
            "SELECT count(*) FROM sessions WHERE closed_at IS NULL GROUP BY person"
        ).fetchall():
            assert count == 1

    def what_people_see_is_what_is_kept(self):
        for person in (ANN, BOB):
            self.all_is_sent(person)
        for score in self.chat.rows("scores"):
            # Whoever blocks the bot misses what was on its way to them.
            if score["person"] not in self.blocked:
                screen = self.chat.screen(self.chat.messages[score["message_id"]])
                told = re.findall(r"\d+", unescape(screen.text))
                asks = screen.text.startswith(CONTENT.screens["correct_score"].text[:12])
                assert asks or str(score["value"]) in told, (score, screen.text)


TestRandomChats = RandomChats.TestCase
TestRandomChats.settings = settings(max_examples=25, stateful_step_count=60, deadline=None)
