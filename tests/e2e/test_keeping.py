"""What is older than the host keeps goes by itself, and the person is welcome as before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.content import Content
from bot.sandbox import SandboxServer
from tests.e2e.bot_process import BotProcess
from tests.e2e.moved_clock import MovedClock
from tests.e2e.walking import Scores, Walker

COUNTED = (
    "SELECT (SELECT count(*) FROM scores), (SELECT count(*) FROM sessions), (SELECT count(*) FROM consents)"
)


@pytest.fixture
def clock(tmp_path: Path) -> MovedClock:
    return MovedClock(tmp_path / "clock.json", datetime(2026, 3, 25, 10, tzinfo=UTC))


async def test_scores_go_after_as_many_months_as_the_host_has_set(
    bot: BotProcess, sandbox: SandboxServer, clock: MovedClock, content: Content
):
    bot.settings |= {"BOT_KEEP_MONTHS": "2"}
    await bot.start()
    ada = Walker(sandbox.person("Adalind"), content)
    await ada.first_day(Scores(3, 4, 3, 4))
    clock.move(timedelta(days=59))
    await bot.terminate()
    await bot.start()
    await bot.logged("nightly work is done", 2)
    assert bot.rows(COUNTED) == [(4, 1, 1)], "it is the 23rd of May"
    clock.move(timedelta(days=3))
    await bot.terminate()
    await bot.start()
    await bot.logged("nightly work is done", 3)
    assert bot.rows(COUNTED) == [(0, 0, 1)]

    last = ada.person.last.message_id
    ada.person.send("/privacy")
    said = await ada.person.next_message(after=last)
    assert "checks and dates, for 2 months." in said.text
    ada.person.send("/routine")
    await ada.sees("welcome")
