"""Records what happens in every private chat, in its order."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import PurePath

from bot.sandbox.transcripts.happened import (
    Answering,
    Buttons,
    Changed,
    Cleared,
    Deleted,
    Doing,
    Happening,
    Rang,
    Removed,
    Said,
    Unwritten,
)
from bot.sandbox.transcripts.recording import Recording
from bot.sandbox.transcripts.witness import Witness
from bot.sandbox.wire import JSON, leading_integer
from bot.sandbox.world.calls import Call
from bot.sandbox.world.chats import Chat, Message
from bot.sandbox.world.world import World

MOST_KEPT = 10_000
"""Happenings of one chat. What comes later is not recorded: a beginning can be played again, an end can't."""
_EDITING = {"editmessagetext", "editmessagecaption", "editmessagemedia", "editmessagereplymarkup"}
_UNWRITTEN = (
    "sendmediagroup",
    "copy",
    "forward",
    "deletemessages",
    "pin",
    "unpin",
    "stop",
    "setmessagereaction",
)
"""What changes a chat, but has no line: how the methods' names begin."""
_DONE = (200, 400)
"""What is answered to an edit that was carried out, or need not be: there is nothing to change."""


class Recorder:
    """Follows the world from its beginning."""

    def __init__(self, world: World, witness: Witness | None = None, most: int = MOST_KEPT) -> None:
        """`most` happenings are kept of each chat."""
        self._world, self._witness, self._most = world, witness, most
        self._recordings: dict[int, Recording] = {}
        self._heard: Collection[int] = ()
        world.watchers.add(self._watch)

    def so_far(self, person_id: int) -> Recording:
        """What has happened in the chat of a person, to be kept: nothing is added to it any more."""
        self.look()
        recording = self._of(person_id).kept()
        return recording if self._witness is not None else replace(recording, is_unfinished=recording.is_cut)

    def did(self, person_id: int, what: Doing) -> None:
        """A person does something; to be told before the bot is."""
        recording = self._of(person_id)
        if self._witness is None:
            recording.note(self._now(person_id, what))
        elif isinstance(what, Deleted):
            self.look()
            recording.add(self._now(person_id, what))
        else:
            recording.did(self._world.updates.next_id, self._now(person_id, what))

    def look(self) -> None:
        """Notes what has come of what was due, and what waits now: to be done before the time is moved."""
        if self._witness is None or not self._recordings:
            return
        try:
            stored, now = self._witness.stored(self._recordings.keys()), self._world.clock()
        except OSError:  # it can't be read just now
            return
        self._heard = stored.heard
        for person_id, recording in self._recordings.items():
            due, unsent = dict(stored.due.get(person_id, {})), stored.unsent.get(person_id, [])
            gone = {name for name, at in recording.due.items() if at <= now and due.get(name) != at}
            if gone - recording.overdue:
                recording.rings(self._now(person_id, Rang()), unsent)
            recording.takes(stored.heard, now)
            recording.due, recording.unsent = due, unsent

    def _watch(self, chat_id: int, event: JSON) -> None:
        if event["event"] == "call":
            self._called(event["call"])
        elif event["event"] == "answer":
            recording = self._of(chat_id)
            if not recording.is_cut:
                recording.toasts[event["query_id"]] = event["text"]

    def _called(self, call: Call) -> None:
        method = call.method.lower()
        if method == "getupdates":
            self._asked(call)
        elif (
            method.startswith(("send", "deletemessage", *_UNWRITTEN)) and method != "sendchataction"
        ) or method in _EDITING:
            chat = self._chat(call)
            if chat is None:
                return
            recording = self._of(chat.chat_id)
            self.look()
            if call.status is None:
                recording.begins(self._heard)
            else:
                what = _done(self._world, chat, method, call)
                recording.ends(None if what is None else self._now(chat.chat_id, what))

    def _asked(self, call: Call) -> None:
        """The bot asks for updates, when it is done with the last, and is told of some."""
        if self._witness is None:
            return
        if call.status is None:
            self.look()
            for recording in self._recordings.values():
                recording.is_done(self._world.clock())
        elif call.status == 200 and call.answer["result"]:
            self.look()
            ids, now = {each.get("update_id") for each in call.answer["result"]}, self._world.clock()
            for recording in self._recordings.values():
                recording.overdue = {name for name, at in recording.due.items() if at <= now}
                recording.hears(ids, self._witness.slow, now)

    def _of(self, person_id: int) -> Recording:
        return self._recordings.setdefault(person_id, Recording(most=self._most))

    def _chat(self, call: Call) -> Chat | None:
        """The private chat a call is about."""
        try:
            chat = self._world.chats.get(int(call.params.get("chat_id", 0)))
        except (TypeError, ValueError):
            return None
        return chat if chat is not None and chat.kind == "private" else None

    def _now(self, person_id: int, what: Doing | Rang | Answering) -> Happening:
        return Happening(what, self._world.clock(), self._world.people[person_id].language_code)


def _done(world: World, chat: Chat, method: str, call: Call) -> Answering | None:
    """What a call did in a chat as it is recorded, None for nothing."""
    if method.startswith(_UNWRITTEN):
        return Unwritten(call.method) if call.status == 200 else None
    return _answering(world, chat, method, call) if call.status in _DONE else None


def _answering(world: World, chat: Chat, method: str, call: Call) -> Answering | None:
    """What a call did in a chat, None for nothing."""
    if method == "deletemessage":
        removed = leading_integer(str(call.params.get("message_id", "")))
        return Removed(removed) if call.status == 200 else None
    if method not in _EDITING:
        result = call.answer["result"] if call.status == 200 else None
        message = chat.messages.get(result.get("message_id", 0)) if isinstance(result, dict) else None
        if message is None:
            return None
        buttons, file = _buttons(message.keyboard), _file(world, message)
        return Said(message.message_id, message.words, buttons, message.silent, file)
    message_id = leading_integer(str(call.params.get("message_id", "")))
    if method == "editmessagereplymarkup" and not call.params.get("reply_markup"):
        return Cleared(message_id)
    message = chat.messages.get(message_id)
    if message is None:
        return None
    return Changed(message_id, message.words, _buttons(message.keyboard), _file(world, message))


def _file(world: World, message: Message) -> str:
    """What a message has besides words: the name of its file without an ending, or else its kind."""
    stored = world.files.find(message.file_id) if message.file_id else None
    return (PurePath(stored.upload.name).stem if stored else "") or next(iter(message.media or {}), "")


def _buttons(keyboard: JSON | None) -> Buttons:
    rows = keyboard["inline_keyboard"] if keyboard else []
    return tuple(tuple((each["text"], each.get("callback_data", "")) for each in row) for row in rows)
