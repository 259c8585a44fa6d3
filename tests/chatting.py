"""A bot on a real database and what people see of it, without Telegram in between."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from bot.adapters.content_files import load
from bot.adapters.store import Store, history
from bot.coach import Answer, Coach
from bot.core.effects import Slot
from bot.core.history import History
from bot.core.incoming import Incoming, Tapped, Typed
from bot.core.outbox import Unsent
from bot.core.screens import Button, Host, Screen, render, wants_history
from bot.core.session import Session
from bot.core.snapshots import read_session

CONTENT = load(Path(__file__).parents[1] / "content")
ANN = 7001
BOB = 7002


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.instant = datetime(2026, 3, 2, 9, tzinfo=UTC)

    def now(self) -> datetime:
        return self.instant

    def pass_by(self, **spans: float) -> None:
        self.instant += timedelta(**spans)


class Chat:
    """A bot on a database, and what people see of it; ``deliver`` plays the sender."""

    def __init__(self, db: Database) -> None:
        self.db, self.store, self.clock = db, Store(db), Clock()
        self.coach = Coach(Store, CONTENT, self.clock, ZoneInfo("UTC"))
        self.messages: dict[int, Unsent] = {}
        self.bare: set[int] = set()
        """Messages that have lost their buttons."""
        self.last_id = 100
        self.update_id = 5000

    def arrive(self, what: Any, person: int = ANN, update_id: int | None = None) -> Answer:
        self.update_id += 1
        incoming = Incoming(update_id or self.update_id, person, what)
        with self.db.atomic():
            return self.coach.handle(self.db, incoming)

    def type(self, text: str, person: int = ANN, *, deliver: bool = True, **more: Any) -> Answer:
        self.last_id += 1
        answer = self.arrive(Typed(text, more.pop("message_id", self.last_id), **more), person)
        if deliver:
            self.deliver(person)
        return answer

    def tap(self, label: str, person: int = ANN, *, on: int | None = None, deliver: bool = True) -> Answer:
        callback, message_id = self.button(label, on)
        answer = self.arrive(Tapped(callback, message_id), person)
        if deliver:
            self.deliver(person)
        return answer

    def button(self, label: str, on: int | None = None) -> tuple[str, int]:
        """The callback of the newest button with a label, and its message."""
        for message_id in [on] if on else sorted(self.messages.keys() - self.bare, reverse=True):
            for button in self.buttons(message_id):
                if button.label == label:
                    return button.callback, message_id
        raise AssertionError(f"no button {label!r} in {[m.row.screen for m in self.messages.values()]}")

    def buttons(self, message_id: int) -> list[Button]:
        """The buttons on a message, as it stands now."""
        if message_id in self.bare:
            return []
        return [button for row in self.screen(self.messages[message_id]).buttons for button in row]

    def screen(self, shown: Unsent) -> Screen:
        days = self.history(shown.chat) if wants_history(shown.row) else None
        return render(shown.row, shown.slot, shown.revision, CONTENT, Host(), days)

    def history(self, person: int = ANN) -> History:
        """All that is kept of somebody's days."""
        path = Path(self.db.execute("PRAGMA database_list").fetchone()[2])
        return history(path, person, self.clock.now(), ZoneInfo("UTC"))

    def deliver(self, person: int = ANN) -> list[str]:
        """Send what waits. The screens that were sent."""
        screens = []
        while (row := self.store.outbox.next(person)) is not None:
            self.accept(row)
            screens.append(row.row.screen)
        return screens

    def accept(self, row: Unsent) -> int:
        """Telegram takes a row, and that is noted. The message that shows it."""
        message_id = self.shows(row)
        self.store.outbox.accepted(row, message_id)
        return message_id

    def shows(self, row: Unsent) -> int:
        """Telegram takes a row. The message that shows it."""
        if row.target is None:
            self.last_id += 1
        message_id = row.target or self.last_id
        if row.slot is Slot.BUTTONS:
            self.bare.add(message_id)
            return message_id
        self.bare.discard(message_id)
        self.screen(row)
        self.messages[message_id] = row
        return message_id

    def labels(self) -> list[str]:
        """Labels of the newest message."""
        buttons = self.screen(self.messages[max(self.messages)]).buttons
        return [button.label for row in buttons for button in row]

    def shown(self, screen: str) -> int:
        """The newest message that shows a screen."""
        return max(number for number, row in self.messages.items() if row.row.screen == screen)

    def waiting(self, person: int = ANN) -> list[tuple[str, int | None]]:
        rows = self.db.query(
            "SELECT screen, target_message_id FROM outbox WHERE person = ? AND set_aside IS NULL ORDER BY id",
            [person],
        )
        return [(row["screen"], row["target_message_id"]) for row in rows]

    def session(self, person: int = ANN) -> Session:
        known = self.store.people.find(person)
        assert known is not None
        assert known.snapshot is not None
        return read_session(known.snapshot)

    def rows(self, table: str) -> list[dict[str, Any]]:
        return list(self.db[table].rows)

    def values(self) -> list[tuple[str, str, int]]:
        return [(row["measure"], row["moment"], row["value"]) for row in self.rows("scores")]

    def to_first_question(self, person: int = ANN) -> None:
        self.type("/start", person)
        self.tap("I'm 16 or over: agree, start", person)
        self.tap("None of these", person)
        self.tap("None of these", person)

    def to_exercises(self, person: int = ANN) -> None:
        self.to_first_question(person)
        self.tap("4", person)
        self.tap("5", person)
