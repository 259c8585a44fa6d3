"""A transcript played through the real door on a real database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from bot.adapters.places import Places
from bot.adapters.store import Store, database_at, history
from bot.coach import Coach
from bot.core.history import History
from bot.core.incoming import Alarm, BotBlocked, GroupSpoke, Incoming, Located, Sent, Tapped, Typed
from tests.conversations.phone import Phone, Which
from tests.conversations.showing import CONTENT, Showing

PLACES = Places()
PERSON = 7001
GROUP = -100
PERSONS = re.compile(r"(#|(person|tap|forge|group|clock|due|restart|stored|host|in a hurry)\b)")
LINE = re.compile(r'([a-z ]+?)(?: ?"([^"]*)"(?:, (\d+) further up)?)?(?:: (.*))?', re.DOTALL)
NEXT = re.compile(r"\n  \| ?")
"""Between two lines of what a person typed."""

Persons = Typed | Tapped | Sent | Located | BotBlocked | GroupSpoke


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
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    phone: Phone = field(default_factory=Phone)
    lines: list[str] = field(default_factory=list)
    update_id: int = 5000
    language: str = "en"

    def __post_init__(self) -> None:
        self.showing = Showing(self.phone, self.lines, self._past)

    def play(self, script: list[str]) -> list[str]:
        """The whole transcript, the bot's lines as they are now."""
        steps = iter(script)
        while self._life(steps):
            pass
        return self.lines

    def _past(self, person: int) -> History:
        return history(self.path, person, self.clock.now(), self.zone)

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
        shape = LINE.fullmatch(line)
        assert shape, f"{line!r} is no line of a transcript"
        verb, words, further_up, rest = shape[1], shape[2], int(shape[3] or 0), shape[4] or ""
        which = None if words is None else Which(words, further_up)
        self.phone.new_id()
        if verb == "person speaks":
            self.language = "" if rest == "nothing" else rest
        elif verb == "person deletes":
            assert which, "which message does the person delete?"
            self._delete(self.phone.message(which))
            self.showing.send(db, PERSON)
        elif verb.startswith("person"):
            self._arrive(db, self._person(verb, which, NEXT.sub("\n", rest)))
        elif verb.startswith("tap") or verb == "forge":
            self._arrive(db, Tapped(*self.phone.tap(verb, which, rest)))
        elif verb == "group":
            self._arrive(db, GroupSpoke(), GROUP)
        elif verb.startswith("host"):
            self._host(verb, "" if rest == "nothing" else rest)
        else:
            {"clock": self._wait, "due": self._due, "stored": self._stored, "in a hurry": self._hurry}[verb](
                db, rest
            )
        if verb != "in a hurry":
            self.showing.most, self.showing.crossing, self.showing.noting = None, False, True

    def _person(self, verb: str, which: Which | None, rest: str) -> Typed | Sent | Located | BotBlocked:
        number = self.phone.last_id
        match verb:
            case "person" | "person sends a photo":
                self.phone.own[number] = rest
                return Typed(rest, number)
            case "person edits":
                number = self.phone.own_message(which)
                self.phone.own[number] = rest
                return Typed(rest, number, edited=True)
            case "person replies to":
                assert which, "which message is it a reply to?"
                self.phone.own[number] = rest
                return Typed(rest, number, reply_to=self.phone.message(which))
            case "person sends":
                self.phone.own[number] = ""
                return Sent(number)
            case "person is in":
                self.phone.own[number] = ""
                return Located(number, None if rest == "nowhere" else rest)
            case "person blocks the bot" | "person unblocks the bot":
                return BotBlocked(verb == "person blocks the bot")
            case _:
                raise AssertionError(f"no such line as {verb!r}")

    def _delete(self, message_id: int) -> None:
        self.phone.delete(message_id)

    def _host(self, verb: str, rest: str) -> None:
        match verb:
            case "host contact":
                self.showing.host = replace(self.showing.host, contact=rest)
            case "host emergency number":
                self.showing.host = replace(self.showing.host, emergency_number=rest)
            case "host zone":
                self.zone = ZoneInfo(rest)
            case _:
                raise AssertionError(f"no such line as {verb!r}")

    def _hurry(self, db: Database, rest: str) -> None:
        self.showing.most = int(rest.split()[0])
        self.showing.crossing = rest.endswith(", one on its way")
        self.showing.noting = not rest.endswith(", not noted yet")

    def _wait(self, db: Database, rest: str) -> None:
        if not rest.startswith("+"):
            self.clock.instant = datetime.fromisoformat(rest).replace(tzinfo=UTC)
            return
        number, unit = rest.removeprefix("+ ").split()
        self.clock.instant += timedelta(**{unit if unit.endswith("s") else f"{unit}s": int(number)})

    def _arrive(self, db: Database, what: Persons, chat: int = PERSON) -> None:
        self.update_id += 1
        self._handle(db, Incoming(self.update_id, chat, what, self.language))
        self.showing.send(db, chat)

    def _due(self, db: Database, rest: str) -> None:
        while rows := Store(db).due.come(self.clock.now(), 10):
            for row in rows:
                with db.atomic():
                    Store(db).due.take(row, self.clock.now())
                alarm = Alarm(row.kind, row.key, row.day, row.at)
                self._handle(db, Incoming(None, row.person, alarm))
            self.showing.send(db, PERSON)

    def _handle(self, db: Database, incoming: Incoming) -> None:
        coach = Coach(Store, CONTENT, self.clock, self.zone, PLACES)
        with db.atomic():
            answer = coach.handle(db, incoming)
        if words := CONTENT.screens["toasts"].lines.get(answer.toast or "", ""):
            self.lines.append(f"toast: {words}")

    def _stored(self, db: Database, rest: str) -> None:
        for each in rest.split(", "):
            table, count = each.split()
            assert db[table].count == int(count), f"{table}: {list(db[table].rows)}"


def script_of(text: str) -> list[str]:
    """A transcript's own lines, the bot's left out; what a person typed may go on over several."""
    script: list[str] = []
    persons = False
    for line in text.split("\n"):
        if PERSONS.match(line):
            script.append(line)
            persons = line.startswith("person")
        elif persons and line.startswith("  |"):
            script[-1] += f"\n{line}"
        else:
            persons = False
    return script
