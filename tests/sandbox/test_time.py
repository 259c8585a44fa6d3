"""The sandbox's time, moved over HTTP; the bot's clock reads the same file."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.adapters.clock import FileClock
from bot.sandbox import MovedTime, NextDue, SandboxServer

SOON = 40.0


class Due:
    """What is due next, as a test says."""

    def __init__(self) -> None:
        self.next: NextDue | None = None

    def __call__(self) -> NextDue | None:
        return self.next


@pytest.fixture
def due() -> Due:
    return Due()


@pytest.fixture
async def address(tmp_path: Path, due: Due) -> AsyncIterator[str]:
    moved = MovedTime(tmp_path / "clock.json", due)
    async with SandboxServer(moved_time=moved) as sandbox:
        yield sandbox.url


async def moved(address: str, **wish: Any) -> tuple[int, dict[str, Any]]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{address}/sandbox/time", json=wish) as answer,
    ):
        return answer.status, await answer.json()


def shown(tmp_path: Path) -> float:
    """What the bot's own clock makes of the file."""
    return FileClock(tmp_path / "clock.json").now().timestamp()


async def test_at_first_it_is_the_real_time(address, tmp_path):
    async with aiohttp.ClientSession() as session, session.get(f"{address}/sandbox/time") as answer:
        told = await answer.json()
    assert (told["rate"], told["real"], told["next"]) == (1, True, None)
    assert abs(told["shown"] - time.time()) < SOON
    assert abs(shown(tmp_path) - time.time()) < SOON


async def test_it_is_set_and_made_real_again(address, tmp_path):
    instant = "2026-03-29T07:30:00+02:00"
    status, told = await moved(address, set=instant)
    assert (status, told["real"], told["jumped"]) == (200, False, None)
    assert abs(shown(tmp_path) - datetime.fromisoformat(instant).timestamp()) < SOON
    _, told = await moved(address, real=True)
    assert told["real"]
    assert abs(shown(tmp_path) - time.time()) < SOON


async def test_it_runs_fast_from_where_it_is(address, tmp_path):
    await moved(address, set="2026-03-29T07:30:00Z")
    status, told = await moved(address, rate=3600)
    assert (status, told["rate"]) == (200, 3600)
    assert json.loads((tmp_path / "clock.json").read_text())["rate"] == 3600


async def test_a_jump_goes_to_what_is_due_next_and_never_back(address, due, tmp_path):
    assert (await moved(address, jump=True))[1]["jumped"] is None
    at = time.time() + 50_000
    due.next = NextDue("reminder_came", at)
    _, told = await moved(address, jump=True)
    assert told["jumped"] == {"kind": "reminder_came", "at": at}
    assert abs(shown(tmp_path) - at) < SOON
    due.next = NextDue("reminder_came", at - 10_000)
    await moved(address, jump=True)
    assert shown(tmp_path) >= at


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ({}, "one of set"),
        ({"set": "yesterday"}, "is no date and time"),
        ({"set": "2026-03-29T07:30:00"}, "offset from UTC is missing"),
        ({"set": 5}, "one of set"),
        ({"rate": 7}, "not 7"),
        ({"rate": "fast"}, "one of set"),
        ({"real": True, "jump": True}, "one of set"),
        ({"set": "9999-01-01T00:00:00Z"}, "beyond the calendar"),
    ],
)
async def test_what_makes_no_sense_is_refused_in_a_sentence(address, wish, told):
    status, answer = await moved(address, **wish)
    assert status == 400
    assert told in answer["error"]


async def test_without_a_time_of_its_own_it_can_not_be_moved():
    async with SandboxServer() as sandbox:
        status, answer = await moved(sandbox.url, jump=True)
    assert (status, answer["error"]) == (400, "the time of this sandbox can't be moved")


def test_it_goes_on_from_the_file_that_is_there(tmp_path, due):
    first = MovedTime(tmp_path / "clock.json", due)
    first.set(1_000_000)
    assert abs(MovedTime(tmp_path / "clock.json", due).now() - 1_000_000) < SOON
