"""The person's side and the controls over HTTP, as the page and tests in other processes use them."""

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import pytest

import bot.sandbox as room
from bot.sandbox import Person, SandboxServer, SandboxThread, start_near
from tests.sandbox.conftest import Bot


async def post(bot: Bot, path: str, expected: int = 200, /, **body: Any) -> dict[str, Any]:
    async with bot.session.post(bot.sandbox.url + path, json=body) as response:
        answer: dict[str, Any] = await response.json()
        assert response.status == expected, answer
        return answer


async def get(bot: Bot, path: str) -> dict[str, Any]:
    async with bot.session.get(bot.sandbox.url + path) as response:
        assert response.status == 200
        answer: dict[str, Any] = await response.json()
        return answer


async def test_a_whole_conversation(bot: Bot):
    person = await post(bot, "/sandbox/people", first_name="Ada", language_code="de")
    here = f"/sandbox/people/{person['id']}"
    await post(bot, f"{here}/start", payload="x")
    keys = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
    sent = await bot.call(
        "sendMessage", chat_id=person["id"], text="<b>?</b>", parse_mode="HTML", reply_markup=keys
    )
    message_id = sent["message_id"]
    for place in ({"row": 0, "column": 0}, {"label": "a"}, {"data": "forged"}):
        assert (await post(bot, f"{here}/tap", message_id=message_id, **place))["query_id"]
    mine = await post(bot, f"{here}/send", text="7", reply_to=message_id)
    await post(bot, f"{here}/edit", message_id=mine["message_id"], text="8")
    for action in ("photo", "voice", "sticker", "location", "block", "unblock"):
        await post(bot, f"{here}/{action}")
    await post(bot, f"{here}/delete", message_id=mine["message_id"])
    shown = await get(bot, here)
    assert [message["media"] or message["text"] for message in shown["messages"]] == [
        "/start x",
        "?",
        "photo",
        "voice",
        "sticker",
        "location",
    ]
    assert shown["messages"][1]["keyboard"] == keys["inline_keyboard"]
    assert [each["id"] for each in (await get(bot, "/sandbox/people"))["people"]] == [person["id"]]


async def test_what_cannot_be_done_is_said(bot: Bot, ada: Person):
    here = f"/sandbox/people/{ada.person_id}"
    assert "empty" in (await post(bot, f"{here}/send", 400, text=""))["error"]
    assert "text" in (await post(bot, f"{here}/send", 400))["error"]
    assert "no message" in (await post(bot, f"{here}/tap", 404, message_id=99, label="a"))["error"]
    assert "not fly" in (await post(bot, f"{here}/fly", 404))["error"]
    assert "no person" in (await post(bot, "/sandbox/people/5/send", 404, text="a"))["error"]


async def next_event(stream: asyncio.StreamReader | Any) -> dict[str, Any]:
    async for line in stream:
        if line.startswith(b"data: "):
            event: dict[str, Any] = json.loads(line[6:])
            return event
    raise AssertionError("the stream ended")


async def test_following_a_chat(bot: Bot, ada: Person):
    address = f"{bot.sandbox.url}/sandbox/people/{ada.person_id}/events"
    async with bot.session.get(address) as response:
        first = await next_event(response.content)
        assert (first["event"], first["messages"][0]["text"]) == ("snapshot", "/start")
        await bot.call("sendChatAction", chat_id=ada.person_id, action="typing")
        sent = await bot.call("sendMessage", chat_id=ada.person_id, text="a")
        await bot.call("editMessageText", chat_id=ada.person_id, message_id=sent["message_id"], text="b")
        tap = ada.tap_data(sent["message_id"], "x")
        await bot.call("answerCallbackQuery", callback_query_id=tap.query_id, text="Noted")
        await bot.call("deleteMessage", chat_id=ada.person_id, message_id=1)
        await bot.call("setMyDescription", description="What I do")
        events = [await next_event(response.content) for _ in range(6)]
    assert [event["event"] for event in events] == [
        "action",
        "message",
        "edited",
        "answer",
        "deleted",
        "profile",
    ]
    assert events[2]["message"]["text"] == "b"
    assert (events[3]["query_id"], events[3]["text"]) == (tap.query_id, "Noted")
    assert events[5]["bot"]["description"] == "What I do"


async def test_controls(bot: Bot, ada: Person):
    fault = await post(bot, "/sandbox/faults", kind="status", method="sendMessage", status=500, times=None)
    async with bot.session.get(f"{bot.sandbox.url}/bot{bot.sandbox.token}/sendMessage") as response:
        assert response.status == 500
    assert (await get(bot, "/sandbox/faults"))["faults"][0]["hits"] == 1
    await post(bot, f"/sandbox/faults/{fault['number']}/release")
    assert await bot.call("sendMessage", chat_id=ada.person_id, text="a")
    assert "not colour" in (await post(bot, "/sandbox/faults", 400, kind="status", colour="red"))["error"]
    async with bot.session.delete(f"{bot.sandbox.url}/sandbox/faults") as response:
        assert response.status == 200
    injected = await post(bot, "/sandbox/updates", poll={})
    assert injected["update_id"] == bot.sandbox.updates.last_id
    tap = ada.tap_data(1, "x")
    await post(bot, "/sandbox/taps/expire")
    assert await bot.refused("answerCallbackQuery", callback_query_id=tap.query_id)
    await post(bot, "/sandbox/limits", on=True, chat_burst=1)
    await bot.call("sendMessage", chat_id=ada.person_id, text="a")
    assert "Too Many" in await bot.refused("sendMessage", chat_id=ada.person_id, text="a")
    await post(bot, "/sandbox/limits", on=False)
    calls = (await get(bot, "/sandbox/calls?since=1"))["calls"]
    assert [call["status"] for call in calls] == [200, 400, 200, 429]


async def test_groups_over_http(bot: Bot, ada: Person):
    await post(bot, "/sandbox/chats/-5/send", person_id=ada.person_id, text="hello", kind="group")
    await post(bot, "/sandbox/chats/-6/send", text="news", kind="channel", title="News")
    kinds = [list(update)[1] for update in await bot.call("getUpdates")]
    assert kinds == ["message", "message", "channel_post"]
    shown = await get(bot, "/sandbox/chats/-6")
    assert (shown["chat"]["title"], shown["messages"][0]["sender"]) == ("News", "News")


async def test_the_page_and_its_parts(bot: Bot):
    async with bot.session.get(bot.sandbox.url + "/") as response:
        page = await response.text()
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert 'src="/page/main.js"' in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    parts = re.findall(r'"(/page/[^"]+)"', page)
    assert len(parts) > 5
    for part in parts:
        async with bot.session.get(bot.sandbox.url + part) as response:
            assert response.status == 200


def test_the_page_makes_no_markup_of_words():
    scripts = list((Path(room.__file__).parent / "page").rglob("*.js"))
    assert len(scripts) > 5
    for script in scripts:
        assert not re.search("innerHTML|outerHTML|insertAdjacentHTML|document.write", script.read_text())


@pytest.mark.parametrize("wanted_is_free", [True, False])
async def test_the_next_free_port_is_taken(sandbox: SandboxServer, wanted_is_free: bool):
    if wanted_is_free:
        await sandbox.stop()
    other = SandboxServer(sandbox.port)
    assert await start_near(other) is wanted_is_free
    assert other.port >= sandbox.port
    await other.stop()


def test_a_thread_of_its_own():
    with SandboxThread(first_update_id=5) as running:
        ada = running.call(lambda sandbox: sandbox.person("Ada"))
        running.call(lambda sandbox: ada.start())
        assert running.call(lambda sandbox: sandbox.updates.last_id) == 5
        with pytest.raises(TimeoutError):
            running.wait(lambda sandbox: ada.next_message(after=0, timeout=0.01))
        assert running.url.startswith("http://127.0.0.1:")
        assert running.token
