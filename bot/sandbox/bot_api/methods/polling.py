"""getUpdates, and webhooks, which the sandbox does not do."""

from typing import Any

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.wire import JSON, bad_request
from bot.sandbox.world.world import World

_LONGEST_POLL_SECONDS = 50


async def get_updates(world: World, arguments: Arguments) -> list[JSON]:
    """GetUpdates."""
    allowed = _allowed_updates(arguments)
    if allowed is not None:
        world.updates.allowed = allowed
    offset = arguments.integer("offset")
    limit = arguments.bounded("limit", 100, 1, 100)
    timeout = arguments.bounded("timeout", 0, 0, _LONGEST_POLL_SECONDS)
    return await world.updates.poll(offset, limit, timeout)


def set_webhook(world: World, arguments: Arguments) -> Any:
    """setWebhook: only switching it off is possible here."""
    if arguments.text("url"):
        raise bad_request("bad webhook: the sandbox has no webhooks; use getUpdates")
    return delete_webhook(world, arguments)


def delete_webhook(world: World, arguments: Arguments) -> bool:
    """DeleteWebhook."""
    if arguments.flag("drop_pending_updates"):
        world.updates.drop_pending()
    return True


def get_webhook_info(world: World, arguments: Arguments) -> JSON:
    """getWebhookInfo: never a webhook, but how many updates wait."""
    shown: JSON = {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": world.updates.pending_count,
    }
    return shown | ({"allowed_updates": world.updates.allowed} if world.updates.allowed else {})


def _allowed_updates(arguments: Arguments) -> list[str] | None:
    """What the call asks for; None (keep as it was) when it says nothing, or nothing readable, about it."""
    try:
        given = arguments.parsed("allowed_updates")
    except ValueError:
        return None
    return [str(kind) for kind in given] if isinstance(given, list) else None
