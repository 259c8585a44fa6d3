"""What is still to be said to each chat, and which message is open in each slot.

What a row says is never changed: what replaces it has a new id, so that whoever is sending it right now can't
take the newer one for sent.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Container, Iterable

from sqlite_utils import Database

from bot.core.effects import ScreenRow, Slot
from bot.core.outbox import Unsent
from bot.core.screens import STAYS

log = logging.getLogger(__name__)

UNSENT = (
    "SELECT id, person, slot, screen, args, revision, target_message_id, attempts, silent FROM outbox "
    "WHERE person = ? AND set_aside IS NULL ORDER BY"
)
CLEARED = ScreenRow("cleared")
"""Names a row that takes a message's buttons away; it is no screen to be drawn."""


class Outbox:
    """The tables outbox and slots, as they are written to. What a sender needs of them is in ``post.py``."""

    def __init__(self, db: Database) -> None:
        self._db = db

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
        silent: bool = False,
    ) -> int:
        """Queue a screen and give its row's id. ``edit`` is the message to edit, None sends a new one;
        ``in_place`` says that an edit was wished for, so that it may still become one. ``silent``: a new
        message makes no sound.

        Unsent rows of the slot are replaced, except those ``beside`` it, which the same event has queued.
        Notes, and what stays (``STAYS``), are replaced by their like only. Of reminders only the newest keeps
        its buttons.
        """
        waiting = [each for each in self.unsent(chat) if each.slot is slot]
        if in_place and any(each.target is None or each.row.screen in STAYS for each in waiting):
            # The slot's next message is not sent yet: an edit would go to the one before it.
            edit = None
        for each in waiting:
            if each.id not in beside and _replaces(row, edit, each):
                row = _with_its_word(row, each.row)
                self.remove(each.id)
        if slot is Slot.REMINDER:
            self._close(chat, slot, unless=edit)
        return self._insert(chat, slot, row, revision, edit, in_place=in_place, silent=silent)

    def show_once(self, chat: int, row: ScreenRow) -> None:
        """Queue a note unless the same one waits already."""
        if all(each.row != row for each in self.unsent(chat)):
            self._insert(chat, Slot.NOTE, row, 0, None, in_place=False)

    def show_score(
        self, chat: int, row: ScreenRow, *, edit: int | None, instead_of: Container[int] = ()
    ) -> None:
        """Queue what a score's message shows, instead of these rows and of other edits of that message."""
        for each in self.unsent(chat):
            same = edit is not None and each.slot is Slot.SCORE and each.target == edit
            if same or each.id in instead_of:
                self.remove(each.id)
        self._insert(chat, Slot.SCORE, row, 0, edit, in_place=False)

    def clear_buttons(self, chat: int, slot: Slot) -> None:
        """Have the open message of a slot lose its buttons; what of the slot is not sent yet never is."""
        for each in self.unsent(chat):
            if each.slot is slot and each.row.screen not in STAYS:
                self.remove(each.id)
        self._close(chat, slot)

    def clear(self, chat: int, message_id: int) -> None:
        """Queue that a message loses its buttons, unless something that waits edits it anyway."""
        if all(each.target != message_id for each in self.unsent(chat)):
            self._insert(chat, Slot.BUTTONS, CLEARED, 0, message_id, in_place=False)

    def unsent(self, chat: int) -> list[Unsent]:
        """All that waits for a chat, in the order it was queued."""
        return self._waiting(chat, "id")

    def _waiting(self, chat: int, order: str) -> list[Unsent]:
        """What waits, in an order. A row that can't be read (a byte gone bad on the disk) is set aside: it
        would keep this person from everything else.
        """
        query = f"{UNSENT} {order}"
        try:
            return [_unsent(*found) for found in self._db.execute(query, [chat]).fetchall()]
        except (sqlite3.OperationalError, ValueError, AttributeError) as error:
            if getattr(error, "sqlite_errorcode", None) is not None:  # the disk, or a lock
                raise
        self._set_unreadable_aside(chat)
        return [_unsent(*found) for found in self._db.execute(query, [chat]).fetchall()]

    def _set_unreadable_aside(self, chat: int) -> None:
        rows = self._db.execute(
            "SELECT id, CAST(slot AS BLOB), CAST(screen AS BLOB), CAST(args AS BLOB) FROM outbox "
            "WHERE person = ? AND set_aside IS NULL",
            [chat],
        )
        for number, slot, screen, args in rows.fetchall():
            try:
                _unsent(number, chat, slot.decode(), screen.decode(), args.decode(), 0, None, 0, silent=False)
            except (ValueError, AttributeError):
                log.error("A message that waits to be sent can't be read: it is set aside.")
                self._db.execute("UPDATE outbox SET set_aside = 'unreadable' WHERE id = ?", [number])

    def unsent_scores(self, chat: int) -> list[Unsent]:
        """New messages about scores that are not sent yet."""
        return [each for each in self.unsent(chat) if each.slot is Slot.SCORE and each.target is None]

    def waits(self, chat: int) -> bool:
        """Whether a chat has something to be sent."""
        found = self._db.execute("SELECT 1 FROM outbox WHERE person = ? AND set_aside IS NULL", [chat])
        return found.fetchone() is not None

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
        for each in self.unsent(chat):
            if each.target == message_id and each.slot is not Slot.SCORE and each.row.screen not in STAYS:
                self.remove(each.id)

    def _close(self, chat: int, slot: Slot, unless: int | None = None) -> None:
        """A slot's open message is open no longer and loses its buttons; not so the one that is edited."""
        open_one = self.open_message(chat, slot)
        if open_one is not None and open_one != unless:
            self._db.execute("DELETE FROM slots WHERE person = ? AND slot = ?", [chat, slot.value])
            self.clear(chat, open_one)

    def drop(self, chat: int) -> None:
        """Forget everything that waits for a chat."""
        self._db.execute("DELETE FROM outbox WHERE person = ? AND set_aside IS NULL", [chat])

    def remove(self, row: int) -> bool:
        """Take one row out. False when it is gone already."""
        return self._db.execute("DELETE FROM outbox WHERE id = ?", [row]).rowcount == 1

    def _insert(
        self,
        chat: int,
        slot: Slot,
        row: ScreenRow,
        revision: int,
        edit: int | None,
        *,
        in_place: bool,
        silent: bool = False,
    ) -> int:
        if slot is not Slot.BUTTONS and edit is not None:
            # The message gets new buttons, or none: there are no old ones to be taken away.
            self._db.execute(
                "DELETE FROM outbox WHERE person = ? AND slot = ? AND target_message_id = ?",
                [chat, Slot.BUTTONS.value, edit],
            )
        cursor = self._db.execute(
            "INSERT INTO outbox (person, slot, screen, args, revision, in_place, target_message_id, silent) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [chat, slot.value, row.screen, json.dumps(dict(row.args)), revision, in_place, edit, silent],
        )
        return cursor.lastrowid or 0


def _unsent(
    number: int,
    chat: int,
    slot: str,
    screen: str,
    args: str,
    revision: int,
    target: int | None,
    attempts: int,
    silent: object,
) -> Unsent:
    row = ScreenRow(screen, tuple(json.loads(args).items()))
    return Unsent(number, chat, Slot(slot), row, revision, target, attempts, bool(silent))


def rows_named(row: ScreenRow) -> Iterable[int]:
    """The scores a screen names, by their row numbers: ``rows`` ("12,13") or ``row``."""
    named = row.arg("rows") or row.arg("row") or ""
    return [int(each) for each in str(named).split(",") if each]


def _replaces(row: ScreenRow, edit: int | None, waiting: Unsent) -> bool:
    """Whether a newer row of the same slot makes an unsent one needless."""
    alike = row.screen == waiting.row.screen
    if waiting.row.screen in STAYS:
        return alike and edit == waiting.target
    return alike or waiting.slot is not Slot.NOTE


def _with_its_word(row: ScreenRow, replaced: ScreenRow) -> ScreenRow:
    """The row, with the sentence of the one it replaces when it asks the very same and has none itself:
    nobody has read that sentence yet.
    """
    others = {arg for arg in replaced.args if arg[0] != "word"}
    return replaced if (row.screen, set(row.args)) == (replaced.screen, others) else row
