"""Following everything that happens, as the page does: one stream."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from bot.sandbox import Person
from tests.sandbox.conftest import Bot


@asynccontextmanager
async def events(bot: Bot, person: Person) -> AsyncIterator[AsyncIterator[dict[str, Any]]]:
    address = f"{bot.sandbox.url}/sandbox/events?person={person.person_id}"
    async with bot.session.get(address) as response:
        yield _events(response)


async def _events(response: aiohttp.ClientResponse) -> AsyncIterator[dict[str, Any]]:
    async for line in response.content:
        if line.startswith(b"data: "):
            yield json.loads(line[6:])


async def test_everybody_and_ones_own_chat_come_first(bot: Bot, ada: Person):
    bot.sandbox.person("Bob")
    async with events(bot, ada) as told:
        people, snapshot = await anext(told), await anext(told)
    assert [(each["first_name"], each["last"] and each["last"]["text"]) for each in people["people"]] == [
        ("Ada", "/start"),
        ("Bob", None),
    ]
    assert (snapshot["event"], snapshot["person"]["first_name"]) == ("snapshot", "Ada")


async def test_what_happens_elsewhere_calls_and_new_people_are_told(bot: Bot, ada: Person):
    bob = bot.sandbox.person("Bob")
    bob.start()
    async with events(bot, ada) as told:
        await anext(told), await anext(told)
        await bot.call("sendMessage", chat_id=bob.person_id, text="for Bob")
        come, elsewhere, answered = await anext(told), await anext(told), await anext(told)
        bot.sandbox.person("Cleo").change(zone="Asia/Tokyo")
        await anext(told)
        changed = await anext(told)
    assert (come["event"], come["call"]["method"]) == ("call", "sendMessage")
    assert (elsewhere["event"], elsewhere["person_id"]) == ("elsewhere", bob.person_id)
    assert (elsewhere["change"]["event"], elsewhere["change"]["message"]["text"]) == ("message", "for Bob")
    assert (answered["call"]["number"], answered["call"]["status"]) == (come["call"]["number"], 200)
    assert [each["zone"] for each in changed["people"]] == ["", "", "Asia/Tokyo"]


async def test_a_reader_who_goes_is_forgotten(bot: Bot, ada: Person):
    before = set(bot.sandbox.world.watchers)
    async with events(bot, ada) as told:
        await anext(told)
        assert len(bot.sandbox.world.watchers - before) == 1
    async with asyncio.timeout(5):
        while bot.sandbox.world.watchers - before:  # noqa: ASYNC110 - the server's own loop is this one
            await asyncio.sleep(0)


async def test_without_a_person_there_is_nothing_to_follow(bot: Bot):
    async with bot.session.get(f"{bot.sandbox.url}/sandbox/events?person=5") as response:
        assert response.status == 404


async def test_a_person_is_changed(bot: Bot, ada: Person):
    address = f"{bot.sandbox.url}/sandbox/people/{ada.person_id}/change"
    async with bot.session.post(address, json={"first_name": " Eva ", "language_code": "de"}) as response:
        changed = await response.json()
    assert (changed["first_name"], changed["language_code"], changed["zone"]) == ("Eva", "de", "")
    ada.send("hello")
    [*_, update] = await bot.call("getUpdates")
    assert (update["message"]["from"]["first_name"], update["message"]["from"]["language_code"]) == (
        "Eva",
        "de",
    )
    for wrong, why in (
        ({"zone": "Mars/Base"}, "no time zone"),
        ({"first_name": " "}, "first name"),
        ({"id": 5}, "id"),
    ):
        async with bot.session.post(address, json=wrong) as response:
            assert response.status == 400
            assert why in (await response.json())["error"]
