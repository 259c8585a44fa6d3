"""A database file that is deleted or replaced while the bot runs: nothing that was accepted goes with it.

Written over in place, it takes along what was in it; the host is told.
"""

from __future__ import annotations

import pytest

from bot.core.content import Content
from bot.sandbox import Person, SandboxServer
from tests.e2e.bot_process import BotProcess, run_to_the_end
from tests.e2e.test_alarms import SCORE_GIVEN, at_the_scores, host, nothing_is_lost, told
from tests.e2e.test_delete import folded

__all__ = ["host"]

GARBAGE = b"this is no database " * 500


@pytest.mark.parametrize("new_content", [None, GARBAGE], ids=["deleted", "replaced"])
async def test_a_file_that_is_lost_while_the_bot_runs(
    bot: BotProcess, sandbox: SandboxServer, content: Content, host, new_content: bytes | None
):
    bot.settings["BOT_LOG_FORMAT"] = "json"
    bot.may_say("while the bot ran", "can't be written any more", "restore", "no SQLite database")
    await bot.start()
    ada = await at_the_scores(sandbox, content)
    await bot.settled()
    bot.database.unlink()
    if new_content is not None:
        bot.database.write_bytes(new_content)
    question = await ada.sees("sitting_before")
    ada.person.tap(question.message_id, "4")
    assert await bot.ended() == 2
    assert str(bot.database) in (await told(host, "has ended")).text
    [saved] = bot.folder.glob("bot.db.rescued-*")
    assert str(saved) in bot.log
    assert saved.stat().st_mode & 0o077 == 0

    # It does not begin anew with nothing.
    await bot.launch()
    assert await bot.ended() == 2
    put_back = await run_to_the_end(bot.folder, "restore", str(saved), **bot.settings)
    assert put_back.code == 0, put_back
    await bot.start()
    ada.given.append(SCORE_GIVEN)
    await nothing_is_lost(bot, ada)


async def test_another_file_in_its_place_is_found_though_nobody_does_anything(
    bot: BotProcess, sandbox: SandboxServer, content: Content, host: Person
):
    bot.program = ("-m", "tests.e2e.hasty_bot")
    bot.settings["BOT_LOG_FORMAT"] = "json"
    bot.may_say("while the bot ran", "can't be written any more", "WriterClosed")
    bot.other_loggers.append("apscheduler")  # the tick may be what finds it
    await bot.start()
    await at_the_scores(sandbox, content)
    await folded(bot)
    bot.database.unlink()
    bot.database.write_bytes(GARBAGE)
    assert await bot.ended() == 2
    await told(host, "has ended")
    assert "is damaged" not in bot.log
    assert len(list(bot.folder.glob("bot.db.rescued-*"))) == 1
    bot.database.unlink()


@pytest.mark.parametrize("written", [GARBAGE, b""], ids=["garbage", "nothing"])
async def test_a_file_that_is_written_over_while_the_bot_runs(
    bot: BotProcess, sandbox: SandboxServer, content: Content, host: Person, written: bytes
):
    """It stays the same file, as ``cp`` leaves it, and the bot goes by what it has read before."""
    bot.program = ("-m", "tests.e2e.hasty_bot")
    await bot.start()
    await at_the_scores(sandbox, content)
    await bot.settled()
    await folded(bot)  # what still stands in the log beside it would be written over that again
    bot.database.write_bytes(written)
    alarm = await told(host, "is damaged")
    assert str(bot.database) in alarm.text
    await bot.kill()
    for file in bot.folder.glob("bot.db*"):
        file.unlink()
