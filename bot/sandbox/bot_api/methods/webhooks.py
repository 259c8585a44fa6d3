"""setWebhook, deleteWebhook and getWebhookInfo, for addresses on this machine: nothing leaves it."""

import ipaddress
import re
from urllib.parse import urlsplit

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.bot_api.methods.polling import allow_updates
from bot.sandbox.wire import JSON, bad_request, too_many_requests
from bot.sandbox.world.webhook import DEFAULT_CONNECTIONS
from bot.sandbox.world.world import World

_MOST_CONNECTIONS = 100
_LONGEST_SECRET = 256
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_SECONDS_BETWEEN = 1.0


async def set_webhook(world: World, arguments: Arguments) -> bool:
    """SetWebhook; without an address it deletes the webhook."""
    url, secret = arguments.text("url"), arguments.text("secret_token")
    if not url:
        return await delete_webhook(world, arguments)
    if world.monotonic() < world.next_webhook_at:
        raise too_many_requests(1)
    world.next_webhook_at = world.monotonic() + _SECONDS_BETWEEN
    _check_address(url)
    if len(secret) > _LONGEST_SECRET:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = arguments.bounded("max_connections", DEFAULT_CONNECTIONS, 1, _MOST_CONNECTIONS)
    if arguments.flag("drop_pending_updates"):
        world.updates.drop_pending()
    world.updates.end_poll("terminated by setWebhook request")
    allow_updates(world, arguments)
    await world.webhook.set(url, secret, connections)
    return True


async def delete_webhook(world: World, arguments: Arguments) -> bool:
    """DeleteWebhook."""
    await world.webhook.delete()
    if arguments.flag("drop_pending_updates"):
        world.updates.drop_pending()
    return True


def get_webhook_info(world: World, arguments: Arguments) -> JSON:
    """getWebhookInfo: the address, how many updates wait, and what went wrong last."""
    webhook = world.webhook
    shown: JSON = {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": world.updates.pending_count,
    }
    if webhook.last_error is not None:
        shown["last_error_date"], shown["last_error_message"] = webhook.last_error
    if webhook.url:
        shown |= {"max_connections": webhook.max_connections, "ip_address": "127.0.0.1"}
    return shown | ({"allowed_updates": world.updates.allowed} if world.updates.allowed else {})


def _check_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if parts.scheme not in ("http", "https") or not host:
        raise bad_request("invalid webhook URL specified")
    try:
        here = ipaddress.ip_address(host).is_loopback
    except ValueError:
        here = host == "localhost"
    if not here:
        raise bad_request("bad webhook: the sandbox sends updates to addresses on this machine only")
