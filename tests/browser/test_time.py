"""The panel of the time, and what the page tells of days, in a sandbox whose time is moved."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from bot.sandbox import MovedTime, SandboxServer
from tests.browser.conftest import opened
from tests.browser.test_looks import STICKING_OUT


@pytest.fixture
async def moved(tmp_path: Path, chromium: Browser) -> AsyncIterator[Page]:
    """The page of a sandbox in which Ada has said something in November 2026."""
    time = MovedTime(tmp_path / "clock.json", lambda: None)
    async with SandboxServer(moved_time=time) as sandbox:
        time.set(1_795_000_000.0)
        ada = sandbox.person("Ada")
        ada.change(zone="UTC")
        ada.start()
        async with opened(chromium, sandbox.url) as page:
            await page.locator(".time-open").click()
            yield page


async def go_to(page: Page, moment: str) -> None:
    await page.get_by_label("Date and time to set").fill(moment)
    await page.get_by_role("button", name="Set", exact=True).click()


async def test_days_on_the_screen_are_told_with_their_year_in_another_one(moved: Page):
    day = moved.locator(".day")
    await expect(day).to_have_text("18 November")
    await go_to(moved, "2027-02-01T08:00")
    await expect(day).to_have_text("18 November 2026")
    await go_to(moved, "2026-12-01T08:00")
    await expect(day).to_have_text("18 November")


async def test_the_field_keeps_up_with_the_clock_unless_somebody_types(moved: Page):
    field = moved.get_by_label("Date and time to set")
    before = await field.input_value()
    fast = moved.get_by_role("button", name="×3600 3600 times as fast")
    await fast.click()
    await expect(field).not_to_have_value(before)
    await field.fill("2026-12-24T18:00")
    shown = moved.locator(".time-hour")
    then = await shown.inner_text()
    await fast.focus()
    await expect(shown).not_to_have_text(then)
    await expect(field).to_have_value("2026-12-24T18:00")


@pytest.mark.parametrize("width", [195, 256, 320])
async def test_the_time_has_room_beside_the_bots_name(moved: Page, width: int):
    await moved.set_viewport_size({"width": width, "height": 800})
    await expect(moved.get_by_role("heading", level=1)).to_be_in_viewport()
    assert await moved.evaluate(STICKING_OUT) == []
