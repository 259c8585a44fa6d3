"""/healthz and /metrics of the running bot, and the command that asks for its health."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.core import events as e
from bot.core.content import Content
from bot.sandbox import SandboxServer
from tests.e2e.bot_process import BotProcess, Ended, run_to_the_end
from tests.e2e.quiet_log import webhook_secrets
from tests.e2e.walking import Step, Walker


async def got(address: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        assert answer.headers["Server"] == "bot"
        return answer.status, await answer.text()


async def health(address: str) -> tuple[int, Any]:
    async with aiohttp.ClientSession() as session, session.get(f"{address}/healthz") as answer:
        return answer.status, await answer.json()


async def asked(bot: BotProcess) -> Ended:
    """What the command says."""
    return await run_to_the_end(bot.folder, "health", **bot.settings)


async def numbers(address: str) -> dict[str, float]:
    """Every number there is, by its name and labels."""
    status, text = await got(f"{address}/metrics")
    assert status == 200
    return {
        name: float(value)
        for name, value in (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    }


async def test_a_bot_that_is_well_says_so(either_way: str, bot: BotProcess, sandbox: SandboxServer):
    address = f"http://{bot.settings['BOT_LISTEN']}" if either_way == "webhook" else bot.listen()
    await bot.start()
    status, told = await health(address)
    assert (status, told["ok"]) == (200, True)
    for part in ("loop", "database", "telegram"):
        assert told[part]["ok"] is True
        assert 0 <= told[part]["age_seconds"] < 10
    found = await asked(bot)
    assert (found.code, found.err) == (0, "")
    assert re.fullmatch(
        r"The bot is well: its loop turned \d s ago, the database was written \d s ago,"
        r" Telegram answered \d+ s ago\.\n",
        found.out,
    )


async def test_a_database_that_can_not_be_written_is_told(
    bot: BotProcess, sandbox: SandboxServer, content: Content
):
    address = bot.listen()
    await bot.start()
    await Walker(sandbox.person("Adalind"), content).arrive()
    await bot.settled()
    with closing(sqlite3.connect(bot.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        status, told = await health(address)
        assert (status, told["ok"]) == (503, False)
        assert told["database"] == {"ok": False, "age_seconds": None}
        assert told["loop"]["ok"]
        assert told["telegram"]["ok"]
        found = await asked(bot)
        sentence = "The bot is not well: the database has not been written yet.\n"
        assert (found.code, found.out, found.err) == (1, "", sentence)
        other.execute("ROLLBACK")
    await bot.logged("The database can be written again")
    assert (await health(address))[0] == 200


async def test_before_telegram_has_answered_it_is_not_well(bot: BotProcess, sandbox: SandboxServer):
    address = bot.listen()
    sandbox.faults.hang("getMe", times=None)
    await bot.launch()
    await sandbox.calls.wait_for(lambda call: call.method == "getMe", 20)
    status, told = await health(address)
    assert (status, told["telegram"]) == (503, {"ok": False, "age_seconds": None})
    assert (await asked(bot)).err == "The bot is not well: Telegram has not answered yet.\n"


async def test_a_bot_that_does_not_run_is_not_well(bot: BotProcess):
    for bot.settings["BOT_LISTEN"] in ("", "off"):
        found = await asked(bot)
        assert (found.code, found.out) == (1, "")
        assert found.err == "The bot can't be asked: BOT_LISTEN is off or not set, so it listens nowhere.\n"
    bot.listen()
    found = await asked(bot)
    where = bot.settings["BOT_LISTEN"]
    why = "it does not run, or its BOT_LISTEN is another."
    assert found.err == f"The bot does not answer at {where} (Connection refused): {why}\n"


async def test_what_happens_is_counted(
    either_way: str, bot: BotProcess, sandbox: SandboxServer, content: Content
):
    address = f"http://{bot.settings['BOT_LISTEN']}" if either_way == "webhook" else bot.listen()
    await bot.start()
    before = await numbers(address)
    assert before['bot_updates_total{kind="message"}'] == 0
    walker = Walker(sandbox.person("Adalind"), content)
    await walker.arrive()
    consent, nothing = e.ConsentGiven(), e.NothingReported()
    await walker.walk([Step("welcome", consent), Step("emergency_check", nothing)], then="caution_check")
    walker.person.send("7")
    sandbox.inject({"message": {"date": 1e15}})
    bot.may_say("An update could not be read")
    await sandbox.updates.wait_confirmed()
    await bot.settled()
    sandbox.faults.status("sendMessage", 502)
    walker.person.send("/about")
    await sandbox.updates.wait_confirmed()
    await bot.settled()
    told = await numbers(address)
    by_kind = {kind: told[f'bot_updates_total{{kind="{kind}"}}'] for kind in ("message", "callback_query")}
    assert by_kind == {"message": 3, "callback_query": walker.taps}
    assert told['bot_updates_total{kind="unreadable"}'] == 1
    accepted = [call for call in sandbox.calls if call.ok and call.method.startswith(("send", "editMessage"))]
    assert told['bot_sends_total{result="ok"}'] == len(accepted)
    assert told['bot_sends_total{result="network"}'] == 1
    assert told['bot_update_seconds_count{until="committed"}'] == 3 + walker.taps + 1
    assert 3 <= told['bot_update_seconds_count{until="answered"}'] <= 3 + walker.taps
    assert told["bot_loop_lag_seconds_count"] > 0
    assert told["bot_owed_screens"] == told["bot_due_lag_seconds"] == 0
    assert told["bot_database_bytes"] >= bot.database.stat().st_size


async def test_neither_page_tells_a_secret_or_a_person(
    bot: BotProcess, sandbox: SandboxServer, content: Content
):
    bot.take_by_webhook()
    address = f"http://{bot.settings['BOT_LISTEN']}"
    await bot.start()
    walker = Walker(sandbox.person("Adalind"), content)
    await walker.arrive()
    walker.person.send("my back hurts 7/10")
    await sandbox.updates.wait_confirmed()
    [secret] = webhook_secrets(bot)
    for page in ("/healthz", "/metrics"):
        _, text = await got(f"{address}{page}")
        for hidden in (secret, "/updates", sandbox.token, str(walker.person.person_id), "Adalind", "hurts"):
            assert hidden not in text
    labels = set(re.findall(r'(\w+)="', (await got(f"{address}/metrics"))[1]))
    assert labels == {"kind", "until", "le", "result"}


async def test_without_being_asked_to_it_listens_nowhere(bot: BotProcess, sandbox: SandboxServer):
    """And then it has not even loaded what that needs."""
    bot.program = ("-X", "importtime", "-m", "bot")
    await bot.start()
    await bot.terminate()
    imports = [line for line in bot.log.splitlines() if line.startswith("import time:")]
    bot.plain_lines += imports
    assert any("aiohttp.client" in line for line in imports)
    assert not [line for line in imports if "prometheus" in line or "bot.adapters.server" in line]


@pytest.mark.parametrize("told", [b"{}", b"[]", b"null", b'{"status": "up"}', b"hello"])
async def test_something_else_that_answers_there(bot: BotProcess, told: bytes):
    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=told)

    application = web.Application()
    application.router.add_get("/healthz", answer)
    runner = web.AppRunner(application)
    await runner.setup()
    address = bot.listen().removeprefix("http://")
    host, port = address.split(":")
    await web.TCPSite(runner, host, int(port)).start()
    found = await asked(bot)
    await runner.cleanup()
    assert (found.code, found.out) == (1, "")
    assert found.err == f"Something else than the bot answers at {address}.\n"


async def test_a_bot_that_hears_nobody_is_not_well(bot: BotProcess, sandbox: SandboxServer):
    """That it can send does not make up for it."""
    address = bot.listen()
    sandbox.faults.status("getUpdates", times=None)
    before = sandbox.calls.count
    await bot.launch()
    await bot.ready(before)
    status, told = await health(address)
    assert (status, told["telegram"]) == (503, {"ok": False, "age_seconds": None})
    sandbox.faults.clear()
    await bot.terminate()
