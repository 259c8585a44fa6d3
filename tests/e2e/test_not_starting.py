"""What has to be set right first: a sentence for each thing, exit code 2, and never a traceback."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest

from bot.sandbox import SandboxServer
from tests.e2e.bot_process import ROOT, BotProcess, Ended, run_to_the_end
from tests.e2e.quiet_log import read

WRONG = {
    "BOT_TOKEN": "123456:too-short",
    "TELEGRAM_API_URL": "ftp://example.org",
    "BOT_DATABASE": "/",
    "BOT_TIMEZONE": "Mars/Olympus",
    "BOT_OWNER": "@somebody",
    "BOT_CONTACT": "x" * 500,
    "BOT_EMERGENCY_NUMBER": "1\n2",
    "BOT_SEND_RATE": "0",
    "BOT_LOG_LEVEL": "LOUD",
    "BOT_LOG_FORMAT": "xml",
}


async def refused(bot: BotProcess, **settings: str) -> Ended:
    """A bot that does not start: exit code 2, nothing on standard output, no traceback, no token."""
    given = {**bot.settings, "BOT_LOG_LEVEL": "INFO", "BOT_LOG_FORMAT": "plain", **settings}
    ended = await run_to_the_end(bot.folder, "run", **given)
    assert ended.code == 2, ended
    assert ended.out == ""
    assert "Traceback" not in ended.err
    assert given["BOT_TOKEN"] not in ended.err
    return ended


async def sentence(bot: BotProcess, **settings: str) -> str:
    """The one sentence it says."""
    said = (await refused(bot, **settings)).err
    [line] = said.splitlines()
    assert line.endswith(".")
    return line


async def test_all_settings_that_are_wrong_are_named_at_once(bot: BotProcess):
    said = (await refused(bot, **WRONG)).err
    assert [line.split()[0] for line in said.splitlines()] == list(WRONG)


@pytest.mark.parametrize("name", ["BOT_CLOCK", "BOT_CONTENT"])
async def test_a_path_where_nothing_is(bot: BotProcess, name: str):
    assert "no-such-thing" in await sentence(bot, **{name: "no-such-thing"})


async def test_a_wrong_setting_is_said_without_a_token_too(bot: BotProcess):
    ended = await run_to_the_end(bot.folder, "run", BOT_SEND_RATE="0")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("BOT_SEND_RATE ")


async def test_settings_are_read_from_a_file(bot: BotProcess):
    (bot.folder / ".env").write_text("BOT_TIMEZONE=Mars/Olympus\n", "utf-8")
    assert "BOT_TIMEZONE" in await sentence(bot)


async def test_time_is_moved_on_this_machine_only(bot: BotProcess):
    clock = bot.folder / "clock.json"
    clock.write_text('{"real": 0, "shown": 0, "rate": 1}', "utf-8")
    said = await sentence(bot, BOT_CLOCK=str(clock), TELEGRAM_API_URL="https://api.telegram.org")
    assert "BOT_CLOCK" in said


async def test_half_a_clock_file(bot: BotProcess):
    clock = bot.folder / "clock.json"
    clock.write_text('{"real": 0', "utf-8")
    assert str(clock) in await sentence(bot, BOT_CLOCK=str(clock))


async def test_telegram_does_not_know_the_token(bot: BotProcess):
    bot.may_be_refused("Unauthorized")
    said = await sentence(bot, BOT_TOKEN="4200000002:another-token-that-nobody-has-ever-had")
    assert "BOT_TOKEN" in said


async def test_where_the_log_is_json_what_has_to_be_set_right_is_too(bot: BotProcess):
    bot.may_be_refused("Unauthorized")
    (bot.folder / "empty").mkdir()
    for name, value, words in (
        ("BOT_TOKEN", "4200000002:another-token-that-nobody-has-ever-had", "BOT_TOKEN"),
        ("BOT_CONTENT", "empty", "routine.toml"),
    ):
        said = (await refused(bot, BOT_LOG_FORMAT="json", **{name: value})).err
        lines = [read(line) for line in said.splitlines()]
        assert any(line and line.level == "CRITICAL" and words in line.said for line in lines)
        assert None not in lines


async def test_broken_content_is_said_mistake_by_mistake(bot: BotProcess):
    content = bot.folder / "content"
    shutil.copytree(ROOT / "content", content)
    screens = content / "en" / "screens.toml"
    screens.write_text(
        screens.read_text("utf-8").replace("[screens.welcome.buttons]", "[screens.nothing.buttons]"), "utf-8"
    )
    (content / "en" / "lessons.toml").unlink(missing_ok=True)
    marching = content / "en" / "exercises" / "marching.toml"
    marching.write_text(marching.read_text("utf-8") + "\nthis is no TOML\n", "utf-8")
    said = (await refused(bot, BOT_CONTENT=str(content))).err
    assert "screens.toml" in said
    assert "marching.toml" in said
    assert len(said.splitlines()) >= 2
    checked = await run_to_the_end(bot.folder, "check", BOT_CONTENT=str(content))
    assert checked.code == 1
    assert [line for line in said.splitlines() if line not in checked.out.splitlines()] == []


@pytest.mark.parametrize("bytes_before", [b"", b"SQLite format 3\x00"])
async def test_a_database_of_garbage(bot: BotProcess, bytes_before: bytes):
    garbage = bytes_before + b"this is no database " * 500
    bot.database.write_bytes(garbage)
    assert str(bot.database) in await sentence(bot)
    assert bot.database.read_bytes() == garbage
    bot.database.unlink()


async def test_a_database_of_a_newer_version(bot: BotProcess, sandbox: SandboxServer):
    await bot.start()
    await bot.terminate()
    with closing(sqlite3.connect(bot.database)) as connection, connection:
        later = "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)"
        connection.execute(later, ["bot", "m999_later", "2099-01-01"])
    assert "newer" in await sentence(bot)


async def test_a_database_that_cannot_be_there(bot: BotProcess):
    (bot.folder / "file").write_text("not a folder", "utf-8")
    path = bot.folder / "file" / "bot.db"
    assert str(path) in await sentence(bot, BOT_DATABASE=str(path))


async def test_a_database_that_another_program_holds(bot: BotProcess):
    with closing(sqlite3.connect(bot.database)) as connection:
        connection.execute("CREATE TABLE t (x)")
        connection.execute("BEGIN EXCLUSIVE")
        assert str(bot.database) in await sentence(bot)
