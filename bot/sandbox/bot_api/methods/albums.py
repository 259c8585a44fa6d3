"""sendMediaGroup."""

import secrets

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.bot_api.delivering import begin_delivery
from bot.sandbox.bot_api.input_media import read_album
from bot.sandbox.wire import JSON
from bot.sandbox.world.world import World


def send_media_group(world: World, arguments: Arguments) -> list[JSON]:
    """sendMediaGroup: several messages that are shown as one; none of them has a keyboard."""
    contents = read_album(world, arguments)
    delivery = begin_delivery(world, arguments.without("reply_markup"))
    album = {"media_group_id": str(secrets.randbits(63))}
    return [message.as_api() for message in delivery.deliver_all([(each, album) for each in contents])]
