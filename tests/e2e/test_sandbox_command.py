"""``python -m bot run`` without a token: a page to chat on, and the bot beside it, ended together."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.core.content import Content
from tests.e2e.bot_process import ROOT, environment

SECONDS = 20.0


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[Process]:
    """The command, in a process group of its own as a shell starts it."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=tmp_path,
        env=environment(BOT_CONTENT=str(ROOT / "content"), TMPDIR=str(tmp_path), PYTHONUNBUFFERED="1"),
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=PIPE,
        start_new_session=True,
    )
    yield process
    if process.returncode is None:
        os.killpg(process.pid, signal.SIGKILL)
        await process.communicate()


async def address_printed(process: Process) -> str:
    """The address of the page, once it is printed."""
    assert process.stdout is not None
    async with asyncio.timeout(SECONDS):
        async for line in process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\d+(?=/)", line.decode()):
                return found[0]
    raise AssertionError("it ended without printing an address")


def children_of(process: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


class Phone:
    """A person, played through the sandbox's JSON API alone."""

    def __init__(self, session: aiohttp.ClientSession, address: str, person: int) -> None:
        self._session, self._here = session, f"{address}/sandbox/people/{person}"

    async def do(self, action: str, **what: Any) -> None:
        async with self._session.post(f"{self._here}/{action}", json=what) as answer:
            assert answer.status == 200, await answer.text()

    async def sees(self, label: str, after: int = 0) -> dict[str, Any]:
        """The first message later than one with a button of that label, now or to come."""
        async with asyncio.timeout(SECONDS), self._session.get(f"{self._here}/events") as events:
            async for line in events.content:
                for message in _messages(line):
                    if message["message_id"] > after and any(
                        label == key["text"] for row in message["keyboard"] for key in row
                    ):
                        return message
        raise AssertionError(f"nothing with {label!r} came")


def _messages(line: bytes) -> list[dict[str, Any]]:
    if not line.startswith(b"data: "):
        return []
    event = json.loads(line[len(b"data: ") :])
    found: list[dict[str, Any]] = event.get("messages") or ([event["message"]] if "message" in event else [])
    return found


async def test_a_person_can_be_played_and_ctrl_c_ends_both(both: Process, content: Content, tmp_path: Path):
    address = await address_printed(both)
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{address}/") as page:
            assert (page.status, page.content_type) == (200, "text/html")
        async with session.post(f"{address}/sandbox/people", json={"first_name": "Adalind"}) as added:
            phone = Phone(session, address, (await added.json())["id"])
        await phone.do("start")
        agree, none = (
            content.screens["welcome"].buttons["agree"],
            content.screens["emergency_check"].buttons["none"],
        )
        welcome = await phone.sees(agree)
        await phone.do("tap", message_id=welcome["message_id"], label=agree)
        check = await phone.sees(none)
        assert check["message_id"] > welcome["message_id"]

    os.killpg(both.pid, signal.SIGINT)
    _, err = await asyncio.wait_for(both.communicate(), SECONDS)
    assert both.returncode == 0, err
    assert b"Traceback" not in err
    assert group_is_gone(both.pid)
    assert left_in(tmp_path) == []


async def test_time_is_jumped_and_run_fast_until_reminders_come(both: Process, content: Content):
    address = await address_printed(both)
    screens = content.screens
    async with aiohttp.ClientSession() as session:

        async def move(**wish: Any) -> dict[str, Any]:
            async with session.post(f"{address}/sandbox/time", json=wish) as answer:
                told: dict[str, Any] = await answer.json()
                assert answer.status == 200, told
                return told

        async with session.post(f"{address}/sandbox/people", json={"first_name": "Adalind"}) as added:
            phone = Phone(session, address, (await added.json())["id"])
        await phone.do("start")
        agree = screens["welcome"].buttons["agree"]
        await phone.do("tap", message_id=(await phone.sees(agree))["message_id"], label=agree)
        await phone.sees(screens["emergency_check"].buttons["none"])
        await phone.do("send", text="/reminder")
        await phone.sees(screens["reminder_time"].buttons["not_now"])
        await phone.do("send", text="7:30")
        yes = screens["zone_guess"].buttons["yes"]
        await phone.do("tap", message_id=(await phone.sees(yes))["message_id"], label=yes)
        not_today = screens["reminder"].buttons["not_today"]
        async with asyncio.timeout(SECONDS):
            # The open session's closing comes first; until it has, the time stays there.
            while (due := (await move(jump=True))["jumped"]) is None or due["kind"] != "reminder_came":
                pass
        first = await phone.sees(not_today)
        await phone.do("tap", message_id=first["message_id"], label=not_today)
        almost = datetime.fromtimestamp(first["date"], UTC) + timedelta(hours=22)
        await move(set=almost.isoformat())
        await move(rate=3600)
        second = await phone.sees(not_today, after=first["message_id"])
        # A tick is at most some shown minutes late, however fast time runs.
        assert 0 <= second["date"] - first["date"] - 24 * 3600 < 1800
    both.terminate()
    await asyncio.wait_for(both.communicate(), SECONDS)
    assert both.returncode == 0


async def test_sigterm_to_the_command_alone_ends_both(both: Process):
    await address_printed(both)
    both.terminate()
    await asyncio.wait_for(both.communicate(), SECONDS)
    assert both.returncode == 0
    assert group_is_gone(both.pid)


async def test_when_the_bot_dies_the_sandbox_says_so_and_ends(both: Process):
    await address_printed(both)
    [child] = children_of(both.pid)
    os.kill(child, signal.SIGKILL)
    _, err = await asyncio.wait_for(both.communicate(), SECONDS)
    assert both.returncode not in (0, None)
    assert b"The bot has ended by itself" in err
    assert group_is_gone(both.pid)


def left_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def group_is_gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False
