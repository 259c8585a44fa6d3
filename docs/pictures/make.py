"""Makes the pictures of this folder: the bot in its sandbox, by clicks in Chromium (``make pictures``).

chat.png: four moments on a phone. sandbox.png: the whole page on a wide screen.
"""

from __future__ import annotations

import asyncio
import base64
import re
import sys
from pathlib import Path
from typing import Any

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
CHAT, SANDBOX = (Path(__file__).with_name(name) for name in ("chat.png", "sandbox.png"))
WIDTH, HEIGHT = 390, 850
WIDE, HIGH = 1440, 860
HOME: dict[str, Any] = {"locale": "en-US", "timezone_id": "America/New_York"}
"""Where the bot guesses that somebody is whose phone speaks English."""
MORNING = "2026-11-26T07:28:00-05:00"
_SETTLED = 2_500
"""Milliseconds in which all answers to a tap have come, and the page has scrolled."""
BEGIN = ("START", "I'm 16 or over: agree, start")
SCORES = ("None of these", "None of these", "4", "7")
MOVES = ("Done", "Now the other leg", "Done", "Done", "I'm sitting", "3", "5")
REMINDER = ("Yes", "Yes")
OTHERS = (("Kei", "ja", "Asia/Tokyo"), ("Marta", "pt-br", "America/Sao_Paulo"))


async def main() -> None:
    """Start the bot, play the first day and the next morning, and take the pictures."""
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", stdout=asyncio.subprocess.PIPE
    )
    try:
        address = await _address(bot)
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            page = await browser.new_page(
                viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=1.5, **HOME
            )
            await page.request.post(f"{address}sandbox/time", data={"set": MORNING})
            await page.goto(address)
            shots = [await _play(page, labels) for labels in (BEGIN, SCORES, MOVES)]
            await _play(page, REMINDER)
            shots.append(await _next_morning(page))
            await _side_by_side(await browser.new_page(device_scale_factor=1.5), shots)
            wide = await browser.new_page(
                viewport={"width": WIDE, "height": HIGH}, device_scale_factor=1.5, color_scheme="dark", **HOME
            )
            await wide.goto(page.url)
            await _look_inside(wide)
            await wide.screenshot(path=SANDBOX)
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
    await page.mouse.move(0, 0)
    await page.evaluate("document.activeElement.blur()")  # what is tapped shows its message's menu beside it
    return await page.screenshot()


async def _next_morning(page: Page) -> bytes:
    """Let the time jump to the reminder."""
    await page.locator(".time-open").click()
    await page.locator(".time-jump").click()
    await page.get_by_role("button", name="Not today").wait_for()
    await page.locator(".time-open").click()
    if await page.locator(".down").is_visible():
        await page.locator(".down").click()
    await page.wait_for_timeout(_SETTLED)
    return await page.screenshot()


async def _look_inside(page: Page) -> None:
    """Add two people, of whom one begins, and open the drawer at the conversation."""
    first = page.locator(".person", has=page.locator(".person-name", has_text="You"))
    for name, language, zone in OTHERS:
        await page.get_by_role("button", name="Add a person").click()
        dialog = page.get_by_role("dialog")
        for label, words in (("First name", name), ("Language of their app", language), ("Time zone", zone)):
            await dialog.get_by_label(label).fill(words)
        await dialog.get_by_role("button", name="Add").click()
        await dialog.wait_for(state="hidden")
        await page.get_by_role("button", name="Start", exact=True).click()
        await page.wait_for_timeout(_SETTLED)
    await first.get_by_role("button").first.click()
    await page.get_by_role("button", name="3", exact=True).last.click()
    await page.get_by_role("button", name="Look inside").click()
    await page.get_by_role("tab", name="Conversation").click()
    await page.wait_for_timeout(_SETTLED)


async def _side_by_side(page: Page, shots: list[bytes]) -> None:
    pictures = "".join(
        f'<img src="data:image/png;base64,{base64.b64encode(shot).decode()}" width="{WIDTH}">'
        for shot in shots
    )
    await page.set_viewport_size({"width": len(shots) * (WIDTH + 20) + 20, "height": HEIGHT + 40})
    await page.set_content(
        f'<body style="margin:0;padding:20px;display:flex;gap:20px;background:#fff">{pictures}</body>'
    )
    await page.screenshot(path=CHAT)


if __name__ == "__main__":
    asyncio.run(main())
