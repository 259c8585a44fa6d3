"""Webhooks: one update a POST, with the secret, and again until it is taken, as Telegram does it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from bot.sandbox import Person, SandboxServer
from bot.sandbox.world.bell import Bell
from tests.sandbox.conftest import Bot

SECRET = "a-secret_of-9-letters"


@dataclass
class Receiver:
    """An address that updates are sent to; it remembers them and answers as it is told."""

    url: str = ""
    taken: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    """Statuses and headers to answer with, before it answers 200."""
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    bell: Bell = field(default_factory=Bell)
    """Rung when something arrives."""
    at_once: int = 0
    most_at_once: int = 0

    async def post(self, request: web.Request) -> web.Response:
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.taken.append(await request.json())
        self.bell.ring()
        await self.gate.wait()
        self.at_once -= 1
        status, headers = self.answers.pop(0) if self.answers else (200, {})
        return web.Response(status=status, headers=headers)

    async def has(self, at_once: int) -> None:
        """Wait until it holds so many in its hands."""
        await self.bell.wait_for(lambda: self.at_once == at_once, 5, lambda: f"{self.at_once} at once")

    @property
    def ids(self) -> list[int]:
        return [update["update_id"] for update in self.taken]


@pytest.fixture
async def receiver(sandbox: SandboxServer) -> AsyncIterator[Receiver]:
    found = Receiver()
    found.gate.set()
    application = web.Application()
    application.router.add_post("/here", found.post)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.url = f"http://127.0.0.1:{runner.addresses[0][1]}/here"
    sandbox.webhook.pause = lambda fails: 0.01
    yield found
    await runner.cleanup()


async def test_what_waits_is_sent_with_the_secret_and_forgotten_once_taken(
    bot: Bot, sandbox: SandboxServer, ada: Person, receiver: Receiver
):
    assert await bot.call("setWebhook", url=receiver.url, secret_token=SECRET) is True
    await sandbox.updates.wait_confirmed()
    ada.send("a")
    await sandbox.updates.wait_confirmed()
    assert receiver.ids == [sandbox.updates.last_id - 1, sandbox.updates.last_id]
    assert receiver.taken[1]["message"]["text"] == "a"
    assert receiver.secrets == [SECRET, SECRET]


@pytest.mark.parametrize("answer", [(503, {}), (403, {}), (302, {"Location": "/other"}), (500, {})])
async def test_what_is_refused_comes_again(
    bot: Bot, sandbox: SandboxServer, ada: Person, receiver: Receiver, answer: tuple[int, dict[str, str]]
):
    receiver.answers = [answer, answer]
    await bot.call("setWebhook", url=receiver.url)
    await sandbox.updates.wait_confirmed()
    assert receiver.ids == [sandbox.updates.last_id] * 3
    assert [delivery.status for delivery in sandbox.webhook.deliveries] == [answer[0], answer[0], 200]
    info = await bot.call("getWebhookInfo")
    assert info["last_error_message"].startswith(f"Wrong response from the webhook: {answer[0]}")


async def test_retry_after_is_waited_for(bot: Bot, sandbox: SandboxServer, ada: Person, receiver: Receiver):
    receiver.answers = [(503, {"Retry-After": "1"})]
    await bot.call("setWebhook", url=receiver.url)
    await sandbox.webhook.wait_for(lambda webhook: webhook.deliveries)
    with pytest.raises(TimeoutError):
        await sandbox.updates.wait_confirmed(0.8)
    await sandbox.updates.wait_confirmed()


async def test_where_nobody_listens_it_waits_and_says_so(bot: Bot, sandbox: SandboxServer, ada: Person):
    await bot.call("setWebhook", url="http://127.0.0.1:1/", max_connections=7)
    await sandbox.webhook.wait_for(lambda webhook: webhook.deliveries)
    info = await bot.call("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == ("http://127.0.0.1:1/", 1)
    assert (info["last_error_message"], info["max_connections"]) == ("Connection refused", 7)


async def test_one_chat_in_order_others_side_by_side(
    bot: Bot, sandbox: SandboxServer, ada: Person, receiver: Receiver
):
    receiver.gate.clear()
    bert = sandbox.person("Bert")
    bert.start()
    for number in range(3):
        ada.send(str(number))
        bert.send(str(number))
    await bot.call("setWebhook", url=receiver.url)
    await receiver.has(2)
    receiver.gate.set()
    await sandbox.updates.wait_confirmed()
    assert receiver.most_at_once == 2
    for person in (ada, bert):
        texts = [
            update["message"]["text"]
            for update in receiver.taken
            if update["message"]["chat"]["id"] == person.person_id
        ]
        assert texts == ["/start", "0", "1", "2"]


async def test_no_more_connections_than_were_asked_for(bot: Bot, sandbox: SandboxServer, receiver: Receiver):
    receiver.gate.clear()
    for number in range(5):
        sandbox.person(f"P{number}").start()
    await bot.call("setWebhook", url=receiver.url, max_connections=3)
    await receiver.has(3)
    receiver.gate.set()
    await sandbox.updates.wait_confirmed()
    assert receiver.most_at_once == 3


async def test_an_answer_that_gets_lost_means_that_it_comes_again(
    bot: Bot, sandbox: SandboxServer, ada: Person, receiver: Receiver
):
    sandbox.webhook.answers_to_lose = 1
    await bot.call("setWebhook", url=receiver.url)
    await sandbox.updates.wait_confirmed()
    assert receiver.ids == [sandbox.updates.last_id] * 2
    assert [(each.status, each.lost) for each in sandbox.webhook.deliveries] == [(200, True), (200, False)]


async def test_polling_is_refused_until_the_webhook_is_deleted_and_nothing_is_lost(
    bot: Bot, sandbox: SandboxServer, ada: Person
):
    waiting = asyncio.ensure_future(bot.refused("getUpdates", timeout=10, offset=sandbox.updates.next_id))
    await sandbox.calls.wait_for(lambda call: call.method == "getUpdates")
    await bot.call("setWebhook", url="http://127.0.0.1:1/")
    assert await waiting == "Conflict: terminated by setWebhook request"
    assert "can't use getUpdates method while webhook is active" in await bot.refused("getUpdates")
    ada.send("a")
    assert await bot.call("deleteWebhook") is True
    assert [update["update_id"] for update in await bot.call("getUpdates")] == [sandbox.updates.last_id]


async def test_what_waits_can_be_dropped(bot: Bot, sandbox: SandboxServer, ada: Person):
    assert (await bot.call("getWebhookInfo"))["pending_update_count"] == 1
    assert await bot.call("deleteWebhook", drop_pending_updates=True) is True
    info = await bot.call("getWebhookInfo")
    assert info == {"url": "", "has_custom_certificate": False, "pending_update_count": 0}


async def test_only_one_webhook_a_second_is_set(bot: Bot):
    await bot.call("setWebhook", url="http://127.0.0.1:1/")
    assert await bot.refused("setWebhook", url="http://127.0.0.1:1/") == "Too Many Requests: retry after 1"


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ({"url": "here"}, "invalid webhook URL specified"),
        ({"url": "http://[::1"}, "invalid webhook URL specified"),
        ({"url": "https://example.org/"}, "addresses on this machine only"),
        ({"url": "http://localhost:1", "secret_token": "no spaces"}, "unallowed characters"),
        ({"url": "http://localhost:1", "secret_token": "x" * 257}, "secret token is too long"),
    ],
)
async def test_what_can_be_no_webhook_is_refused(bot: Bot, arguments: dict[str, str], why: str):
    assert why in await bot.refused("setWebhook", **arguments)


async def test_a_sandbox_that_is_stopped_sends_nothing_and_then_goes_on(
    bot: Bot, sandbox: SandboxServer, ada: Person, receiver: Receiver
):
    await bot.call("setWebhook", url=receiver.url)
    await sandbox.updates.wait_confirmed()
    await sandbox.stop()
    ada.send("while nobody listened")
    with pytest.raises(TimeoutError):
        await sandbox.updates.wait_confirmed(0.1)
    await sandbox.start()
    await sandbox.updates.wait_confirmed()
    assert receiver.taken[-1]["message"]["text"] == "while nobody listened"
