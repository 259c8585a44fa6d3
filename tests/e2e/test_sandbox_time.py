"""The moved time of the sandbox, through the command as it is started, the bot's process and a restart."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp

from bot.core.content import Content
from tests.e2e.sandbox_command import SECONDS, Phone, address_printed, command


async def test_time_is_jumped_and_run_fast_until_reminders_come(content: Content, tmp_path: Path):
    not_today = content.screens["reminder"].buttons["not_today"]
    async with command(tmp_path) as process, aiohttp.ClientSession() as session:
        address = await address_printed(process)
        # At another hour than the real one, so that the reminder is always hours away.
        await moved(session, address, set="2031-03-03T20:00:00Z")
        phone = await with_a_reminder(session, address, content)
        closing = (await moved(session, address, jump=True))["jumped"]
        assert closing["kind"] == "session_expired"
        await until_next_is_after(closing["at"], session, address)
        due = (await moved(session, address, jump=True))["jumped"]
        assert (due["kind"], due["person"]) == ("reminder_came", phone.person)
        first = await phone.sees(not_today)
        assert 0 <= first["date"] - int(due["at"]) < SECONDS
        await phone.do("tap", message_id=first["message_id"], label=not_today)
        almost = datetime.fromtimestamp(first["date"], UTC) + timedelta(hours=22)
        await moved(session, address, set=almost.isoformat())
        await moved(session, address, rate=3600)
        second = await phone.sees(not_today, after=first["message_id"])
        # A tick is at most some shown minutes late, however fast time runs.
        assert 0 <= second["date"] - first["date"] - 24 * 3600 < 1800


async def with_a_reminder(session: aiohttp.ClientSession, address: str, content: Content) -> Phone:
    """A person who has set one up, for 7:30 each day, in the middle of the first safety check."""
    screens = content.screens
    agree, none = screens["welcome"].buttons["agree"], screens["emergency_check"].buttons["none"]
    yes = screens["zone_guess"].buttons["yes"]
    async with session.post(f"{address}/sandbox/people", json={"first_name": "Adalind"}) as added:
        phone = Phone(session, address, (await added.json())["id"])
    await phone.do("start")
    await phone.do("tap", message_id=(await phone.sees(agree))["message_id"], label=agree)
    await phone.sees(none)
    await phone.do("send", text="/reminder")
    await phone.sees(screens["reminder_time"].buttons["not_now"])
    await phone.do("send", text="7:30")
    guess = await phone.sees(yes)
    await phone.do("tap", message_id=guess["message_id"], label=yes)
    # Before the tap is handled a jump would close the session, and the reminder would not be set.
    await phone.sees(none, after=guess["message_id"])
    return phone


async def moved(session: aiohttp.ClientSession, address: str, **wish: Any) -> dict[str, Any]:
    """Move the time; gives what it shows then."""
    async with session.post(f"{address}/sandbox/time", json=wish) as answer:
        told: dict[str, Any] = await answer.json()
        assert answer.status == 200, told
        return told


async def until_next_is_after(at: float, session: aiohttp.ClientSession, address: str) -> None:
    """Wait until what was due then has been taken, and something is due later."""
    async with asyncio.timeout(SECONDS):
        while True:
            async with session.get(f"{address}/sandbox/time") as answer:
                if (due := (await answer.json())["next"]) and due["at"] > at:
                    return
            await asyncio.sleep(0.1)


async def test_a_clock_file_of_the_host_is_made_moved_and_kept(tmp_path: Path):
    clock = tmp_path / "clock.json"
    async with asyncio.timeout(2 * SECONDS), aiohttp.ClientSession() as session:
        async with command(tmp_path, BOT_CLOCK=str(clock)) as process:
            await moved(session, await address_printed(process), set="2031-05-04T07:30:00Z")
        assert json.loads(clock.read_text())["shown"] == datetime(2031, 5, 4, 7, 30, tzinfo=UTC).timestamp()
        async with (
            command(tmp_path, BOT_CLOCK=str(clock)) as process,
            session.get(f"{await address_printed(process)}/sandbox/time") as answer,
        ):
            shown = datetime.fromtimestamp((await answer.json())["shown"], UTC)
            assert shown - datetime(2031, 5, 4, 7, 30, tzinfo=UTC) < timedelta(seconds=2 * SECONDS)
