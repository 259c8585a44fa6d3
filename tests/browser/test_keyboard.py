"""The page without a mouse: where the focus is, and what the keys do."""

from __future__ import annotations

from playwright.async_api import expect

from tests.browser.conftest import Stage
from tests.browser.test_messages import keyboard


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


async def commands(stage: Stage) -> None:
    names = ("help", "hello", "stop")
    given = [{"command": name, "description": f"About {name}"} for name in names]
    await stage.bot.call("setMyCommands", commands=given)


async def test_commands_are_a_list_that_belongs_to_the_input_line(stage: Stage):
    await commands(stage)
    async with stage.page() as page:
        field, options = page.locator(".input"), page.get_by_role("option")
        await field.press_sequentially("/he")
        await expect(options).to_have_count(2)
        await expect(field).to_have_role("combobox")
        await expect(field).to_have_attribute("aria-expanded", "true")
        await expect(field).to_have_attribute("aria-controls", "commands")
        await field.press("ArrowDown")
        await field.press("ArrowDown")
        await expect(options.nth(1)).to_have_attribute("aria-selected", "true")
        await expect(field).to_have_attribute("aria-activedescendant", "command-hello")
        await expect(field).to_be_focused()
        await field.press("Enter")
        await expect(page.locator(".message.own").last).to_contain_text("/hello")
        await expect(field).to_have_role("textbox")
        await expect(field).to_have_value("")


async def test_commands_that_come_while_one_is_typed_are_offered(stage: Stage):
    async with stage.page() as page:
        field, options = page.locator(".input"), page.get_by_role("option")
        await field.press_sequentially("/st")
        await expect(options).to_have_count(0)
        await commands(stage)
        await expect(options).to_have_count(1)
        await expect(field).to_be_focused()


async def test_tab_completes_a_command_and_then_goes_on(stage: Stage):
    await commands(stage)
    async with stage.page() as page:
        field, options = page.locator(".input"), page.get_by_role("option")
        await field.press_sequentially("/st")
        await expect(options).to_have_count(1)
        await field.press("Tab")
        await expect(field).to_have_value("/stop")
        await expect(field).to_be_focused()
        await field.press("Tab")
        await expect(field).not_to_be_focused()
        await expect(options).to_have_count(0)


async def test_the_list_of_commands_closes_when_one_goes_elsewhere(stage: Stage):
    await commands(stage)
    async with stage.page() as page:
        menu, options = page.get_by_role("button", name="Menu"), page.get_by_role("option")
        await menu.click()
        await expect(options).to_have_count(3)
        await page.locator(".message.own .bubble").click()
        await expect(options).to_have_count(0)
        await menu.click()
        await page.keyboard.press("Escape")
        await expect(options).to_have_count(0)
        await expect(menu).to_be_focused()
        await menu.click()
        await page.keyboard.press("Tab")
        await expect(options).to_have_count(0)
        await menu.click()
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("Enter")
        await expect(page.locator(".message.own").last).to_contain_text("/hello")


async def test_an_empty_name_brings_the_focus_back_to_its_field(stage: Stage):
    async with stage.page() as page:
        await page.get_by_role("button", name="People").click()
        await expect(page.get_by_role("main", name="People")).to_be_visible()
        await expect(page.get_by_role("heading", name="People", level=1)).to_be_visible()
        await page.get_by_role("button", name="Add a person").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_role("button", name="Add").click()
        await expect(dialog.get_by_label("First name")).to_be_focused()
