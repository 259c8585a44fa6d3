"""The page of the sandbox in a real Chromium: with the test as its bot, or with ours as it is started."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Browser, Page, ViewportSize, async_playwright

from bot.adapters.content_files import load
from bot.core.content import Content
from bot.sandbox import Person, SandboxServer
from tests.e2e.bot_process import ROOT
from tests.e2e.sandbox_command import address_printed, command
from tests.sandbox.conftest import Bot

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1440, "height": 900}
WAIT_MILLISECONDS = 15_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium these tests are left out, except where everything has to be run."""
    if CHROMIUM.exists() or os.environ.get("CI"):
        return
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.skip(reason="Debian's chromium is not installed"))


@pytest.fixture(scope="session")
def content() -> Content:
    return load(ROOT / "content")


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@asynccontextmanager
async def opened(browser: Browser, address: str, expected: str = "", **look: Any) -> AsyncIterator[Page]:
    """The page, as somebody sees it who opens it anew. Only what is `expected` may go wrong."""
    context = await browser.new_context(**{"viewport": PHONE, "locale": "en-GB", **look})
    context.set_default_timeout(WAIT_MILLISECONDS)
    page = await context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("dialog", lambda dialog: wrong.append(f"a dialog: {dialog.message}"))
    page.on(
        "request",
        lambda asked: None if asked.url.startswith((address, "blob:", "data:")) else wrong.append(asked.url),
    )
    await page.goto(address)
    yield page
    await context.close()
    assert [what for what in wrong if not expected or expected not in what] == []


@dataclass
class Stage:
    """A sandbox, Ada in it, her page, and the test in the bot's place."""

    sandbox: SandboxServer
    bot: Bot
    ada: Person
    browser: Browser

    @property
    def chat(self) -> int:
        return self.ada.person_id

    @asynccontextmanager
    async def page(self, **look: Any) -> AsyncIterator[Page]:
        async with opened(self.browser, self.sandbox.url, **look) as page:
            yield page

    async def say(self, text: str, **more: Any) -> int:
        """A message of the bot's to Ada; its id."""
        sent = await self.bot.call("sendMessage", chat_id=self.chat, text=text, **more)
        return int(sent["message_id"])

    async def upload(self, method: str, kind: str, name: str, file: bytes, **more: Any) -> int:
        """A message of the bot's with a file."""
        form = aiohttp.FormData({"chat_id": str(self.chat), **more})
        form.add_field(kind, file, filename=name)
        address = f"{self.sandbox.url}/bot{self.sandbox.token}/{method}"
        async with self.bot.session.post(address, data=form) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return int(answer["result"]["message_id"])


@pytest.fixture
async def stage(chromium: Browser) -> AsyncIterator[Stage]:
    async with SandboxServer() as sandbox, aiohttp.ClientSession() as session:
        ada = sandbox.person("Ada")
        ada.start()
        yield Stage(sandbox, Bot(sandbox, session), ada, chromium)


@pytest.fixture
async def ours(tmp_path: Path) -> AsyncIterator[str]:
    """The address of the sandbox with our bot in it, as `make run` starts it."""
    async with command(tmp_path) as process:
        yield await address_printed(process)
