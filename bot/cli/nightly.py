"""What is done once a night, and at the start."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from bot.adapters.clock import Clock
from bot.adapters.store import BEFORE_ALL, Keeping, Store, insist
from bot.adapters.writer import Writer
from bot.reminders import Reminders

log = logging.getLogger(__name__)


async def nightly(
    reminders: Reminders,
    writer: Writer,
    clock: Clock,
    keeping: Keeping,
    back_up: Callable[[], Awaitable[None]],
) -> None:
    """Copy the database, let go of what is old, a little at a time, and have what was lost come again."""
    await back_up()
    await reminders.forget()
    last: int | None = BEFORE_ALL
    while last is not None:
        last = await writer.run(partial(_forget, keeping=keeping, clock=clock, after=last))
    await writer.run(insist)
    # Whatever has cost somebody their next reminder, such as an alarm that was set aside: it is there again.
    await reminders.reschedule()
    log.info("The nightly work is done.")


def _forget(db: Any, keeping: Keeping, clock: Clock, after: int) -> int | None:
    return Store(db).aging.forget(keeping, clock.now(), after)
