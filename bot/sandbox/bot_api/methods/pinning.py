"""pinChatMessage and its opposites."""

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.bot_api.finding import find_chat, find_message, refuse_unless_open
from bot.sandbox.text.formatted import Formatted
from bot.sandbox.wire import bad_request
from bot.sandbox.world.chats import Chat, Message
from bot.sandbox.world.world import World


def pin_chat_message(world: World, arguments: Arguments) -> bool:
    """pinChatMessage: the chat tells of it in a message, which the bot gets as an update, too."""
    message = find_message(world, arguments, "message to pin")
    chat = message.chat
    _refuse_unless_allowed(chat)
    if message.is_service:
        raise bad_request("service messages can't be pinned")
    if message.is_pinned:
        chat.pinned.remove(message.message_id)  # Pinned again, it is the newest of them.
    chat.pinned.append(message.message_id)
    _tell(world, [message])
    told = world.add_message(
        chat,
        world.bot,
        Formatted(),
        media={"pinned_message": message.as_api(with_reply=False)},
        silent=arguments.flag("disable_notification"),
    )
    world.updates.add("message", told.as_api())
    return True


def unpin_chat_message(world: World, arguments: Arguments) -> bool:
    """unpinChatMessage: the last pinned one when none is named."""
    chat = find_chat(world, arguments)
    _refuse_unless_allowed(chat)
    message_id = arguments.integer("message_id")
    if not message_id and not chat.pinned:
        raise bad_request("message to unpin not found")
    message = chat.messages.get(message_id or chat.pinned[-1])
    if message is None:
        raise bad_request("message to unpin not found")
    if message.is_pinned:
        chat.pinned.remove(message.message_id)
        _tell(world, [message])
    return True


def unpin_all_chat_messages(world: World, arguments: Arguments) -> bool:
    """UnpinAllChatMessages."""
    chat = find_chat(world, arguments)
    _refuse_unless_allowed(chat)
    pinned = [chat.messages[message_id] for message_id in chat.pinned]
    chat.pinned.clear()
    _tell(world, pinned)
    return True


def _refuse_unless_allowed(chat: Chat) -> None:
    refuse_unless_open(chat)
    if chat.kind != "private" and not chat.bot_is_administrator:
        raise bad_request("not enough rights to manage pinned messages in the chat")


def _tell(world: World, messages: list[Message]) -> None:
    for message in messages:
        world.tell(message.chat, {"event": "edited", "message_id": message.message_id})
