"""Records what happens in every private chat, in its order."""

from dataclasses import dataclass, field, replace

from bot.sandbox.transcripts.happened import (
    Answering,
    Buttons,
    Changed,
    Cleared,
    Doing,
    Happening,
    Rang,
    Said,
)
from bot.sandbox.transcripts.witness import Witness
from bot.sandbox.wire import JSON, leading_integer
from bot.sandbox.world.calls import Call
from bot.sandbox.world.chats import Chat
from bot.sandbox.world.world import World

MOST_KEPT = 10_000
"""Happenings of one chat. What comes later is not recorded: a beginning can be played again, an end can't."""
_TOGETHER = 1.0
"""Seconds within which what comes is told as one."""
_EDITING = {"editmessagetext", "editmessagecaption", "editmessagemedia", "editmessagereplymarkup"}
_DONE = (200, 400)
"""What is answered to an edit that was carried out, or need not be: there is nothing to change."""


@dataclass
class Recording:
    """One chat so far."""

    happenings: list[Happening] = field(default_factory=list)
    toasts: dict[str, str] = field(default_factory=dict)
    """What the bot answered to a tap, by the tap's query id."""
    is_cut: bool = False
    """There was more than is kept."""
    is_unfinished: bool = False
    """The bot had not said all when it was looked last."""
    due: dict[str, float] = field(default_factory=dict)
    """What was due when it was looked last."""
    unsent: list[int] = field(default_factory=list)
    """What waited to be sent then."""
    on_its_way: int | None = None
    """The one of these that has come, though the bot may not have noted that yet."""
    overdue: set[str] = field(default_factory=set)
    """What was late when the person did something: if it is gone once that is done, it was called off."""
    is_answered: bool = True
    """Something has come since the person's last doing."""

    def is_quiet(self) -> bool:
        """Whether nothing more waits to be sent."""
        return all(number == self.on_its_way for number in self.unsent)


class Recorder:
    """Follows the world from its beginning."""

    def __init__(self, world: World, witness: Witness | None = None, most: int = MOST_KEPT) -> None:
        """`most` happenings are kept of each chat."""
        self._world, self._witness, self._most = world, witness, most
        self._recordings: dict[int, Recording] = {}
        world.watchers.add(self._watch)

    def so_far(self, person_id: int) -> Recording:
        """What has happened in the chat of a person, to be kept: nothing is added to it any more."""
        self.look()
        recording = self._of(person_id)
        unfinished = recording.is_cut or self._is_unfinished(recording)
        happenings, toasts = list(recording.happenings), dict(recording.toasts)
        return replace(recording, happenings=happenings, toasts=toasts, is_unfinished=unfinished)

    def did(self, person_id: int, what: Doing) -> None:
        """A person does something; to be told before the bot is."""
        recording = self._of(person_id)
        self.look()
        hurried = self._is_unfinished(recording)
        recording.is_answered = False
        recording.overdue = {name for name, at in recording.due.items() if at <= self._world.clock()}
        self._note(person_id, what, hurried=hurried)

    def look(self) -> None:
        """Notes what has come of what was due, and what waits now: to be done before the time is moved."""
        if self._witness is None or not self._recordings:
            return
        try:
            stored, now = self._witness.stored(self._recordings.keys()), self._world.clock()
        except OSError:  # it can't be read just now
            return
        for person_id, recording in self._recordings.items():
            due = dict(stored.due.get(person_id, {}))
            gone = {name for name, at in recording.due.items() if at <= now and due.get(name) != at}
            if gone - recording.overdue:
                self._ring(person_id)
            recording.due, recording.unsent = due, stored.unsent.get(person_id, [])

    def _watch(self, chat_id: int, event: JSON) -> None:
        if event["event"] == "call":
            self._called(event["call"])
        elif event["event"] == "answer" and event["text"]:
            recording = self._of(chat_id)
            if not recording.is_cut:
                recording.toasts[event["query_id"]] = event["text"]

    def _called(self, call: Call) -> None:
        method = call.method.lower()
        if method == "getupdates" and call.status is None:
            self.look()
            for recording in self._recordings.values():  # what it was told before is done now
                recording.overdue.clear()
        elif call.status in _DONE and (method.startswith("send") or method in _EDITING):
            chat = self._chat(call)
            if chat is not None and (what := _answering(chat, method, call)) is not None:
                self._answered(chat.chat_id, what)

    def _answered(self, person_id: int, what: Answering) -> None:
        recording = self._of(person_id)
        self.look()
        recording.on_its_way = recording.unsent[0] if recording.unsent else None
        recording.is_answered = True
        self._note(person_id, what)

    def _of(self, person_id: int) -> Recording:
        return self._recordings.setdefault(person_id, Recording())

    def _is_unfinished(self, recording: Recording) -> bool:
        unheard = self._world.updates.pending_count > 0 and not recording.is_answered
        return self._witness is not None and (unheard or not recording.is_quiet())

    def _chat(self, call: Call) -> Chat | None:
        """The private chat a call is about."""
        try:
            chat = self._world.chats.get(int(call.params.get("chat_id", 0)))
        except (TypeError, ValueError):
            return None
        return chat if chat is not None and chat.kind == "private" else None

    def _ring(self, person_id: int) -> None:
        """Notes that something has come, once for all that comes together."""
        recording = self._recordings[person_id]
        last, now = recording.happenings[-1] if recording.happenings else None, self._world.clock()
        if last is not None and last.what == Rang() and now - last.at < _TOGETHER:
            recording.happenings[-1] = replace(last, at=now)
        else:
            self._note(person_id, Rang(), hurried=not recording.is_quiet())

    def _note(self, person_id: int, what: Doing | Rang | Answering, *, hurried: bool = False) -> None:
        recording, language = self._recordings[person_id], self._world.people[person_id].language_code
        if len(recording.happenings) >= self._most:
            recording.is_cut = True
        else:
            recording.happenings.append(Happening(what, self._world.clock(), language, hurried))


def _answering(chat: Chat, method: str, call: Call) -> Answering | None:
    """What a call did in a chat, None for nothing."""
    if method not in _EDITING:
        result = call.answer["result"] if call.status == 200 else None
        message = chat.messages.get(result.get("message_id", 0)) if isinstance(result, dict) else None
        if message is None:
            return None
        return Said(message.message_id, message.words, _buttons(message.keyboard), message.silent)
    message_id = leading_integer(str(call.params.get("message_id", "")))
    if method == "editmessagereplymarkup" and not call.params.get("reply_markup"):
        return Cleared(message_id)
    message = chat.messages.get(message_id)
    return None if message is None else Changed(message_id, message.words, _buttons(message.keyboard))


def _buttons(keyboard: JSON | None) -> Buttons:
    rows = keyboard["inline_keyboard"] if keyboard else []
    return tuple(tuple((each["text"], each.get("callback_data", "")) for each in row) for row in rows)
