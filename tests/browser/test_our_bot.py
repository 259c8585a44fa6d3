"""Our bot in its sandbox, by clicks, as somebody meets it who has just said `make run`."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from bot.core.content import Content
from tests.browser.conftest import DESK, opened
from tests.browser.test_messages import PLAYED
from tests.e2e.bot_process import ROOT
from tests.e2e.sandbox_command import address_printed, command, logged
from tests.e2e.test_live_content import CHECK, reword

WHOLE = """film => { const { top, bottom } = film.getBoundingClientRect();
    return top >= 56 && bottom <= innerHeight && film.videoWidth === 640; }"""
"""All of a film is on the screen, below the chat's head."""

TO_THE_MOVES = ("I'm 16 or over: agree, start", "None of these", "None of these", "4", "3")
TO_THE_END = ("Done", "Now the other leg", "Done", "Done", "I'm sitting", "3", "2")


async def tap(page: Page, label: str) -> None:
    """Tap a button of the newest message, once the bot has sent it."""
    await followed(page, label, lambda button: button.click())


async def followed(page: Page, label: str, act: Callable[[Locator], Awaitable[object]]) -> None:
    """Do something with a button of the newest message, and wait until that is another one, or reworded."""
    newest = page.locator(".message.bot").last
    button = newest.get_by_role("button", name=label, exact=True)
    await button.wait_for()
    was = await newest.inner_text()
    await act(button)
    await expect(page.locator(".message.bot").last).not_to_have_text(was, use_inner_text=True)


@pytest.mark.timeout(150)
async def test_the_first_day_and_the_next_mornings_reminder(ours: str, chromium: Browser, content: Content):
    async with opened(chromium, ours) as page:
        await expect(page.locator(".description")).to_contain_text("three slow moves")
        await page.get_by_role("button", name="Start", exact=True).click()
        for label in TO_THE_MOVES:
            await tap(page, label)
        score = page.locator(".message.bot", has_text="Sitting: 4")
        await expect(score).to_contain_text("edited")
        await page.reload()
        newest = page.locator(".message.bot").last
        await expect(newest).to_contain_text("1 of 3")
        film = newest.locator("video")
        await film.evaluate(PLAYED)
        assert await film.evaluate(WHOLE)
        for label in TO_THE_END:
            await tap(page, label)
        await expect(page.locator(".message.bot").last).to_contain_text("Sitting 4 → 3. Getting up 3 → 2.")
        await tap(page, "Yes")
        await tap(page, "Yes")
        await expect(page.locator(".message.bot", has_text="Set: every day at")).to_be_visible()

        await page.locator(".time-open").click()
        due = await page.locator(".time-next", has_text="Reminder").inner_text()
        await page.locator(".time-jump").click()
        await expect(page.locator(".time-said")).to_have_text(
            f"Jumped to: {due}. Silent where the day's routine is done."
        )
        not_today = content.screens["reminder"].buttons["not_today"]
        await expect(page.get_by_role("button", name=not_today)).to_be_visible()
        await expect(page.locator(".day").last).not_to_have_text(
            await page.locator(".day").first.inner_text()
        )
        await page.locator(".message.bot").last.get_by_role("button", name="3", exact=True).click()
        await expect(page.locator(".message.bot").last).to_contain_text("3, noted")


@pytest.mark.timeout(90)
async def test_from_start_to_the_first_move_by_the_keyboard_alone(ours: str, chromium: Browser):
    async with opened(chromium, ours, color_scheme="dark") as page:
        await expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
        await press(page, "Start")
        for label in TO_THE_MOVES:
            await followed(page, label, partial(press, page, label))
        await expect(page.locator(".message.bot").last).to_contain_text("1 of 3")
        await page.get_by_role("textbox", name="Message").focus()
        await page.keyboard.type("/help")
        await page.keyboard.press("Enter")
        await expect(page.locator(".message.own").last).to_contain_text("/help")
        await expect(page.locator(".message.bot").last).not_to_contain_text("1 of 3")


async def press(page: Page, label: str, _: Locator | None = None) -> None:
    """Go with the tab key, backwards from the end, to the button of that name, and press Enter."""
    await page.get_by_role("textbox", name="Message").or_(page.locator(".big-button")).first.focus()
    for _step in range(60):
        if await page.evaluate("document.activeElement.innerText?.trim().toLowerCase()") == label.lower():
            await page.keyboard.press("Enter")
            return
        await page.keyboard.press("Shift+Tab")
    raise AssertionError(f"the tab key does not come to {label!r}")


@pytest.mark.timeout(90)
async def test_a_mistake_in_a_figure_is_shown_and_the_rest_goes_live(chromium: Browser, tmp_path: Path):
    folder = Path(shutil.copytree(ROOT / "content", tmp_path / "words"))
    async with (
        command(tmp_path, BOT_CONTENT=str(folder)) as process,
        opened(chromium, await address_printed(process)) as page,
    ):
        await page.get_by_role("button", name="Start", exact=True).click()
        await expect(page.locator(".message.bot")).to_have_count(1)
        reword(folder, (CHECK, "Is one of these so?"))
        figure = folder / "figures/knee_rocks_steady.toml"
        figure.write_text(figure.read_text().replace("legs_lean = 35", "legs_lean = 80"))
        mistakes = page.get_by_role("alert", name="The content")
        await expect(mistakes).to_contain_text("figures/knee_rocks_steady.toml: angles.legs_lean is 80")
        await expect(mistakes).to_contain_text("Only figures and pictures are concerned. All else is saved")
        await logged(tmp_path, "The content has been read anew")
        await tap(page, "I'm 16 or over: agree, start")
        await expect(page.locator(".message.bot").last).to_contain_text("Is one of these so?")


@pytest.mark.timeout(90)
async def test_content_is_edited_live_and_a_mistake_is_shown(chromium: Browser, tmp_path: Path):
    folder = Path(shutil.copytree(ROOT / "content", tmp_path / "words"))
    async with (
        command(tmp_path, BOT_CONTENT=str(folder)) as process,
        opened(chromium, await address_printed(process)) as page,
    ):
        await page.get_by_role("button", name="Start", exact=True).click()
        await expect(page.locator(".message.bot")).to_have_count(1)
        reword(folder, (CHECK, "{nothing}"))
        mistakes = page.get_by_role("alert", name="The content")
        await expect(mistakes).to_contain_text("en/screens.toml: screens.emergency_check")
        await expect(mistakes).to_contain_text("{nothing}, which means nothing here")
        reword(folder, ("{nothing}", "Is one of these so?"))
        await expect(mistakes).to_be_hidden()
        await expect(page.get_by_text("The content is saved")).to_be_visible()
        await logged(tmp_path, "The content has been read anew")
        await tap(page, "I'm 16 or over: agree, start")
        await expect(page.locator(".message.bot").last).to_contain_text("Is one of these so?")


@pytest.mark.timeout(90)
async def test_inside_are_the_session_the_lit_step_and_what_is_due(ours: str, chromium: Browser):
    async with opened(chromium, ours, viewport=DESK) as page:
        await page.get_by_role("button", name="Start", exact=True).click()
        await tap(page, "I'm 16 or over: agree, start")
        await page.get_by_role("button", name="Look inside").click()
        await page.get_by_role("tab", name="Session").click()
        panel = page.get_by_role("tabpanel")
        await expect(panel).to_contain_text("emergency_check")
        await page.get_by_role("tab", name="Conversation").click()
        await expect(page.locator(".conversation-where strong")).to_have_text("emergency_check")
        await expect(page.locator(".conversation-map .here")).to_contain_text("emergency_check")
        await tap(page, "None of these")
        await expect(page.locator(".conversation-where strong")).to_have_text("caution_check")
        await page.get_by_role("tab", name="Due").click()
        await expect(panel).to_contain_text("Open session closes")


@pytest.mark.timeout(90)
async def test_the_chat_is_saved_as_a_transcript(ours: str, chromium: Browser, tmp_path: Path):
    async with opened(chromium, ours) as page:
        await page.get_by_role("button", name="Start", exact=True).click()
        await tap(page, "I'm 16 or over: agree, start")
        await page.get_by_role("button", name="More", exact=True).click()
        async with page.expect_download() as started:
            await page.get_by_role("menuitem", name="Save this chat").click()
        await (await started.value).save_as(tmp_path / "chat.txt")
    lines = (tmp_path / "chat.txt").read_text("utf-8").splitlines()
    assert "person: /start" in lines
    assert "tap: I'm 16 or over: agree, start" in lines
    assert any(line.startswith("bot: Safety check, 1 of 2") for line in lines)


async def test_everything_stored_can_be_saved_from_the_page(ours: str, chromium: Browser, tmp_path: Path):
    async with opened(chromium, ours) as page:
        await page.get_by_role("button", name="Start", exact=True).click()
        await page.locator(".message.bot").last.wait_for()
        await page.get_by_role("textbox", name="Message").fill("/export")
        await page.keyboard.press("Enter")
        file = page.locator(".message.bot a.document")
        await expect(file).to_contain_text("my_back_to_basics.zip")
        async with page.expect_download() as download:
            await file.click()
        saved = await download.value
        assert saved.suggested_filename == "my_back_to_basics.zip"
        with zipfile.ZipFile(await saved.path()) as archive:
            assert any(name.endswith("/README.txt") for name in archive.namelist())
