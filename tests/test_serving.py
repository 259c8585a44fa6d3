"""The running bot when a part of it ends by itself."""

import asyncio
import dataclasses
import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.adapters.content_files import load
from bot.adapters.store import SamePlace, Unsaved
from bot.adapters.writer import Writer, thread
from bot.cli import running as running_parts
from bot.cli import serving
from bot.cli.serving import CannotRun, serve
from bot.coach import Coach
from bot.config import Settings, Token
from bot.sandbox import SandboxServer

CONTENT = load(Path(__file__).parents[1] / "content")


@pytest.fixture
async def signals_given_back():
    yield
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().remove_signal_handler(each)


def settings_for(sandbox, folder):
    return dataclasses.replace(
        Settings(), token=Token(sandbox.token), api_url=sandbox.url, database=folder / "bot.db"
    )


@pytest.mark.usefixtures("signals_given_back")
async def test_a_bot_whose_writer_has_ended_ends_with_one_sentence(monkeypatch, tmp_path):
    def no_memory(db, batch):
        raise MemoryError

    async with SandboxServer() as sandbox:
        ada = sandbox.person("Ada")
        running = asyncio.ensure_future(serve(settings_for(sandbox, tmp_path), CONTENT, "2026a"))
        command = ada.start()
        await ada.next_message(after=command, timeout=20)
        monkeypatch.setattr(thread, "attempt", no_memory)
        ada.send("7")
        with pytest.raises(CannotRun, match=r"^The database can't be written any more[^.]*\.$"):
            await asyncio.wait_for(running, 10)


@pytest.mark.usefixtures("signals_given_back")
async def test_the_host_is_told_of_the_end_however_lately_there_was_trouble_with_the_database(
    monkeypatch, tmp_path
):
    def no_memory(db, batch):
        raise MemoryError

    ended = Writer.ended

    async def ended_late(writer):
        """On a busy machine others hear of what the thread has refused before they hear of its end."""
        await ended(writer)
        await asyncio.sleep(0.3)

    monkeypatch.setattr(Writer, "ended", ended_late)
    monkeypatch.setattr(Writer, "stalled", lambda writer: (31.0, "SQLITE_FULL"))
    async with SandboxServer() as sandbox:
        ada = sandbox.person("Ada")
        ada.start()
        settings = dataclasses.replace(settings_for(sandbox, tmp_path), owner=ada.person_id)
        running = asyncio.ensure_future(serve(settings, CONTENT, "2026a"))
        await told(ada, "for 31 seconds now")
        monkeypatch.setattr(thread, "attempt", no_memory)
        ada.send("7")
        with pytest.raises(CannotRun):
            await asyncio.wait_for(running, 10)
        await told(ada, "has ended")


@pytest.mark.usefixtures("signals_given_back")
async def test_a_bot_that_is_ended_before_a_lost_file_could_be_saved_does_not_say_that_nothing_is_lost(
    monkeypatch, tmp_path, caplog
):
    caplog.set_level("INFO")
    lost: list[bool] = []

    class Place(SamePlace):
        def __call__(self, db):
            if lost:
                raise Unsaved

    monkeypatch.setattr(serving, "SamePlace", Place)
    async with SandboxServer() as sandbox:
        ada = sandbox.person("Ada")
        running = asyncio.ensure_future(serve(settings_for(sandbox, tmp_path), CONTENT, "2026a"))
        command = ada.start()
        await ada.next_message(after=command, timeout=20)
        lost.append(True)
        ada.send("7")
        await asyncio.sleep(0.5)
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(running, 10)
    assert "The bot has ended" in caplog.text
    assert "nothing is lost" not in caplog.text.split("The database can't be written any more")[1]


async def told(person, words):
    await person.wait_for(lambda phone: any(words in seen.text for seen in phone.bot_messages), 20)


@pytest.mark.usefixtures("signals_given_back")
@pytest.mark.parametrize("broken", [False, True])
async def test_what_cannot_be_reckoned_anew_stops_nobody_and_is_tried_at_the_next_start(
    monkeypatch, tmp_path, caplog, broken
):
    asked = []

    def people_after(coach, db, after, limit):
        asked.append(after)
        if broken:
            raise KeyError("a secret")
        return []

    async def no_night(*parts):
        """The nightly work reckons anew too, also at the start."""

    reckoned, reckon = asyncio.Event(), running_parts._reckon_anew

    async def reckon_and_tell(*parts):
        await reckon(*parts)
        reckoned.set()

    monkeypatch.setattr(Coach, "people_after", people_after)
    monkeypatch.setattr(running_parts, "_reckon_anew", reckon_and_tell)
    monkeypatch.setattr("bot.cli.assembly.nightly", no_night)
    async with SandboxServer() as sandbox:
        ada = sandbox.person("Ada")
        for _ in range(2):
            running = asyncio.ensure_future(serve(settings_for(sandbox, tmp_path), CONTENT, "2026a"))
            command = ada.start()
            await ada.next_message(after=command, timeout=20)
            # An answer may come before all is reckoned; ended then, it would be reckoned again.
            await asyncio.wait_for(reckoned.wait(), 20)
            reckoned.clear()
            os.kill(os.getpid(), signal.SIGTERM)
            await asyncio.wait_for(running, 10)
    with closing(sqlite3.connect(tmp_path / "bot.db")) as db:
        kept = db.execute("SELECT value FROM settings WHERE name = 'tzdata'").fetchall()
    assert kept == ([] if broken else [("2026a",)])
    assert caplog.text.count("What is due could not be reckoned anew") == (2 if broken else 0)
    assert broken or len(asked) == 1
    assert "secret" not in caplog.text
