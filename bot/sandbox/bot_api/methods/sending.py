"""sendMessage, sendPhoto, sendLocation and the like: one for each kind of content; and sendChatAction."""

from collections.abc import Callable

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.bot_api.content import ReadContent, text_content
from bot.sandbox.bot_api.delivering import deliver
from bot.sandbox.bot_api.finding import find_chat, refuse_unless_open
from bot.sandbox.bot_api.media import FILE_KINDS, file_content
from bot.sandbox.bot_api.places import contact_content, dice_content, location_content, venue_content
from bot.sandbox.bot_api.polls import poll_content
from bot.sandbox.wire import JSON, bad_request
from bot.sandbox.world.world import World

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
CONTENTS: dict[str, ReadContent] = {
    "message": text_content,
    **{kind.replace("_", ""): file_content(kind) for kind in FILE_KINDS},
    "location": location_content,
    "venue": venue_content,
    "contact": contact_content,
    "dice": dice_content,
    "poll": poll_content,
}
"""What can be sent, by what stands after "send" in the method's name."""


def sending(read: ReadContent) -> Callable[[World, Arguments], JSON]:
    """The method that sends a message with what `read` reads."""

    def send(world: World, arguments: Arguments) -> JSON:
        return deliver(world, arguments, read(world, arguments)).as_api()

    return send


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
