"""A person at their phone: everything one can do to a bot."""

from collections.abc import Callable
from typing import TypeVar

from bot.sandbox.callbacks import CallbackAnswer, Tap
from bot.sandbox.chats import Chat, Message
from bot.sandbox.media_samples import LOCATION, PHOTO, STICKER, VOICE
from bot.sandbox.people import User
from bot.sandbox.seen import Seen, seen
from bot.sandbox.text.formatted import MOST_TEXT, Formatted, typed
from bot.sandbox.wire import JSON
from bot.sandbox.world import World

Found = TypeVar("Found")


class Person:
    """One person and their private chat with the bot. Everything here happens at once; only waiting is async."""

    def __init__(self, world: World, user: User) -> None:
        self._world = world
        self._chat = world.chats[user.user_id]
        self.user = user
        self.taps: list[Tap] = []
        """Every tap so far, the newest last."""

    @property
    def person_id(self) -> int:
        """Their user id, which is the id of their private chat too."""
        return self.user.user_id

    @property
    def messages(self) -> list[Seen]:
        """The chat as it stands on the screen, the oldest message first; deleted ones are gone."""
        return [seen(message) for message in self._chat.messages.values()]

    @property
    def bot_messages(self) -> list[Seen]:
        """What the bot has sent, as it stands now."""
        return [seen(message) for message in self._chat.messages.values() if message.from_bot]

    @property
    def last(self) -> Seen:
        """The bot's newest message; raises `LookupError` when there is none."""
        for message in reversed(self._chat.messages.values()):
            if message.from_bot:
                return seen(message)
        raise LookupError(f"{self.user.first_name} has no message from the bot")

    @property
    def toasts(self) -> list[CallbackAnswer]:
        """The answers to their taps that showed something, in the order of the taps."""
        return [tap.answer for tap in self.taps if tap.answer is not None and tap.answer.text]

    def message(self, message_id: int) -> Seen:
        """The message with that id as it stands now; raises `LookupError` when it is not there (any more)."""
        return seen(self._find(message_id))

    def start(self, payload: str | None = None) -> int:
        """Presses START (or opens a `?start=payload` link); gives the message's id. Unblocks the bot first."""
        self.unblock()
        return self.send("/start" if payload is None else f"/start {payload}")

    def send(self, text: str, reply_to: int | None = None, chat: Chat | None = None) -> int:
        """Sends a text, to the bot or to a group; gives the message's id.

        As the apps do, it sends a text of more than 4,096 characters as several messages (the last one's id is given).
        Raises `ValueError` for an empty text, and when they have blocked the bot.
        """
        chunks = [text[at : at + MOST_TEXT] for at in range(0, len(text), MOST_TEXT)]
        words = [formatted for formatted in map(typed, chunks) if formatted.text]
        if not words:
            raise ValueError("an empty text can't be sent")
        replied = self._find(reply_to) if reply_to is not None and chat is None else None
        return [self._send(formatted, chat=chat, reply_to=replied) for formatted in words][-1]

    def send_photo(self, caption: str = "") -> int:
        """Sends a small picture."""
        return self._send(typed(caption), media=PHOTO)

    def send_voice(self, seconds: int = 3) -> int:
        """Sends a voice message."""
        return self._send(Formatted(), media={"voice": {**VOICE["voice"], "duration": seconds}})

    def send_sticker(self) -> int:
        """Sends a sticker."""
        return self._send(Formatted(), media=STICKER)

    def send_location(self, latitude: float = 48.2082, longitude: float = 16.3738) -> int:
        """Shares a place, in degrees."""
        place = {"latitude": latitude, "longitude": longitude}
        return self._send(Formatted(), media={"location": {**LOCATION["location"], **place}})

    def edit(self, message_id: int, text: str) -> None:
        """Edits one of their own messages; raises `LookupError` when there is none with that id."""
        message = self._find(message_id)
        if message.sender is not self.user:
            raise LookupError(f"message {message_id} is not {self.user.first_name}'s own")
        message.words, message.words_edited = typed(text), True
        message.edit_date = self._world.unix_time
        self._world.updates.add("edited_message", message.as_api())
        self._world.tell(message.chat, {"event": "edited", "message_id": message_id})

    def delete(self, message_id: int) -> None:
        """Deletes a message for both sides. A bot is told nothing about it."""
        self._world.delete_message(self._find(message_id))

    def tap(self, message_id: int, button: str | tuple[int, int]) -> Tap:
        """Taps an inline button, named by its label or by (row, column) from 0.

        Raises `LookupError` when there is no such button (or no such message), or when it is no callback button.
        """
        keyboard = self.message(message_id).keyboard
        found = _button(keyboard, button)
        if found is None or "callback_data" not in found:
            labels = [[each["text"] for each in row] for row in keyboard]
            raise LookupError(f"no button {button!r} to tap in message {message_id}: {labels}")
        return self.tap_data(message_id, found["callback_data"])

    def tap_data(self, message_id: int, callback_data: str) -> Tap:
        """A tap that carries this data, whatever the message shows now: an old button, or a forged one."""
        tap = self._world.taps.add(self.person_id, message_id, self._world.monotonic())
        self.taps.append(tap)
        message = self._chat.messages.get(message_id)
        gone = {"message_id": message_id, "chat": self._chat.as_api(), "date": 0}
        query = {
            "id": tap.query_id,
            "from": self.user.as_api(),
            "message": gone if message is None else message.as_api(),
            "chat_instance": str(-(self.person_id * 2_654_435_761 % (1 << 62))),
            "data": callback_data,
        }
        self._world.updates.add("callback_query", query)
        return tap

    def block(self) -> None:
        """Blocks (stops) the bot."""
        self._set_blocked(True)

    def unblock(self) -> None:
        """Unblocks the bot again."""
        self._set_blocked(False)

    def delete_account(self) -> None:
        """Deletes the account: the bot can't write to it any more."""
        self.user.deleted = True

    async def wait_for(self, look: Callable[["Person"], Found], timeout: float = 5.0) -> Found:
        """The first truthy answer of `look(person)`, asked now and whenever something changes in the chat.

        Raises `TimeoutError` after `timeout` seconds; it tells what the chat looked like then.
        """
        return await self._chat.bell.wait_for(lambda: look(self), timeout, self._describe)

    async def next_message(self, after: int, timeout: float = 5.0) -> Seen:
        """The bot's first message with a higher id than `after`."""
        return await self.wait_for(
            lambda person: next(
                (message for message in person.bot_messages if message.message_id > after), None
            ),  # type: ignore[arg-type, return-value]
            timeout,
        )

    def _describe(self) -> str:
        last = [(message.message_id, message.text, message.labels) for message in self.messages[-6:]]
        return f"{self.user.first_name}'s chat ends with {last}"

    def _send(
        self,
        words: Formatted,
        chat: Chat | None = None,
        media: JSON | None = None,
        reply_to: Message | None = None,
    ) -> int:
        chat = chat or self._chat
        if self._chat.blocked and chat is self._chat:
            raise ValueError(f"{self.user.first_name} has blocked the bot; unblock() or start() first")
        chat.known_to_bot = True
        message = self._world.add_message(chat, self.user, words, media=media, reply_to=reply_to)
        self._world.updates.add("message", message.as_api())
        return message.message_id

    def _set_blocked(self, blocked: bool) -> None:
        if self._chat.blocked == blocked:
            return
        self._chat.blocked = blocked
        member = {"user": self._world.bot.as_api()}
        states: list[JSON] = [{"status": "member", **member}, {"status": "kicked", **member, "until_date": 0}]
        old, new = states if blocked else states[::-1]
        change = {
            "chat": self._chat.as_api(),
            "from": self.user.as_api(),
            "date": self._world.unix_time,
            "old_chat_member": old,
            "new_chat_member": new,
        }
        self._world.updates.add("my_chat_member", change)
        self._world.tell(self._chat, {"event": "blocked", "blocked": blocked})

    def _find(self, message_id: int) -> Message:
        message = self._chat.messages.get(message_id)
        if message is None:
            raise LookupError(f"there is no message {message_id} in {self.user.first_name}'s chat")
        return message


def _button(keyboard: list[list[JSON]], wanted: str | tuple[int, int]) -> JSON | None:
    if isinstance(wanted, tuple):
        row, column = wanted
        inside = 0 <= row < len(keyboard) and 0 <= column < len(keyboard[row])
        return keyboard[row][column] if inside else None
    return next((button for row in keyboard for button in row if button["text"] == wanted), None)
