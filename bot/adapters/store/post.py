"""What the sender asks of the outbox, and what it reports back."""

from __future__ import annotations

from collections.abc import Iterable

from bot.adapters.store.outbox import Outbox, rows_named
from bot.core.effects import ScreenRow, Slot
from bot.core.outbox import Unsent, asked
from bot.core.screens import STAYS

FALLBACK = ScreenRow("fallback")
"""Said once instead of a message that Telegram refuses."""

_ORDER = (Slot.SCORE, Slot.NOTE, Slot.SESSION, Slot.REMINDER, Slot.BUTTONS)
"""In one chat what comes first goes first."""
PLACE = f"CASE slot {' '.join(f'WHEN {slot.value!r} THEN {n}' for n, slot in enumerate(_ORDER))} ELSE 0 END"
"""The place of a row of the outbox in that order, in SQL; of one whose slot can't be read, the first."""

MOST_REFUSED = 100
"""Refused rows that are kept for the host, all chats together."""


class Post(Outbox):
    """The outbox with what its sender needs; what is sent is noted in slots, scores and questions."""

    def chats(self) -> list[tuple[int, Slot]]:
        """Chats with something to be sent, the longest waiting first, and the slot of what comes next."""
        rows = self._db.execute(
            f"SELECT person, min({PLACE}) FROM outbox WHERE set_aside IS NULL "  # noqa: S608 - our own names
            "GROUP BY person ORDER BY min(id)"
        )
        return [(chat, _ORDER[place]) for chat, place in rows.fetchall()]

    def next(self, chat: int) -> Unsent | None:
        """What a chat is to be sent next: scores, then notes, then the session, then reminders, and last of
        all the buttons that are to go.
        """
        return next(iter(self._waiting(chat, f"{PLACE}, id LIMIT 1")), None)

    def tried(self, sent: Unsent) -> None:
        """Count an attempt that came to nothing."""
        self._db.execute("UPDATE outbox SET attempts = attempts + 1 WHERE id = ?", [sent.id])

    def accepted(self, sent: Unsent, message_id: int) -> Slot | None:
        """Telegram has taken a row: ``message_id`` shows it now. The slot of what the chat is to be sent
        next, None when nothing is left.

        The row may have been replaced while it was on its way: then the newer one may edit this message.
        """
        replaced = not self.remove(sent.id)
        # A group's, and somebody's who is erased, leaves nothing behind.
        if sent.slot is not Slot.BUTTONS and self._knows(sent.chat):
            if sent.slot is Slot.SCORE:
                self._shows_scores(sent, message_id, replaced=replaced)
            else:
                self._is_shown(sent, message_id, replaced=replaced)
        return self._next_slot(sent.chat)

    def gone(self, chat: int) -> None:
        """Telegram says that nothing reaches this person any more."""
        self.drop(chat)
        self._db.execute("UPDATE people SET blocked = 1 WHERE id = ?", [chat])

    def refused(self, sent: Unsent, why: str) -> Slot | None:
        """Telegram will never take this row: keep for the host which screen it was, and queue a plain word.

        Its arguments go, a score may be among them. ``why`` is Telegram's description of the error. The slot
        of what the chat is to be sent next, None when nothing is left.
        """
        # Buttons that stay where they are keep no words from anybody.
        if sent.slot is not Slot.BUTTONS and self._knows(sent.chat):
            kept = self._db.execute(
                "UPDATE outbox SET set_aside = ?, args = '{}' WHERE id = ?", [why, sent.id]
            )
            self._db.execute(
                "DELETE FROM outbox WHERE set_aside IS NOT NULL AND id NOT IN "
                "(SELECT id FROM outbox WHERE set_aside IS NOT NULL ORDER BY id DESC LIMIT ?)",
                [MOST_REFUSED],
            )
            if kept.rowcount and sent.row.screen != FALLBACK.screen:
                self.show_once(sent.chat, FALLBACK)
        else:
            self.remove(sent.id)
        return self._next_slot(sent.chat)

    def _next_slot(self, chat: int) -> Slot | None:
        following = self.next(chat)
        return following.slot if following else None

    def _shows_scores(self, sent: Unsent, message_id: int, *, replaced: bool) -> None:
        rows = set(rows_named(sent.row))
        if replaced and sent.target is None:
            for newer in self.unsent_scores(sent.chat):
                named = rows_named(newer.row)
                if rows.intersection(named):
                    # This message will name them all: whatever is corrected meanwhile has to know.
                    rows.update(named)
                    self._db.execute(
                        "UPDATE outbox SET target_message_id = ? WHERE id = ?", [message_id, newer.id]
                    )
        self._tells(rows, message_id, sent.chat)

    def _tells(self, rows: Iterable[int], message_id: int, person: int) -> None:
        for row in rows:
            self._db.execute(
                "UPDATE scores SET message_id = ? WHERE id = ? AND person = ?", [message_id, row, person]
            )

    def _is_shown(self, sent: Unsent, message_id: int, *, replaced: bool) -> None:
        editing = {each.slot for each in self.unsent(sent.chat) if each.target == message_id}
        if Slot.SCORE in editing:  # given while the question was on its way: the message is the score's
            return
        self._asks(sent, message_id)
        self._tells(rows_named(sent.row), message_id, sent.chat)
        if Slot.BUTTONS in editing:
            return
        if replaced and sent.row.screen not in STAYS:
            turned = self._turn_edits(sent, message_id)
            if not turned and self._is_left_behind(sent, message_id):
                self.clear(sent.chat, message_id)
                return
        self._db.execute(
            "INSERT OR REPLACE INTO slots (person, slot, message_id, screen) VALUES (?, ?, ?, ?)",
            [sent.chat, sent.slot.value, message_id, sent.row.screen],
        )

    def _turn_edits(self, sent: Unsent, message_id: int) -> bool:
        """Have what replaced a row on its way edit the message it has made. Whether anything does."""
        edits = self._db.execute(
            "UPDATE outbox SET target_message_id = ? WHERE person = ? AND slot = ? AND in_place "
            "AND (target_message_id IS NULL OR target_message_id = ?) AND set_aside IS NULL",
            [message_id, sent.chat, sent.slot.value, sent.target],
        )
        return edits.rowcount > 0

    def _is_left_behind(self, sent: Unsent, message_id: int) -> bool:
        """Whether a row that was replaced on its way has made a new message which is not to be open."""
        if message_id == sent.target or self._is_blocked(sent.chat):
            return False
        newer = any(each.slot is sent.slot for each in self.unsent(sent.chat))
        return not newer or sent.slot is Slot.REMINDER

    def _asks(self, sent: Unsent, message_id: int) -> None:
        """Note what the message asks for now, so that a reply to it finds its score however old it is."""
        self._db.execute("DELETE FROM questions WHERE person = ? AND message_id = ?", [sent.chat, message_id])
        question = asked(sent.row)
        if question is None:
            return
        measure, moment = question
        self._db.execute(
            "INSERT INTO questions (person, message_id, measure, moment, session) SELECT ?1, ?2, ?3, ?4, "
            "(SELECT max(id) FROM sessions WHERE person = ?1 AND closed_at IS NULL AND ?5 = 'session')",
            [sent.chat, message_id, measure.value, moment.value, sent.slot.value],
        )

    def _is_blocked(self, chat: int) -> bool:
        return (
            self._db.execute("SELECT 1 FROM people WHERE id = ? AND blocked", [chat]).fetchone() is not None
        )

    def _knows(self, chat: int) -> bool:
        return self._db.execute("SELECT 1 FROM people WHERE id = ?", [chat]).fetchone() is not None
