"""Content that is written while the bot runs: in the sandbox at once, for a real bot at a signal."""

from __future__ import annotations

import asyncio
import json
import shutil
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.adapters.content_files import check
from bot.core.content import Content
from bot.sandbox import SandboxServer
from tests.e2e.bot_process import ROOT, BotProcess
from tests.e2e.sandbox_command import SECONDS, Phone, address_printed, command

FACE = "Back to Basics: three slow moves for a stiff, sore low back.\n"
CHECK = "Is any of this true right now?"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "content", tmp_path / "words"))


def reword(folder: Path, *changes: tuple[str, str]) -> None:
    """Save screens.toml with other words, as an editor does: a new file in the old one's place."""
    file, beside = folder / "en/screens.toml", folder / "en/.screens.toml.swp"
    text = file.read_text("utf-8")
    for was, words in changes:
        assert was in text
        text = text.replace(was, words)
    beside.write_text(text, "utf-8")
    beside.replace(file)


class Page:
    """What the page is told, as it is told."""

    def __init__(self, session: aiohttp.ClientSession, address: str, person: int) -> None:
        self._request = session.get(f"{address}/sandbox/events?person={person}")

    async def __aenter__(self) -> Page:
        self._response = await self._request.__aenter__()
        self._events = self._read()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._response.close()

    async def _read(self) -> AsyncIterator[dict[str, Any]]:
        async for line in self._response.content:
            if line.startswith(b"data: "):
                yield json.loads(line[len(b"data: ") :])

    async def told(self, kind: str) -> dict[str, Any]:
        """The next event of that kind."""
        async with asyncio.timeout(SECONDS):
            async for event in self._events:
                if event["event"] == kind:
                    return event
        raise AssertionError("the stream has ended")


async def test_what_is_saved_is_used_by_the_next_message_and_a_mistake_is_shown(
    folder: Path, content: Content, tmp_path: Path
):
    agree, none = (
        content.screens["welcome"].buttons["agree"],
        content.screens["emergency_check"].buttons["none"],
    )
    async with command(tmp_path, BOT_CONTENT=str(folder)) as process, aiohttp.ClientSession() as session:
        address = await address_printed(process)
        async with session.post(f"{address}/sandbox/people", json={"first_name": "Adalind"}) as added:
            phone = Phone(session, address, (await added.json())["id"])
        await phone.do("start")
        welcome = await phone.sees(agree)
        async with Page(session, address, phone.person) as page:
            reword(folder, (FACE, "Changed.\n"), (CHECK, "Is one of these so?"))
            assert (await page.told("content"))["mistakes"] == []
            while not (await page.told("profile"))["bot"]["description"].startswith("Changed."):
                pass
            await phone.do("tap", message_id=welcome["message_id"], label=agree)
            asked = await phone.sees(none)
            assert "Is one of these so?" in asked["text"]

            reword(folder, ("Is one of these so?", "{nothing}"))
            mistakes = (await page.told("content"))["mistakes"]
            assert mistakes == [str(each) for each in check(folder) if not each.warning]
            assert mistakes
            await phone.do("send", text="/start")
            assert "Is one of these so?" in (await phone.sees(none, after=asked["message_id"]))["text"]
        async with Page(session, address, phone.person) as reloaded:
            assert (await reloaded.told("content"))["mistakes"] == mistakes
            reword(folder, ("{nothing}", CHECK))
            assert (await reloaded.told("content"))["mistakes"] == []


async def test_a_running_bot_reads_its_content_anew_at_a_signal(
    sandbox: SandboxServer, folder: Path, tmp_path: Path, bot: BotProcess
):
    bot.settings["BOT_CONTENT"] = str(folder)
    await bot.start()
    await sandbox.calls.wait_for(lambda call: call.method == "setMyDescription" and call.ok)
    ada = sandbox.person("Ada")
    reword(folder, (FACE, "Changed.\n"), ("Hello. Too much", "Good day. Too much"))
    bot.tell(signal.SIGUSR1)
    await sandbox.calls.wait_for(
        lambda call: call.method == "setMyDescription" and call.params["description"].startswith("Changed.")
    )
    start = ada.start()
    assert (await ada.next_message(after=start)).text.startswith("Good day.")

    bot.may_say("en/screens.toml", "The content has mistakes")
    reword(folder, ("Good day.", "<b>"))
    bot.tell(signal.SIGUSR1)
    await bot.logged("The content has mistakes, so the one in use stays.")
    again = ada.start()
    assert (await ada.next_message(after=again)).text.startswith("Good day.")


async def test_files_that_are_half_written_change_nothing(
    sandbox: SandboxServer, folder: Path, bot: BotProcess
):
    """An editor, or a copy over a slow line, may be in the middle of it when the signal comes."""
    bot.settings["BOT_CONTENT"] = str(folder)
    bot.may_say("en/", "The content has mistakes")
    await bot.start()
    files = sorted(file for file in (folder / "en").rglob("*.toml") if file.name != "poster.toml")
    assert len(files) > 5
    for number, file in enumerate(files, start=1):
        whole = file.read_bytes()
        file.write_bytes(whole[: len(whole) // 2])
        bot.tell(signal.SIGUSR1)
        await bot.logged("The content has mistakes, so the one in use stays.", number)
        file.write_bytes(whole)
    ada = sandbox.person("Ada")
    start = ada.start()
    assert (await ada.next_message(after=start)).text.startswith("Hello. Too much")
    bot.tell(signal.SIGUSR1)
    await bot.logged("The content has been read anew")


async def test_a_mistake_that_is_there_at_the_start_is_shown_until_it_is_mended(folder: Path, tmp_path: Path):
    reword(folder, (CHECK, "{nothing}"))
    async with command(tmp_path, BOT_CONTENT=str(folder)) as process, aiohttp.ClientSession() as session:
        address = await address_printed(process)
        async with session.post(f"{address}/sandbox/people", json={"first_name": "Adalind"}) as added:
            phone = Phone(session, address, (await added.json())["id"])
        await phone.do("start")
        async with Page(session, address, phone.person) as page:
            [mistake] = (await page.told("content"))["mistakes"]
            assert mistake.startswith("en/screens.toml: screens.emergency_check.text has {nothing}")
            reword(folder, ("{nothing}", CHECK))
            assert (await page.told("content"))["mistakes"] == []
            assert "Hello." in (await page.told("message"))["message"]["text"]


async def test_content_that_is_deleted_and_put_back_is_watched_again(folder: Path, tmp_path: Path):
    async with command(tmp_path, BOT_CONTENT=str(folder)) as process, aiohttp.ClientSession() as session:
        address = await address_printed(process)
        async with session.post(f"{address}/sandbox/people", json={"first_name": "Adalind"}) as added:
            person = (await added.json())["id"]
        async with Page(session, address, person) as page:
            await page.told("profile")
            kept = shutil.copytree(folder, tmp_path / "kept")
            shutil.rmtree(folder)
            while not (await page.told("content"))["mistakes"]:
                pass
            shutil.move(kept, folder)
            while (await page.told("content"))["mistakes"]:
                pass
            reword(folder, (CHECK, "{nothing}"))
            assert (await page.told("content"))["mistakes"]
