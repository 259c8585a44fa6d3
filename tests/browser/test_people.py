"""Several people, and what somebody can do at their phone beside reading and tapping."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser.conftest import DESK, Stage


def png(width: int, height: int) -> bytes:
    """A plain blue picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\x20\x60\xc0" * width) * height
    end = chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + end


async def add_person(page: Page, name: str, language: str, zone: str) -> None:
    await page.get_by_role("button", name="Add a person").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("First name").fill(name)
    await dialog.get_by_label("Language of their app").fill(language)
    await dialog.get_by_label("Time zone").fill(zone)
    await dialog.get_by_role("button", name="Add").click()
    await expect(dialog).to_be_hidden()


async def test_a_second_person_has_a_chat_a_language_and_hours_of_their_own(stage: Stage):
    await stage.bot.call("getUpdates", offset=stage.sandbox.updates.last_id + 1)
    async with stage.page(viewport=DESK, timezone_id="UTC") as page:
        await page.get_by_role("textbox", name="Message").fill("half a sentence")
        await add_person(page, "Kei", "ja", "Asia/Tokyo")
        await page.get_by_role("button", name="Start", exact=True).click()
        await expect(page.locator(".message.own")).to_have_count(1)
        [update] = await stage.bot.call("getUpdates", timeout=10)
        kei = update["message"]["from"]
        assert (kei["first_name"], kei["language_code"]) == ("Kei", "ja")
        stamp = await page.locator(".message.own .stamp").text_content() or ""
        utc = update["message"]["date"] % 86_400 // 3600
        assert int(stamp[:2]) == (utc + 9) % 24

        await stage.say("For Ada")
        row = page.locator(".person", has_text="Ada")
        await expect(row.locator(".badge")).to_contain_text("1")
        await expect(row).to_contain_text("For Ada")
        await row.get_by_role("button").first.click()
        await expect(page.locator(".message.bot")).to_contain_text("For Ada")
        await expect(row.locator(".badge")).to_have_count(0)
        assert await page.get_by_role("textbox", name="Message").input_value() == "half a sentence"
        await expect(page.locator(".message.bot .stamp")).to_have_text(re.compile(f"^{utc:02}:"))


async def test_a_zone_nobody_knows_is_refused_in_words(stage: Stage):
    async with stage.page(viewport=DESK) as page:
        await page.get_by_role("button", name="Change Ada").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label("Time zone").fill("Moon/Base")
        stage_wrong = dialog.get_by_role("alert")
        await dialog.get_by_label("Time zone").fill("")
        await dialog.get_by_label("First name").fill(" ")
        await dialog.get_by_role("button", name="Save").click()
        await expect(stage_wrong).to_have_text("A person needs a first name.")
        await page.keyboard.press("Escape")
        await expect(dialog).to_be_hidden()


async def test_a_reply_keyboard_stands_below_the_chat_and_sends_its_words(stage: Stage):
    rows = [["Yes", "No"], [{"text": "Where I am", "request_location": True}]]
    async with stage.page() as page:
        await stage.say("Well?", reply_markup={"keyboard": rows, "one_time_keyboard": True})
        keys = page.get_by_role("group", name="The bot's keyboard")
        await expect(keys.get_by_role("button")).to_have_count(3)
        await keys.get_by_role("button", name="No").click()
        await expect(page.locator(".message.own").last).to_contain_text("No")
        await expect(keys).to_be_hidden()
        await page.get_by_role("button", name="The bot's keyboard").click()
        await keys.get_by_role("button", name="Where I am").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label("Latitude").fill("47.07")
        await dialog.get_by_label("Longitude").fill("15.44")
        await dialog.get_by_role("button", name=re.compile("Share|Send")).click()
        await expect(dialog).to_be_hidden()
        updates = await stage.bot.call("getUpdates", timeout=10)
        assert updates[-1]["message"]["location"] == {"latitude": 47.07, "longitude": 15.44}
        await stage.say("Gone", reply_markup={"remove_keyboard": True})
        await expect(page.get_by_role("button", name="The bot's keyboard")).to_be_hidden()


async def test_a_photo_from_this_machine_reaches_the_bot_as_it_is(stage: Stage, tmp_path: Path):
    picture = tmp_path / "garden.png"
    picture.write_bytes(png(400, 300))
    async with stage.page() as page:
        await page.get_by_role("button", name="Attach").click()
        async with page.expect_file_chooser() as chosen:
            await page.get_by_role("menuitem", name="Photo …").click()
        await (await chosen.value).set_files(picture)
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label("Caption").fill("My mat")
        await dialog.get_by_role("button", name="Send").click()
        await expect(page.locator(".message.own img")).to_be_visible()
        [*_, update] = await stage.bot.call("getUpdates", timeout=10)
        largest = update["message"]["photo"][-1]
        assert (largest["width"], largest["height"]) == (400, 300)
        assert update["message"]["caption"] == "My mat"
        path = (await stage.bot.call("getFile", file_id=largest["file_id"]))["file_path"]
        address = f"{stage.sandbox.url}/file/bot{stage.sandbox.token}/{path}"
        async with stage.bot.session.get(address) as response:
            assert len(await response.read()) == largest["file_size"]


async def test_ones_own_message_is_edited_and_the_bot_is_told(stage: Stage):
    async with stage.page() as page:
        field = page.get_by_role("textbox", name="Message")
        await field.fill("Seven")
        await field.press("Enter")
        mine = page.locator(".message.own").last
        await expect(mine).to_contain_text("Seven")
        await mine.locator(".bubble").click(button="right")
        await page.get_by_role("menuitem", name="Edit").click()
        await expect(field).to_have_value("Seven")
        await field.fill("Six")
        await field.press("Enter")
        await expect(mine).to_contain_text("Six")
        await expect(mine).to_contain_text("edited")
        [*_, update] = await stage.bot.call("getUpdates", timeout=10)
        assert update["edited_message"]["text"] == "Six"


async def test_the_bot_is_blocked_and_let_in_again(stage: Stage):
    await stage.bot.call("getUpdates", offset=stage.sandbox.updates.last_id + 1)
    async with stage.page() as page:
        await page.get_by_role("button", name="More", exact=True).click()
        await page.get_by_role("menuitem", name="Block the bot …").click()
        await page.get_by_role("dialog").get_by_role("button", name="Block").click()
        await expect(page.get_by_role("button", name="Restart bot")).to_be_visible()
        refused = await stage.bot.refused("sendMessage", chat_id=stage.chat, text="Hello?")
        assert refused == "Forbidden: bot was blocked by the user"
        await page.get_by_role("button", name="Restart bot").click()
        await expect(page.get_by_role("textbox", name="Message")).to_be_visible()
        told = [list(update)[1] for update in await stage.bot.call("getUpdates", timeout=10)]
        assert told == ["my_chat_member", "my_chat_member", "message"]


async def test_the_bot_types_and_the_header_says_so(stage: Stage):
    async with stage.page() as page:
        status = page.locator(".status")
        await expect(status).to_have_text("bot")
        await stage.bot.call("sendChatAction", chat_id=stage.chat, action="typing")
        await expect(status).to_contain_text("typing")
        await page.reload()
        await expect(status).to_contain_text("typing")
        await stage.say("There")
        await expect(status).to_have_text("bot")


async def test_the_list_tells_everybodys_hour_as_their_own_phone_does(stage: Stage):
    kei = stage.sandbox.person("Kei")
    kei.change(zone="Asia/Tokyo")
    kei.send("Here")
    async with stage.page(viewport=DESK, timezone_id="UTC") as page:
        hour = stage.ada.messages[0].date % 86_400 // 3600
        for name, ahead in (("Ada", 0), ("Kei", 9)):
            time = page.locator(".person", has_text=name).locator(".person-time")
            await expect(time).to_have_text(re.compile(f"^{(hour + ahead) % 24:02}:"))
