"""getUpdates."""

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.wire import JSON, Refusal
from bot.sandbox.world.world import World

_LONGEST_POLL_SECONDS = 50
_WEBHOOK_IS_SET = (
    "Conflict: can't use getUpdates method while webhook is active;"
    " use deleteWebhook to delete the webhook first"
)


async def get_updates(world: World, arguments: Arguments) -> list[JSON]:
    """GetUpdates."""
    if world.webhook.url:
        raise Refusal(409, _WEBHOOK_IS_SET)
    allow_updates(world, arguments)
    offset = arguments.integer("offset")
    limit = arguments.bounded("limit", 100, 1, 100)
    timeout = arguments.bounded("timeout", 0, 0, _LONGEST_POLL_SECONDS)
    return await world.updates.poll(offset, limit, timeout)


def allow_updates(world: World, arguments: Arguments) -> None:
    """Remembers the kinds asked for; they stay as they were when nothing readable is said about them."""
    try:
        given = arguments.parsed("allowed_updates")
    except ValueError:
        return
    if isinstance(given, list):
        world.updates.allowed = [str(kind) for kind in given]
