"""Content that is read anew while the bot runs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from pathlib import Path

from bot.adapters import content_files
from bot.coach import Coach
from bot.core.content import BotFace

log = logging.getLogger(__name__)

ShowFace = Callable[[BotFace], Coroutine[None, None, None]]


async def read_anew(wanted: asyncio.Event, coach: Coach, folder: Path, show_face: ShowFace) -> None:
    """Read the folder anew whenever ``wanted`` is set, for as long as the bot runs.

    Whatever is said from then on uses it, the bot's commands and description too. With a mistake in it the
    content in use stays, and each mistake is logged in a sentence.
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
                continue
            if content.face != coach.content.face:
                face.cancel()
                face = asyncio.ensure_future(show_face(content.face))
            coach.content = content
            log.info("The content has been read anew; what is said from now on uses it.")
    finally:
        face.cancel()
