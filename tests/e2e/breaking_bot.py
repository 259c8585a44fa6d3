"""The bot with parts that break as nobody expects, holding a person's words while they do. What is typed says
which part: ``raise ...``, ``warn ...``. Run it in place of ``python -m bot``.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import warnings
from typing import Any

from bot.adapters.updates import Reading
from bot.cli import main
from bot.coach import Coach

_handle, _arrival = Coach.handle, Reading.arrival


def breaks(words: str) -> None:
    try:
        raise KeyError(words)
    except KeyError as error:
        raise ValueError(f"can't go on with {words}") from error


async def breaks_later(words: str) -> None:
    breaks(words)


class _BreaksAtItsEnd:
    def __init__(self, words: str) -> None:
        self.words = words

    def __del__(self) -> None:
        breaks(self.words)


def handle(coach: Coach, db: Any, incoming: Any) -> Any:
    words = getattr(incoming.what, "text", "")
    if words.startswith("raise"):
        breaks(words)
    return _handle(coach, db, incoming)


def arrival(reading: Reading, raw: Any) -> Any:
    words = raw.get("message", {}).get("text", "")
    match words.partition(" ")[0]:
        case "warn":
            warnings.warn(words, stacklevel=1)
        case "library":
            logging.getLogger("aiohttp.client").warning("GET %s", words)
        case "unfit":
            logging.getLogger("bot.coach").warning("%d of 10", words)
        case "thread":
            threading.Thread(target=breaks, args=(words,)).start()
        case "task":
            asyncio.ensure_future(breaks_later(words))  # noqa: RUF006 - so that nobody hears of its end
        case "object":
            _BreaksAtItsEnd(words)
        case "end":
            breaks(words)
        case _:
            pass
    return _arrival(reading, raw)


if __name__ == "__main__":
    Coach.handle, Reading.arrival = handle, arrival  # type: ignore[method-assign,assignment]
    main(prog_name="python -m bot")
