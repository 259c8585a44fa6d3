"""deleteMessage and deleteMessages."""

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.bot_api.finding import find_chat, find_message, read_message_ids
from bot.sandbox.wire import bad_request
from bot.sandbox.world.chats import Message
from bot.sandbox.world.world import World

_DELETABLE_SECONDS = 48 * 3600


def delete_message(world: World, arguments: Arguments) -> bool:
    """deleteMessage: the bot's own and, in private chats, the person's too, for 48 hours."""
    if not arguments.text("chat_id"):
        raise bad_request("chat identifier is not specified")
    if arguments.integer("message_id") <= 0:
        raise bad_request("message identifier is not specified")
    message = find_message(world, arguments, "message to delete")
    if not message.from_bot and message.chat.kind != "private" and not message.chat.bot_is_administrator:
        raise bad_request("message can't be deleted")
    if not can_be_deleted(world, message):
        raise bad_request("message can't be deleted for everyone")
    world.delete_message(message)
    return True


def delete_messages(world: World, arguments: Arguments) -> bool:
    """deleteMessages: up to 100, those that are gone or too old are passed over."""
    message_ids = read_message_ids(arguments)
    chat = find_chat(world, arguments)
    for message_id in message_ids:
        message = chat.messages.get(message_id)
        if message is not None and can_be_deleted(world, message):
            world.delete_message(message)
    return True


def can_be_deleted(world: World, message: Message) -> bool:
    """Whether it is younger than 48 hours."""
    return world.unix_time - message.date < _DELETABLE_SECONDS
