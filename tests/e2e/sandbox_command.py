"""The sandbox as a person starts it, ``python -m bot run`` without a token, and a person in it.

What it logs is in a file beside its folder; afterwards nothing secret may be found there.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from tests.e2e.bot_process import ROOT, environment
from tests.e2e.quiet_log import assert_nothing_secret

SECONDS = 20.0


@asynccontextmanager
async def command(folder: Path, **settings: str) -> AsyncIterator[Process]:
    """The command, in a process group of its own as a shell starts it."""
    told = {
        "BOT_CONTENT": str(ROOT / "content"),
        "BOT_LOG_LEVEL": "DEBUG",
        "TMPDIR": str(folder),
        "PYTHONUNBUFFERED": "1",
    }
    with log_file(folder).open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=folder,
            env=environment(**{**told, **settings}),
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
            await process.communicate()
    assert_nothing_secret(log_of(folder))


def log_file(folder: Path) -> Path:
    """Where a command that is run in a folder writes its log."""
    return folder.with_name(f"{folder.name}.log")


def log_of(folder: Path) -> str:
    """All that was logged by commands that were run in a folder."""
    return log_file(folder).read_text("utf-8")


async def address_printed(process: Process) -> str:
    """The address of the page, once it is printed."""
    assert process.stdout is not None
    async with asyncio.timeout(SECONDS):
        async for line in process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\d+(?=/)", line.decode()):
                return found[0]
    raise AssertionError("it ended without printing an address")


async def logged(folder: Path, words: str) -> None:
    """Wait until the command's log has these words."""
    for _ in range(int(SECONDS * 100)):
        if words in log_of(folder):
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"it never said {words!r}: {log_of(folder)[-2000:]}")


class Phone:
    """A person, played through the sandbox's JSON API alone."""

    def __init__(self, session: aiohttp.ClientSession, address: str, person: int) -> None:
        self.person = person
        self._session, self._here = session, f"{address}/sandbox/people/{person}"

    async def do(self, action: str, **what: Any) -> None:
        async with self._session.post(f"{self._here}/{action}", json=what) as answer:
            assert answer.status == 200, await answer.text()

    async def sees(self, label: str, after: int = 0) -> dict[str, Any]:
        """The first message later than one with a button of that label, now or to come."""
        async with asyncio.timeout(SECONDS), self._session.get(f"{self._here}/events") as events:
            async for line in events.content:
                for message in _messages(line):
                    if message["message_id"] > after and any(
                        label == key["text"] for row in message["keyboard"] for key in row
                    ):
                        return message
        raise AssertionError(f"nothing with {label!r} came")


def _messages(line: bytes) -> list[dict[str, Any]]:
    if not line.startswith(b"data: "):
        return []
    event = json.loads(line[len(b"data: ") :])
    found: list[dict[str, Any]] = event.get("messages") or ([event["message"]] if "message" in event else [])
    return found
