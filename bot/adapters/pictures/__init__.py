"""Pictures of a person's own days, drawn as PNGs."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from bot.core.pictures.scene import Scene

__all__ = ["draw", "width_of"]

log = logging.getLogger(__name__)

_ONE_AT_A_TIME = ThreadPoolExecutor(max_workers=1, thread_name_prefix="picture")
"""Pillow lets go of Python's lock while it draws, so nobody's taps wait; one at a time keeps memory small."""


async def draw(scene: Scene) -> bytes | None:
    """The picture as a PNG; None when it can't be drawn, which the log tells."""
    try:
        return await asyncio.get_running_loop().run_in_executor(_ONE_AT_A_TIME, _drawn, scene)
    except Exception as error:  # noqa: BLE001 - whatever it is, the words can go
        log.warning("A picture could not be drawn (%s): the words go alone.", type(error).__name__)
        return None


def width_of(text: str, size: float, bold: bool) -> float:
    """Pixels that a line of text takes in a picture, by the size of its letters."""
    from bot.adapters.pictures import pen

    return pen.width_of(text, size, bold)


def _drawn(scene: Scene) -> bytes:
    # Only now, and in this thread: most of the time nobody asks for a picture, and Pillow is large.
    from bot.adapters.pictures.pen import png_of

    return png_of(scene)
