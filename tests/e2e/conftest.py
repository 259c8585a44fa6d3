"""A sandbox, the bot beside it as a process of its own, and the numbers a run has measured."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from zlib import crc32

import pytest

from bot.adapters.content_files import load
from bot.core.content import Content
from bot.sandbox import SandboxServer
from tests.e2e.bot_process import ROOT, BotProcess
from tests.e2e.measured import Measured
from tests.e2e.moved_clock import MovedClock
from tests.e2e.quiet_log import FORMATS, check_house


@pytest.fixture(scope="session")
def content() -> Content:
    return load(ROOT / "content")


@pytest.fixture
def clock() -> MovedClock | None:
    """What sandbox and bot go by: real time, unless a module has a clock of its own in this one's place."""
    return None


@pytest.fixture
async def sandbox(clock: MovedClock | None) -> AsyncIterator[SandboxServer]:
    async with SandboxServer() if clock is None else SandboxServer(clock=clock.timestamp) as running:
        yield running


@pytest.fixture
async def bot(
    request: pytest.FixtureRequest, sandbox: SandboxServer, clock: MovedClock | None, tmp_path: Path
) -> AsyncIterator[BotProcess]:
    """A bot that is yet to be started; after the test, what always has to hold is checked.

    Its log has one form in one half of the tests and the other in the other, in each test always the same.
    """
    process = BotProcess(sandbox, tmp_path)
    if clock is not None:
        process.settings["BOT_CLOCK"] = str(clock.path)
    process.settings["BOT_LOG_FORMAT"] = FORMATS[crc32(request.node.name.encode()) % len(FORMATS)]
    try:
        yield process
        if process.running:
            sandbox.faults.clear()
            await process.terminate()
    finally:
        await process.clean_up()
    check_house(process)


@pytest.fixture(params=["polling", "webhook"])
def either_way(request: pytest.FixtureRequest, bot: BotProcess) -> str:
    """The test is done twice: with a bot that asks for updates, and with one they are sent to."""
    if request.param == "webhook":
        bot.take_by_webhook()
    return str(request.param)


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> Measured:
    return Measured(request)
