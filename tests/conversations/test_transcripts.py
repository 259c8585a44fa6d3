"""The transcripts beside this file, replayed through the real door on a real database.

A transcript is what a person does and what the bot says. Lines of a person:

    person: /start                      typed words          person edits: 5        their last message
    person replies to "Getting up": 6   to the newest message that holds these words
    person sends: a photo               anything without words
    person is in: Asia/Tokyo            a location shared, its zone looked up ("nowhere": none)
    person speaks: pt-br                the language of their app from now on
    tap: Done                           the newest button of that name
    tap in "Knee rocks": Done           ... on the newest message that holds these words
    tap old: Done                       ... that was ever shown, on screen or not
    tap again                           the last tap once more (the same button, as it was)
    forge: session:1:exercise_done:     a callback of one's own making
    group: /start                       said in a group
    clock: + 3 hours                    time passes; what falls due meanwhile is not looked at
    clock: 2026-03-29 06:30             it is this instant now (UTC)
    due: what is due by now comes       one after the other
    restart                             the bot is killed and started again
    stored: scores 2, sessions 1        rows in the database

All other lines are the bot's. ``pytest tests/conversations --refresh`` writes them anew and prints changes.
"""

from __future__ import annotations

import difflib
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlite_utils import Database

from bot.adapters.content_files import load
from bot.adapters.places import Places
from bot.adapters.store import Store, database_at
from bot.coach import Coach
from bot.core.effects import Slot
from bot.core.incoming import Alarm, GroupSpoke, Incoming, Located, Sent, Tapped, Typed
from bot.core.screens import Host, Screen, render

HERE = Path(__file__).parent
CONTENT = load(HERE.parents[1] / "content")
PLACES = Places()
HOST = Host(contact="mail@example.org", emergency_number="")
PERSON = 7001
GROUP = -100
PERSONS = re.compile(r"(#|(person|tap|forge|group|clock|due|restart|stored)\b)")


@dataclass
class Clock:
    """Stands still until the transcript moves it."""

    instant: datetime = datetime(2026, 3, 2, 9, tzinfo=UTC)

    def now(self) -> datetime:
        return self.instant


@dataclass
class Replay:
    """One transcript's bot, its database, and what the person sees."""

    path: Path
    clock: Clock = field(default_factory=Clock)
    messages: dict[int, Screen] = field(default_factory=dict)
    ever: list[tuple[str, str, int]] = field(default_factory=list)
    """Every button ever shown: label, callback, message."""
    lines: list[str] = field(default_factory=list)
    last_id: int = 100
    last_typed: int = 0
    last_tap: tuple[str, int] = ("", 0)
    update_id: int = 5000
    language: str = "en"

    def play(self, script: list[str]) -> list[str]:
        """The whole transcript, the bot's lines as they are now."""
        steps = iter(script)
        while self._life(steps):
            pass
        return self.lines

    def _life(self, steps: Iterator[str]) -> bool:
        """From one start of the bot to the next. False when the transcript is over."""
        with database_at(self.path) as db:
            for line in steps:
                self.lines += [line] if line.startswith("#") else ["", line]
                if line == "restart":
                    return True
                if not line.startswith("#"):
                    self._step(db, line)
        return False

    def _step(self, db: Database, line: str) -> None:
        shape = re.fullmatch(r'([a-z ]+?)(?: ?"([^"]*)")?(?:: (.*))?', line)
        assert shape, f"{line!r} is no line of a transcript"
        verb, on, rest = shape[1], shape[2], shape[3] or ""
        self.last_id += 1
        if verb == "person speaks":
            self.language = rest
        elif verb.startswith("person"):
            self._arrive(db, self._person(verb, on, rest))
        elif verb.startswith("tap") or verb == "forge":
            self._tap(db, *self._tapped(verb, on, rest))
        elif verb == "group":
            self._arrive(db, GroupSpoke(), GROUP)
        else:
            {"clock": self._wait, "due": self._due, "stored": self._stored}[verb](db, rest)

    def _person(self, verb: str, on: str | None, rest: str) -> Typed | Sent | Located:
        match verb:
            case "person":
                self.last_typed = self.last_id
                return Typed(rest, self.last_id)
            case "person edits":
                return Typed(rest, self.last_typed, edited=True)
            case "person replies to":
                return Typed(rest, self.last_id, reply_to=self._message(on or ""))
            case "person sends":
                return Sent(self.last_id)
            case "person is in":
                return Located(self.last_id, None if rest == "nowhere" else rest)
            case _:
                raise AssertionError(f"no such line as {verb!r}")

    def _tapped(self, verb: str, on: str | None, rest: str) -> tuple[str, int]:
        match verb:
            case "tap" | "tap in":
                return self._button(rest, on)
            case "tap old":
                return next((callback, number) for label, callback, number in self.ever if label == rest)
            case "tap again":
                return self.last_tap
            case "forge":
                return rest, max(self.messages)
            case _:
                raise AssertionError(f"no such line as {verb!r}")

    def _wait(self, db: Database, rest: str) -> None:
        if not rest.startswith("+"):
            self.clock.instant = datetime.fromisoformat(rest).replace(tzinfo=UTC)
            return
        number, unit = rest.removeprefix("+ ").split()
        self.clock.instant += timedelta(**{unit if unit.endswith("s") else f"{unit}s": int(number)})

    def _tap(self, db: Database, callback: str, message_id: int) -> None:
        self.last_tap = (callback, message_id)
        self._arrive(db, Tapped(callback, message_id))

    def _arrive(
        self, db: Database, what: Typed | Tapped | Sent | Located | GroupSpoke | Alarm, chat: int = PERSON
    ) -> None:
        self.update_id += 1
        coach = Coach(Store, CONTENT, self.clock, ZoneInfo("UTC"), PLACES)
        update_id = None if isinstance(what, Alarm) else self.update_id
        with db.atomic():
            answer = coach.handle(db, Incoming(update_id, chat, what, self.language))
        if answer.toast:
            self.lines.append(f"toast: {CONTENT.screens['toasts'].lines.get(answer.toast, '')}".rstrip())
        for each in sorted(answer.chats):
            self._send(db, each)

    def _send(self, db: Database, chat: int) -> None:
        outbox = Store(db).outbox
        while (sent := outbox.next(chat)) is not None:
            screen = Screen("")
            if sent.slot is not Slot.BUTTONS:
                screen = render(sent.row, sent.slot, sent.revision, CONTENT, HOST)
            if sent.target is None:
                self.last_id += 1
            message_id = sent.target or self.last_id
            was = self.messages.get(message_id)
            if sent.slot is Slot.BUTTONS:
                screen = Screen(was.text if was else "")
                self.lines.append("bot: (takes the buttons of an older message away)")
            elif was != screen:
                who = "bot" if sent.target is None else "bot edits"
                self._write(f"{who}, without a sound" if sent.silent else who, screen, was)
            self.messages[message_id] = screen
            buttons = [button for row in screen.buttons for button in row]
            self.ever += [(button.label, button.callback, message_id) for button in buttons]
            with db.atomic():
                outbox.accepted(sent, message_id)

    def _write(self, who: str, screen: Screen, was: Screen | None) -> None:
        text = _plain(screen.text) if was is None or was.text != screen.text else "(the same text)"
        first, *others = text.split("\n")
        self.lines.append(f"{who}: {first}")
        self.lines += [f"  | {line}".rstrip() for line in others]
        for row in screen.buttons:
            self.lines.append("  | " + " ".join(f"[{button.label}]" for button in row))

    def _due(self, db: Database, rest: str) -> None:
        while rows := Store(db).due.come(self.clock.now(), 10):
            for row in rows:
                with db.atomic():
                    Store(db).due.take(row, self.clock.now())
                self._arrive(db, Alarm(row.kind, row.key, row.day, row.at), row.person)

    def _stored(self, db: Database, rest: str) -> None:
        for each in rest.split(", "):
            table, count = each.split()
            assert db[table].count == int(count), f"{table}: {list(db[table].rows)}"

    def _message(self, words: str) -> int:
        found = [number for number, screen in self.messages.items() if words in _plain(screen.text)]
        assert found, f"no message holds {words!r}"
        return max(found)

    def _button(self, label: str, on: str | None) -> tuple[str, int]:
        numbers = [self._message(on)] if on else sorted(self.messages, reverse=True)
        for number in numbers:
            for row in self.messages[number].buttons:
                for button in row:
                    if button.label == label:
                        return button.callback, number
        raise AssertionError(f"no button {label!r} in sight: " + "\n".join(self.lines[-12:]))


def _plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html.replace("<blockquote expandable>", "> ")))


def script_of(text: str) -> list[str]:
    """A transcript's own lines, the bot's left out."""
    return [line for line in text.splitlines() if PERSONS.match(line)]


@pytest.mark.parametrize("path", sorted(HERE.glob("*.txt")), ids=lambda path: path.stem)
def test_transcript(path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    written = path.read_text(encoding="utf-8")
    played = "\n".join(Replay(tmp_path / "bot.db").play(script_of(written))) + "\n"
    if request.config.getoption("--refresh") and played != written:
        assert not os.environ.get("CI"), "transcripts are refreshed by a person who reads what changed"
        changed = difflib.unified_diff(written.splitlines(), played.splitlines(), "was", "is", lineterm="")
        sys.stdout.write("\n".join((f"\n{path.name}", *changed)))
        path.write_text(played, encoding="utf-8")
        return
    assert played == written
