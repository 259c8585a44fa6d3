"""getFile."""

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.wire import JSON, bad_request
from bot.sandbox.world.world import World

_MOST_BYTES = 20 << 20


def get_file(world: World, arguments: Arguments) -> JSON:
    """getFile: where a file is to be fetched, one of the bot's or one of a person's."""
    stored = world.files.find(arguments.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.upload.content) > _MOST_BYTES:
        raise bad_request("file is too big")
    return {**stored.as_api(), "file_path": stored.path}
