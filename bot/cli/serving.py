"""The bot as a whole: every part made and handed what it needs."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from functools import partial
from typing import Any

from bot.adapters import logs, updates
from bot.adapters.clock import BadClock, Clock, FileClock, SystemClock
from bot.adapters.http import HttpRequest
from bot.adapters.intake import TokenRefused
from bot.adapters.pacing import backoff
from bot.adapters.reach import CALLS, POLLS, Reach
from bot.adapters.store import Gone, SamePlace, Store, Unsaved, UnusableDatabase, database_at, tidy
from bot.adapters.telegram import TelegramBot
from bot.adapters.writer import Writer, WriterClosed
from bot.cli.assembly import assemble
from bot.cli.looking import brings_updates
from bot.cli.observing import CannotListen, Observed, observed
from bot.cli.rereading import read_anew
from bot.cli.running import run_until, unless
from bot.config import Settings
from bot.core.content import Content

log = logging.getLogger(__name__)

READ_ANEW = signal.SIGUSR1
"""Not SIGHUP: that also comes when a terminal is closed, and then the bot is to end with it."""
_POLL_CONNECTIONS = 2


class CannotRun(Exception):
    """The bot can't start, or not go on; the message is one sentence for the host."""


async def serve(settings: Settings, content: Content, zone_data: str) -> None:
    """Run the bot until SIGTERM or SIGINT, and end within five seconds of one. Raises CannotRun.

    At ``READ_ANEW`` the content is read anew.

    ``zone_data``: the version of the time zone data in use.
    """
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(logs.LoopTrouble())
    stop = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stop.set)
    reread = asyncio.Event()
    loop.add_signal_handler(READ_ANEW, reread.set)
    clock = _clock(settings)
    reach = Reach()
    async with AsyncExitStack() as stack:
        writer = await stack.enter_async_context(_writer(settings, clock))
        # Another program may hold the database for as long as it likes.
        kept = await unless(stop, writer.run(_kept))
        if kept is None:
            return
        log_key, secret, told = kept
        observing = await stack.enter_async_context(_observed(settings, clock, writer, reach, secret))
        telegram = await stack.enter_async_context(_telegram(settings, reach))
        name = await unless(stop, telegram.username(backoff))
        if stop.is_set():
            return
        if name is None:
            raise _unknown_token()
        ids = logs.Ids(log_key)
        reader = updates.Reading(name)
        parts = assemble(settings, content, clock, writer, telegram, reach, reader, ids, observing, told)
        show_face = partial(telegram.show_face, backoff=backoff)
        reading = asyncio.ensure_future(
            read_anew(reread, parts.coach, settings.content, show_face, parts.owner.trouble)
        )
        log.info("The bot is running.")
        try:
            await run_until(stop, parts, writer, zone_data, settings.database)
        except TokenRefused:
            raise _unknown_token() from None
        finally:
            reading.cancel()
    log.info("The bot has ended." if writer.failed else "The bot has ended; nothing is lost.")


def _kept(db: Any) -> tuple[bytes, str, dict[str, datetime]]:
    """What chats are hashed with in the log, what Telegram proves itself by at a webhook, and when the host
    was told last of each kind of trouble.
    """
    arrivals = Store(db).arrivals
    return arrivals.log_key(), arrivals.webhook_secret(), arrivals.told()


def _clock(settings: Settings) -> Clock:
    try:
        return FileClock(settings.clock) if settings.clock is not None else SystemClock()
    except BadClock as why:
        raise CannotRun(str(why)) from None


@asynccontextmanager
async def _writer(settings: Settings, clock: Clock) -> AsyncIterator[Writer]:
    place = SamePlace(settings.database, clock.now)
    writer = Writer(lambda: database_at(settings.database, place.begin), tidy, place)
    try:
        await writer.start()
    except UnusableDatabase as why:
        raise CannotRun(str(why)) from None
    except (Gone, Unsaved):
        raise CannotRun(
            f"{settings.database} was deleted or replaced while it was opened: the log tells of it."
        ) from None
    try:
        yield writer
    except WriterClosed:
        raise CannotRun(
            "The database can't be written any more, so the bot has ended; what it was told before is kept."
        ) from None
    finally:
        await writer.close()


@asynccontextmanager
async def _observed(
    settings: Settings, clock: Clock, writer: Writer, reach: Reach, secret: str
) -> AsyncIterator[Observed]:
    age = partial(reach.age, brings_updates(settings))
    try:
        async with observed(settings, clock, writer, age, secret) as observing:
            yield observing
    except CannotListen as why:
        raise CannotRun(str(why)) from None


@asynccontextmanager
async def _telegram(settings: Settings, reach: Reach) -> AsyncIterator[TelegramBot]:
    assert settings.token is not None  # noqa: S101 - without one, nothing is served
    proxies = not settings.on_this_machine
    calls = HttpRequest(proxies=proxies, heard=partial(reach.heard, CALLS))
    polls = HttpRequest(
        proxies=proxies,
        heard=partial(reach.heard, POLLS),
        refusals_answer=False,  # while they are refused, nobody is heard
        connections=_POLL_CONNECTIONS,
    )
    telegram = TelegramBot(settings.token.secret, settings.api_url, calls, polls, updates.KINDS)
    await telegram.open()
    try:
        yield telegram
    finally:
        await telegram.close()


def _unknown_token() -> CannotRun:
    return CannotRun("Telegram does not know this BOT_TOKEN: @BotFather shows the right one.")
