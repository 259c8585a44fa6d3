"""Kinds of messages and of keyboards, as Telegram's apps show them."""

from __future__ import annotations

import json

from playwright.async_api import expect

from bot.sandbox.world.files import Upload
from tests.browser.conftest import Stage
from tests.browser.test_messages import keyboard, taps
from tests.browser.test_people import png

ASKED = {"force_reply": True, "input_field_placeholder": "A number"}


async def album(stage: Stage, pictures: int, caption: str) -> list[int]:
    files = {f"f{number}": Upload(f"{number}.png", "image/png", png(40, 30)) for number in range(pictures)}
    media = [{"type": "photo", "media": f"attach://{name}"} for name in files]
    media[0]["caption"] = caption
    fields = {"chat_id": str(stage.chat), "media": json.dumps(media)}
    return [sent["message_id"] for sent in await stage.bot.upload("sendMediaGroup", files, fields)]


async def test_an_album_is_one_group_of_two_columns_with_its_words_below(stage: Stage):
    ids = await album(stage, 3, "Three of them")
    async with stage.page() as page:
        group = page.get_by_role("group", name="Album")
        await expect(group.locator("img")).to_have_count(3)
        boxes = [await picture.bounding_box() for picture in await group.locator("img").all()]
        tops = [box["y"] for box in boxes if box]
        assert tops[0] < tops[1] == tops[2]
        words = group.get_by_text("Three of them").and_(group.locator(":visible"))
        await expect(words).to_have_count(1)
        await stage.bot.call("editMessageCaption", chat_id=stage.chat, message_id=ids[0], caption="Two")
        await expect(group.locator(".album-words")).to_contain_text("Two")
        for message_id in ids:
            await stage.bot.call("deleteMessage", chat_id=stage.chat, message_id=message_id)
        await expect(group).to_have_count(0)
        await album(stage, 2, "Later")
        await expect(page.get_by_role("group", name="Album").locator("img")).to_have_count(2)


async def test_up_to_three_emoji_alone_are_large_and_have_no_bubble(stage: Stage):
    for text in ("👍", "❤️👍🏽👩‍👩‍👧", "👍👍👍👍", "👍 yes", "7"):
        await stage.say(text)
    async with stage.page() as page:
        await expect(page.locator(".message.bot")).to_have_count(5)
        await expect(page.locator(".emoji-alone")).to_have_count(2)


async def test_addresses_numbers_and_tags_are_coloured(stage: Stage):
    await stage.say("ada@example.museum +43 660 1234567 $AAPL #knee")
    async with stage.page() as page:
        words = page.locator(".message.bot .words")
        mail = words.get_by_role("link", name="ada@example.museum")
        await expect(mail).to_have_attribute("href", "mailto:ada@example.museum")
        await expect(words.get_by_role("link", name="+43")).to_have_attribute("href", "tel:+436601234567")
        await expect(words.locator(".cashtag")).to_have_text("$AAPL")
        plain = await words.evaluate("words => getComputedStyle(words).color")
        await expect(words.locator(".cashtag")).not_to_have_css("color", plain)


async def test_an_address_in_the_answer_to_a_tap_is_offered(stage: Stage):
    await stage.say("Choose", reply_markup=keyboard(["A"]))
    async with stage.page() as page:
        await page.get_by_role("button", name="A", exact=True).click()
        [tap] = [tap async for tap in taps(stage, 1)]
        url = "https://t.me/sandbox_bot?start=more"
        await stage.bot.call("answerCallbackQuery", callback_query_id=tap, url=url)
        dialog = page.get_by_role("dialog", name="Open this link?")
        await expect(dialog).to_contain_text(url)
        await dialog.get_by_role("button", name="Cancel").click()
        await expect(dialog).to_be_hidden()


async def test_a_question_stands_in_the_keyboards_place_until_it_is_gone(stage: Stage):
    await stage.say("Well?", reply_markup={"keyboard": [["Yes"]]})
    async with stage.page() as page:
        keys = page.get_by_role("group", name="The bot's keyboard")
        await expect(keys).to_be_visible()
        asked = await stage.say("How many?", reply_markup=ASKED)
        field = page.get_by_role("textbox", name="Message")
        await expect(field).to_have_attribute("placeholder", "A number")
        await expect(keys).to_be_hidden()
        await stage.bot.call("deleteMessage", chat_id=stage.chat, message_id=asked)
        await expect(field).to_have_attribute("placeholder", "Message")
        await expect(keys).to_be_visible()


async def test_a_place_that_is_not_shared_leaves_the_keyboard_open(stage: Stage):
    rows = [[{"text": "Where I am", "request_location": True}]]
    await stage.say("Where?", reply_markup={"keyboard": rows, "one_time_keyboard": True})
    async with stage.page() as page:
        await page.get_by_role("button", name="Where I am").click()
        await page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
        await expect(page.get_by_role("dialog")).to_be_hidden()
        await expect(page.get_by_role("button", name="Where I am")).to_be_visible()
