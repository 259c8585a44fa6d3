"""What the sender asks of the outbox, and what it reports back."""

from __future__ import annotations

from bot.adapters.store.outbox import UNSENT, Outbox, rows_named, unsent_row
from bot.core.effects import ScreenRow, Slot
from bot.core.outbox import Unsent, asked
from bot.core.screens import STAYS

FALLBACK = ScreenRow("fallback")
"""Said once instead of a message that Telegram refuses."""

_IN_ORDER = "CASE slot WHEN 'score' THEN 0 WHEN 'note' THEN 1 WHEN 'session' THEN 2 ELSE 3 END, id LIMIT 1"


MOST_REFUSED = 100
"""Refused rows that are kept for the host, all chats together."""


class Post(Outbox):
    """The outbox with what its sender needs; what is sent is noted in slots, scores and questions."""

    def chats(self) -> list[int]:
        """Chats with something to be sent, the longest waiting first."""
        rows = self._db.execute(
            "SELECT person FROM outbox WHERE set_aside IS NULL GROUP BY person ORDER BY min(id)"
        )
        return [row[0] for row in rows.fetchall()]

    def next(self, chat: int) -> Unsent | None:
        """What a chat is to be sent next: scores, then notes, then the session, then reminders."""
        found = self._db.execute(f"{UNSENT} {_IN_ORDER}", [chat]).fetchone()
        return unsent_row(found) if found else None

    def tried(self, sent: Unsent) -> None:
        """Count an attempt that came to nothing."""
        self._db.execute("UPDATE outbox SET attempts = attempts + 1 WHERE id = ?", [sent.id])

    def accepted(self, sent: Unsent, message_id: int) -> bool:
        """Telegram has taken a row: ``message_id`` shows it now. Whether the chat has more to be sent.

        The row may have been replaced while it was on its way: then the newer one may edit this message.
        """
        replaced = not self.remove(sent.id)
        # A group's, and somebody's who is erased, leaves nothing behind.
        if self._knows(sent.chat):
            if sent.slot is Slot.SCORE:
                self._shows_scores(sent, message_id, replaced=replaced)
            else:
                self._is_open(sent, message_id, replaced=replaced)
        return self.waits(sent.chat)

    def gone(self, chat: int) -> None:
        """Telegram says that nothing reaches this person any more."""
        self.drop(chat)
        self._db.execute("UPDATE people SET blocked = 1 WHERE id = ?", [chat])

    def refused(self, sent: Unsent, why: str) -> bool:
        """Telegram will never take this row: keep for the host which screen it was, and queue a plain word.

        Its arguments go, a score may be among them. ``why`` is Telegram's description of the error. Whether
        the chat has more to be sent.
        """
        if self._knows(sent.chat):
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
        return self.waits(sent.chat)

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
        for row in rows:
            self._db.execute(
                "UPDATE scores SET message_id = ? WHERE id = ? AND person = ?", [message_id, row, sent.chat]
            )

    def _is_open(self, sent: Unsent, message_id: int, *, replaced: bool) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO slots (person, slot, message_id, screen) VALUES (?, ?, ?, ?)",
            [sent.chat, sent.slot.value, message_id, sent.row.screen],
        )
        self._asks(sent, message_id)
        if replaced and sent.row.screen not in STAYS:
            self._db.execute(
                "UPDATE outbox SET target_message_id = ? WHERE person = ? AND slot = ? AND in_place "
                "AND target_message_id IS NULL AND set_aside IS NULL",
                [message_id, sent.chat, sent.slot.value],
            )

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

    def _knows(self, chat: int) -> bool:
        return self._db.execute("SELECT 1 FROM people WHERE id = ?", [chat]).fetchone() is not None
