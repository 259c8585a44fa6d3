"""sendMessage, sendPhoto, sendAnimation, sendDocument and the like."""

import struct
from typing import Any

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.bot_api.keyboards import read_markup
from bot.sandbox.bot_api.methods.finding import find_chat, find_replied, refuse_unless_open
from bot.sandbox.bot_api.words import read_caption, read_text
from bot.sandbox.text.formatted import MOST_CAPTION, MOST_TEXT, Formatted
from bot.sandbox.wire import JSON, bad_request
from bot.sandbox.world.chats import Chat, Message
from bot.sandbox.world.files import StoredFile, Upload
from bot.sandbox.world.world import World

_MOST_BYTES = {"photo": 10 << 20}
_TYPING_SECONDS = 5.0
_ACTIONS = {
    "cancel",
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "record_audio",
    "upload_voice",
    "upload_audio",
    "upload_document",
    "choose_sticker",
    "find_location",
    "pick_up_location",
    "record_video_note",
    "upload_video_note",
}


def send_message(world: World, arguments: Arguments) -> JSON:
    """SendMessage."""
    words = read_text(arguments)
    markup = read_markup(arguments)
    chat = find_chat(world, arguments)
    replied = find_replied(world, chat, arguments)
    if len(words) > MOST_TEXT:
        raise bad_request("message is too long")
    return _deliver(world, chat, words, markup, replied).as_api()


def send_photo(world: World, arguments: Arguments) -> JSON:
    """SendPhoto."""
    return _send_media(world, arguments, "photo")


def send_animation(world: World, arguments: Arguments) -> JSON:
    """SendAnimation."""
    return _send_media(world, arguments, "animation")


def send_document(world: World, arguments: Arguments) -> JSON:
    """SendDocument."""
    return _send_media(world, arguments, "document")


def send_chat_action(world: World, arguments: Arguments) -> bool:
    """sendChatAction: "typing ..." for five seconds or until the next message."""
    action = arguments.text("action").lower()
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = find_chat(world, arguments)
    refuse_unless_open(chat)
    chat.typing_until = 0.0 if action == "cancel" else world.monotonic() + _TYPING_SECONDS
    world.tell(chat, {"event": "action", "action": action, "seconds": _TYPING_SECONDS})
    return True


def _send_media(world: World, arguments: Arguments, kind: str) -> JSON:
    stored = stored_file(world, arguments.text(kind), arguments.upload(kind), kind)
    words = read_caption(arguments)
    markup = read_markup(arguments)
    chat = find_chat(world, arguments)
    replied = find_replied(world, chat, arguments)
    if len(words) > MOST_CAPTION:
        raise bad_request("message caption is too long")
    media = media_fields(stored, arguments)
    return _deliver(world, chat, words, markup, replied, media=media, file_id=stored.file_id).as_api()


def _deliver(
    world: World, chat: Chat, words: Formatted, markup: JSON | None, replied: Message | None, **media: Any
) -> Message:
    refuse_unless_open(chat)
    if world.limits is not None:
        world.limits.take(chat.chat_id, world.monotonic())
    if markup is not None and "keyboard" in markup:
        chat.reply_keyboard = markup
    elif markup is not None and markup.get("remove_keyboard"):
        chat.reply_keyboard = None
    keyboard = markup if markup is not None and "inline_keyboard" in markup else None
    return world.add_message(chat, world.bot, words, keyboard=keyboard, reply_to=replied, **media)


def stored_file(world: World, value: str, upload: Upload | None, kind: str) -> StoredFile:
    """The file a call sends: uploaded with it, or named by the file_id of an earlier one."""
    if upload is not None:
        if not upload.content:
            raise bad_request("file must be non-empty")
        if len(upload.content) > _MOST_BYTES.get(kind, 50 << 20):
            raise bad_request("file is too big")
        return world.files.keep(kind, upload)
    if not value or value.startswith("attach://"):
        raise bad_request(f"there is no {kind} in the request")
    if value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")  # The sandbox never leaves this machine.
    found = world.files.find(value)
    if found is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if found.kind != kind:
        raise bad_request(f"can't use file of type {found.kind.capitalize()} as {kind.capitalize()}")
    return found


def media_fields(stored: StoredFile, arguments: Arguments) -> JSON:
    """The media part of the `Message` object."""
    upload = stored.upload
    plain: JSON = {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": len(upload.content),
    }
    if stored.kind == "photo":
        width, height = picture_size(upload.content)
        return {"photo": [{**plain, "width": width, "height": height}]}
    named = {"file_name": upload.name, "mime_type": upload.content_type, **plain}
    if stored.kind == "document":
        return {"document": named}
    size = {name: arguments.bounded(name, 0, 0, 10_000) for name in ("duration", "width", "height")}
    return {"animation": {**named, **size}, "document": named}  # Telegram repeats it for old bots.


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG; 1280 x 720 for any other picture, which nobody here looks into."""
    if content[:8] == b"\x89PNG\r\n\x1a\n" and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    return 1280, 720
