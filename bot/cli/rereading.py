"""Content that is read anew while the bot runs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path

from bot.adapters import content_files
from bot.coach import Coach
from bot.core.content import BotFace

log = logging.getLogger(__name__)

ShowFace = Callable[[BotFace], Coroutine[None, None, None]]
Trouble = Callable[[str, str], object]


async def read_anew(
    wanted: asyncio.Event, coach: Coach, folder: Path, show_face: ShowFace, trouble: Trouble
) -> None:
    """Read the folder anew whenever ``wanted`` is set, for as long as the bot runs.

    Whatever is said from then on uses it, the bot's commands and description too. With a mistake in it the
    content in use stays, each mistake is logged in a sentence, and the host is told by ``trouble``.
    """
    face = asyncio.ensure_future(show_face(coach.content.face))
    try:
        while True:
            await wanted.wait()
            wanted.clear()
            try:
                content = await asyncio.to_thread(content_files.load, folder)
            except content_files.ContentError as wrong:
                for mistake in wrong.mistakes:
                    log.error("%s", mistake)
                log.error("The content has mistakes, so the one in use stays.")
                trouble("content", _told(wrong.mistakes))
                continue
            if content.face != coach.content.face:
                face.cancel()
                face = asyncio.ensure_future(show_face(content.face))
            coach.content = content
            log.info("The content has been read anew; what is said from now on uses it.")
    finally:
        face.cancel()


def _told(mistakes: Sequence[content_files.Mistake]) -> str:
    first = " ".join(str(each) for each in mistakes[:1])
    return (
        f"The content that was to be read anew has mistakes ({len(mistakes)}), so the one in use stays. The"
        f" first: {first} Mend it (python -m bot check names every one), and have it read once more."
    )
