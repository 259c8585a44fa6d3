"""The page without a mouse: where the focus is, and what the keys do."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.browser.conftest import Stage
from tests.browser.test_messages import keyboard


async def focused(page: Page) -> str:
    return await page.evaluate("document.activeElement.innerText || document.activeElement.className")


async def test_after_start_the_answers_first_button_is_one_key_away(stage: Stage):
    for message in stage.ada.messages:
        stage.ada.delete(message.message_id)
    async with stage.page() as page:
        await page.get_by_role("button", name="Start", exact=True).press("Enter")
        field = page.get_by_role("textbox", name="Message")
        await expect(field).to_be_focused()
        await stage.say("Choose", reply_markup=keyboard(["A", "B"]))
        await expect(page.locator(".key")).to_have_count(2)
        await page.keyboard.press("ArrowUp")
        await expect(page.get_by_role("button", name="A", exact=True)).to_be_focused()
        await page.keyboard.press("ArrowUp")
        await expect(page.locator(".message.bot")).to_be_focused()
        await page.keyboard.press("ArrowDown")
        await expect(field).to_be_focused()
        await field.fill("a sentence")
        await page.keyboard.press("ArrowUp")
        await expect(field).to_be_focused()


async def test_the_focus_goes_to_the_next_message_when_its_own_is_deleted(stage: Stage):
    first = await stage.say("First", reply_markup=keyboard(["A"]))
    second = await stage.say("Second", reply_markup=keyboard(["B"]))
    async with stage.page() as page:
        await page.get_by_role("button", name="A", exact=True).focus()
        await stage.bot.call("deleteMessage", chat_id=stage.chat, message_id=first)
        await expect(page.locator(".message", has_text="Second")).to_be_focused()
        await stage.bot.call("deleteMessage", chat_id=stage.chat, message_id=second)
        await expect(page.locator(".message.own")).to_be_focused()
        stage.ada.delete(stage.ada.messages[0].message_id)
        await expect(page.locator("main")).to_be_focused()
