"""editMessageLiveLocation and stopMessageLiveLocation."""

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.bot_api.keyboards import read_inline_markup
from bot.sandbox.bot_api.methods.editing import find_editable, not_modified
from bot.sandbox.bot_api.places import FOR_EVER, moved_place
from bot.sandbox.wire import JSON, bad_request
from bot.sandbox.world.chats import Message
from bot.sandbox.world.world import World


def edit_message_live_location(world: World, arguments: Arguments) -> JSON:
    """editMessageLiveLocation: the place moves, which is shown as no edit."""
    moved = moved_place(arguments)
    message, place = _find_live(world, arguments)
    return _show(world, message, {"live_period": place["live_period"], **moved}, arguments)


def stop_message_live_location(world: World, arguments: Arguments) -> JSON:
    """stopMessageLiveLocation: the place is where it was last."""
    message, place = _find_live(world, arguments)
    return _show(world, message, {name: place[name] for name in ("latitude", "longitude")}, arguments)


def _find_live(world: World, arguments: Arguments) -> tuple[Message, JSON]:
    message = find_editable(world, arguments)
    place: JSON = (message.media or {}).get("location", {})
    period = place.get("live_period", 0)
    if period != FOR_EVER and world.unix_time >= message.date + period:
        raise bad_request("message can't be edited")
    return message, place


def _show(world: World, message: Message, place: JSON, arguments: Arguments) -> JSON:
    keyboard = read_inline_markup(arguments)
    if (message.media, message.keyboard) == ({"location": place}, keyboard):
        raise not_modified()
    message.media, message.keyboard = {"location": place}, keyboard
    message.edit_date = world.unix_time
    world.tell(message.chat, {"event": "edited", "message_id": message.message_id})
    return message.as_api()
