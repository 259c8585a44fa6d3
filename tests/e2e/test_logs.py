"""A whole run's log as JSON, whatever breaks."""

from __future__ import annotations

import json

from bot.core.content import Content
from bot.sandbox import SandboxServer
from tests.e2e.bot_process import BotProcess
from tests.e2e.walking import Scores, Walker

SENTINEL = "sentinelwords"
BREAKS = ("raise", "warn", "library", "unfit", "thread", "task", "object")


async def test_each_line_of_a_run_is_an_object_through_warnings_and_a_crash(
    bot: BotProcess, sandbox: SandboxServer, content: Content
):
    bot.settings["BOT_LOG_FORMAT"] = "json"
    bot.program = ("-m", "tests.e2e.breaking_bot")
    bot.may_say("An update could not be taken", "something failed in the background", "nobody caught this")
    bot.other_loggers += ["aiohttp"]
    await bot.start()
    ada = Walker(sandbox.person("Adalind"), content)
    await ada.first_day(Scores(3, 4, 3, 4))
    sandbox.faults.status("sendMessage", 502)
    for part in BREAKS:
        ada.person.send(f"{part} {SENTINEL} 7/10")
    await bot.logged("nobody caught this", 2)
    await bot.logged("something failed in the background")
    ada.person.send(f"end {SENTINEL} 7/10")
    assert await bot.ended() == 1

    lines = [json.loads(line) for line in bot.log.splitlines()]
    assert all(list(line)[:4] == ["time", "level", "logger", "message"] for line in lines)
    assert {line["level"] for line in lines} == {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}
    errors = [line for line in lines if "error" in line]
    assert [line["message"] for line in errors if line["level"] == "CRITICAL"] == ["nobody caught this"] * 3
    for line in errors:
        *_, cause = line["error"]
        assert cause["type"] == "KeyError"
        assert cause["places"][-1].startswith("tests/e2e/breaking_bot.py:")
    assert len(errors) == 5
    assert SENTINEL not in bot.log


async def test_the_log_tells_what_has_happened_overnight(
    bot: BotProcess, sandbox: SandboxServer, content: Content
):
    bot.settings["BOT_LOG_LEVEL"] = "INFO"
    await bot.start()
    await Walker(sandbox.person("Adalind"), content).arrive()
    await sandbox.updates.wait_confirmed()
    await sandbox.stop()
    await bot.logged("Telegram can't be asked for updates")
    await sandbox.start()
    await bot.logged("Telegram answers again, after")
    await bot.terminate()
    for words in ("The bot is running.", "The nightly work is done.", "The bot has ended; nothing is lost."):
        assert bot.log.count(words) == 1, words
