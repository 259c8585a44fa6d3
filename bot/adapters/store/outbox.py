"""What is still to be said, and which message is open in each slot.

What a row says is never changed: what replaces it has a new id, so that whoever is sending it right now can't
take the newer one for sent.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

from bot.core.effects import ScreenRow, Slot
from bot.core.outbox import Unsent, asked
from bot.core.screens import STAYS

FALLBACK = ScreenRow("fallback")
"""Said once instead of a message that Telegram refuses."""

_COLUMNS = "id, person, slot, screen, args, revision, target_message_id, attempts"
_UNSENT = f"SELECT {_COLUMNS} FROM outbox WHERE person = ? AND set_aside IS NULL"  # noqa: S608 - our own names
_ORDER = "CASE slot WHEN 'score' THEN 0 WHEN 'note' THEN 1 WHEN 'session' THEN 2 ELSE 3 END, id"


class Outbox:
    """The tables outbox and slots."""

    def __init__(self, db: Database) -> None:
        self._db = db

    # --- what is to be said -----------------------------------------------------------------------

    def show(
        self,
        chat: int,
        slot: Slot,
        row: ScreenRow,
        revision: int = 0,
        *,
        edit: int | None,
        in_place: bool,
        beside: Container[int] = (),
    ) -> int:
        """Queue a screen and give its row's id. ``edit`` is the message to edit, None sends a new one;
        ``in_place`` says that an edit was wished for, so that it may still become one.

        Unsent rows of the slot are replaced, except those ``beside`` it, which the same event has queued, and
        what stays (``STAYS``). Notes are replaced by their like only.
        """
        waiting = [each for each in self._unsent(chat) if each.slot is slot]
        if in_place and any(each.target is None or each.row.screen in STAYS for each in waiting):
            # The slot's next message is not sent yet: an edit would go to the one before it.
            edit = None
        for each in waiting:
            like = slot is not Slot.NOTE or each.row.screen == row.screen
            if like and each.row.screen not in STAYS and each.id not in beside:
                self._drop(each.id)
        return self._insert(chat, slot, row, revision, edit, in_place=in_place)

    def show_once(self, chat: int, row: ScreenRow) -> None:
        """Queue a note unless the same one waits already."""
        if all(each.row != row for each in self._unsent(chat)):
            self._insert(chat, Slot.NOTE, row, 0, None, in_place=False)

    def show_score(
        self, chat: int, row: ScreenRow, *, edit: int | None, instead_of: Iterable[int] = ()
    ) -> None:
        """Queue what a score's message shows, instead of these rows and of other edits of that message."""
        for each in self._unsent(chat):
            same = edit is not None and each.slot is Slot.SCORE and each.target == edit
            if same or each.id in instead_of:
                self._drop(each.id)
        self._insert(chat, Slot.SCORE, row, 0, edit, in_place=False)

    def unsent_scores(self, chat: int) -> list[Unsent]:
        """New messages about scores that are not sent yet."""
        return [each for each in self._unsent(chat) if each.slot is Slot.SCORE and each.target is None]

    def open_message(self, chat: int, slot: Slot, tapped: int | None = None) -> int | None:
        """The message that an edit of a slot goes to: its open one or the one tapped; None when it stays."""
        found = self._db.execute(
            "SELECT message_id, screen FROM slots WHERE person = ? AND slot = ?", [chat, slot.value]
        ).fetchone()
        if found is None or (tapped and tapped != found[0]):
            return tapped or None
        return None if found[1] in STAYS else int(found[0])

    def release(self, chat: int, message_id: int) -> None:
        """A message belongs to a score from now on: no slot edits it any more."""
        self._db.execute("DELETE FROM slots WHERE person = ? AND message_id = ?", [chat, message_id])
        for each in self._unsent(chat):
            if each.target == message_id and each.slot is not Slot.SCORE:
                self._drop(each.id)

    def drop(self, chat: int) -> None:
        """Forget everything that waits for a chat."""
        self._db.execute("DELETE FROM outbox WHERE person = ? AND set_aside IS NULL", [chat])

    # --- sending it -------------------------------------------------------------------------------

    def chats(self) -> list[int]:
        """Chats with something to send, the longest waiting first."""
        rows = self._db.execute(
            "SELECT person FROM outbox WHERE set_aside IS NULL GROUP BY person ORDER BY min(id)"
        )
        return [row[0] for row in rows.fetchall()]

    def waits(self, chat: int) -> bool:
        """Whether a chat has something to send."""
        return self.next(chat) is not None

    def next(self, chat: int) -> Unsent | None:
        """What a chat is to be sent next: scores, then notes, then the session, then reminders."""
        found = self._db.execute(f"{_UNSENT} ORDER BY {_ORDER} LIMIT 1", [chat]).fetchone()
        return _row(found) if found else None

    def tried(self, sent: Unsent) -> None:
        """Count an attempt that came to nothing."""
        self._db.execute("UPDATE outbox SET attempts = attempts + 1 WHERE id = ?", [sent.id])

    def accepted(self, sent: Unsent, message_id: int) -> bool:
        """Telegram has taken a row: ``message_id`` shows it now. Whether the chat has more to be sent.

        The row may have been replaced while it was on its way: then the newer one may edit this message.
        """
        replaced = not self._drop(sent.id)
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
        """Telegram will never take this row: keep it for the host, and queue a plain word instead.

        ``why`` is Telegram's description of the error. Whether the chat has more to be sent.
        """
        if self._knows(sent.chat):
            kept = self._db.execute("UPDATE outbox SET set_aside = ? WHERE id = ?", [why, sent.id])
            if kept.rowcount and sent.row.screen != FALLBACK.screen:
                self.show_once(sent.chat, FALLBACK)
        else:
            self._drop(sent.id)
        return self.waits(sent.chat)

    # --- the tables -------------------------------------------------------------------------------

    def _unsent(self, chat: int) -> list[Unsent]:
        return [_row(found) for found in self._db.execute(f"{_UNSENT} ORDER BY id", [chat]).fetchall()]

    def _insert(
        self, chat: int, slot: Slot, row: ScreenRow, revision: int, edit: int | None, *, in_place: bool
    ) -> None:
        self._db.execute(
            "INSERT INTO outbox (person, slot, screen, args, revision, in_place, target_message_id) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [chat, slot.value, row.screen, json.dumps(dict(row.args)), revision, in_place, edit],
        )

    def _drop(self, row: int) -> bool:
        return self._db.execute("DELETE FROM outbox WHERE id = ?", [row]).rowcount == 1

    def _shows_scores(self, sent: Unsent, message_id: int, *, replaced: bool) -> None:
        rows = rows_named(sent.row)
        for row in rows:
            self._db.execute(
                "UPDATE scores SET message_id = ? WHERE id = ? AND person = ?", [message_id, row, sent.chat]
            )
        if replaced and sent.target is None:
            for newer in self.unsent_scores(sent.chat):
                if set(rows) & set(rows_named(newer.row)):
                    self._edit(newer.id, message_id)

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

    def _edit(self, row: int, message_id: int) -> None:
        self._db.execute("UPDATE outbox SET target_message_id = ? WHERE id = ?", [message_id, row])


def rows_named(row: ScreenRow) -> tuple[int, ...]:
    """The scores a screen names, by their row numbers: ``rows`` ("12,13") or ``row``."""
    named = row.arg("rows") or row.arg("row") or ""
    return tuple(int(each) for each in str(named).split(",") if each)


def _row(found: Any) -> Unsent:
    number, chat, slot, screen, args, revision, target, attempts = found
    row = ScreenRow(screen, tuple(json.loads(args).items()))
    return Unsent(number, chat, Slot(slot), row, revision, target, attempts)
