"""Puts a new message of the bot into a chat: what all the methods that send have in common."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.bot_api.content import Content
from bot.sandbox.bot_api.finding import find_chat, refuse_unless_open
from bot.sandbox.bot_api.keyboards import read_markup
from bot.sandbox.bot_api.replies import read_reply
from bot.sandbox.bot_api.reply_keys import refuse_where_unfit
from bot.sandbox.wire import JSON, bad_request
from bot.sandbox.world.chats import Chat, Message
from bot.sandbox.world.world import World

_EFFECT = re.compile(r"\d{1,19}")


@dataclass(frozen=True)
class Delivery:
    """Where the new messages of a call go, and what goes with them."""

    world: World
    chat: Chat
    replied: Message | None
    markup: JSON | None
    silent: bool
    extras: JSON

    def deliver(self, content: Content, **extras: object) -> Message:
        """Sends one message; raises `Refusal` when the chat is closed to the bot, or for now."""
        [message] = self.deliver_all([(content, extras)])
        return message

    def deliver_all(self, parts: Sequence[tuple[Content, JSON]]) -> list[Message]:
        """As `deliver`, several messages, each with its extras: all of them are sent, or none."""
        for content, _ in parts:
            content.refuse_too_long()
        refuse_unless_open(self.chat)
        if self.world.limits is not None:
            self.world.limits.take(self.chat.chat_id, self.world.monotonic(), len(parts))
        return [self._put(content, extras) for content, extras in parts]

    def _put(self, content: Content, extras: JSON) -> Message:
        markup = self.markup or {}
        message = self.world.add_message(
            self.chat,
            self.world.bot,
            content.words,
            media=content.media,
            file_id=content.file_id,
            keyboard=markup if "inline_keyboard" in markup else None,
            reply_to=self.replied,
            silent=self.silent,
            extras={**self.extras, **content.extras, **extras},
        )
        _change_keyboard(self.chat, markup, message)
        return message


def begin_delivery(world: World, arguments: Arguments) -> Delivery:
    """Reads where to send, and how. Raises `Refusal`."""
    markup = read_markup(arguments)
    chat = find_chat(world, arguments)
    refuse_where_unfit(markup, chat)
    replied, extras = read_reply(chat, arguments, world.user)
    if arguments.flag("protect_content"):
        extras["has_protected_content"] = True
    if effect := arguments.text("message_effect_id"):
        if not _EFFECT.fullmatch(effect) or chat.kind != "private":
            raise bad_request("EFFECT_ID_INVALID")
        extras["effect_id"] = effect
    return Delivery(world, chat, replied, markup, arguments.flag("disable_notification"), extras)


def deliver(world: World, arguments: Arguments, content: Content) -> Message:
    """Sends one message as the arguments say."""
    return begin_delivery(world, arguments).deliver(content)


def _change_keyboard(chat: Chat, markup: JSON, message: Message) -> None:
    """A reply keyboard belongs to the chat, and stays until another one comes or it is taken away."""
    if "keyboard" in markup or markup.get("remove_keyboard"):
        chat.reply_keyboard = markup if "keyboard" in markup else None
        chat.force_reply = None
    elif markup.get("force_reply"):
        chat.force_reply = {**markup, "message_id": message.message_id}
