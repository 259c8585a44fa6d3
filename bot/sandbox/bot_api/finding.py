"""Finds what a call's arguments name: chats and messages, or Telegram's words for why not."""

from typing import Any

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.wire import bad_request, forbidden
from bot.sandbox.world.chats import Chat, Message
from bot.sandbox.world.world import World

_MOST_AT_ONCE = 100


def find_chat(world: World, arguments: Arguments, name: str = "chat_id") -> Chat:
    """The chat named by the argument `name`; raises `Refusal` when the bot can't know it."""
    if arguments.text("business_connection_id"):  # Nobody here has a business account.
        raise bad_request("business connection not found")
    if not arguments.text(name):
        raise bad_request("chat_id is empty")
    chat = None if arguments.text(name).startswith("@") else world.chats.get(arguments.integer(name))
    if chat is None or not chat.known_to_bot:
        raise bad_request("chat not found")
    return chat


def refuse_unless_open(chat: Chat) -> None:
    """Raises `Refusal` when the bot may not write to this chat (any more)."""
    if chat.person is not None and chat.person.deleted:
        raise forbidden("user is deactivated")
    if chat.blocked and chat.kind == "private":
        raise forbidden("bot was blocked by the user")
    if chat.blocked:
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    if chat.left:
        raise forbidden(f"bot is not a member of the {chat.kind} chat")


def find_message(world: World, arguments: Arguments, called: str, chat_name: str = "chat_id") -> Message:
    """The message named by `message_id` and the argument for its chat.

    A complaint says `called` ("message to edit").
    """
    chat = find_chat(world, arguments, chat_name)
    message = chat.messages.get(arguments.integer("message_id"))
    if message is None:
        raise bad_request(f"{called} not found")
    return message


def read_message_ids(arguments: Arguments) -> list[int]:
    """The argument `message_ids`; raises `Refusal`."""
    try:
        given = arguments.parsed("message_ids")
    except ValueError:
        raise bad_request("can't parse message_ids JSON object") from None
    if not given:
        raise bad_request("message identifiers are not specified")
    if not isinstance(given, list):
        raise bad_request("expected an Array of message identifiers")
    if len(given) > _MOST_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    return [_message_number(each) for each in given]


def _message_number(given: Any) -> int:
    if isinstance(given, bool) or not isinstance(given, int | str):
        raise bad_request("message identifier must be a Number")
    try:
        number = int(given)
    except ValueError:
        raise bad_request("can't parse message identifier as a Number") from None
    if number <= 0:
        raise bad_request("invalid message identifier specified")
    return number
