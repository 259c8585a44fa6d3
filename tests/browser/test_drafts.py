"""What somebody has begun and not sent: nothing takes it away."""

from __future__ import annotations

from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import DESK, Stage

AWAY = "Failed to load resource"
KEPT = "The sandbox does not answer; your words are kept."


async def away(page: Page) -> None:
    """From now on nothing the person does gets an answer."""
    await page.route("**/sandbox/people/**", lambda route: route.abort())


def field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Message")


async def edit(page: Page, text: str) -> None:
    mine = page.locator(".message.own", has_text=text).last
    await mine.locator(".bubble").click(button="right")
    await page.get_by_role("menuitem", name="Edit").click()
    await expect(field(page)).to_have_value(text)


async def test_words_stay_while_the_sandbox_is_away_and_are_sent_once_it_is_back(stage: Stage):
    await stage.say("Well?")
    async with stage.page(expected=AWAY) as page:
        await expect(page.locator(".message.bot")).to_have_count(1)
        await away(page)
        await field(page).fill("a long day")
        await field(page).press("Enter")
        await expect(page.locator(".toast")).to_have_text(KEPT)
        await expect(field(page)).to_have_value("a long day")
        await page.unroute("**/sandbox/people/**")
        await field(page).press("Enter")
        await expect(page.locator(".message.own").last).to_contain_text("a long day")
        await expect(field(page)).to_have_value("")


async def test_what_is_typed_while_words_are_on_their_way_stays(stage: Stage):
    async with stage.page() as page:
        await field(page).click()
        await page.keyboard.type("one")
        for key in ("Enter", "Enter"):
            await page.keyboard.press(key)
        await page.keyboard.type("two")
        await expect(page.locator(".message.own").last).to_contain_text("one")
        await expect(field(page)).to_have_value("two")
    assert [message.text for message in stage.ada.messages] == ["/start", "one"]


async def test_a_reply_and_an_edit_stay_what_they_are_while_the_sandbox_is_away(stage: Stage):
    await stage.say("Well?")
    stage.ada.send("Seven")
    async with stage.page(expected=AWAY) as page:
        await edit(page, "Seven")
        await away(page)
        await field(page).fill("Six")
        await field(page).press("Enter")
        await expect(page.locator(".toast")).to_have_text(KEPT)
        await expect(page.locator(".context-title")).to_have_text("Edit message")
        await page.unroute("**/sandbox/people/**")
        await field(page).press("Enter")
        await expect(page.locator(".message.own").last).to_contain_text("Six")
        await expect(page.locator(".context")).to_be_hidden()
    assert [message.text for message in stage.ada.messages] == ["/start", "Well?", "Six"]


async def test_an_edit_is_still_one_after_a_reload(stage: Stage):
    stage.ada.send("Seven")
    async with stage.page() as page:
        await edit(page, "Seven")
        await field(page).fill("Six")
        await page.reload()
        await expect(field(page)).to_have_value("Six")
        await expect(page.locator(".context-title")).to_have_text("Edit message")
        await field(page).press("Enter")
        await expect(page.locator(".message.own").last).to_contain_text("edited")
    assert [message.text for message in stage.ada.messages] == ["/start", "Six"]


async def test_an_edit_that_is_left_or_done_or_pointless_gives_the_draft_back(stage: Stage):
    stage.ada.send("Seven")
    async with stage.page() as page:
        await field(page).fill("half a sentence")
        await edit(page, "Seven")
        await page.get_by_role("button", name="Cancel").click()
        await expect(field(page)).to_have_value("half a sentence")
        await edit(page, "Seven")
        await field(page).fill("Six")
        await field(page).press("Enter")
        await expect(page.locator(".message.own").last).to_contain_text("Six")
        await expect(field(page)).to_have_value("half a sentence")
        await edit(page, "Six")
        await page.reload()
        await expect(field(page)).to_have_value("Six")
        stage.ada.delete(stage.ada.messages[-1].message_id)
        await expect(page.locator(".context")).to_be_hidden()
        await expect(field(page)).to_have_value("half a sentence")


async def test_everybody_has_an_edit_of_their_own(stage: Stage):
    stage.ada.send("Seven")
    stage.sandbox.person("Bob").start()
    async with stage.page(viewport=DESK) as page:
        await field(page).fill("half a sentence")
        await edit(page, "Seven")
        await page.locator(".person", has_text="Bob").get_by_role("button").first.click()
        await expect(page.locator(".context")).to_be_hidden()
        await expect(field(page)).to_have_value("")
        await page.locator(".person", has_text="Ada").get_by_role("button").first.click()
        await expect(field(page)).to_have_value("Seven")
        await page.get_by_role("button", name="Cancel").click()
        await expect(field(page)).to_have_value("half a sentence")


async def test_a_window_keeps_what_was_filled_in_while_the_sandbox_is_away(stage: Stage):
    async with stage.page(expected=AWAY) as page:
        await page.get_by_role("button", name="Attach").click()
        await away(page)
        await page.get_by_role("menuitem", name="Location …").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label("Latitude").fill("47.07")
        await dialog.get_by_role("button", name="Share").click()
        await expect(dialog.get_by_role("alert")).to_have_text("The sandbox does not answer.")
        await expect(dialog.get_by_label("Latitude")).to_have_value("47.07")
