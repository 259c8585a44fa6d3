"""Makes docs/pictures/chat.png: the bot in its sandbox, played by clicks in Chromium (``make pictures``)."""

from __future__ import annotations

import asyncio
import base64
import re
import sys
from pathlib import Path

from playwright.async_api import Page, async_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PICTURE = Path(__file__).with_name("chat.png")
WIDTH, HEIGHT = 390, 800
_SETTLED = 2_500
"""Milliseconds in which all answers to a tap have come, and the page has scrolled."""
BEGIN = ("START", "I'm 16 or over: agree, start")
SCORES = ("None of these", "None of these", "4", "7")
MOVES = ("Done", "Now the other leg", "Done", "Done", "I'm sitting", "3", "5")
REMINDER = ("Yes", "Yes")
JUMPS = 3
"""At most: today's is passed over, because the routine was done; tomorrow's comes."""


async def main() -> None:
    """Start the bot, play the first day and the next morning, and put four moments side by side."""
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", stdout=asyncio.subprocess.PIPE
    )
    try:
        address = await _address(bot)
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            page = await browser.new_page(
                viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=1.5
            )
            await page.goto(address)
            shots = [await _play(page, labels) for labels in (BEGIN, SCORES, MOVES)]
            await _play(page, REMINDER)
            shots.append(await _next_morning(page))
            await _side_by_side(await browser.new_page(device_scale_factor=1.5), shots)
            await browser.close()
    finally:
        bot.terminate()
        await bot.wait()


async def _address(bot: asyncio.subprocess.Process) -> str:
    """Where the page is, as the bot says in one of its first lines."""
    while bot.stdout is not None and (line := await bot.stdout.readline()):
        if found := re.search(r"http://\S+/", line.decode()):
            return found[0]
    sys.exit("the bot did not say where its page is")


async def _play(page: Page, labels: tuple[str, ...]) -> bytes:
    """Tap these buttons, one after the other, no faster than the bot may write to one chat."""
    for label in labels:
        button = page.get_by_role("button", name=re.compile(f"^{re.escape(label)}$", re.IGNORECASE)).last
        await button.wait_for()
        await button.click()
        await page.wait_for_timeout(_SETTLED)
    return await page.screenshot()


async def _next_morning(page: Page) -> bytes:
    """Let the time jump to the reminder."""
    await page.locator(".time-open").click()
    for _ in range(JUMPS):
        await page.locator(".time-jump").click()
        await page.wait_for_timeout(_SETTLED)
        if await page.get_by_role("button", name="Not today").count():
            break
    await page.locator(".time-open").click()
    if await page.locator(".down").is_visible():
        await page.locator(".down").click()
    await page.wait_for_timeout(_SETTLED)
    return await page.screenshot()


async def _side_by_side(page: Page, shots: list[bytes]) -> None:
    pictures = "".join(
        f'<img src="data:image/png;base64,{base64.b64encode(shot).decode()}" width="{WIDTH}">'
        for shot in shots
    )
    await page.set_viewport_size({"width": len(shots) * (WIDTH + 20) + 20, "height": HEIGHT + 40})
    await page.set_content(
        f'<body style="margin:0;padding:20px;display:flex;gap:20px;background:#fff">{pictures}</body>'
    )
    await page.screenshot(path=PICTURE)


if __name__ == "__main__":
    asyncio.run(main())
