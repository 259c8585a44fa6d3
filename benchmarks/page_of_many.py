"""How soon the sandbox is there, and how a chat of 2,000 messages scrolls beside one of 100.

    python benchmarks/page_of_many.py [messages]

Wants Debian's chromium. Ratios are of figures measured side by side in this one run.
"""

from __future__ import annotations

import asyncio
import re
import statistics
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import aiohttp
import click
from playwright.async_api import Browser, async_playwright

from bot.sandbox import SandboxServer

CHROMIUM = "/usr/bin/chromium"
FEW = 100
STARTS = 5
SCROLL = """async () => {
    const chat = document.querySelector(".chat"), frames = [];
    let last = await new Promise(requestAnimationFrame);
    for (let n = 0; n < 240; n++) {
        chat.scrollTop -= 120;
        const now = await new Promise(requestAnimationFrame);
        frames.push(now - last);
        last = now;
    }
    return frames;
}"""


async def main(many: int) -> None:
    """Measure and print."""
    page, answered = zip(*[await started() for _ in range(STARTS)], strict=True)
    click.echo(f"seconds from the command to the page: median {statistics.median(page):.2f}")
    click.echo(f"seconds from the command to the first answer: median {statistics.median(answered):.2f}")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        few, lots = await scrolled(browser, FEW), await scrolled(browser, many)
        await browser.close()
    for name in few:
        ratio = lots[name] / few[name]
        click.echo(
            f"{name}: {FEW} messages {few[name]:.1f}, {many} messages {lots[name]:.1f}, ratio {ratio:.2f}"
        )


async def started() -> tuple[float, float]:
    """Seconds until the page is served, and until the bot has answered /start."""
    began = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "sandbox", "--port", "0"), stdout=PIPE, stderr=DEVNULL
    )
    try:
        address = await _address(process)
        async with aiohttp.ClientSession() as session:
            async with session.get(f"{address}/") as response:
                await response.read()
            page = time.monotonic() - began
            async with session.post(f"{address}/sandbox/people", json={"first_name": "A"}) as added:
                person = f"{address}/sandbox/people/{(await added.json())['id']}"
            async with session.get(f"{person}/events") as events:
                await session.post(f"{person}/start", json={})
                async for line in events.content:
                    if b'"from_bot": true' in line:
                        return page, time.monotonic() - began
        raise RuntimeError("the bot has not answered")
    finally:
        process.terminate()
        await process.wait()


async def _address(process: Process) -> str:
    while process.stdout is not None and (line := await process.stdout.readline()):
        if found := re.search(r"http://\S+(?=/ )", line.decode()):
            return found[0]
    raise RuntimeError("the sandbox did not say where its page is")


async def scrolled(browser: Browser, messages: int) -> dict[str, float]:
    """Milliseconds of opening a chat with so many messages, and of scrolling up in it."""
    async with SandboxServer() as sandbox, aiohttp.ClientSession() as session:
        ada = sandbox.person("Ada")
        ada.start()
        for number in range(1, messages):
            await said(session, sandbox, ada.person_id, number)
        page = await browser.new_page(viewport={"width": 390, "height": 844})
        began = time.monotonic()
        await page.goto(sandbox.url)
        await page.locator(".message", has_text=f"Message {messages - 1} ").wait_for()
        opened = (time.monotonic() - began) * 1000
        await page.locator(f".message >> nth={messages - 1}").wait_for(state="attached")
        frames = sorted(await page.evaluate(SCROLL))
        await page.close()
    return {
        "milliseconds until the newest message is shown": opened,
        "milliseconds a frame while scrolling, median": statistics.median(frames),
        "milliseconds a frame while scrolling, 95 %": frames[int(len(frames) * 0.95)],
        "milliseconds a frame while scrolling, longest": frames[-1],
    }


async def said(session: aiohttp.ClientSession, sandbox: SandboxServer, chat: int, number: int) -> None:
    """One message of the bot, every third with buttons."""
    words: dict[str, Any] = {"chat_id": chat, "text": f"Message {number} of many, with a few words more."}
    if number % 3 == 0:
        words["reply_markup"] = {"inline_keyboard": [[{"text": "Done", "callback_data": "d"}]]}
    async with session.post(f"{sandbox.url}/bot{sandbox.token}/sendMessage", json=words) as answer:
        answer.raise_for_status()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000))
