"""What a phone can do over HTTP beside writing: pictures, places, contacts, keyboards below the chat."""

from __future__ import annotations

import struct
from typing import Any

import aiohttp
import pytest

from bot.sandbox import Person
from bot.sandbox.world.files import Upload
from tests.sandbox.conftest import Bot
from tests.sandbox.test_following import events

JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08" + struct.pack(">HH", 30, 40) + bytes(20)


def address(bot: Bot, person: Person, action: str = "") -> str:
    return f"{bot.sandbox.url}/sandbox/people/{person.person_id}/{action}".rstrip("/")


async def upload(bot: Bot, person: Person, content: bytes, caption: str = "") -> tuple[int, dict[str, Any]]:
    form = aiohttp.FormData({"caption": caption})
    form.add_field("picture", content, filename="a.jpg", content_type="image/jpeg")
    async with bot.session.post(address(bot, person, "picture"), data=form) as response:
        return response.status, await response.json()


async def snapshot(bot: Bot, person: Person) -> dict[str, Any]:
    async with bot.session.get(address(bot, person)) as response:
        shown: dict[str, Any] = await response.json()
        return shown


async def newest(bot: Bot) -> dict[str, Any]:
    [update] = await bot.call("getUpdates", offset=-1)
    message: dict[str, Any] = update["message"]
    return message


async def test_a_picture_is_uploaded_shown_and_told_with_its_true_size(bot: Bot, ada: Person):
    assert (await upload(bot, ada, JPEG, "my /back"))[0] == 200
    told = await newest(bot)
    [size] = told["photo"]
    assert (size["width"], size["height"], size["file_size"]) == (40, 30, len(JPEG))
    assert told["caption"] == "my /back"
    [*_, message] = (await snapshot(bot, ada))["messages"]
    assert (message["media"], message["file_id"]) == ("photo", size["file_id"])
    async with bot.session.get(f"{bot.sandbox.url}/sandbox/files/{message['file_id']}") as response:
        assert (response.content_type, await response.read()) == ("image/jpeg", JPEG)


async def test_what_is_no_picture_is_refused(bot: Bot, ada: Person):
    status, answer = await upload(bot, ada, b"<svg onload=alert(1)>")
    assert (status, "no picture" in answer["error"]) == (400, True)
    async with bot.session.post(address(bot, ada, "picture"), data={"picture": "words"}) as response:
        assert response.status == 400
    with pytest.raises(LookupError):
        ada.message(2)


async def test_the_sample_picture_has_a_file(bot: Bot, ada: Person):
    ada.send_photo()
    size = (await newest(bot))["photo"][-1]
    async with bot.session.get(f"{bot.sandbox.url}/sandbox/files/{size['file_id']}") as response:
        content = await response.read()
    assert struct.unpack(">II", content[16:24]) == (size["width"], size["height"])


async def test_a_place_of_ones_choice(bot: Bot, ada: Person):
    place = {"latitude": -33.87, "longitude": 151.21}
    async with bot.session.post(address(bot, ada, "location"), json=place) as response:
        assert response.status == 200
    assert (await newest(bot))["location"] == place
    for wrong in ({"latitude": 91}, {"longitude": float("nan")}, {"latitude": "north"}):
        async with bot.session.post(address(bot, ada, "location"), json=wrong) as response:
            assert response.status == 400


async def test_a_contact_is_ones_own(bot: Bot, ada: Person):
    async with bot.session.post(address(bot, ada, "contact")) as response:
        assert response.status == 200
    contact = (await newest(bot))["contact"]
    assert (contact["first_name"], contact["user_id"]) == ("Ada", ada.person_id)
    assert contact["phone_number"].startswith("+")


async def test_a_keyboard_below_the_chat_comes_with_its_message_and_goes(bot: Bot, ada: Person):
    keyboard = {"keyboard": [[{"text": "Yes"}, {"text": "No"}]], "resize_keyboard": True}
    assert (await snapshot(bot, ada))["reply_keyboard"] is None
    await bot.call("sendMessage", chat_id=ada.person_id, text="?", reply_markup=keyboard)
    assert (await snapshot(bot, ada))["reply_keyboard"] == keyboard
    await bot.call("sendMessage", chat_id=ada.person_id, text=".", reply_markup={"remove_keyboard": True})
    shown = await snapshot(bot, ada)
    assert (shown["reply_keyboard"], shown["force_reply"]) == (None, None)


async def test_the_page_is_told_of_a_keyboard_with_the_message_it_came_with(bot: Bot, ada: Person):
    keyboard = {"keyboard": [[{"text": "Yes"}]], "one_time_keyboard": True}
    async with events(bot, ada) as told:
        await anext(told)
        assert (await anext(told))["reply_keyboard"] is None
        await bot.call("sendMessage", chat_id=ada.person_id, text="?", reply_markup=keyboard)
        while (event := await anext(told))["event"] != "message":
            pass
    assert event["reply_keyboard"] == keyboard


def test_a_photo_of_more_than_ten_megabytes_is_refused(ada: Person):
    with pytest.raises(ValueError, match="10 MB"):
        ada.send_photo(picture=Upload("a.jpg", "image/jpeg", JPEG + bytes(10 << 20)))


async def test_a_sandbox_whose_time_is_the_real_one_says_so(bot: Bot):
    async with bot.session.get(f"{bot.sandbox.url}/sandbox/time") as response:
        assert (response.status, await response.json()) == (200, {"movable": False})
