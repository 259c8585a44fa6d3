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
    due.next = NextDue(at, "reminder_came", 7)
    _, told = await moved(address, jump=True)
    assert told["jumped"] == told["next"] == {"at": at, "kind": "reminder_came", "person": 7}
    assert abs(shown(tmp_path) - at) < SOON
    due.next = NextDue(at - 10_000, "reminder_came", 7)
    _, told = await moved(address, jump=True)
    assert told["jumped"]["at"] == at - 10_000
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
        ({"rate": True}, "one of set"),
        ({"rate": 0}, "not 0"),
        ({"real": False}, "one of set"),
        ({"jump": 1}, "one of set"),
        ({"set": "1969-12-31T23:59:59Z"}, "beyond the calendar"),
        ({"real": True, "jump": True}, "one of set"),
        ({"set": "9999-01-01T00:00:00Z"}, "beyond the calendar"),
    ],
)
async def test_what_makes_no_sense_is_refused_in_a_sentence(address, wish, told):
    status, answer = await moved(address, **wish)
    assert status == 400
    assert told in answer["error"]


async def test_what_is_refused_moves_nothing(address, tmp_path):
    before = (tmp_path / "clock.json").read_text()
    await moved(address, set="9999-01-01T00:00:00Z")
    await moved(address, rate=7)
    assert (tmp_path / "clock.json").read_text() == before


async def test_no_other_site_moves_the_time(address, tmp_path):
    before = (tmp_path / "clock.json").read_text()
    async with (
        aiohttp.ClientSession(headers={"Origin": "https://evil.example"}) as session,
        session.post(f"{address}/sandbox/time", json={"rate": 3600}) as answer,
    ):
        assert answer.status == 403
    assert (tmp_path / "clock.json").read_text() == before


async def test_without_a_time_of_its_own_it_can_not_be_moved():
    async with SandboxServer() as sandbox:
        status, answer = await moved(sandbox.url, jump=True)
    assert (status, answer["error"]) == (400, "the time of this sandbox can't be moved")


async def test_a_time_that_can_not_be_stored_stays_as_it_is(address, tmp_path):
    (tmp_path / "clock.json.new").mkdir()
    status, answer = await moved(address, set="2026-03-29T07:30:00Z")
    assert (status, answer["error"]) == (400, "the time can't be stored: Is a directory")
    assert abs(shown(tmp_path) - time.time()) < SOON


async def test_messages_are_dated_by_it(tmp_path, due):
    time_shown = MovedTime(tmp_path / "clock.json", due)
    time_shown.set(1_000_000)
    async with SandboxServer(moved_time=time_shown) as sandbox:
        ada = sandbox.person("Ada")
        ada.start()
        assert abs(ada.messages[-1].date - 1_000_000) < SOON


def test_it_runs_so_fast_from_where_it_was(tmp_path, due, monkeypatch):
    clock = MovedTime(tmp_path / "clock.json", due)
    at = time.time()
    monkeypatch.setattr("bot.sandbox.world.moved_time.time.time", lambda: at)
    clock.set(2_000_000)
    clock.run(60)
    at += 10
    assert clock.now() == pytest.approx(2_000_600)
    clock.run(3600)
    at += 2
    assert clock.now() == pytest.approx(2_007_800)
    clock.run(1)
    at += 5
    assert clock.now() == pytest.approx(2_007_805)
    assert not clock.is_real


def test_it_goes_on_from_the_file_that_is_there(tmp_path, due):
    first = MovedTime(tmp_path / "clock.json", due)
    first.set(1_000_000)
    assert abs(MovedTime(tmp_path / "clock.json", due).now() - 1_000_000) < SOON


def test_who_else_writes_the_file_moves_it_too(tmp_path, due):
    clock = MovedTime(tmp_path / "clock.json", due)
    (tmp_path / "clock.json").write_text(json.dumps({"real": 0, "shown": 5_000, "rate": 0}))
    assert (clock.now(), clock.rate) == (5_000, 0)
    (tmp_path / "clock.json").write_text('{"real": 0')
    assert (clock.now(), clock.rate) == (5_000, 0)


@pytest.mark.parametrize("content", ["", "[]", '{"real": 0}', '{"real": 0, "shown": NaN, "rate": 1}'])
def test_it_does_not_begin_with_a_file_that_is_none_of_a_clock(tmp_path, due, content):
    (tmp_path / "clock.json").write_text(content)
    with pytest.raises(ValueError, match="is no file of a clock"):
        MovedTime(tmp_path / "clock.json", due)
