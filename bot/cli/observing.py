"""The bot's own server: where updates come in, if Telegram sends them, and where the host sees how it is.

Without BOT_LISTEN and BOT_WEBHOOK_URL there is none, and nothing that it needs is imported.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot.adapters.clock import Clock
from bot.adapters.health import Health
from bot.adapters.intake import Webhook
from bot.adapters.intake.taking import Noted
from bot.adapters.sender import Messenger
from bot.adapters.store import Backlog, Store, Unreadable, backlog
from bot.adapters.updates import KINDS
from bot.adapters.writer import Writer
from bot.config import Listen, Settings


class CannotListen(Exception):
    """The server has no place to listen; the message is one sentence for the host."""


@dataclass(frozen=True)
class Observed:
    """What tells the server of what happens; without a server it goes nowhere."""

    committed: Noted = lambda kind, seconds, chats: None
    counting: Callable[[Messenger], Messenger] = lambda messenger: messenger
    hand_to: Callable[[Webhook], object] = lambda webhook: None
    """Have updates that come in go there."""
    secret: str = ""
    """What Telegram proves itself by at the webhook."""


@asynccontextmanager
async def observed(
    settings: Settings,
    clock: Clock,
    writer: Writer,
    telegram_age: Callable[[], float | None],
    made_secret: str,
) -> AsyncIterator[Observed]:
    """The server, for as long as it is wanted. ``telegram_age``: seconds since Telegram last answered what
    brings updates. ``made_secret``: for a webhook whose host has set none. Raises CannotListen.
    """
    if settings.listens is None:
        yield Observed()
        return
    # Only now: most bots ask for their updates and have no server, and need neither of these.
    from bot.adapters.metrics import CONTENT_TYPE, Metrics
    from bot.adapters.server import Server, Told

    secret = settings.webhook_secret or made_secret
    metrics = Metrics(KINDS, lambda: _backlog(settings, clock))
    health = Health(lambda: writer.run(lambda db: _write(db, clock)), telegram_age, metrics.lagged)
    told = Told(health.told, metrics.text, CONTENT_TYPE)
    server = Server(*settings.listens, told, settings.webhook_path, secret)
    await _start(server.start(), settings.listens)
    watching = asyncio.ensure_future(health.run())
    try:
        yield Observed(
            metrics.committed,
            metrics.counting,
            lambda webhook: server.hand_to(webhook.arrived),
            secret,
        )
    finally:
        watching.cancel()
        await server.stop()


async def _start(starting: Any, listens: Listen) -> None:
    try:
        await starting
    except (OSError, UnicodeError) as why:  # UnicodeError: a name that can be none
        raise CannotListen(
            f"The bot can't listen on {listens.host}:{listens.port}, named by BOT_LISTEN: {_reason(why)}."
        ) from None


def _reason(why: OSError | UnicodeError) -> str:
    if isinstance(why, UnicodeError):
        return "it is no name of a machine"
    # The event loop's own sentence repeats the address.
    return os.strerror(why.errno) if why.errno and why.errno > 0 else why.strerror or type(why).__name__


def _write(db: Any, clock: Clock) -> None:
    Store(db).arrivals.write_something(clock.now())


def _backlog(settings: Settings, clock: Clock) -> Backlog | None:
    try:
        return backlog(settings.database, clock.now())
    except Unreadable:
        return None
