"""Files made for one person when they are sent, against the sandbox over HTTP."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError

from bot.adapters.http import HttpRequest
from bot.adapters.pictures import draw
from bot.adapters.telegram import Documents, Figures, Messages, TelegramBot
from bot.core.screens import Button, Screen
from bot.sandbox import SandboxServer
from tests.sending import Kept

NAME = "all_of_it.zip"
ALL = Screen("<b>All</b> of it", ((Button("Done", "note:1:Done:"),),), document=NAME)


async def made(chat: int) -> bytes:
    return f"of {chat}".encode()


@contextlib.asynccontextmanager
async def messages_of(sandbox: SandboxServer, make=made) -> AsyncIterator[Messages]:
    calls, polls = HttpRequest(proxies=False), HttpRequest(proxies=False)
    bot = TelegramBot(sandbox.token, sandbox.url, calls, polls, ("message",))
    await bot.open()
    try:
        yield bot.messages(Figures(Path("nowhere"), Kept().uploads), draw, Documents({NAME: make}))
    finally:
        await bot.close()


async def test_a_file_comes_with_its_words_and_buttons_and_is_the_chats_own():
    async with SandboxServer() as sandbox, messages_of(sandbox) as bot:
        for name in ("Ada", "Ben"):
            person = sandbox.person(name)
            person.start()
            seen = person.message(await bot.send(person.person_id, ALL, silent=True))
            assert (seen.text, seen.labels, seen.silent) == ("All of it", [["Done"]], True)
            assert (seen.media, seen.file_name) == ("document", NAME)
            assert seen.entities[0]["type"] == "bold"
            stored = sandbox.world.files.find(seen.file_id)
            assert stored is not None
            assert stored.upload.content == f"of {person.person_id}".encode()


async def test_what_can_not_be_made_just_now_is_tried_again():
    async def locked(chat: int) -> bytes:
        raise OSError("locked")

    async with SandboxServer() as sandbox, messages_of(sandbox, locked) as bot:
        with pytest.raises(NetworkError) as caught:
            await bot.send(7, ALL)
        assert not isinstance(caught.value, BadRequest)
        assert not sandbox.calls.of("sendDocument")


async def test_what_can_never_be_made_is_refused_and_its_data_stay_out_of_the_log(caplog):
    async def broken(chat: int) -> bytes:
        raise KeyError("a secret")

    async with SandboxServer() as sandbox, messages_of(sandbox, broken) as bot:
        with pytest.raises(BadRequest) as caught:
            await bot.send(7, ALL)
    assert "KeyError" in caplog.text
    assert "secret" not in caplog.text + str(caught.value)


async def test_nobody_is_nobody_for_files_too():
    async with SandboxServer() as sandbox, messages_of(sandbox) as bot:
        with pytest.raises(Forbidden):
            await bot.send(4711, ALL)
