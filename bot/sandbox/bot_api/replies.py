"""What a new message replies to: `reply_parameters`, or the older `reply_to_message_id`."""

from typing import Any

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.bot_api.words import FindUser, read_words
from bot.sandbox.text.formatted import Formatted
from bot.sandbox.text.utf16 import utf16_length
from bot.sandbox.wire import JSON, bad_request
from bot.sandbox.world.chats import Chat, Message


def read_reply(chat: Chat, arguments: Arguments, find_user: FindUser) -> tuple[Message | None, JSON]:
    """The message that a new one in `chat` replies to, and its field `quote`, if there are any."""
    if "reply_parameters" not in arguments:
        message_id = arguments.integer("reply_to_message_id")
        return _find(chat, message_id, may_be_gone=arguments.flag("allow_sending_without_reply")), {}
    given = _parameters(arguments)
    if given == {}:
        return None, {}
    if given.get("chat_id", chat.chat_id) not in (chat.chat_id, str(chat.chat_id)):
        raise bad_request("message to be replied not found")  # Replies to other chats are not kept here.
    try:
        message_id = int(given["message_id"])
    except (TypeError, ValueError, OverflowError):
        raise bad_request('field "message_id" must be a valid Number') from None
    replied = _find(chat, message_id, may_be_gone=bool(given.get("allow_sending_without_reply")))
    quote = _quoted(given, find_user)
    return replied, {} if replied is None or not quote.text else {"quote": _quote(replied, given, quote)}


def _parameters(arguments: Arguments) -> JSON:
    try:
        given: Any = arguments.parsed("reply_parameters")
    except ValueError:
        raise bad_request("can't parse reply parameters JSON object") from None
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise bad_request("object expected as reply parameters")
    if given and "message_id" not in given:
        raise bad_request('can\'t find field "message_id"')
    return given


def _find(chat: Chat, message_id: int, *, may_be_gone: bool) -> Message | None:
    if message_id <= 0:
        return None
    message = chat.messages.get(message_id)
    if message is None and not may_be_gone:
        raise bad_request("message to be replied not found")
    return message


def _quoted(given: JSON, find_user: FindUser) -> Formatted:
    text, parse_mode = str(given.get("quote") or ""), str(given.get("quote_parse_mode") or "")
    return read_words(text, parse_mode, given.get("quote_entities"), find_user, may_be_empty=True)


def _quote(replied: Message, given: JSON, quote: Formatted) -> JSON:
    """A `TextQuote`: words that stand in the message replied to, at their place there."""
    at = replied.words.text.find(quote.text)
    if at < 0:
        raise bad_request("QUOTE_TEXT_INVALID")
    entities = {"entities": quote.entities} if quote.entities else {}
    position = utf16_length(replied.words.text[:at])
    return {"text": quote.text, **entities, "position": position, "is_manual": True}
