"""forwardMessage, copyMessage and their plurals."""

import secrets
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.bot_api.content import Content, content_of, required
from bot.sandbox.bot_api.delivering import begin_delivery
from bot.sandbox.bot_api.finding import find_chat, find_message, read_message_ids
from bot.sandbox.bot_api.media import CAPTIONED
from bot.sandbox.bot_api.words import read_caption
from bot.sandbox.text.formatted import Formatted
from bot.sandbox.wire import JSON, bad_request
from bot.sandbox.world.chats import Message
from bot.sandbox.world.world import World


def forward_message(world: World, arguments: Arguments) -> JSON:
    """ForwardMessage."""
    required(arguments, "from_chat_id")
    original = find_message(world, arguments, "message to forward", "from_chat_id")
    delivery = begin_delivery(world, arguments.without("reply_markup"))
    if original.extras.get("has_protected_content"):
        raise bad_request("message has protected content and can't be forwarded")
    if original.is_service:
        raise bad_request("the message can't be forwarded")
    return delivery.deliver(_content(original), **_origin(original)).as_api()


def copy_message(world: World, arguments: Arguments) -> JSON:
    """copyMessage: as forwardMessage, without a word on whose it was; the caption may be another."""
    required(arguments, "from_chat_id")
    caption = read_caption(arguments, world.user) if "caption" in arguments else None
    original = find_message(world, arguments, "message to copy", "from_chat_id")
    delivery = begin_delivery(world, arguments)
    if not _can_be_taken(original):
        raise bad_request("the message can't be copied")
    return _message_id(delivery.deliver(_content(original, caption)))


def forward_messages(world: World, arguments: Arguments) -> list[JSON]:
    """ForwardMessages."""
    originals = _find_originals(world, arguments)
    delivery = begin_delivery(world, arguments)
    parts = [(_content(each), {**_origin(each), **album}) for each, album in _in_albums(originals)]
    return list(map(_message_id, delivery.deliver_all(parts)))


def copy_messages(world: World, arguments: Arguments) -> list[JSON]:
    """CopyMessages."""
    originals = _find_originals(world, arguments)
    delivery = begin_delivery(world, arguments)
    caption = Formatted() if arguments.flag("remove_caption") else None
    parts = [(_content(each, caption), album) for each, album in _in_albums(originals)]
    return list(map(_message_id, delivery.deliver_all(parts)))


def _find_originals(world: World, arguments: Arguments) -> list[Message]:
    """Those that are there; Telegram passes over the others."""
    required(arguments, "from_chat_id")
    message_ids = read_message_ids(arguments)
    if sorted(set(message_ids)) != message_ids:
        raise bad_request("message identifiers must be in a strictly increasing order")
    chat = find_chat(world, arguments, "from_chat_id")
    found = [chat.messages[number] for number in message_ids if number in chat.messages]
    if not any(map(_can_be_taken, found)):
        raise bad_request("there are no messages to forward")
    return found


def _can_be_taken(message: Message) -> bool:
    return not message.is_service and not message.extras.get("has_protected_content")


def _in_albums(originals: list[Message]) -> Iterator[tuple[Message, JSON]]:
    """Those that can be taken; what was an album is a new one."""
    albums: dict[str, str] = {}
    for original in filter(_can_be_taken, originals):
        album = original.extras.get("media_group_id")
        new = albums.setdefault(album, str(secrets.randbits(63))) if album else ""
        yield original, ({"media_group_id": new} if new else {})


def _content(original: Message, caption: Formatted | None = None) -> Content:
    content = deepcopy(content_of(original))
    return content if caption is None or original.kind not in CAPTIONED else replace(content, words=caption)


def _origin(original: Message) -> JSON:
    """Whose it was at first, however often it was forwarded; old bots look for the two older fields."""
    names = ("forward_origin", "forward_from", "forward_from_chat", "forward_date")
    if "forward_origin" in original.extras:
        return {name: original.extras[name] for name in names if name in original.extras}
    origin: JSON = {"date": original.date}
    if original.sender is not None:
        sender = original.sender.as_api()
        origin |= {"type": "user", "sender_user": sender}
        return {"forward_origin": origin, "forward_from": sender, "forward_date": original.date}
    chat = original.chat.as_api()
    origin |= {"type": "channel", "chat": chat, "message_id": original.message_id}
    return {"forward_origin": origin, "forward_from_chat": chat, "forward_date": original.date}


def _message_id(message: Message) -> JSON:
    return {"message_id": message.message_id}
