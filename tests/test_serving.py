"""The running bot when a part of it ends by itself."""

import asyncio
import dataclasses
import signal
from pathlib import Path

import pytest

from bot.adapters.content_files import load
from bot.adapters.writer import thread
from bot.cli.serving import CannotRun, serve
from bot.config import Settings, Token
from bot.sandbox import SandboxServer

CONTENT = load(Path(__file__).parents[1] / "content")


@pytest.fixture
async def signals_given_back():
    yield
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().remove_signal_handler(each)


@pytest.mark.usefixtures("signals_given_back")
async def test_a_bot_whose_writer_has_ended_ends_with_one_sentence(monkeypatch, tmp_path):
    def no_memory(db, batch):
        raise MemoryError

    async with SandboxServer() as sandbox:
        settings = dataclasses.replace(
            Settings(), token=Token(sandbox.token), api_url=sandbox.url, database=tmp_path / "bot.db"
        )
        ada = sandbox.person("Ada")
        running = asyncio.ensure_future(serve(settings, CONTENT, "2026a"))
        command = ada.start()
        await ada.next_message(after=command, timeout=20)
        monkeypatch.setattr(thread, "attempt", no_memory)
        ada.send("7")
        with pytest.raises(CannotRun, match=r"^The database can't be written any more[^.]*\.$"):
            await asyncio.wait_for(running, 10)
