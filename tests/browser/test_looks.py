"""How it looks: light and dark, wide and narrow; and whether everybody can use it (axe-core)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, ViewportSize, expect

from tests.browser.conftest import DESK, PHONE, Stage

AXE = Axe()
SERIOUS = ("serious", "critical")
NARROW: ViewportSize = {"width": 320, "height": 640}


async def findings(page: Page) -> list[str]:
    """What axe finds that keeps somebody from using the page."""
    results: Any = await AXE.run(page)
    return [
        f"{found['id']}: {node['target']} {node['html'][:120]}"
        for found in results.response["violations"]
        if found["impact"] in SERIOUS
        for node in found["nodes"]
    ]


async def full(stage: Stage) -> None:
    """A chat with everything in it."""
    await stage.bot.call("setMyCommands", commands=[{"command": "help", "description": "What you can do"}])
    await stage.say(
        "<b>Knee rocks</b> /help <code>5 x</code>"
        "<blockquote expandable>Better not\nRushing\nForcing\nMore</blockquote>",
        parse_mode="HTML",
        reply_markup={"inline_keyboard": [[{"text": "Done", "callback_data": "d"}]]},
    )
    stage.ada.send("Thank you")
    stage.ada.send_location()
    await stage.upload("sendDocument", "document", "diary.csv", b"day;score\n")
    stage.sandbox.person("Bob", language_code="de").send("Hello")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.timeout(120)
async def test_axe_finds_nothing_serious(stage: Stage, scheme: str):
    await full(stage)
    # axe sets styles of its own, which the page's policy refuses and the console tells.
    look = {"viewport": DESK, "color_scheme": scheme, "bypass_csp": True}
    async with stage.page(**look) as page:
        await expect(page.locator(".message.own").last).to_be_visible()
        assert await findings(page) == []
        await page.get_by_role("textbox", name="Message").fill("/")
        await page.keyboard.press("ArrowDown")
        assert await findings(page) == []
        await page.keyboard.press("Escape")
        await page.get_by_role("button", name="Look inside").click()
        await expect(page.locator(".call").first).to_be_visible()
        assert await findings(page) == []
        await page.get_by_role("button", name="Add a person").click()
        await expect(page.get_by_role("dialog")).to_be_visible()
        assert await findings(page) == []
        await page.keyboard.press("Escape")
        await page.get_by_role("button", name="More", exact=True).click()
        await expect(page.get_by_role("menuitem", name="Save this chat")).to_be_visible()
        assert await findings(page) == []


@pytest.mark.parametrize("viewport", [PHONE, NARROW], ids=["390", "320"])
async def test_a_narrow_screen_is_all_phone_and_nothing_sticks_out(stage: Stage, viewport: ViewportSize):
    await full(stage)
    async with stage.page(viewport=viewport) as page:
        await expect(page.locator(".message.own").last).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        box = await page.locator(".phone").bounding_box()
        assert box == {"x": 0, "y": 0, **viewport}
        await page.get_by_role("button", name=re.compile("People")).click()
        await page.locator(".person", has_text="Bob").get_by_role("button").first.click()
        await expect(page.locator(".message.own").last).to_contain_text("Hello")


OVER_THE_WORDS = """words => {
    const stamp = words.querySelector(".stamp").getBoundingClientRect();
    const range = document.createRange();
    return [...words.childNodes].filter(node => node !== words.querySelector(".stamp")).some(node => {
        range.selectNode(node);
        return [...range.getClientRects()].some(({ left, right, top, bottom }) =>
            left < stamp.right && stamp.left < right && top < stamp.bottom && stamp.top < bottom);
    });
}"""


async def test_the_time_stands_beside_words_from_right_to_left(stage: Stage):
    for text in ("مرحبا /start", "שלום @durov", "مرحبا", "Hello /start"):
        await stage.say(text)
        stage.ada.send(text)
    async with stage.page() as page:
        words = page.locator(".words")
        await expect(words).to_have_count(9)
        for each in await words.all():
            assert not await each.evaluate(OVER_THE_WORDS), await each.inner_text()


async def test_a_day_floats_while_one_scrolls_and_never_at_the_end(stage: Stage):
    for number in range(60):
        await stage.say(f"Message {number}")
    async with stage.page(reduced_motion="reduce") as page:
        day = page.locator(".day")
        await expect(page.locator(".message", has_text="Message 59")).to_be_in_viewport()
        await expect(day).to_have_css("opacity", "0")
        await page.locator(".chat").hover()
        await page.mouse.wheel(0, -900)
        await expect(day).to_have_css("opacity", "1")
        await expect(day).to_have_css("opacity", "0")
        await page.mouse.wheel(0, -9000)
        await expect(page.locator(".message.own")).to_be_in_viewport()
        await expect(day).to_have_css("opacity", "1")
        await expect(page.locator(".chat.scrolling")).to_have_count(0)
        await expect(day).to_have_css("opacity", "1")


STICKING_OUT = """() => [...document.querySelectorAll(".phone *")]
    .filter(each => each.checkVisibility() && !each.closest(".visually-hidden, .messages, .menu-button span"))
    .filter(each => {
        const { left, right } = each.getBoundingClientRect();
        return left < -1 || right > innerWidth + 1;
    })
    .map(each => each.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("width", [195, 256, 320, 390])
async def test_there_is_room_to_type_and_for_the_bots_name(stage: Stage, width: int):
    await full(stage)
    await stage.say("Well?", reply_markup={"keyboard": [["Yes", "No"]]})
    async with stage.page(viewport={"width": width, "height": 640}) as page:
        field = page.get_by_role("textbox", name="Message")
        await field.fill("I slept")
        for locator, least in ((field, 120), (page.locator(".name"), 60)):
            box = await locator.bounding_box()
            assert box
            assert box["width"] >= least
        menu = await page.get_by_role("button", name="Menu").bounding_box()
        assert menu
        assert menu["width"] < 45
        assert await page.evaluate(STICKING_OUT) == []


async def test_dark_mode_is_dark(stage: Stage):
    shades = {}
    await stage.say("Evening")
    for scheme in ("light", "dark"):
        async with stage.page(color_scheme=scheme) as page:
            bubble = page.locator(".message.bot .bubble").first
            colour = await bubble.evaluate("bubble => getComputedStyle(bubble).backgroundColor")
            shades[scheme] = sum(map(int, re.findall(r"\d+", colour)[:3]))
    assert shades["dark"] < 200 < 700 < shades["light"]
