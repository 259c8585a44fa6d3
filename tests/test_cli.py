"""The command line as a host uses it: real processes and signals, the sandbox server in Telegram's place."""

import asyncio
import contextlib
import json
import os
import re
import shutil
import signal
import sqlite3
import sys
import time
from pathlib import Path

import aiohttp
import pytest

from bot.core.diagram import mermaid
from bot.sandbox import TOKEN, SandboxServer
from tests.e2e.quiet_log import assert_nothing_secret

ROOT = Path(__file__).parents[1]
SECRET = TOKEN.partition(":")[2]
TOLD_ON_PURPOSE = ("The Bot API is at", "BOT_TOKEN is not a bot token")
"""So begin the line that tells the token for another bot, and the one that shows an example."""


class Command:
    """A started ``python -m bot``, in a folder of its own."""

    def __init__(self, process):
        self.process = process
        self.seen = ""

    async def line(self, words):
        """Waits until a line with these words is printed, and gives it."""
        async with asyncio.timeout(20):
            while True:
                line = (await self.process.stdout.readline()).decode()
                assert line, f"ended without {words!r}: {self.seen}"
                self.seen += line
                if words in line:
                    return line

    async def end(self, how=signal.SIGTERM):
        """Sends a signal and gives the exit code and the seconds it took."""
        started = time.monotonic()
        self.process.send_signal(how)
        return await self.ended(), time.monotonic() - started

    async def ended(self):
        """The exit code, once it has ended."""
        async with asyncio.timeout(20):
            self.seen += (await self.process.stdout.read()).decode()
            return await self.process.wait()


@pytest.fixture
async def start(tmp_path):
    """Starts commands; what still runs at the end is killed."""
    started = []

    async def start_one(*arguments, **settings):
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("BOT_", "TELEGRAM_"))
        }
        environment |= {"PYTHONPATH": str(ROOT), "BOT_CONTENT": str(ROOT / "content"), **settings}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *arguments),
            env=environment,
            cwd=tmp_path,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        started.append(Command(process))
        return started[-1]

    yield start_one
    for command in started:
        if command.process.returncode is None:
            command.process.kill()
        await command.ended()
        told = [line for line in command.seen.splitlines() if not line.startswith(TOLD_ON_PURPOSE)]
        assert_nothing_secret("\n".join(told))


async def said(start, *arguments, **settings):
    """The exit code and the words of a command that ends by itself."""
    command = await start(*arguments, **settings)
    code = await command.ended()
    return code, command.seen


def at(sandbox, **more):
    return {"BOT_TOKEN": sandbox.token, "TELEGRAM_API_URL": sandbox.url, **more}


def assert_plain(words):
    assert "Traceback" not in words
    assert SECRET not in words


async def test_help_is_in_plain_words(start):
    code, words = await said(start, "--help")
    assert code == 0
    for command in ("run", "sandbox", "check", "diagram", "stats", "backup", "restore", "health"):
        assert re.search(rf"^  {command} +[A-Z].*\.$", words, re.MULTILINE)


async def test_diagram_prints_the_table(start):
    assert await said(start, "diagram") == (0, mermaid())


async def test_check_finds_no_mistake_in_the_content(start):
    code, words = await said(start, "check")
    assert code == 0
    assert "Mistakes: 0" in words or "No mistakes" in words


@pytest.fixture
def broken_content(tmp_path):
    folder = tmp_path / "broken"
    shutil.copytree(ROOT / "content", folder)
    for name, wrong in (("routine.toml", "consent_version = 7\n"), ("safety.toml", "odd = true\n")):
        file = folder / "en" / name
        kept = [line for line in file.read_text().splitlines() if not line.startswith("consent_version")]
        file.write_text(wrong + "\n".join(kept))
    return str(folder)


async def test_check_needs_no_other_setting(start):
    code, words = await said(start, "check", BOT_TOKEN="nonsense")
    assert code == 0
    assert "BOT_TOKEN" not in words


async def test_check_tells_every_mistake_at_once(start, broken_content):
    code, words = await said(start, "check", BOT_CONTENT=broken_content)
    assert code == 1
    assert "en/routine.toml" in words
    assert "en/safety.toml" in words
    assert_plain(words)


@pytest.fixture
def broken_figure(tmp_path):
    folder = Path(shutil.copytree(ROOT / "content", tmp_path / "broken_figure"))
    file = folder / "figures/knee_rocks_steady.toml"
    file.write_text(file.read_text().replace("legs_lean = 35", "legs_lean = 80"))
    return str(folder)


async def test_a_broken_figure_fails_the_check_and_says_that_the_bot_starts(start, broken_figure):
    code, words = await said(start, "check", BOT_CONTENT=broken_figure)
    assert code == 1
    assert "figures/knee_rocks_steady.toml: angles.legs_lean is 80; allowed: a number from 0 to 60." in words
    assert (
        words.splitlines()[-1] == "Only figures and pictures are concerned, so the bot starts all the same."
    )


async def test_a_bot_refuses_broken_content_in_the_same_words(start, broken_content):
    _, checked = await said(start, "check", BOT_CONTENT=broken_content)
    code, words = await said(start, "run", BOT_TOKEN=TOKEN, BOT_CONTENT=broken_content)
    assert code == 2
    assert words.strip()
    assert set(words.splitlines()) <= set(checked.splitlines())


async def test_a_content_folder_that_can_not_be_opened_is_one_sentence(start):
    for command, expected in (("run", 2), ("check", 1)):
        code, words = await said(start, command, BOT_TOKEN=TOKEN, BOT_CONTENT="x" * 300)
        assert code == expected
        assert words.splitlines()[0].startswith("xxx")
        assert "can't be opened (File name too long)" in words.splitlines()[0]
        assert_plain(words)


async def test_wrong_settings_are_told_all_at_once(start):
    code, words = await said(
        start, "run", BOT_TOKEN="no", BOT_OWNER="me", BOT_SEND_RATE="-1", BOT_LOG_LEVEL="x"
    )
    assert code == 2
    lines = words.splitlines()
    assert [line.split()[0] for line in lines] == ["BOT_TOKEN", "BOT_OWNER", "BOT_SEND_RATE", "BOT_LOG_LEVEL"]


async def test_a_clock_that_is_not_there_is_one_sentence(start):
    async with SandboxServer() as sandbox:
        code, words = await said(start, "run", **at(sandbox, BOT_CLOCK="nowhere.json"))
    assert (code, words) == (2, "nowhere.json, named by BOT_CLOCK, can't be read.\n")


async def test_a_database_that_can_not_be_used_is_one_sentence(start, tmp_path):
    (tmp_path / "people.db").write_text("this is no database, and long enough to be sure of it" * 50)
    async with SandboxServer() as sandbox:
        code, words = await said(start, "run", **at(sandbox, BOT_DATABASE="people.db"))
    assert code == 2
    assert len(words.splitlines()) == 1
    assert "people.db" in words
    assert_plain(words)


async def test_a_token_telegram_does_not_know_is_one_sentence(start):
    async with SandboxServer(token="1:another-token-that-is-not-ours") as sandbox:
        code, words = await said(start, "run", BOT_TOKEN=TOKEN, TELEGRAM_API_URL=sandbox.url)
    assert code == 2
    assert words.splitlines()[-1].startswith("Telegram does not know this BOT_TOKEN")
    assert_plain(words)


async def test_a_token_that_is_taken_back_ends_the_bot_with_one_sentence(start):
    async with SandboxServer() as sandbox:
        bot = await start("run", **at(sandbox))
        await bot.line("is running")
        sandbox.faults.status(
            "getUpdates", 401, {"ok": False, "error_code": 401, "description": "Unauthorized"}, times=None
        )
        sandbox.person("Ada").start()  # ends the open poll
        assert await bot.ended() == 2
    assert bot.seen.splitlines()[-1].startswith("Telegram does not know this BOT_TOKEN")
    assert_plain(bot.seen)


async def test_a_second_bot_on_the_same_database_is_refused(start):
    async with SandboxServer() as sandbox:
        first = await start("run", **at(sandbox))
        await first.line("is running")
        code, words = await said(start, "run", **at(sandbox))
        assert code == 2
        assert words == "Another bot is using data/bot.db: stop it, or use another database.\n"
        assert (await first.end())[0] == 0


async def test_the_bot_answers_and_its_log_holds_no_word_and_no_token(start):
    async with SandboxServer() as sandbox:
        bot = await start("run", **at(sandbox, BOT_LOG_LEVEL="DEBUG", BOT_OWNER="4242"))
        ada = sandbox.person("Ada")
        command = ada.start()
        welcome = await ada.next_message(after=command, timeout=20)
        assert welcome.labels
        await ada.tap(welcome.message_id, (0, 0)).answered()
        sandbox.faults.status("sendMessage", 502, f"<html>bot{TOKEN}/sendMessage Zebra</html>")
        sandbox.faults.too_many_requests("sendMessage", retry_after=1)
        sandbox.inject({"message": {"text": "Zebra", "date": 10**15}})
        said_at = ada.send("Zebra zebra")
        await ada.next_message(after=said_at, timeout=20)
        await sandbox.updates.wait_confirmed()
        code, seconds = await bot.end()
    assert code == 0
    assert seconds < 5
    assert_plain(bot.seen)
    assert "zebra" not in bot.seen.lower()
    assert str(ada.person_id) not in bot.seen


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_it_ends_within_five_seconds_under_load_and_loses_nothing(start, how):
    async with SandboxServer() as sandbox:
        bot = await start("run", **at(sandbox))
        people = [sandbox.person(f"P{number}") for number in range(60)]
        for person in people:
            person.start()
        await people[0].next_message(after=0, timeout=20)
        sandbox.faults.hang("sendMessage", chat_id=people[59].person_id)
        code, seconds = await bot.end(how)
        assert code == 0
        assert seconds < 5
        sandbox.faults.clear()
        again = await start("run", **at(sandbox))
        for person in people:
            await person.next_message(after=0, timeout=20)
        await again.end()
        doubled = [person for person in people if len(person.bot_messages) > 1]
        assert not doubled


async def test_it_ends_in_time_while_the_database_is_locked_and_takes_it_up_again(start, tmp_path):
    async with SandboxServer() as sandbox:
        bot = await start("run", **at(sandbox))
        await bot.line("is running")
        with contextlib.closing(sqlite3.connect(tmp_path / "data" / "bot.db")) as other:
            other.execute("BEGIN IMMEDIATE")
            ada = sandbox.person("Ada")
            ada.start()
            await bot.line("can't be written")
            code, seconds = await bot.end()
        assert code == 0
        assert seconds < 5
        assert sandbox.updates.pending_count == 1
        again = await start("run", **at(sandbox))
        await ada.next_message(after=0, timeout=20)
        await again.end()


async def test_a_telegram_that_is_not_there_is_waited_for(start):
    async with SandboxServer() as sandbox:
        await sandbox.stop()
        bot = await start("run", **at(sandbox))
        await bot.line("can't be reached")
        await sandbox.start()
        await bot.line("is running")
        assert (await bot.end())[0] == 0


async def test_it_can_be_ended_while_telegram_is_not_there(start):
    async with SandboxServer() as sandbox:
        await sandbox.stop()
        bot = await start("run", **at(sandbox))
        await bot.line("can't be reached")
        code, seconds = await bot.end()
    assert code == 0
    assert seconds < 5


async def page_of(command):
    found = re.search(r"http://127\.0\.0\.1:\d+", await command.line("Chat with the bot at"))
    assert found is not None
    return found.group()


@pytest.mark.parametrize(("arguments", "how"), [(("run",), signal.SIGINT), (("sandbox",), signal.SIGTERM)])
async def test_without_a_token_the_sandbox_is_started_and_both_end_together(start, tmp_path, arguments, how):
    both = await start(*arguments)
    page = await page_of(both)
    await both.line("is running")
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{page}/") as answer:
            assert answer.status == 200
        async with session.get(f"{page}/bot{TOKEN}/getMe") as answer:
            assert answer.status == 401, "its token is another one each time"
    code, seconds = await both.end(how)
    assert code == 0
    assert seconds < 7
    assert "has ended" in both.seen
    assert not list(tmp_path.iterdir()), "nothing is left behind"


async def test_the_sandbox_keeps_a_database_that_is_named(start, tmp_path):
    both = await start("sandbox", BOT_DATABASE="kept.db", BOT_TOKEN="")
    await both.line("is running")
    await both.end()
    assert (tmp_path / "kept.db").exists()


async def test_a_database_that_is_kept_does_not_silence_the_next_sandbox(start):
    for _ in range(2):
        both = await start("run", BOT_DATABASE="kept.db")
        try:
            await said_hello(await page_of(both))
        finally:
            code, _ = await both.end()
        assert code == 0


async def said_hello(page):
    """Starts the bot as a person, and waits for what it says."""
    async with aiohttp.ClientSession() as session, asyncio.timeout(10):
        async with session.post(f"{page}/sandbox/people", json={"first_name": "Ada"}) as added:
            ada = f"{page}/sandbox/people/{(await added.json())['id']}"
        async with session.post(f"{ada}/start", json={}) as answer:
            assert answer.status == 200
        async with session.get(f"{ada}/events") as events:
            async for line in events.content:
                if re.search(rb'"keyboard": ?\[\[', line):
                    return


async def test_the_sandbox_takes_the_port_asked_for_or_the_next_one(start):
    async with SandboxServer() as taken:
        both = await start("sandbox", "--port", str(taken.port))
        assert int((await page_of(both)).rpartition(":")[2]) > taken.port
        await both.end()


async def test_the_sandbox_waits_until_the_content_is_mended(start, broken_content):
    waiting = await start("sandbox", BOT_CONTENT=broken_content)
    await waiting.line("The bot starts as soon as this is mended")
    await page_of(waiting)
    code, _ = await waiting.end()
    assert code == 0
    assert "en/routine.toml" in waiting.seen
    assert "is running" not in waiting.seen
    assert_plain(waiting.seen)


async def test_the_sandbox_does_not_wait_for_a_figure_and_shows_what_is_wrong_with_it(start, broken_figure):
    both = await start("sandbox", BOT_CONTENT=broken_figure)
    page = await page_of(both)
    told = await content_told(page)
    assert told["mistakes"][0].startswith("figures/knee_rocks_steady.toml: angles.legs_lean is 80; allowed: ")
    assert told["used"]
    await said_hello(page)
    code, _ = await both.end()
    assert code == 0
    assert "legs_lean is 80" in both.seen
    assert_plain(both.seen)


async def content_told(page):
    """What somebody who opens the page is told about the content."""
    async with aiohttp.ClientSession() as session, asyncio.timeout(10):
        async with session.post(f"{page}/sandbox/people", json={"first_name": "Bo"}) as added:
            person = (await added.json())["id"]
        async with session.get(f"{page}/sandbox/events?person={person}") as events:
            async for line in events.content:
                if b'"content"' in line:
                    return json.loads(line.removeprefix(b"data: "))
    raise AssertionError("nothing was told about the content")


async def test_wrong_settings_stop_the_sandbox_too(start):
    code, words = await said(start, "sandbox", BOT_OWNER="me")
    assert code == 2
    assert words.startswith("BOT_OWNER ")


async def test_two_programs_with_one_token_are_told_apart_in_the_log(start):
    async with SandboxServer() as sandbox:
        first = await start("run", **at(sandbox, BOT_DATABASE="one.db"))
        await first.line("is running")
        second = await start("run", **at(sandbox, BOT_DATABASE="two.db"))
        waiting = [asyncio.ensure_future(bot.line("Another program runs with")) for bot in (first, second)]
        done, late = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED, timeout=15)
        assert done
        for task in late:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task


async def test_any_other_bot_finds_a_bot_api_of_its_own(start):
    token = "77:some-other-bots-token"
    async with SandboxServer() as taken, aiohttp.ClientSession() as session:
        alone = await start("sandbox", "--only-server", "--token", token, "--port", str(taken.port))
        assert f"Port {taken.port} is in use" in await alone.line("in use")
        [address] = re.findall(r"http://\S+(?=,)", await alone.line(token))
        async with session.get(f"{address}/bot{token}/getMe") as answer:
            assert (await answer.json())["result"]["id"] == 77
        async with session.get(f"{address}/") as page:
            assert page.status == 200
    code, seconds = await alone.end()
    assert (code, "Traceback" in alone.seen) == (0, False)
    assert seconds < 5


async def test_a_token_of_another_shape_is_refused_in_words(start):
    code, words = await said(start, "sandbox", "--only-server", "--token", "mine")
    assert code == 2
    assert "it has to look like 123456:some-letters" in words
    assert_plain(words)
