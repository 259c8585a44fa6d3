"""Chats and the messages in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bot.sandbox.text.formatted import Formatted
from bot.sandbox.wire import JSON
from bot.sandbox.world.bell import Bell
from bot.sandbox.world.users import User

ChatType = Literal["private", "group", "supergroup", "channel"]
SERVICE_KINDS = ("pinned_message",)


@dataclass
class Chat:
    """A chat as the bot knows it. A private chat has its person's id."""

    chat_id: int
    kind: ChatType
    title: str = ""
    person: User | None = None
    known_to_bot: bool = False
    """False until somebody has written there: before that Telegram tells a bot "chat not found"."""
    blocked: bool = False
    """The person has blocked (stopped) the bot, or a group has thrown it out."""
    left: bool = False
    """The bot has left the group."""
    bot_is_administrator: bool = False
    banned: set[int] = field(default_factory=set)
    """Whom the bot has thrown out of the group: ids of users."""
    reply_keyboard: JSON | None = None
    """The `ReplyKeyboardMarkup` below the chat."""
    force_reply: JSON | None = None
    """The `ForceReply` the person has not followed yet, with the `message_id` they are to reply to."""
    pinned: list[int] = field(default_factory=list)
    """Ids of pinned messages, the last pinned at the end."""
    typing_until: float = 0.0
    """When the bot's "typing ..." runs out, as the world's monotonic seconds."""
    messages: dict[int, Message] = field(default_factory=dict)
    bell: Bell = field(default_factory=Bell)

    def as_api(self) -> JSON:
        """A `Chat` object."""
        if self.person is None:
            return {"id": self.chat_id, "title": self.title, "type": self.kind}
        shown: JSON = {"id": self.chat_id, "type": self.kind, "first_name": self.person.first_name}
        further = {"last_name": self.person.last_name, "username": self.person.username}
        return shown | {name: value for name, value in further.items() if value}


@dataclass
class Message:
    """One message, as it stands now (edits are applied)."""

    message_id: int
    chat: Chat
    sender: User | None
    date: int
    words: Formatted = field(default_factory=Formatted)
    media: JSON | None = None
    """The fields of a media message, e.g. `{"photo": [...]}`; the words are its caption then."""
    keyboard: JSON | None = None
    """The inline keyboard, as `InlineKeyboardMarkup`."""
    reply_to: Message | None = None
    edit_date: int | None = None
    words_edited: bool = False
    """Whether text, caption or media were edited; a changed keyboard alone is not shown as an edit."""
    file_id: str = ""
    silent: bool = False
    """Sent without a sound."""
    extras: JSON = field(default_factory=dict)
    """Further fields as a `Message` object has them: `forward_origin`, `media_group_id`, `effect_id` ..."""
    reactions: list[JSON] = field(default_factory=list)
    """The bot's: each a `ReactionType`."""

    @property
    def kind(self) -> str:
        """What it shows: "text", "photo", "location" ..."""
        return next(iter(self.media), "text") if self.media else "text"

    @property
    def is_service(self) -> bool:
        """Whether it only tells what happened in the chat."""
        return self.kind in SERVICE_KINDS

    @property
    def is_pinned(self) -> bool:
        """Whether it is pinned now."""
        return self.message_id in self.chat.pinned

    @property
    def from_bot(self) -> bool:
        """Whether the bot sent it."""
        return self.sender is not None and self.sender.is_bot

    def as_api(self, *, with_reply: bool = True) -> JSON:
        """A `Message` object. The message replied to is shown without the one *it* replies to."""
        shown: JSON = {"message_id": self.message_id}
        if self.sender is not None:
            shown["from"] = self.sender.as_api()
        else:
            shown["sender_chat"] = self.chat.as_api()
        shown |= {"chat": self.chat.as_api(), "date": self.date}
        if self.edit_date is not None:
            shown["edit_date"] = self.edit_date
        if with_reply and self.reply_to is not None:
            shown["reply_to_message"] = self.reply_to.as_api(with_reply=False)
        shown |= self.extras
        shown |= self.media or {}
        shown |= _words_as_api(self.words, "caption" if self.media else "text")
        if self.keyboard is not None:
            shown["reply_markup"] = self.keyboard
        return shown


def _words_as_api(words: Formatted, name: str) -> JSON:
    if not words.text:
        return {}
    entities_name = "entities" if name == "text" else "caption_entities"
    return {name: words.text} | ({entities_name: words.entities} if words.entities else {})
