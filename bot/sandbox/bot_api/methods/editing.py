"""editMessageText and its like, and stopPoll."""

from dataclasses import replace

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.bot_api.content import EXTRAS, Content, content_of, text_content
from bot.sandbox.bot_api.finding import find_message, refuse_unless_open
from bot.sandbox.bot_api.input_media import read_one
from bot.sandbox.bot_api.keyboards import read_inline_markup, read_markup
from bot.sandbox.bot_api.media import CAPTIONED
from bot.sandbox.bot_api.words import read_caption
from bot.sandbox.text.formatted import MOST_CAPTION, MOST_TEXT
from bot.sandbox.wire import JSON, Refusal, bad_request
from bot.sandbox.world.chats import Message
from bot.sandbox.world.world import World

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_BECOMES_MEDIA = ("text", "photo", "video", "animation", "audio", "document")
_UNMIXED = ("audio", "document")


def edit_message_text(world: World, arguments: Arguments) -> JSON:
    """EditMessageText."""
    content = text_content(world, arguments)
    message = find_editable(world, arguments)
    if message.media:
        raise bad_request("there is no text in the message to edit")
    if len(content.words) > MOST_TEXT:
        raise bad_request("MESSAGE_TOO_LONG")
    return _edit(world, message, content, read_inline_markup(arguments))


def edit_message_caption(world: World, arguments: Arguments) -> JSON:
    """EditMessageCaption."""
    words = read_caption(arguments, world.user)
    message = find_editable(world, arguments)
    if message.kind not in CAPTIONED:
        raise bad_request("there is no caption in the message to edit")
    if len(words) > MOST_CAPTION:
        raise bad_request("MEDIA_CAPTION_TOO_LONG")
    content = replace(content_of(message), words=words)
    return _edit(world, message, content, read_inline_markup(arguments))


def edit_message_media(world: World, arguments: Arguments) -> JSON:
    """editMessageMedia: another file in the place of one, or of a text."""
    content = read_one(world, arguments)
    message = find_editable(world, arguments)
    if message.kind not in _BECOMES_MEDIA:
        raise bad_request("message media can't be edited")
    kind = next(iter(content.media or {}))
    if "media_group_id" in message.extras and kind != message.kind:
        if kind == "animation":
            raise bad_request("message content type can't be used in an album")
        if kind in _UNMIXED or message.kind in _UNMIXED:
            raise bad_request("can't change media type in the album")
    if len(content.words) > MOST_CAPTION:
        raise bad_request("MEDIA_CAPTION_TOO_LONG")
    return _edit(world, message, content, read_inline_markup(arguments))


def edit_message_reply_markup(world: World, arguments: Arguments) -> JSON:
    """editMessageReplyMarkup; without a markup the keyboard goes."""
    message = find_editable(world, arguments)
    return _edit(world, message, content_of(message), read_inline_markup(arguments))


def stop_poll(world: World, arguments: Arguments) -> JSON:
    """stopPoll: gives the poll as it ends."""
    markup = read_inline_markup(arguments)
    message = find_message(world, arguments, "message with poll to stop")
    refuse_unless_open(message.chat)
    if message.kind != "poll" or message.media is None:
        raise bad_request("message is not a poll")
    if not message.from_bot or "forward_origin" in message.extras:
        raise bad_request("poll can't be stopped")
    poll: JSON = message.media["poll"]
    if poll["is_closed"]:
        raise bad_request("poll has already been closed")
    message.media = {"poll": {**poll, "is_closed": True}}
    message.keyboard = markup
    world.tell(message.chat, {"event": "edited", "message_id": message.message_id})
    stopped: JSON = message.media["poll"]
    world.updates.add("poll", stopped)
    return stopped


def not_modified() -> Refusal:
    """The refusal of an edit that would change nothing."""
    return bad_request(_NOT_MODIFIED)


def find_editable(world: World, arguments: Arguments) -> Message:
    """The message to edit; raises `Refusal` when it is not there, or not the bot's own."""
    read_markup(arguments)  # A malformed one is complained about before anything else.
    if not arguments.text("chat_id") and not arguments.integer("message_id"):
        raise bad_request("message identifier is not specified")
    message = find_message(world, arguments, "message to edit")
    refuse_unless_open(message.chat)
    if not message.from_bot or message.is_service or "forward_origin" in message.extras:
        raise bad_request("message can't be edited")
    return message


def _edit(world: World, message: Message, content: Content, keyboard: JSON | None) -> JSON:
    same_content = content == content_of(message)
    if same_content and keyboard == message.keyboard:
        raise not_modified()
    message.words_edited |= not same_content
    message.words, message.media, message.file_id = content.words, content.media, content.file_id
    others = {name: value for name, value in message.extras.items() if name not in EXTRAS}
    message.extras = others | content.extras
    message.keyboard = keyboard
    message.edit_date = world.unix_time
    world.tell(message.chat, {"event": "edited", "message_id": message.message_id})
    return message.as_api()
