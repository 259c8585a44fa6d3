"""Updates that are sent to the bot: who may, what becomes of them, and the way from polling and back."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from typing import Any

import aiohttp
import pytest

from bot.core import events as e
from bot.core.content import Content
from bot.sandbox import SandboxServer
from tests.e2e.accounts import account
from tests.e2e.bot_process import BotProcess, rows
from tests.e2e.measured import Measured
from tests.e2e.quiet_log import webhook_secrets
from tests.e2e.test_kills import MANY_PEOPLE, killed_backlog, patient_days
from tests.e2e.walking import Given, Step, Walker

SECRET = "A-secret_of-the-host-0"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
MEGABYTE = 1 << 20


@pytest.fixture
async def posting(bot: BotProcess) -> AsyncIterator[aiohttp.ClientSession]:
    """For whoever sends something to a bot whose host has set a secret."""
    bot.settings["BOT_WEBHOOK_SECRET"] = SECRET
    bot.take_by_webhook()
    await bot.start()
    async with aiohttp.ClientSession() as session:
        yield session


async def posted(
    bot: BotProcess, session: aiohttp.ClientSession, body: Any, secret: str | None = SECRET
) -> int:
    """The status of the answer; checks that it tells nothing else."""
    headers = {} if secret is None else {HEADER: secret}
    async with session.post(bot.settings["BOT_WEBHOOK_URL"], data=body, headers=headers) as answer:
        assert await answer.read() == b""
        assert answer.headers["Server"] == "bot"
        return answer.status


def start_of(person_id: int, update_id: int) -> bytes:
    """An update as Telegram sends one: somebody presses START."""
    somebody = {"id": person_id, "is_bot": False, "first_name": "Forged"}
    chat = {"id": person_id, "type": "private"}
    message = {"message_id": 1, "date": 1_800_000_000, "chat": chat, "from": somebody, "text": "/start"}
    return json.dumps({"update_id": update_id, "message": message}).encode()


async def greeted(sandbox: SandboxServer, content: Content, name: str = "Adalind") -> Walker:
    walker = Walker(sandbox.person(name), content)
    await walker.arrive()
    return walker


# --- who may send, and what ---------------------------------------------------------------------------


@pytest.mark.parametrize("secret", [None, "", "a", SECRET[:-1], SECRET.lower(), SECRET + "0", "ä"])
async def test_without_the_secret_nothing_is_taken(
    bot: BotProcess, posting: aiohttp.ClientSession, secret: str | None
):
    assert await posted(bot, posting, start_of(99, 1), secret) == 403
    assert bot.rows("SELECT count(*) FROM seen_updates") == [(0,)]


@pytest.mark.parametrize(
    "body",
    [b"", b"garbage", b"\xff\xfe", b"[]", b"null", b'{"update_id": "5"}', b'{"update_id": true}', b"{" * 9],
)
async def test_what_is_no_update_is_refused(bot: BotProcess, posting: aiohttp.ClientSession, body: bytes):
    assert await posted(bot, posting, body) == 400


async def test_what_is_too_large_too_deep_or_unreadable(
    bot: BotProcess, posting: aiohttp.ClientSession, sandbox: SandboxServer, content: Content
):
    async def in_chunks() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * 60_000

    assert await posted(bot, posting, io.BytesIO(b" " * (MEGABYTE + 1))) == 413
    assert await posted(bot, posting, in_chunks()) == 413
    assert await posted(bot, posting, b"[" * 200_000) == 400
    # An update that can't be read is taken and set aside: it would come again for ever.
    bot.may_say("could not be read")
    assert await posted(bot, posting, b'{"update_id": 5, "message": {"date": 1e15}}') == 200
    assert bot.rows("SELECT update_id FROM set_aside") == [(5,)]
    await greeted(sandbox, content)


async def test_what_strangers_have_packed_is_not_unpacked(
    bot: BotProcess, posting: aiohttp.ClientSession, sandbox: SandboxServer, content: Content
):
    """Sixty megabytes in sixty kilobytes each: to unpack them all takes the loop a quarter of a minute."""
    bomb = gzip.compress(bytes(60 * MEGABYTE))
    headers = {HEADER: "wrong", "Content-Encoding": "gzip"}

    async def thrown() -> int:
        async with posting.post(bot.settings["BOT_WEBHOOK_URL"], data=bomb, headers=headers) as answer:
            return answer.status

    before = bot.memory
    throwing = asyncio.gather(*(thrown() for _ in range(60)))
    await greeted(sandbox, content)
    assert set(await throwing) == {403}
    assert bot.memory - before < 30
    assert await posted(bot, posting, start_of(99, 2**63)) == 400, "an id that can't be stored"


async def raw(bot: BotProcess, head: str, body: bytes = b"") -> tuple[str, asyncio.StreamWriter]:
    """What the bot answers to a request that is never finished, up to the end of its head."""
    host, port = bot.settings["BOT_LISTEN"].split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)
    async with asyncio.timeout(5):
        return (await reader.readuntil(b"\r\n\r\n")).decode(), writer


UNFINISHED = f"POST /updates HTTP/1.1\nHost: x\nContent-Length: {MEGABYTE}\n{HEADER}: "


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (f"{UNFINISHED}wrong", "403"),
        (f"{UNFINISHED}wrong\nExpect: 100-continue", "403"),
        (f"POST /updates HTTP/1.1\nHost: x\nContent-Length: 9999999999\n{HEADER}: {SECRET}", "413"),
        ("GET /updates HTTP/1.1\nHost: x", "405"),
        ("POST / HTTP/1.1\nHost: x\nContent-Length: 100", "404"),
        ("POST /healthz HTTP/1.1\nHost: x\nContent-Length: 100", "405"),
    ],
)
async def test_who_is_refused_is_refused_before_the_body_is_read(
    bot: BotProcess, posting: aiohttp.ClientSession, head: str, status: str
):
    answer, writer = await raw(bot, head)
    writer.close()
    assert answer.startswith((f"HTTP/1.1 {status}", f"HTTP/1.0 {status}"))
    assert "aiohttp" not in answer
    assert "Python" not in answer


async def test_a_body_that_comes_slowly_keeps_nobody_else_waiting(
    bot: BotProcess, posting: aiohttp.ClientSession, sandbox: SandboxServer, content: Content
):
    host, port = bot.settings["BOT_LISTEN"].split(":")
    slow = []
    for _ in range(50):
        _, writer = await asyncio.open_connection(host, int(port))
        writer.write(f"{UNFINISHED}{SECRET}\n\n".replace("\n", "\r\n").encode() + b'{"update_id"')
        slow.append(writer)
    await greeted(sandbox, content)
    assert await bot.terminate() < 5
    for writer in slow:
        writer.close()


# --- what becomes of them -----------------------------------------------------------------------------


async def test_a_secret_is_made_once_and_kept(bot: BotProcess, sandbox: SandboxServer, content: Content):
    bot.take_by_webhook()
    await bot.start()
    [made] = webhook_secrets(bot)
    walker = await greeted(sandbox, content)
    assert sandbox.webhook.secret == made
    await bot.restart()
    assert webhook_secrets(bot) == [made]
    assert sandbox.webhook.secret == made
    await walker.walk([Step("welcome", e.ConsentGiven())], then="emergency_check")


async def test_what_comes_twice_counts_once_and_is_answered_200(
    bot: BotProcess, sandbox: SandboxServer, content: Content
):
    bot.take_by_webhook()
    await bot.start()
    walker = await greeted(sandbox, content)
    await walker.walk([Step("welcome", e.ConsentGiven())], then="emergency_check")
    sandbox.webhook.answers_to_lose = 1
    walker.person.send("7")
    await sandbox.updates.wait_confirmed()
    sent = [each for each in sandbox.webhook.deliveries if each.update_id == sandbox.updates.last_id]
    assert [(each.status, each.lost) for each in sent] == [(200, True), (200, False)]
    assert bot.rows("SELECT count(*) FROM scores") == [(1,)]


async def test_nothing_is_answered_200_before_it_is_committed(
    bot: BotProcess, sandbox: SandboxServer, content: Content
):
    """Killed with an update in its hands, the bot gets it again."""
    sandbox.webhook.pause = lambda fails: 0.05
    bot.take_by_webhook()
    await bot.start()
    walker = await greeted(sandbox, content)
    await walker.walk([Step("welcome", e.ConsentGiven())], then="emergency_check")
    await bot.settled()
    with closing(sqlite3.connect(bot.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        walker.person.send("7")
        walker.given.append(Given("sitting", "daily", 7))
        await bot.logged("The database can't be written right now")
        assert sandbox.webhook.in_flight == 1
        assert sandbox.updates.pending_count == 1
        await bot.kill()
        other.execute("ROLLBACK")
    assert rows(bot.database, "SELECT count(*) FROM scores") == [(0,)]
    await bot.start()
    await sandbox.updates.wait_confirmed()
    await bot.settled()
    books = account(bot, [walker], content)
    assert (books.given, books.lost, books.doubled, books.untold) == (1, 0, 0, 0)


async def test_a_bot_that_ends_leaves_its_webhook_and_what_comes_meanwhile_waits(
    bot: BotProcess, sandbox: SandboxServer, content: Content
):
    sandbox.webhook.pause = lambda fails: 600.0
    url = bot.take_by_webhook()
    await bot.start()
    walker = await greeted(sandbox, content)
    await bot.terminate()
    assert sandbox.webhook.url == url
    question = await walker.sees("welcome")
    walker.person.tap(question.message_id, content.screens["welcome"].buttons["agree"])
    await sandbox.webhook.wait_for(lambda webhook: webhook.last_error)
    await bot.start()
    await walker.sees("emergency_check")


async def test_polling_then_a_webhook_then_polling_loses_nothing(
    bot: BotProcess, sandbox: SandboxServer, content: Content
):
    sandbox.webhook.pause = lambda fails: 0.05
    await bot.start()
    walker = await greeted(sandbox, content)
    await walker.walk([Step("welcome", e.ConsentGiven())], then="emergency_check")
    for score, webhook in enumerate((True, False, True)):
        await bot.terminate()
        walker.person.send(str(score))
        walker.given.append(Given("sitting", "daily", score))
        if webhook:
            bot.take_by_webhook()
        else:
            del bot.settings["BOT_WEBHOOK_URL"]
            bot.may_be_refused("can't use getUpdates method while webhook is active")
        await bot.start()
        await sandbox.updates.wait_confirmed()
        assert bool(sandbox.webhook.url) == webhook
        await bot.settled()
    books = account(bot, [walker], content)
    assert (books.given, books.lost, books.doubled, books.untold) == (3, 0, 0, 0)
    assert bot.log.count("A webhook was set for this bot: it is removed") == 1


async def test_a_webhook_that_another_program_sets_is_told_of_and_removed(
    bot: BotProcess, sandbox: SandboxServer, content: Content
):
    bot.may_say("Another program runs with this BOT_TOKEN and has set a webhook")
    bot.may_be_refused("Conflict")
    await bot.start()
    await greeted(sandbox, content)
    await sandbox.updates.wait_confirmed()
    address = f"{sandbox.url}/bot{sandbox.token}/setWebhook"
    async with aiohttp.ClientSession() as session, session.post(address, data={"url": "http://[::1]:1/"}):
        await bot.logged("Another program runs with this BOT_TOKEN and has set a webhook")
    await sandbox.calls.wait_for(lambda call: call.method == "deleteWebhook" and call.ok)


async def test_where_it_can_not_listen_it_does_not_start(bot: BotProcess):
    with closing(await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 0)) as taken:
        bot.settings["BOT_LISTEN"] = f"127.0.0.1:{taken.sockets[0].getsockname()[1]}"
        await bot.launch()
        assert await bot.ended() == 2
    [*_, sentence] = bot.log.splitlines()
    assert "BOT_LISTEN" in sentence
    assert "ddress already in use" in sentence
    bot.plain_lines.append(sentence)
    bot.may_say("BOT_LISTEN")


# --- killed -------------------------------------------------------------------------------------------


@pytest.fixture
def again_soon(bot: BotProcess, sandbox: SandboxServer) -> None:
    """A bot with a webhook; what it does not take comes again at once, so that a test need not wait."""
    sandbox.webhook.pause = lambda fails: 0.05
    bot.take_by_webhook()


@pytest.mark.usefixtures("again_soon")
async def test_eight_kills_with_a_webhook(
    bot: BotProcess, sandbox: SandboxServer, content: Content, measured: Measured
):
    await patient_days(bot, sandbox, content, measured, seed=7, kills=8)


@pytest.mark.soak
@pytest.mark.timeout(180)
@pytest.mark.usefixtures("again_soon")
@pytest.mark.parametrize("seed", range(401, 421))
async def test_four_hundred_kills_with_a_webhook(
    bot: BotProcess, sandbox: SandboxServer, content: Content, measured: Measured, seed: int
):
    await patient_days(bot, sandbox, content, measured, seed, kills=20)


@pytest.mark.soak
@pytest.mark.timeout(300)
@pytest.mark.usefixtures("again_soon")
@pytest.mark.parametrize("seed", range(501, 511))
async def test_a_thousand_scores_wait_while_twenty_bots_with_a_webhook_die(
    bot: BotProcess, sandbox: SandboxServer, content: Content, measured: Measured, seed: int
):
    await killed_backlog(bot, sandbox, content, measured, seed, kills=20, people=MANY_PEOPLE)
