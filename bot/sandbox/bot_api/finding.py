"""Finds what a call's arguments name: chats and messages, or Telegram's words for why not."""

import json
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


def find_replied(world: World, chat: Chat, arguments: Arguments) -> Message | None:
    """The message that a new one in `chat` replies to, if any."""
    if "reply_parameters" not in arguments:
        message_id = arguments.integer("reply_to_message_id")
        may_be_gone = arguments.flag("allow_sending_without_reply")
    else:
        message_id, may_be_gone = _reply_parameters(arguments)
    if message_id <= 0:
        return None
    message = chat.messages.get(message_id)
    if message is None and not may_be_gone:
        raise bad_request("message to be replied not found")
    return message


def _reply_parameters(arguments: Arguments) -> tuple[int, bool]:
    try:
        given = arguments.parsed("reply_parameters")
    except json.JSONDecodeError:
        raise bad_request("can't parse reply parameters JSON object") from None
    if given is None or given == {}:
        return 0, False
    if not isinstance(given, dict):
        raise bad_request("object expected as reply parameters")
    if "message_id" not in given:
        raise bad_request('can\'t find field "message_id"')
    try:
        return int(given["message_id"]), bool(given.get("allow_sending_without_reply"))
    except (TypeError, ValueError):
        raise bad_request('field "message_id" must be a valid Number') from None
