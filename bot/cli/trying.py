"""A Telegram of its own on this machine: with the bot as a process beside it, or for any other bot."""

from __future__ import annotations

import asyncio
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bot.adapters.clock import BadClock, FileClock, SystemClock
from bot.adapters.store import next_due
from bot.cli.insight import Insight
from bot.cli.watching import watch_content
from bot.config import environment_with, read_settings
from bot.sandbox import TOKEN, MovedTime, NextDue, SandboxServer, start_near

_END_SECONDS = 6.0
"""How long the bot may take to end; it needs less than five."""
_CALLS_KEPT = 5_000
_UPDATES_A_SECOND = 4
"""More than people in a sandbox cause, however long it runs."""


class BotDied(Exception):
    """The bot ended by itself; the message says so."""

    def __init__(self, exit_code: int) -> None:
        super().__init__(f"The bot has ended by itself (exit code {exit_code}), so the sandbox ends too.")
        self.exit_code = exit_code if exit_code > 0 else 1


async def try_out(port: int, say: Callable[[str], object]) -> None:
    """Run both until SIGINT or SIGTERM. ``port`` 0 takes any free one, another one or the next free.

    What is said and scored is forgotten at the end, unless BOT_DATABASE names a file. Raises BotDied,
    BadSettings, BadClock, and OSError when no port is to be had.
    """
    stop = _stopped()
    settings = read_settings(environment_with(BOT_TOKEN=TOKEN, TELEGRAM_API_URL="http://127.0.0.1"))
    with tempfile.TemporaryDirectory(prefix="back-to-basics-") as folder:
        database = settings.database if settings.database_named else Path(folder, "bot.db")
        clock = settings.clock or Path(folder, "clock.json")
        sandbox = _sandbox(port, _moved_time(clock, database), Insight(database))
        await _start(sandbox, say)
        try:
            told = {"BOT_TOKEN": sandbox.token, "TELEGRAM_API_URL": sandbox.url}
            child = await _start_bot(told | {"BOT_DATABASE": str(database), "BOT_CLOCK": str(clock)})
            watching = asyncio.ensure_future(watch_content(settings.content, sandbox, child))
            try:
                say(f"Chat with the bot at {sandbox.url}/ (Ctrl-C ends both).")
                await _until(stop, child)
            finally:
                watching.cancel()
                await _end(child)
        finally:
            await sandbox.stop()


async def serve_alone(port: int, token: str, say: Callable[[str], object]) -> None:
    """The Bot API and the page, for any other bot, until SIGINT or SIGTERM. ``port`` as for ``try_out``.

    Raises OSError when no port is to be had.
    """
    sandbox = SandboxServer(port, token, keep_calls=_CALLS_KEPT)
    stop = _stopped()
    await _start(sandbox, say)
    try:
        say(f"The Bot API is at {sandbox.url}, the token is {token}")
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
    if not await start_near(sandbox) and wanted:
        say(f"Port {wanted} is in use, so it is {sandbox.port}.")


def _sandbox(port: int, moved_time: MovedTime, inside: Insight) -> SandboxServer:
    return SandboxServer(
        port,
        bot_name="Back to Basics",
        first_update_id=_first_update_id(),
        moved_time=moved_time,
        inside=inside,
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
