"""What a person sees of their chat with the bot."""

from collections.abc import Callable
from typing import Self, TypeVar

from bot.sandbox.people.seen import Seen, seen
from bot.sandbox.world.chats import Chat, Message

Found = TypeVar("Found")


class Screen:
    """A chat as it stands on the screen, and waiting for it to change."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat

    @property
    def messages(self) -> list[Seen]:
        """The chat as it stands on the screen, the oldest message first; deleted ones are gone."""
        return [seen(message) for message in self._chat.messages.values()]

    @property
    def bot_messages(self) -> list[Seen]:
        """What the bot has sent, as it stands now."""
        return [seen(message) for message in self._chat.messages.values() if message.from_bot]

    @property
    def newest(self) -> Seen | None:
        """The newest message of either side; None in an empty chat."""
        message = next(reversed(self._chat.messages.values()), None)
        return None if message is None else seen(message)

    @property
    def last(self) -> Seen:
        """The bot's newest message; raises `LookupError` when there is none."""
        for message in reversed(self._chat.messages.values()):
            if message.from_bot:
                return seen(message)
        raise LookupError("there is no message from the bot")

    def message(self, message_id: int) -> Seen:
        """The message with that id as it stands now; raises `LookupError` when it is not there (any more)."""
        return seen(self._find(message_id))

    async def wait_for(self, look: Callable[[Self], Found | None], timeout: float = 5.0) -> Found:
        """The first truthy answer of `look(self)`, asked now and whenever something changes in the chat.

        Raises `TimeoutError` after `timeout` seconds; it tells what the chat looked like then.
        """
        return await self._chat.bell.wait_for(lambda: look(self), timeout, self._describe)

    async def next_message(self, after: int, timeout: float = 5.0) -> Seen:
        """The bot's first message with a higher id than `after`; raises `TimeoutError`."""
        return await self.wait_for(lambda screen: screen._first_after(after), timeout)

    def _first_after(self, message_id: int) -> Seen | None:
        newer: Message | None = None
        for message in reversed(self._chat.messages.values()):
            if message.message_id <= message_id:
                break
            newer = message if message.from_bot else newer
        return seen(newer) if newer else None

    def _find(self, message_id: int) -> Message:
        message = self._chat.messages.get(message_id)
        if message is None:
            raise LookupError(f"there is no message {message_id}")
        return message

    def _describe(self) -> str:
        last = [(message.message_id, message.text, message.labels) for message in self.messages[-6:]]
        return f"the chat ends with {last}"
