"""Chats of somebody who does anything at any moment, saved and played again as transcripts are."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import pytest

from bot.sandbox.transcripts.writing import AT_ONCE
from tests.conversations.replay import Replay, script_of
from tests.e2e.impatient import Impatient
from tests.e2e.sandbox_command import address_printed, command


@pytest.mark.soak  # the order of what happens within a few milliseconds can't always be known
@pytest.mark.parametrize("seed", [6, 21, 108])
async def test_anything_done_at_any_moment_can_be_played_again(seed: int, tmp_path: Path):
    (tmp_path / "sandbox").mkdir()
    async with command(tmp_path / "sandbox") as process, aiohttp.ClientSession() as session:
        person = Impatient(session, await address_printed(process), seed)
        await person.comes()
        await person.does(12)
        meanwhile = await person.saved()
        await person.does(12)
        later = await person.saved()
    assert "in a hurry" in later
    for number, saved in enumerate((meanwhile, later)):
        again = Replay(tmp_path / f"{number}.db").play(script_of(in_no_doubt(saved)))
        assert "\n".join(again) + "\n" == in_no_doubt(saved)


def in_no_doubt(saved: str) -> str:
    """What was saved, up to where it says itself that it may play otherwise."""
    beginning, doubt, _ = saved.partition(f"\n{AT_ONCE}")
    return f"{beginning}\n" if doubt else saved
