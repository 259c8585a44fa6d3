"""The bot, with the instant of each message and edit noted as it leaves. The file that SENT_AT names gets a
line each: seconds of the machine's monotonic clock. Run it in place of ``python -m bot``.
"""

from __future__ import annotations

import os
import time
from typing import Any

from bot.adapters.http import HttpRequest
from bot.cli import main

SENDS = ("sendMessage", "editMessageText", "editMessageReplyMarkup")
_do_request = HttpRequest.do_request


def run() -> None:
    """Until it ends."""
    with open(os.environ["SENT_AT"], "w", encoding="ascii", buffering=1) as told:  # noqa: PTH123

        async def noted(request: Any, url: str, *others: Any, **named: Any) -> tuple[int, bytes]:
            if url.rpartition("/")[2] in SENDS:
                told.write(f"{time.monotonic():.6f}\n")
            return await _do_request(request, url, *others, **named)

        HttpRequest.do_request = noted  # type: ignore[method-assign,assignment]
        main(prog_name="python -m bot")


if __name__ == "__main__":
    run()
