"""What waits in the outbox, brought to the person's phone and written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from sqlite_utils import Database

from bot.adapters.content_files import load
from bot.adapters.store import Store
from bot.core.effects import Slot
from bot.core.history import History
from bot.core.outbox import Unsent
from bot.core.screens import Host, Screen, render, wants_history
from tests.conversations.phone import Phone, plain

CONTENT = load(Path(__file__).parents[2] / "content")


def host() -> Host:
    """The host of a transcript that names none."""
    return Host(contact="mail@example.org", emergency_number="")


@dataclass
class Showing:
    """Sends, and writes each message as a line of the bot's."""

    phone: Phone
    lines: list[str]
    past: Callable[[int], History]
    """A person's days."""
    host: Host = field(default_factory=host)
    most: int | None = None
    """So many messages come now, and the others with the next answer; None: all of them."""
    crossing: bool = False
    """One more is on its way then, and comes once the person's next doing was heard."""
    noting: bool = True
    """Whether the bot notes at once that the last of them has come, or after the person's next doing."""
    on_its_way: Unsent | None = None
    unnoted: tuple[Unsent, int] | None = None

    def send(self, db: Database, chat: int) -> None:
        outbox = Store(db).outbox
        if self.most != 0 or self.noting:
            self._note(db)
        while self.most != 0 and (sent := self.on_its_way or outbox.next(chat)) is not None:
            self.on_its_way = None
            message_id = self._number(sent)
            self._bring(sent, message_id)
            self.unnoted = sent, message_id
            self.most = None if self.most is None else self.most - 1
            if self.most != 0 or self.noting:
                self._note(db)
        if self.crossing and self.on_its_way is None:
            self.on_its_way = outbox.next(chat)

    def _note(self, db: Database) -> None:
        """The bot notes that what came last has come."""
        if self.unnoted is not None:
            with db.atomic():
                Store(db).outbox.accepted(*self.unnoted)
            self.unnoted = None

    def _number(self, sent: Unsent) -> int:
        """The message that is to show it. One that is gone can't be edited, and one with a figure can't be
        without: a new one is sent.
        """
        if not sent.target:
            return self.phone.new_id()
        if sent.slot is Slot.BUTTONS:
            return sent.target
        shown = self.phone.messages.get(sent.target)
        fits = shown is None or not under(shown) or under(self._drawn(sent))
        return sent.target if fits and sent.target not in self.phone.gone else self.phone.new_id()

    def _drawn(self, sent: Unsent) -> Screen:
        days = self.past(sent.chat) if wants_history(sent.row) else None
        return render(sent.row, sent.slot, sent.revision, CONTENT, self.host, days)

    def _bring(self, sent: Unsent, message_id: int) -> None:
        was = self.phone.messages.get(message_id)
        if sent.slot is Slot.BUTTONS:
            screen = replace(was, buttons=()) if was else Screen("")
            self.lines.append("bot: (takes the buttons of an older message away)")
        else:
            screen = self._drawn(sent)
            if was != screen:
                who = "bot" if message_id != sent.target else "bot edits"
                if under(screen) and (was is None or under(was) != under(screen)):
                    who += f" with {under(screen)}"
                self._write(f"{who}, without a sound" if sent.silent else who, screen, was)
        self.phone.show(message_id, screen)
        if sent.target not in (None, message_id) and sent.target in self.phone.messages:
            self.lines.append("bot: (takes an older message away)")
            self.phone.delete(sent.target)

    def _write(self, who: str, screen: Screen, was: Screen | None) -> None:
        text = plain(screen.text) if was is None or was.text != screen.text else "(the same text)"
        first, *others = text.split("\n")
        self.lines.append(f"{who}: {first}")
        self.lines += [f"  | {line}".rstrip() for line in others]
        for row in screen.buttons:
            self.lines.append("  | " + " ".join(f"[{button.label}]" for button in row))


def under(screen: Screen) -> str:
    """The name of what stands under the words; empty when nothing does."""
    if screen.document:
        return PurePath(screen.document).stem
    return "picture" if screen.picture is not None else screen.figure
