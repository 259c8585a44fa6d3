"""The bot as a host runs it: a process of its own, started, killed, started again and ended."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sqlite3
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.sandbox import Call, SandboxServer

ROOT = Path(__file__).parents[2]
READY_SECONDS = 20.0
_OURS = ("BOT_", "TELEGRAM_")


@dataclass(frozen=True)
class Ended:
    """A process that has ended by itself."""

    code: int
    out: str
    err: str
    seconds: float


class BotProcess:
    """One bot on one database. Its log is kept over all its starts, at DEBUG level."""

    def __init__(self, sandbox: SandboxServer, folder: Path) -> None:
        self.sandbox = sandbox
        self.folder = folder
        self.database = folder / "bot.db"
        self.log_file = folder / "log.txt"
        self.settings = {
            "BOT_TOKEN": sandbox.token,
            "TELEGRAM_API_URL": sandbox.url,
            "BOT_DATABASE": str(self.database),
            "BOT_CONTENT": str(ROOT / "content"),
            "BOT_LOG_LEVEL": "DEBUG",
        }
        self.expected_errors: list[str] = []
        """Words of ERROR lines that the test provokes."""
        self.expected_refusals: list[str] = []
        """Words of Telegram's refusals that the test provokes."""
        self.other_loggers: list[str] = []
        """Libraries that the test has write to the log."""
        self.plain_lines: list[str] = []
        """Lines without a date that it says when it ends by itself, provoked by the test."""
        self.program: tuple[str, ...] = ("-m", "bot")
        """What Python runs: the bot, or a bot with a part of it changed."""
        self._process: Process | None = None

    @property
    def running(self) -> bool:
        """Whether it has been started and has not ended."""
        return self._process is not None and self._process.returncode is None

    @property
    def memory(self) -> float:
        """What it holds in memory just now (resident, MiB)."""
        assert self._process is not None
        status = Path(f"/proc/{self._process.pid}/status").read_text("ascii")
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    @property
    def log(self) -> str:
        """All it has written to standard output and standard error."""
        return self.log_file.read_text("utf-8") if self.log_file.exists() else ""

    def may_say(self, *errors: str) -> None:
        """ERROR lines with these words belong to the test."""
        self.expected_errors += errors

    def may_be_refused(self, *refusals: str) -> None:
        """Refusals with these words belong to the test."""
        self.expected_refusals += refusals

    def listen(self) -> str:
        """Have it serve /healthz and /metrics from its next start on; the address of that."""
        address = f"127.0.0.1:{_free_port()}"
        self.settings["BOT_LISTEN"] = address
        return f"http://{address}"

    def take_by_webhook(self) -> str:
        """Have Telegram send updates to it from its next start on; the address."""
        self.settings["BOT_WEBHOOK_URL"] = f"{self.listen()}/updates"
        # Telegram sets one a second, and it may be started again at once.
        self.may_be_refused("setWebhook: Too Many Requests: retry after 1")
        return self.settings["BOT_WEBHOOK_URL"]

    async def start(self) -> None:
        """Start it, and wait until it asks for updates, or has asked that they be sent."""
        before = self.sandbox.calls.count
        await self.launch()
        await self.ready(before)

    async def launch(self) -> None:
        """Start it, and wait for nothing."""
        assert not self.running
        with self.log_file.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                *self.program,
                "run",
                cwd=self.folder,
                env=environment(**self.settings),
                stdin=DEVNULL,
                stdout=log,
                stderr=log,
            )

    async def ready(self, after_call: int) -> None:
        """Wait until it asks for updates, or has asked that they be sent, in a call after that one."""
        asks = asyncio.ensure_future(
            self.sandbox.calls.wait_for(
                lambda call: call.number > after_call and _takes_updates(call), READY_SECONDS
            )
        )
        ends = asyncio.ensure_future(self._wait())
        await asyncio.wait({asks, ends}, return_when=asyncio.FIRST_COMPLETED)
        ends.cancel()
        if not asks.done():
            asks.cancel()
            raise AssertionError(f"the bot ended before it was ready: {self.log[-2000:]}")
        await asks

    def kill_now(self) -> None:
        """SIGKILL at this very instruction; ``buried`` waits for the rest."""
        assert self._process is not None
        if self._process.returncode is None:
            os.kill(self._process.pid, signal.SIGKILL)

    async def buried(self) -> None:
        """Wait until the killed process is gone."""
        assert await self._wait() == -signal.SIGKILL

    async def kill(self) -> None:
        """SIGKILL, and wait until it is gone."""
        self.kill_now()
        await self.buried()

    async def restart(self) -> None:
        """Kill it and start it again."""
        await self.kill()
        await self.start()

    def tell(self, which: int) -> None:
        """Send it a signal that it goes on after."""
        assert self._process is not None
        self._process.send_signal(which)

    async def terminate(self, with_signal: int = signal.SIGTERM) -> float:
        """Ask it to end as a host does; checks that it does and says that all is well. The seconds it took.

        How long that may be, ``test_ending`` holds: a disk that stalls once must not fail any test there is.
        """
        assert self._process is not None
        began = time.monotonic()
        self._process.send_signal(with_signal)
        try:
            code = await asyncio.wait_for(self._wait(), READY_SECONDS)
        except TimeoutError:
            raise AssertionError(f"the bot does not end: {self.log[-2000:]}") from None
        seconds = time.monotonic() - began
        assert code == 0, f"exit code {code}: {self.log[-2000:]}"
        return seconds

    async def ended(self) -> int:
        """Wait until it ends by itself; its exit code."""
        return await asyncio.wait_for(self._wait(), READY_SECONDS)

    async def settled(self, seconds: int = 5) -> None:
        """Wait until it has noted that all it had to say was taken. Only its database tells that."""
        for _ in range(100 * seconds):
            if self.rows("SELECT count(*) FROM outbox WHERE set_aside IS NULL AND slot <> 'buttons'") == [
                (0,)
            ]:
                return
            await asyncio.sleep(0.01)
        raise AssertionError("something is still to be said")

    async def logged(self, words: str, times: int = 1, seconds: float = 5.0) -> None:
        """Wait until it has written this to its log, over all its starts."""
        for _ in range(round(100 * seconds)):
            if self.log.count(words) >= times:
                return
            await asyncio.sleep(0.01)
        raise AssertionError(f"it never said {words!r}: {self.log[-2000:]}")

    async def clean_up(self) -> None:
        """Leave no process behind, whatever the test came to."""
        if self.running:
            self.kill_now()
            await self._wait()

    def calls_of(self, method: str, chat: int | None = None) -> list[Call]:
        """The calls of one method, to one chat or to any."""
        wanted = self.sandbox.calls.of(method)
        return [call for call in wanted if chat is None or str(call.params.get("chat_id")) == str(chat)]

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What stands in its database right now, as another program sees it."""
        return rows(self.database, query, *values)

    async def _wait(self) -> int:
        assert self._process is not None
        return await self._process.wait()


def _takes_updates(call: Call) -> bool:
    return call.method == "getUpdates" or (call.method == "setWebhook" and call.ok)


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as found:
        port: int = found.getsockname()[1]
        return port


def environment(**settings: str) -> dict[str, str]:
    """The environment of this process without settings of a bot, and with these; empty ones are left out."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    given = {name: value for name, value in settings.items() if value}
    return {**plain, "PYTHONPATH": str(ROOT), **given}


async def run_to_the_end(folder: Path, *command: str, **settings: str) -> Ended:
    """``python -m bot <command>`` for a command that ends by itself."""
    began = time.monotonic()
    async with _process(folder, command, settings) as process:
        out, err = await asyncio.wait_for(process.communicate(), READY_SECONDS)
        assert process.returncode is not None
        token = settings.get("BOT_TOKEN", "")
        assert not token or token.encode() not in out + err, "the token is told"
        return Ended(process.returncode, out.decode(), err.decode(), time.monotonic() - began)


@asynccontextmanager
async def _process(
    folder: Path, command: tuple[str, ...], settings: dict[str, str]
) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot"),
        *command,
        cwd=folder,
        env=environment(**settings),
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


def rows(database: Path, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """What a query gives on a database file that a bot may be writing to."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=5)) as connection:
        return connection.execute(query, values).fetchall()
