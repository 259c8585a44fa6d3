"""``python -m bot run`` without a token: a page to chat on, and the bot beside it, ended together."""

from __future__ import annotations

import asyncio
import os
import signal
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.core.content import Content
from tests.e2e.sandbox_command import SECONDS, Phone, address_printed, command, log_of


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[Process]:
    async with command(tmp_path) as process:
        yield process


def children_of(process: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


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
    await asyncio.wait_for(both.communicate(), SECONDS)
    assert both.returncode == 0, log_of(tmp_path)
    assert "Traceback" not in log_of(tmp_path)
    assert group_is_gone(both.pid)
    assert left_in(tmp_path) == []


async def test_sigterm_to_the_command_alone_ends_both(both: Process):
    await address_printed(both)
    both.terminate()
    await asyncio.wait_for(both.communicate(), SECONDS)
    assert both.returncode == 0
    assert group_is_gone(both.pid)


async def test_when_the_bot_dies_the_sandbox_says_so_and_ends(both: Process, tmp_path: Path):
    await address_printed(both)
    [child] = children_of(both.pid)
    os.kill(child, signal.SIGKILL)
    await asyncio.wait_for(both.communicate(), SECONDS)
    assert both.returncode not in (0, None)
    assert "The bot has ended by itself" in log_of(tmp_path)
    assert group_is_gone(both.pid)


def left_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def group_is_gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False
