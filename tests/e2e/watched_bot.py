"""The bot, whose event loop is looked at every 5 ms. The file that LATE_LOOKS names gets a line each time:
the seconds that it was late by. Run it in place of ``python -m bot``.
"""

from __future__ import annotations

import asyncio
import os
import time
from typing import Any

from bot.adapters.sender import Sender
from bot.cli import main

LOOK_SECONDS = 0.005
_run = Sender.run


async def look() -> None:
    with open(os.environ["LATE_LOOKS"], "w", encoding="ascii", buffering=1) as told:  # noqa: ASYNC230, PTH123
        while True:
            due = time.perf_counter() + LOOK_SECONDS
            await asyncio.sleep(LOOK_SECONDS)
            told.write(f"{time.perf_counter() - due:.4f}\n")


async def run(sender: Any) -> None:
    looking = asyncio.ensure_future(look())
    try:
        await _run(sender)
    finally:
        looking.cancel()


if __name__ == "__main__":
    Sender.run = run  # type: ignore[method-assign,assignment]
    main(prog_name="python -m bot")
