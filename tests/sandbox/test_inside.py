"""Looking inside over HTTP: the calls, the limits, and what a bot shows of itself."""

from __future__ import annotations

import re
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

import bot.sandbox as room
from bot.sandbox import Conversation, ConversationArrow, NextDue, Person, Remembered, SandboxServer
from tests.sandbox.conftest import Bot
from tests.sandbox.test_following import events
from tests.sandbox.test_json_api import get, post


class Open:
    """A bot that shows its inside, unless it is `locked`."""

    locked = False
    thread = 0

    def remembered(self, person: int) -> Remembered | None:
        self.thread = threading.get_ident()
        if self.locked:
            raise OSError("it is locked")
        return Remembered({"step": "a", "count": 2}, {"count": 0}, "a") if person == 7 else None

    def due(self) -> list[NextDue]:
        return [NextDue(1_000.0, "reminder_came", 7), NextDue(2_000.5, "snooze_over", 8)]

    def conversation(self) -> Conversation:
        arrows = (ConversationArrow("a", "went", "b", ("", "late")), ConversationArrow("b", "asked", "b"))
        return Conversation((("All", ("a", "b")),), arrows)


@pytest.fixture
def inside() -> Open:
    return Open()


@pytest.fixture
async def shown(inside: Open) -> AsyncIterator[Bot]:
    async with (
        SandboxServer(inside=inside, clock=lambda: 500.0) as sandbox,
        aiohttp.ClientSession() as session,
    ):
        yield Bot(sandbox, session)


async def refused(bot: Bot, path: str) -> tuple[int, str]:
    async with bot.session.get(bot.sandbox.url + path) as response:
        return response.status, (await response.json())["error"]


async def test_any_other_bot_shows_nothing(bot: Bot):
    assert await get(bot, "/sandbox/inside") == {"shown": False}
    for part in ("people/7", "due", "conversation"):
        status, why = await refused(bot, f"/sandbox/inside/{part}")
        assert (status, why) == (404, "this bot does not show its inside")


async def test_what_is_remembered_of_a_person(shown: Bot, inside: Open):
    assert await get(shown, "/sandbox/inside") == {"shown": True}
    assert await get(shown, "/sandbox/inside/people/7") == {
        "values": {"step": "a", "count": 2},
        "usual": {"count": 0},
        "step": "a",
    }
    assert inside.thread != threading.get_ident()  # a slow answer holds up nobody
    assert (await get(shown, "/sandbox/inside/people/8"))["values"] is None


async def test_what_cannot_be_told_now_is_said(shown: Bot, inside: Open):
    inside.locked = True
    status, why = await refused(shown, "/sandbox/inside/people/7")
    assert (status, why) == (400, "the bot's inside can't be seen just now: it is locked")


async def test_what_is_due_comes_with_the_time_it_is(shown: Bot):
    assert await get(shown, "/sandbox/inside/due") == {
        "due": [
            {"at": 1_000.0, "kind": "reminder_came", "person": 7},
            {"at": 2_000.5, "kind": "snooze_over", "person": 8},
        ],
        "now": 500.0,
    }


async def test_the_conversation_is_groups_of_steps_and_arrows(shown: Bot):
    told = await get(shown, "/sandbox/inside/conversation")
    assert told["groups"] == [{"name": "All", "steps": ["a", "b"]}]
    assert told["arrows"][0] == {
        "start": "a",
        "event": "went",
        "to": "b",
        "guards": ["", "late"],
        "common": False,
        "back": False,
    }


async def test_the_limits_are_told_as_they_are(bot: Bot):
    assert await get(bot, "/sandbox/limits") == {"on": False}
    assert await post(bot, "/sandbox/limits", on=True) == {"on": True}
    assert await get(bot, "/sandbox/limits") == {"on": True}
    assert await post(bot, "/sandbox/limits", on=False) == {"on": False}


async def test_only_the_last_calls_can_be_asked_for(bot: Bot):
    for _ in range(3):
        await bot.call("getMe")
    assert [call["number"] for call in (await get(bot, "/sandbox/calls?last=2"))["calls"]] == [2, 3]
    assert [call["number"] for call in (await get(bot, "/sandbox/calls?since=2&last=5"))["calls"]] == [3]
    assert (await get(bot, "/sandbox/calls?last=0"))["calls"] == []


async def test_a_call_that_is_never_answered_is_told_with_its_fault(bot: Bot, ada: Person):
    bot.sandbox.faults.drop_request("sendMessage")
    async with events(bot, ada) as told:
        await anext(told), await anext(told)
        with pytest.raises(aiohttp.ClientError):
            await bot.call("sendMessage", chat_id=ada.person_id, text="lost")
        come = await anext(told)
    assert (come["call"]["fault"], come["call"]["status"]) == ("drop_request", None)


async def test_every_part_that_a_part_of_the_page_names_is_served(bot: Bot):
    page = Path(room.__file__).parent / "page"
    named = {
        "/page/" + (part.parent / name).resolve().relative_to(page.resolve()).as_posix()
        for part in page.rglob("*.js")
        for name in re.findall(r'from "(\.[^"]+)"', part.read_text())
    }
    named |= {
        name
        for part in page.rglob("*.css")
        for name in re.findall(r'@import url\("([^"]+)"', part.read_text())
    }
    assert len(named) > 20
    for address in named:
        async with bot.session.get(bot.sandbox.url + address) as response:
            assert response.status == 200, address
