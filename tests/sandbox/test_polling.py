"""getUpdates: nothing is lost before a later offset confirms it, and only one may wait."""

import asyncio
import time
from typing import Any

import aiohttp
import pytest

from bot.sandbox import Person, SandboxServer
from tests.sandbox.conftest import Bot

CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


async def poll(bot: Bot, **arguments: Any) -> list[int]:
    return [update["update_id"] for update in await bot.call("getUpdates", **arguments)]


async def until_waiting(sandbox: SandboxServer, calls: int) -> None:
    """Until that many getUpdates calls have come in and the last has begun to wait."""
    await sandbox.calls.wait_for(lambda _: len(sandbox.calls.of("getUpdates")) >= calls)
    await asyncio.sleep(0.01)


async def test_only_a_higher_offset_confirms(bot: Bot, sandbox: SandboxServer, ada: Person):
    first = sandbox.updates.last_id
    for text in ("a", "b", "c"):
        ada.send(text)
    assert await poll(bot) == [first, first + 1, first + 2, first + 3]
    assert await poll(bot, offset=first) == [first, first + 1, first + 2, first + 3]
    assert await poll(bot, offset=first + 2) == [first + 2, first + 3]
    assert await poll(bot, offset=0) == [first + 2, first + 3]
    assert sandbox.updates.pending_count == 2
    assert await poll(bot, offset=first + 4) == []
    assert await poll(bot, offset=0) == []


async def test_limit(bot: Bot, sandbox: SandboxServer, ada: Person):
    for _ in range(120):
        ada.send("a")
    assert len(await poll(bot)) == 100
    assert len(await poll(bot, limit=3)) == 3
    assert len(await poll(bot, limit=0)) == 1  # moved into 1..100, not refused
    assert len(await poll(bot, limit=1000)) == 100


async def test_a_negative_offset_keeps_the_newest(bot: Bot, sandbox: SandboxServer, ada: Person):
    for _ in range(5):
        ada.send("a")
    last = sandbox.updates.last_id
    assert await poll(bot, offset=-2) == [last - 1, last]
    assert await poll(bot) == [last - 1, last]


async def test_an_offset_of_another_sequence_is_ignored(bot: Bot, sandbox: SandboxServer, ada: Person):
    assert await poll(bot, offset=sandbox.updates.next_id + 11) == [sandbox.updates.last_id]
    assert await poll(bot, offset=sandbox.updates.next_id + 10) == []
    sandbox.updates.restart_ids(500)
    ada.send("a")
    assert await poll(bot, offset=815_000_002) == [500]


async def test_a_waiting_call_wakes_at_once(bot: Bot, sandbox: SandboxServer, ada: Person):
    offset = sandbox.updates.next_id
    waiting = asyncio.create_task(poll(bot, offset=offset, timeout=10))
    await until_waiting(sandbox, 1)
    began = time.monotonic()
    ada.send("a")
    assert await waiting == [offset]
    assert time.monotonic() - began < 0.5


async def test_a_waiting_call_ends_after_its_timeout(bot: Bot):
    began = time.monotonic()
    assert await poll(bot, timeout=1) == []
    assert 0.9 < time.monotonic() - began < 1.6


async def test_of_two_that_wait_the_older_is_ended(bot: Bot, sandbox: SandboxServer, ada: Person):
    offset = sandbox.updates.next_id
    older = asyncio.create_task(bot.answer("getUpdates", offset=offset, timeout=10))
    await until_waiting(sandbox, 1)
    newer = asyncio.create_task(poll(bot, offset=offset, timeout=10))
    assert await older == {"ok": False, "error_code": 409, "description": CONFLICT}
    ada.send("a")
    assert await newer == [offset]


async def test_a_call_that_does_not_wait_ends_none(bot: Bot, sandbox: SandboxServer, ada: Person):
    offset = sandbox.updates.next_id
    waiting = asyncio.create_task(poll(bot, offset=offset, timeout=10))
    await until_waiting(sandbox, 1)
    assert await poll(bot, offset=offset, timeout=0) == []
    ada.send("a")
    assert await waiting == [offset]


async def test_a_caller_who_goes_takes_nothing_along(bot: Bot, sandbox: SandboxServer, ada: Person):
    offset = sandbox.updates.next_id
    async with aiohttp.ClientSession() as session:
        gone = asyncio.create_task(Bot(sandbox, session).call("getUpdates", offset=offset, timeout=10))
        await until_waiting(sandbox, 1)
        gone.cancel()
    ada.send("a")
    assert await poll(bot, offset=offset, timeout=10) == [offset]
    assert [call.status for call in sandbox.calls.of("getUpdates")] == [None, 200]


async def test_updates_survive_a_restart_of_the_server(bot: Bot, sandbox: SandboxServer, ada: Person):
    address = sandbox.url
    await sandbox.stop()
    with pytest.raises(aiohttp.ClientConnectionError):
        await poll(bot)
    ada.send("while nobody listened")
    await sandbox.start()
    assert sandbox.url == address
    assert len(await poll(bot)) == 2


async def test_allowed_updates_are_remembered(bot: Bot, sandbox: SandboxServer, ada: Person):
    offset = sandbox.updates.next_id
    await poll(bot, offset=offset, allowed_updates=["callback_query"])
    ada.send("not asked for")
    assert await poll(bot, offset=offset) == []
    assert (await bot.call("getWebhookInfo"))["allowed_updates"] == ["callback_query"]
    await poll(bot, offset=offset, allowed_updates=[])
    ada.send("asked for again")
    assert await poll(bot, offset=offset) == [offset]


async def test_a_fixed_id_of_the_past_is_delivered_again(bot: Bot, sandbox: SandboxServer, ada: Person):
    [update] = await bot.call("getUpdates")
    offset = update["update_id"] + 1
    assert await poll(bot, offset=offset) == []
    sandbox.inject(update)
    assert await bot.call("getUpdates", offset=offset) == [update]
    assert await poll(bot, offset=offset) == []
    sandbox.inject({"update_id": offset + 5, "message": {"date": 10**15}})
    assert await poll(bot, offset=offset) == [offset + 5]
    assert sandbox.inject({"poll": "malformed"}) == offset + 6


async def test_confirmation_can_be_awaited(bot: Bot, sandbox: SandboxServer, ada: Person):
    with pytest.raises(TimeoutError, match="1 updates are not confirmed"):
        await sandbox.updates.wait_confirmed(timeout=0.01)
    confirmed = asyncio.create_task(sandbox.updates.wait_confirmed())
    await poll(bot, offset=sandbox.updates.next_id)
    await confirmed
