"""What is saved in content/ while the sandbox runs is looked at."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.cli.watching import watch_content

CONTENT = Path(__file__).parents[1] / "content"
SECONDS = 30.0


class Stand:
    """In the place of the sandbox and of the bot; what the page is told is kept."""

    def __init__(self) -> None:
        self.told: asyncio.Queue[list[str]] = asyncio.Queue()
        self.calls = self

    async def wait_for(self, *_: object) -> None:
        """It has asked."""

    def send_signal(self, number: int) -> None:
        """The bot reads anew."""

    def content_saved(self, mistakes: list[str], *, used: bool) -> None:
        self.told.put_nowait(mistakes)


@asynccontextmanager
async def watched(folder: Path) -> AsyncIterator[Stand]:
    stand: Any = Stand()
    watching = asyncio.ensure_future(watch_content(folder, stand, stand))
    try:
        yield stand
    finally:
        watching.cancel()


@pytest.mark.parametrize("ending", [".jpg", ".mp4"])
async def test_a_picture_that_was_missing_is_seen_when_it_comes(tmp_path, ending):
    folder = Path(shutil.copytree(CONTENT, tmp_path / "content"))
    screens = folder / "en/screens.toml"
    text = screens.read_text("utf-8")
    async with watched(folder) as stand, asyncio.timeout(SECONDS):
        await asyncio.sleep(1)  # the watch has begun
        screens.write_text(text.replace('figure = "comfortable"', 'figure = "photograph"', 1), "utf-8")
        [mistake] = await stand.told.get()
        assert "names “photograph”" in mistake
        (folder / f"figures/photograph{ending}").write_bytes(b"seen")
        assert await stand.told.get() == []
