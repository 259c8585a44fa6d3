"""Faults to order, and the call log that tells what they met."""

import asyncio
import time

import aiohttp
import pytest

from bot.sandbox import Person, SandboxServer
from tests.sandbox.conftest import Bot


async def send(bot: Bot, person: Person, text: str = "a") -> int:
    sent = await bot.call("sendMessage", chat_id=person.person_id, text=text)
    return int(sent["message_id"])


async def test_a_bad_gateway(bot: Bot, sandbox: SandboxServer, ada: Person):
    sandbox.faults.status("sendMessage")
    address = f"{sandbox.url}/bot{sandbox.token}/sendMessage"
    async with bot.session.post(address, json={"chat_id": ada.person_id, "text": "a"}) as response:
        assert (response.status, response.content_type) == (502, "text/html")
        assert "502 Bad Gateway" in await response.text()
    assert ada.bot_messages == []
    assert await send(bot, ada)


async def test_too_many_requests(bot: Bot, sandbox: SandboxServer, ada: Person):
    sandbox.faults.too_many_requests("sendMessage", retry_after=7, times=2)
    for _ in range(2):
        answer = await bot.answer("sendMessage", chat_id=ada.person_id, text="a")
        assert answer["parameters"] == {"retry_after": 7}
    assert await send(bot, ada)


async def test_a_reply_that_never_arrives(bot: Bot, sandbox: SandboxServer, ada: Person):
    sandbox.faults.drop_reply("sendMessage")
    with pytest.raises(aiohttp.ClientConnectionError):
        await send(bot, ada, "accepted")
    assert ada.last.text == "accepted"
    [call] = sandbox.calls.of("sendMessage")
    assert (call.status, call.answer, call.fault) == (None, None, "drop_reply")


async def test_a_request_that_never_arrives(bot: Bot, sandbox: SandboxServer, ada: Person):
    fault = sandbox.faults.drop_request(times=None)
    for _ in range(3):
        with pytest.raises(aiohttp.ClientConnectionError):
            await send(bot, ada)
    assert (ada.bot_messages, fault.hits) == ([], 3)
    sandbox.faults.clear()
    assert await send(bot, ada)


async def test_hanging_until_released(bot: Bot, sandbox: SandboxServer, ada: Person):
    fault = sandbox.faults.hang("sendMessage", chat_id=ada.person_id)
    hanging = asyncio.create_task(send(bot, ada))
    await sandbox.calls.wait_for(lambda call: call.fault == "hang")
    other = sandbox.person("Bob")
    other.start()
    assert await send(bot, other)  # another chat is not held up
    assert ada.bot_messages == []
    fault.release()
    assert await hanging == ada.last.message_id


async def test_who_gives_up_a_hanging_call_is_not_served(bot: Bot, sandbox: SandboxServer, ada: Person):
    fault = sandbox.faults.hang("sendMessage")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(send(bot, ada), 0.1)
    await asyncio.sleep(0.05)
    fault.release()
    assert await send(bot, ada, "second")
    assert [message.text for message in ada.bot_messages] == ["second"]


async def test_slow_replies_are_to_calls_carried_out(bot: Bot, sandbox: SandboxServer, ada: Person):
    sandbox.faults.slow("sendMessage", seconds=0.2)
    began = time.monotonic()
    sending = asyncio.create_task(send(bot, ada))
    await ada.wait_for(lambda person: person.bot_messages)
    assert not sending.done()
    await sending
    assert time.monotonic() - began > 0.19


async def test_only_the_calls_meant(bot: Bot, sandbox: SandboxServer, ada: Person):
    sandbox.faults.too_many_requests("sendMessage", when=lambda params: params["text"] == "b")
    assert await send(bot, ada, "a")
    assert await bot.refused("sendMessage", chat_id=ada.person_id, text="b")


async def test_the_log_tells_everything_but_the_token(bot: Bot, sandbox: SandboxServer, ada: Person):
    keys = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
    await bot.call(
        "sendMessage", chat_id=ada.person_id, text=f"my token is {sandbox.token}", reply_markup=keys
    )
    await bot.refused("sendMessage", chat_id=ada.person_id, text="")
    sent, refused = sandbox.calls.of("sendmessage")
    assert sent.ok
    assert sent.params["reply_markup"] == keys
    assert sent.answered_at is not None
    assert sent.at <= sent.answered_at <= refused.at
    assert (refused.status, refused.answer["description"]) == (400, "Bad Request: message text is empty")
    assert sandbox.token not in str([call.as_json() for call in sandbox.calls])
    assert sandbox.calls.since(sent.number) == [refused]


async def test_the_log_can_be_bounded():
    async with SandboxServer(keep_calls=2) as sandbox, aiohttp.ClientSession() as session:
        for _ in range(3):
            await Bot(sandbox, session).call("getMe")
        assert [call.number for call in sandbox.calls] == [2, 3]


async def test_calls_can_be_awaited(bot: Bot, sandbox: SandboxServer):
    awaited = asyncio.create_task(sandbox.calls.wait_for(lambda call: call.method == "getMe" and call.ok))
    await bot.call("getMe")
    assert (await awaited).status == 200
    with pytest.raises(TimeoutError, match="no such call"):
        await sandbox.calls.wait_for(lambda call: call.method == "getChat", timeout=0.01)
