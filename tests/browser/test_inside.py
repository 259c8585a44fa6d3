"""The drawer that shows what is behind the chat."""

from __future__ import annotations

import re

from playwright.async_api import expect

from tests.browser.conftest import DESK, Stage


async def test_every_call_is_shown_and_a_refused_one_in_red_with_telegrams_words(stage: Stage):
    async with stage.page(viewport=DESK) as page:
        await page.get_by_role("button", name="Look inside").click()
        await stage.say("Hello")
        row = page.locator(".call", has_text="sendMessage")
        await expect(row).to_contain_text("Hello")
        why = await stage.bot.refused("sendMessage", chat_id=stage.chat, text="")
        refused = page.locator(".call.refused")
        await expect(refused).to_contain_text(why)
        red = re.compile(r"rgb\((1[5-9]|2\d)\d, \d{1,2}, \d{1,2}\)")
        await expect(refused.locator(".call-why")).to_have_css("color", red)
        await stage.bot.refused("sendTelepathy", chat_id=stage.chat)
        await expect(page.locator(".call", has_text="sendTelepathy")).to_contain_text("method not found")
        await row.first.locator("summary").press("Enter")
        await expect(row.first.locator(".call-json")).to_contain_text('"Hello"')


async def test_telegrams_limits_are_switched_on_and_stay_on_over_a_reload(stage: Stage):
    async with stage.page(viewport=DESK) as page:
        await page.get_by_role("button", name="Look inside").click()
        limits = page.get_by_role("switch", name="Telegram’s limits")
        await limits.click()
        await expect(limits).to_be_checked()
        for _ in range(3):
            await stage.say("A burst")
        refused = await stage.bot.refused("sendMessage", chat_id=stage.chat, text="Too much")
        assert refused.startswith("Too Many Requests: retry after")
        await page.reload()
        await expect(limits).to_be_checked()


async def test_another_bot_shows_no_inside_and_the_page_says_so(stage: Stage):
    async with stage.page(viewport=DESK) as page:
        await page.get_by_role("button", name="Look inside").click()
        for name in ("Session", "Conversation", "Due"):
            await page.get_by_role("tab", name=name).click()
            await expect(page.get_by_role("tabpanel")).to_contain_text("does not show")


async def test_what_is_said_of_polling_is_said_of_the_calls_that_are_known(stage: Stage):
    await stage.bot.call("getUpdates", offset=stage.sandbox.updates.last_id + 1)
    async with stage.page(viewport=DESK) as page:
        await page.get_by_role("button", name="Look inside").click()
        polling = page.locator(".calls-polling")
        await expect(polling).to_have_text("Polling: asked once, got 0 updates")
        most = stage.sandbox.calls.most or 2_000
        for _ in range(most):
            await stage.bot.call("getMe")
        await page.reload()
        await expect(polling).to_have_text(f"The bot has not asked for updates in the last {most} calls.")


async def test_the_drawer_is_open_at_the_same_tab_after_a_reload(stage: Stage):
    async with stage.page(viewport=DESK) as page:
        await expect(page.locator(".name")).to_have_text("Sandbox bot")
        await page.get_by_role("button", name="Look inside").click()
        await page.get_by_role("tab", name="Due").click()
        await page.reload()
        await expect(page.get_by_role("tab", name="Due")).to_have_attribute("aria-selected", "true")
        await expect(page.get_by_role("tabpanel")).to_contain_text("does not show")
        await page.get_by_role("button", name="Close").click()
        await page.reload()
        await expect(page.get_by_role("button", name="Look inside")).to_be_visible()
        await expect(page.locator("#inside")).to_be_hidden()
