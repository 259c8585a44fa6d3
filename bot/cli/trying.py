"""A Telegram of its own on this machine: with the bot as a process beside it, or for any other bot."""

from __future__ import annotations

import asyncio
import secrets
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bot.adapters.clock import BadClock, FileClock, SystemClock
from bot.adapters.store import next_due
from bot.cli.insight import Insight
from bot.cli.recording import witness
from bot.cli.watching import mistakes_in, show, until_mended, usable, watch_content
from bot.config import environment_with, read_settings
from bot.sandbox import TOKEN, MovedTime, NextDue, SandboxServer, Witness, start_near

_END_SECONDS = 6.0
"""How long the bot may take to end; it needs less than five."""
_CALLS_KEPT = 5_000
_NO_SERVER = {"BOT_WEBHOOK_URL": "off", "BOT_LISTEN": "off"}
"""What is set for the real bot is not the sandbox's to take."""
_UPDATES_A_SECOND = 4
"""More than people in a sandbox cause, however long it runs."""


class CannotListen(Exception):
    """No port is to be had; the message says why."""


class BotDied(Exception):
    """The bot ended by itself; the message says so."""

    def __init__(self, exit_code: int) -> None:
        super().__init__(f"The bot has ended by itself (exit code {exit_code}), so the sandbox ends too.")
        self.exit_code = exit_code if exit_code > 0 else 1


async def try_out(port: int, say: Callable[[str], object]) -> None:
    """Run both until SIGINT or SIGTERM. ``port`` 0 takes any free one, another one or the next free.

    What is said and scored is forgotten at the end, unless BOT_DATABASE names a file. While the content has a
    mistake, the page shows it, and the bot is yet to start unless only moving figures are concerned. Raises
    BotDied, BadSettings, BadClock, and CannotListen when no port is to be had.
    """
    stop = _stopped()
    settings = read_settings(environment_with(BOT_TOKEN=TOKEN, TELEGRAM_API_URL="http://127.0.0.1"))
    with tempfile.TemporaryDirectory(prefix="back-to-basics-") as folder:
        database = settings.database if settings.database_named else Path(folder, "bot.db")
        clock = settings.clock or Path(folder, "clock.json")
        sandbox = _sandbox(port, _moved_time(clock, database), Insight(database), witness(settings, database))
        await _start(sandbox, say)
        try:
            address = f"Chat with the bot at {sandbox.url}/ (Ctrl-C ends both)."
            mistakes = await mistakes_in(settings.content)
            waits = not usable(mistakes)
            for mistake in mistakes:
                say(str(mistake))
            if waits:
                say(f"The bot starts as soon as this is mended; the page shows it too.\n{address}")
                if not await _mended(settings.content, sandbox, stop):
                    return
            elif mistakes:
                show(mistakes, sandbox)
            told = {"BOT_TOKEN": sandbox.token, "TELEGRAM_API_URL": sandbox.url, **_NO_SERVER}
            child = await _start_bot(told | {"BOT_DATABASE": str(database), "BOT_CLOCK": str(clock)})
            watching = asyncio.ensure_future(watch_content(settings.content, sandbox, child))
            try:
                if not waits:
                    say(address)
                await _until(stop, child)
            finally:
                watching.cancel()
                await _end(child)
        finally:
            await sandbox.stop()


async def _mended(folder: Path, sandbox: SandboxServer, stop: asyncio.Event) -> bool:
    """Wait until no mistake keeps the bot from starting. False when somebody said stop before."""
    mended, stopped = asyncio.ensure_future(until_mended(folder, sandbox)), asyncio.ensure_future(stop.wait())
    await asyncio.wait({mended, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if not mended.cancel():
        mended.result()
    return not stop.is_set()


async def serve_alone(port: int, token: str | None, say: Callable[[str], object]) -> None:
    """The Bot API and the page, for any other bot, until SIGINT or SIGTERM. ``port`` as for ``try_out``; a
    ``token`` as the other bot has, or None for one that it is told.

    Raises CannotListen when no port is to be had.
    """
    sandbox = SandboxServer(port, token or TOKEN, keep_calls=_CALLS_KEPT)
    stop = _stopped()
    await _start(sandbox, say)
    try:
        say(f"The Bot API is at {sandbox.url}, the token is {sandbox.token}")
        say(f"Chat with the bot at {sandbox.url}/ (Ctrl-C ends it).")
        await stop.wait()
    finally:
        await sandbox.stop()


def _stopped() -> asyncio.Event:
    """What is set at SIGINT and SIGTERM."""
    stop = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    return stop


async def _start(sandbox: SandboxServer, say: Callable[[str], object]) -> None:
    wanted = sandbox.port
    try:
        found = await start_near(sandbox)
    except OSError as why:
        raise CannotListen(why.strerror or type(why).__name__) from None
    if not found and wanted:
        say(f"Port {wanted} is in use, so it is {sandbox.port}.")


def _sandbox(port: int, moved_time: MovedTime, inside: Insight, seen: Witness) -> SandboxServer:
    return SandboxServer(
        port,
        # Another one each time: no page of another site can know it.
        f"{TOKEN.partition(':')[0]}:{secrets.token_urlsafe(26)}",
        bot_name="Back to Basics",
        first_update_id=_first_update_id(),
        moved_time=moved_time,
        inside=inside,
        witness=seen,
        keep_calls=_CALLS_KEPT,
    )


def _moved_time(clock: Path, database: Path) -> MovedTime:
    """The bot's own time, which knows what is due there. Raises BadClock."""

    def due() -> NextDue | None:
        found = next_due(database)
        return NextDue(found[0].timestamp(), found[1], found[2]) if found else None

    if clock.exists():
        FileClock(clock)  # says in words what is wrong with the file
    try:
        return MovedTime(clock, due)
    except OSError as why:
        raise BadClock(f"{clock}, named by BOT_CLOCK, can't be made: {why.strerror}.") from None


def _first_update_id() -> int:
    """Beyond the updates of earlier runs, which a database that is kept knows; in real time, as a moved one
    may stand still. It fits into 31 bits, as Telegram's do.
    """
    return int(SystemClock().now().timestamp() * _UPDATES_A_SECOND) % 2**31


async def _start_bot(told: dict[str, str]) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"), env=environment_with(**told), stdin=asyncio.subprocess.DEVNULL
    )


async def _until(stop: asyncio.Event, child: asyncio.subprocess.Process) -> None:
    stopped, ended = asyncio.ensure_future(stop.wait()), asyncio.ensure_future(child.wait())
    await asyncio.wait({stopped, ended}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if not stop.is_set():
        raise BotDied(await ended)


async def _end(child: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        child.terminate()
    try:
        async with asyncio.timeout(_END_SECONDS):
            await child.wait()
    except TimeoutError:
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()
