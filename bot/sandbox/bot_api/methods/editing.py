"""editMessageText and its like, and deleteMessage."""

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.bot_api.keyboards import read_inline_markup, read_markup
from bot.sandbox.bot_api.methods.finding import find_chat, find_message, refuse_unless_open
from bot.sandbox.bot_api.words import read_caption, read_text
from bot.sandbox.text.formatted import MOST_CAPTION, MOST_TEXT, Formatted
from bot.sandbox.wire import JSON, bad_request
from bot.sandbox.world.chats import Message
from bot.sandbox.world.world import World

_DELETABLE_SECONDS = 48 * 3600
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(world: World, arguments: Arguments) -> JSON:
    """EditMessageText."""
    words = read_text(arguments)
    message = _find_editable(world, arguments)
    if message.media:
        raise bad_request("there is no text in the message to edit")
    if len(words) > MOST_TEXT:
        raise bad_request("MESSAGE_TOO_LONG")
    return _edit(world, message, words, read_inline_markup(arguments))


def edit_message_caption(world: World, arguments: Arguments) -> JSON:
    """EditMessageCaption."""
    words = read_caption(arguments)
    message = _find_editable(world, arguments)
    if not message.media:
        raise bad_request("there is no caption in the message to edit")
    if len(words) > MOST_CAPTION:
        raise bad_request("MEDIA_CAPTION_TOO_LONG")
    return _edit(world, message, words, read_inline_markup(arguments))


def edit_message_reply_markup(world: World, arguments: Arguments) -> JSON:
    """editMessageReplyMarkup; without a markup the keyboard goes."""
    message = _find_editable(world, arguments)
    return _edit(world, message, message.words, read_inline_markup(arguments))


def delete_message(world: World, arguments: Arguments) -> bool:
    """deleteMessage: the bot's own and, in private chats, the person's too, for 48 hours."""
    if not arguments.text("chat_id"):
        raise bad_request("chat identifier is not specified")
    if arguments.integer("message_id") <= 0:
        raise bad_request("message identifier is not specified")
    message = find_message(world, arguments, "message to delete")
    if not message.from_bot and message.chat.kind != "private":
        raise bad_request("message can't be deleted")
    if not can_be_deleted(world, message):
        raise bad_request("message can't be deleted for everyone")
    world.delete_message(message)
    return True


def delete_messages(world: World, arguments: Arguments) -> bool:
    """deleteMessages: up to 100, those that are gone or too old are passed over."""
    try:
        given = arguments.parsed("message_ids")
    except ValueError:
        raise bad_request("can't parse message_ids JSON object") from None
    if not given:
        raise bad_request("message identifiers are not specified")
    if not isinstance(given, list):
        raise bad_request("expected an Array of message identifiers")
    if len(given) > 100:
        raise bad_request("too many message identifiers specified")
    chat = find_chat(world, arguments)
    for message_id in given:
        message = chat.messages.get(message_id)
        if message is not None and can_be_deleted(world, message):
            world.delete_message(message)
    return True


def can_be_deleted(world: World, message: Message) -> bool:
    """Whether it is younger than 48 hours."""
    return world.unix_time - message.date < _DELETABLE_SECONDS


def _find_editable(world: World, arguments: Arguments) -> Message:
    read_markup(arguments)  # A malformed one is complained about before anything else.
    if not arguments.text("chat_id") and not arguments.integer("message_id"):
        raise bad_request("message identifier is not specified")
    message = find_message(world, arguments, "message to edit")
    refuse_unless_open(message.chat)
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return message


def _edit(world: World, message: Message, words: Formatted, keyboard: JSON | None) -> JSON:
    if words == message.words and keyboard == message.keyboard:
        raise bad_request(_NOT_MODIFIED)
    message.words_edited |= words != message.words
    message.words, message.keyboard = words, keyboard
    message.edit_date = world.unix_time
    world.tell(message.chat, {"event": "edited", "message_id": message.message_id})
    return message.as_api()
