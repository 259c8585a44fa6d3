"""A transcript played with a sandbox beside it: whatever happens in the one happens in the other."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from bot.cli.recording import is_slow, stored_in
from bot.core.effects import Slot
from bot.core.incoming import Alarm, BotBlocked, GroupSpoke, Incoming, Located, Sent, Tapped, Typed
from bot.core.outbox import Unsent
from bot.core.screens import Screen
from bot.sandbox import Person, Refusal, SandboxServer, Witness
from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.bot_api.methods import METHODS
from bot.sandbox.transcripts.writing import transcript
from bot.sandbox.world.files import Upload
from tests.conversations.phone import Which
from tests.conversations.replay import PERSON, Replay
from tests.conversations.showing import Showing, under

HOST = {"contact": "mail@example.org", "emergency number": "", "zone": "UTC"}


def call(server: SandboxServer, method: str, **arguments: str) -> Any:
    """What a bot is answered, None when it is refused."""
    return answered(server, method, Arguments(arguments))


def answered(server: SandboxServer, method: str, given: Arguments) -> Any:
    """The same for a call that brings files along."""
    world = server.world
    made = world.begin_call(method, given.logged())
    try:
        result = METHODS[method.lower()](world, given)
    except Refusal as refusal:
        world.end_call(made, refusal.code, refusal.answer())
        return None
    world.end_call(made, 200, {"ok": True, "result": result})
    return result


def hear(server: SandboxServer) -> None:
    """The bot asks for updates, and is told of all there are: it is to be asked again once it is done."""
    asked = server.world.begin_call("getUpdates", {})
    told = [dict(each) for each in server.updates._pending]
    server.world.end_call(asked, 200, {"ok": True, "result": told})
    server.updates.drop_pending()


class Sandbox:
    """A sandbox without a server, whose bot knows one person."""

    def __init__(self, database: Path, clock: Callable[[], float]) -> None:
        self.zones: list[str | None] = []
        self.host = dict(HOST)
        self.witness = Witness(
            stored_in(database), lambda latitude, _: self.zones[int(latitude)], is_slow, self.host
        )
        self.server = SandboxServer(clock=clock, witness=self.witness)
        self.person: Person = self.server.person("Ann", PERSON)

    def call(self, method: str, **arguments: str) -> Any:
        """What the bot is answered, None when it is refused."""
        return call(self.server, method, **arguments)

    def upload(self, method: str, shown: Screen, **arguments: str) -> Any:
        """The same with what stands under a screen's words, which the arguments call attach://file."""
        file = Upload(f"{under(shown)}.mp4", "video/mp4", shown.figure.encode())
        if shown.picture is not None:
            file = Upload(shown.document or "picture.png", "image/png", repr(shown.picture).encode())
        elif shown.document:
            file = Upload(shown.document, "application/zip", b"all of it")
        return answered(self.server, method, Arguments(arguments, {"file": file}))

    def saved(self) -> str:
        recording = self.server._everybody.recorder.so_far(PERSON)
        return transcript(recording, self.witness, "A chat saved from the sandbox.")


@dataclass
class MirroredShowing(Showing):
    """Shows it in the sandbox as well."""

    sandbox: Sandbox = field(kw_only=True)
    ids: dict[int, int] = field(default_factory=dict)
    """The messages' ids in the sandbox."""

    def _bring(self, sent: Unsent, message_id: int) -> None:
        super()._bring(sent, message_id)
        there = {"chat_id": str(sent.chat)}
        if sent.target is not None:
            there["message_id"] = str(self.ids[sent.target])
        if sent.slot is Slot.BUTTONS:
            self.sandbox.call("editMessageReplyMarkup", **there)
            return
        shown = self.phone.messages[message_id]
        if sent.target is not None and self._edited(there, shown):
            return
        said = self._said({"chat_id": there["chat_id"], "disable_notification": str(sent.silent)}, shown)
        self.ids[message_id] = said["message_id"]
        if sent.target is not None and sent.target != message_id:
            self.sandbox.call("deleteMessage", **there)

    def _edited(self, there: dict[str, str], shown: Screen) -> bool:
        """Whether a message could become what is to be shown."""
        message = self.sandbox.person._chat.messages.get(int(there["message_id"]))
        if under(shown):
            media = {
                "type": _kind(shown),
                "media": "attach://file",
                "caption": shown.text,
                "parse_mode": "HTML",
            }
            given = {**there, "media": json.dumps(media), **_markup(shown)}
            self.sandbox.upload("editMessageMedia", shown, **given)
        elif message is not None and message.media:
            return False
        else:
            self.sandbox.call(
                "editMessageText", **there, text=shown.text, parse_mode="HTML", **_markup(shown)
            )
        return message is not None

    def _said(self, there: dict[str, str], shown: Screen) -> Any:
        if shown.document:
            given = {**there, "document": "attach://file", "caption": shown.text, "parse_mode": "HTML"}
            return self.sandbox.upload("sendDocument", shown, **given)
        if not under(shown):
            given = {**there, "text": shown.text, "parse_mode": "HTML", **_markup(shown)}
            return self.sandbox.call("sendMessage", **given)
        kind = _kind(shown)
        given = {**there, kind: "attach://file", "caption": shown.text, "parse_mode": "HTML"}
        return self.sandbox.upload(f"send{kind.capitalize()}", shown, **given, **_markup(shown))


class Mirrored(Replay):
    """The replay whose person and bot are in a sandbox, too."""

    def __post_init__(self) -> None:
        self.sandbox = Sandbox(self.path, lambda: self.clock.now().timestamp())
        self.mirror = MirroredShowing(self.phone, self.lines, self._past, sandbox=self.sandbox)
        self.showing = self.mirror
        self._sent = ""

    def _person(self, verb: str, which: Which | None, rest: str) -> Typed | Sent | Located | BotBlocked:
        self._sent = "a photo with words" if verb == "person sends a photo" else rest
        return super()._person(verb, which, rest)

    def _host(self, verb: str, rest: str) -> None:
        super()._host(verb, rest)
        self.sandbox.host[verb.removeprefix("host ")] = rest

    def _delete(self, message_id: int) -> None:
        super()._delete(message_id)
        self.sandbox.person.delete(self.mirror.ids[message_id])

    def _handle(self, db: Database, incoming: Incoming) -> None:
        self.sandbox.person.user.language_code = self.language
        tap = ""
        if not isinstance(incoming.what, Alarm | GroupSpoke):
            tap = self._done(incoming.what)
            hear(self.sandbox.server)
        before = len(self.lines)
        super()._handle(db, incoming)
        for line in self.lines[before:]:
            toast = line.removeprefix("toast: ")
            self.sandbox.call("answerCallbackQuery", callback_query_id=tap, text=toast)
        self.sandbox.server.world.begin_call("getUpdates", {})

    def _done(self, what: Any) -> str:
        """The person does it in the sandbox. The id of a tap."""
        ids, person = self.mirror.ids, self.sandbox.person
        match what:
            case Typed(text, number, _, True):
                person.edit(ids[number], text)
            case Typed(text, number, _, _) if self._sent == "a photo with words":
                ids[number] = person.send_photo(text)
            case Typed(text, number, reply_to):
                ids[number] = person.send(text, reply_to and ids[reply_to])
            case Sent(number):
                ids[number] = person.send_photo() if self._sent == "a photo" else person.send_voice()
            case Located(number, zone):
                ids[number] = person.send_location(len(self.sandbox.zones), 0)
                self.sandbox.zones.append(zone)
            case Tapped(carried, number):
                return person.tap_data(ids[number], carried).query_id
            case BotBlocked(blocked):
                person.block() if blocked else person.unblock()
            case _:
                raise AssertionError(what)
        return ""


def _markup(screen: Screen) -> dict[str, str]:
    if not screen.buttons:
        return {}
    rows = [
        [{"text": button.label, "callback_data": button.callback} for button in row] for row in screen.buttons
    ]
    return {"reply_markup": json.dumps({"inline_keyboard": rows})}


def _kind(shown: Screen) -> str:
    if shown.document:
        return "document"
    return "photo" if shown.picture is not None else "animation"
