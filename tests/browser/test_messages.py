"""What a person sees and does in the chat, with the test as the bot."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser.conftest import Stage

LOOP = Path(__file__).with_name("loop.mp4").read_bytes()
PLAYED = """film => new Promise(done =>
    film.addEventListener("timeupdate", () => film.currentTime > 0.3 && done()))"""
QUOTE = "a long quote\n" * 8
BAD = '<img src=x onerror="alert(1)">'


def keyboard(*rows: list[str]) -> dict[str, object]:
    return {"inline_keyboard": [[{"text": label, "callback_data": label} for label in row] for row in rows]}


async def newest(page: Page, side: str = "bot") -> str:
    return await page.locator(f".message.{side} .words").last.inner_text()


async def test_an_edit_is_applied_in_place_and_marked_and_a_deleted_message_is_gone(stage: Stage):
    async with stage.page() as page:
        first = await stage.say("Number one")
        second = await stage.say("Number two")
        await expect(page.locator(".message.bot")).to_have_count(2)
        await stage.bot.call("editMessageText", chat_id=stage.chat, message_id=first, text="Number 1")
        await expect(page.locator(".message.bot").first).to_contain_text("Number 1")
        await expect(page.locator(".message.bot").first).to_contain_text("edited")
        await stage.bot.call("deleteMessage", chat_id=stage.chat, message_id=second)
        await expect(page.locator(".message.bot")).to_have_count(1)


async def test_buttons_stand_in_their_rows_and_a_tap_is_answered_by_a_toast_or_an_alert(stage: Stage):
    async with stage.page() as page:
        await stage.say("Choose", reply_markup=keyboard(["A", "B"], ["C"]))
        keys = page.locator(".keys")
        await expect(keys).to_have_count(2)
        boxes = [await page.get_by_role("button", name=name, exact=True).bounding_box() for name in "ABC"]
        assert all(boxes)
        tops = [box["y"] for box in boxes if box]
        assert tops[0] == tops[1] < tops[2]
        await page.get_by_role("button", name="A", exact=True).click()
        [tap] = [tap async for tap in taps(stage, 1)]
        await stage.bot.call("answerCallbackQuery", callback_query_id=tap, text="Noted, A")
        await expect(page.get_by_text("Noted, A")).to_be_visible()
        await page.get_by_role("button", name="C", exact=True).click()
        [tap] = [tap async for tap in taps(stage, 1)]
        await stage.bot.call("answerCallbackQuery", callback_query_id=tap, text="Read this", show_alert=True)
        alert = page.get_by_role("dialog")
        await expect(alert).to_contain_text("Read this")
        await alert.get_by_role("button", name="OK").click()
        await expect(alert).to_be_hidden()


async def taps(stage: Stage, wanted: int):
    """The ids of so many taps, as the bot is told of them."""
    offset = 0
    while wanted:
        for update in await stage.bot.call("getUpdates", offset=offset, timeout=10):
            offset = update["update_id"] + 1
            if "callback_query" in update:
                yield update["callback_query"]["id"]
                wanted -= 1
    await stage.bot.call("getUpdates", offset=offset)


async def test_an_animation_plays_and_a_document_can_be_taken_home(stage: Stage, tmp_path: Path):
    async with stage.page() as page:
        await stage.upload("sendAnimation", "animation", "loop.mp4", LOOP, caption="Like this")
        film = page.locator("video")
        await expect(film).to_be_visible()
        await film.evaluate(PLAYED)
        assert await film.evaluate("film => film.loop && film.muted && !film.controls")
        await stage.upload("sendDocument", "document", "diary.csv", b"day;score\n1;4\n")
        async with page.expect_download() as started:
            await page.get_by_role("link", name="diary.csv").click()
        download = await started.value
        assert download.suggested_filename == "diary.csv"
        await download.save_as(tmp_path / "diary.csv")
    assert (tmp_path / "diary.csv").read_bytes() == b"day;score\n1;4\n"


async def test_who_wants_less_motion_sees_a_still_animation(stage: Stage):
    async with stage.page(reduced_motion="reduce") as page:
        await stage.upload("sendAnimation", "animation", "loop.mp4", LOOP)
        film = page.locator("video")
        await expect(film).to_be_visible()
        assert await film.evaluate("film => film.paused && !film.autoplay")
        await film.click()
        await film.evaluate(PLAYED)


async def test_every_kind_of_words_is_shown(stage: Stage):
    text = (
        "<b>bold</b> <i>italic</i> <u>under</u> <s>struck</s> <code>code</code> <pre>block</pre> "
        '<a href="https://example.org/">link</a> <tg-spoiler>hidden</tg-spoiler> /help '
        f"<blockquote expandable>{QUOTE}its end</blockquote>"
        '<tg-time unix="1772523000" format="wDt">then</tg-time>'
    )
    async with stage.page(timezone_id="Europe/Berlin") as page:
        await stage.say(text, parse_mode="HTML")
        words = page.locator(".message.bot .words")
        for tag, inside in {"b, strong": "bold", "i, em": "italic", "code": "code", "pre": "block"}.items():
            await expect(words.locator(tag).first).to_contain_text(inside)
        await expect(words.get_by_role("link", name="link")).to_have_attribute("href", "https://example.org/")
        quote = words.locator("blockquote")
        before = (await quote.bounding_box() or {"height": 0})["height"]
        await quote.get_by_role("button").click()
        after = (await quote.bounding_box() or {"height": 0})["height"]
        assert after > before + 40
        await expect(words.locator("time")).to_contain_text("08:30")


async def test_what_anybody_types_or_is_called_stays_text(stage: Stage):
    await stage.bot.call("setMyDescription", description=BAD)
    await stage.bot.call("setMyName", name=BAD)
    await stage.bot.call("setMyCommands", commands=[{"command": "help", "description": BAD}])
    stage.sandbox.person(BAD, last_name=BAD).send(BAD)
    stage.ada.send(BAD)
    await stage.say(BAD, reply_markup=keyboard([BAD[:40]]))
    await stage.upload("sendDocument", "document", f"{BAD}.txt", b"x", caption=BAD)
    async with stage.page(viewport={"width": 1440, "height": 900}) as page:
        await expect(page.locator(".message.bot").first).to_contain_text(BAD)
        assert await page.locator("img[src=x]").count() == 0
        await page.get_by_role("textbox", name="Message").fill("/")
        await expect(page.get_by_role("option").first).to_contain_text(BAD)
        assert await page.locator("img[src=x]").count() == 0


async def test_a_reload_in_the_middle_shows_the_same_chat(stage: Stage):
    async with stage.page() as page:
        await stage.say("Before", reply_markup=keyboard(["Go"]))
        await expect(page.get_by_role("button", name="Go")).to_be_visible()
        shown = await page.locator(".messages").inner_text()
        await page.reload()
        await expect(page.get_by_role("button", name="Go")).to_be_visible()
        assert await page.locator(".messages").inner_text() == shown
        await stage.say("After")
        await expect(page.locator(".message.bot").last).to_contain_text("After")


async def test_a_messenger_stays_at_the_end_and_counts_what_comes_while_one_reads_above(stage: Stage):
    for number in range(60):
        await stage.say(f"Message {number}")
    async with stage.page() as page:
        await expect(page.locator(".message", has_text="Message 59")).to_be_in_viewport()
        await page.locator(".chat").hover()
        await page.mouse.wheel(0, -4000)
        await expect(page.locator(".message", has_text="Message 59")).not_to_be_in_viewport()
        await stage.say("Something new")
        down = page.get_by_role("button", name="newest")
        await expect(down).to_contain_text("1")
        await expect(page.locator(".message", has_text="Something new")).not_to_be_in_viewport()
        await down.click()
        await expect(page.locator(".message", has_text="Something new")).to_be_in_viewport()
        await expect(down).to_be_hidden()
