"""Everything the sandbox knows, in memory: it outlives every restart of the bot."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.text.formatted import Formatted
from bot.sandbox.wire import JSON, told_mistake
from bot.sandbox.world.callbacks import Taps
from bot.sandbox.world.calls import Call, Calls
from bot.sandbox.world.chats import Chat, ChatType, Message
from bot.sandbox.world.faults import Faults
from bot.sandbox.world.files import Files
from bot.sandbox.world.limits import Limits
from bot.sandbox.world.profile import Profile
from bot.sandbox.world.updates import UpdateQueue
from bot.sandbox.world.users import User
from bot.sandbox.world.webhook import Webhook

log = logging.getLogger(__name__)


@dataclass
class World:
    """The state, and the few changes that keep it consistent. Not for use from several threads."""

    bot: User
    calls: Calls
    updates: UpdateQueue
    taps: Taps
    clock: Callable[[], float] = time.time
    """Gives the time written into messages, in Unix seconds."""
    limits: Limits | None = None
    people: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    profile: Profile = field(default_factory=Profile)
    files: Files = field(default_factory=Files)
    faults: Faults = field(default_factory=Faults)
    webhook: Webhook = field(init=False)
    next_webhook_at: float = 0.0
    """When a webhook may be set again, in seconds of `monotonic`."""
    watchers: set[Callable[[int, JSON], None]] = field(default_factory=set)
    """Who follows what happens (the page does): called with the id of the chat, 0 for none, and the event."""
    content_saving: JSON | None = None
    """What was last told about the bot's content, for those who write it."""
    _last_message_id: int = 0
    _next_person_id: int = 700_000_001

    def __post_init__(self) -> None:
        self.webhook = Webhook(self.updates)

    @staticmethod
    def monotonic() -> float:
        """Seconds on a clock that never jumps, whatever time the people are shown."""
        return time.monotonic()

    @property
    def unix_time(self) -> int:
        """Now, as messages are dated."""
        return int(self.clock())

    def add_person(self, person: User) -> None:
        """Gives a person a private chat, unknown to the bot as yet. Raises `ValueError` for an id in use."""
        if person.user_id in self.chats:
            raise ValueError(f"there is a chat {person.user_id} already")
        self.people[person.user_id] = person
        self.chats[person.user_id] = Chat(person.user_id, "private", person=person)

    def free_person_id(self) -> int:
        """An id nobody has."""
        while self._next_person_id in self.chats:
            self._next_person_id += 1
        return self._next_person_id

    def user(self, user_id: int) -> User | None:
        """The person with that id, or the bot; None when it is nobody's."""
        return self.bot if user_id == self.bot.user_id else self.people.get(user_id)

    def group(self, chat_id: int, kind: ChatType = "supergroup", title: str = "A group") -> Chat:
        """The group or channel with that id, made if there is none."""
        return self.chats.setdefault(chat_id, Chat(chat_id, kind, title, known_to_bot=True))

    def add_message(self, chat: Chat, sender: User | None, words: Formatted, **details: object) -> Message:
        """A new message in `chat`; `details` are further fields of `Message`."""
        self._last_message_id += 1
        message = Message(self._last_message_id, chat, sender, self.unix_time, words)
        for name, value in details.items():
            setattr(message, name, value)
        chat.messages[message.message_id] = message
        if message.from_bot:
            chat.typing_until = 0.0
        else:
            chat.force_reply = None
        self.tell(chat, {"event": "message", "message_id": message.message_id})
        return message

    def post(self, channel: Chat, words: Formatted) -> int:
        """A post in a channel; gives the message's id."""
        message = self.add_message(channel, None, words)
        self.updates.add("channel_post", message.as_api())
        return message.message_id

    def delete_message(self, message: Message) -> None:
        """Takes a message away, for both sides."""
        message.chat.messages.pop(message.message_id, None)
        if message.is_pinned:
            message.chat.pinned.remove(message.message_id)
        self.tell(message.chat, {"event": "deleted", "message_id": message.message_id})

    def tell(self, chat: Chat, event: JSON) -> None:
        """Tells everybody who follows or waits for `chat` what happened in it."""
        chat.bell.ring()
        self._tell(chat.chat_id, event)

    def tell_everybody(self, event: JSON) -> None:
        """Tells everybody who follows anything."""
        self._tell(0, event)

    def content_saved(self, mistakes: list[str], *, used: bool) -> None:
        """The bot's content was saved, with mistakes or none; if used, the bot's next message has it."""
        self.content_saving = {"event": "content", "mistakes": mistakes, "used": used}
        self.tell_everybody(self.content_saving)

    def begin_call(self, method: str, params: JSON) -> Call:
        """Logs a call that has arrived."""
        call = self.calls.begin(method, params, self.monotonic())
        self.tell_everybody({"event": "call", "call": call})
        return call

    def end_call(self, call: Call, status: int, answer: Any) -> None:
        """Logs what was answered."""
        self.calls.end(call, status, answer, self.monotonic())
        self.tell_everybody({"event": "call", "call": call})

    def _tell(self, chat_id: int, event: JSON) -> None:
        for watcher in list(self.watchers):
            try:
                watcher(chat_id, event)
            except Exception as error:  # noqa: BLE001 - whoever follows does not hinder what is followed
                log.error("Somebody who follows failed at “%s”: %s.", event["event"], told_mistake(error))
