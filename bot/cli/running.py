"""The parts of a running bot: together until it is told to end, or until one of them can't go on."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from pathlib import Path
from typing import TypeVar

from bot.adapters.intake import TokenRefused
from bot.adapters.store import Store
from bot.adapters.writer import Writer, WriterClosed
from bot.cli.assembly import Parts

log = logging.getLogger(__name__)

IN_HAND_SECONDS = 2.5
"""How long what is on its way to Telegram may take when the bot ends."""

Result = TypeVar("Result")


async def run_until(
    stop: asyncio.Event, parts: Parts, writer: Writer, zone_data: str, database: Path
) -> None:
    """Run the parts until ``stop``, or until one of them or the writer ends by itself; end them in order.

    Raises TokenRefused; WriterClosed, when nothing can be stored any more.
    """
    intake, sender = asyncio.ensure_future(parts.intake.run()), asyncio.ensure_future(parts.sender.run())
    written = asyncio.ensure_future(_as_long_as_it_writes(writer))
    parts.ticking.start()
    # It may wait long for Telegram to take what has come: nothing rings meanwhile, but all else is seen to.
    reckoning = asyncio.ensure_future(_ring_once_reckoned(parts, writer, zone_data))
    running = (intake, sender, written, reckoning)
    await unless(stop, asyncio.wait(running, return_when=asyncio.FIRST_EXCEPTION))
    ended_by_itself = not stop.is_set()
    parts.ticking.stop()
    parts.intake.stop()
    sender.cancel()
    reckoning.cancel()
    await asyncio.gather(
        asyncio.wait({intake}, timeout=IN_HAND_SECONDS),
        parts.sender.finish(IN_HAND_SECONDS),
        parts.answers.finish(IN_HAND_SECONDS),
    )
    # Not whether its thread has ended: that is heard of a little after what it has refused.
    unwritable = writer.failed
    if unwritable:
        # A kind of its own: there may have been trouble with the database within the hour.
        parts.owner.trouble(
            "ended", f"{database} can't be written any more, so the bot has ended: its log says why."
        )
    await parts.owner.close(IN_HAND_SECONDS if unwritable else 0)
    intake.cancel()
    written.cancel()
    for result in await asyncio.gather(*running, return_exceptions=True):
        if isinstance(result, TokenRefused):
            raise result
        if ended_by_itself and isinstance(result, Exception):
            raise result
    if unwritable:
        raise WriterClosed


async def _as_long_as_it_writes(writer: Writer) -> None:
    await writer.ended()
    raise WriterClosed


async def _ring_once_reckoned(parts: Parts, writer: Writer, zone_data: str) -> None:
    try:
        await _reckon_anew(parts, writer, zone_data)
    except WriterClosed:
        raise
    except Exception as error:  # better that people are reminded at an hour of before
        log.exception("What is due could not be reckoned by the time zone data of today.")
        parts.owner.trouble(
            "reminders",
            f"What is due could not be reckoned by the time zone data of today ({type(error).__name__}): it"
            " rings when it did before. If it happens again, report it with this line.",
        )
    parts.ticking.ring()


async def _reckon_anew(parts: Parts, writer: Writer, zone_data: str) -> None:
    """What is due was reckoned with other time zone data: reckon it anew before anything rings."""
    known = await writer.run(lambda db: Store(db).arrivals.zone_data())
    if known == zone_data:
        return
    if await parts.reminders.reschedule():  # else it is tried again at the next start
        await writer.run(lambda db: Store(db).arrivals.keep_zone_data(zone_data))
        log.info(
            "The time zone data are %s now, and were %s; what is due is reckoned by them.",
            zone_data,
            known or "none",
        )


async def unless(stop: asyncio.Event, work: Coroutine[None, None, Result]) -> Result | None:
    """What the work comes to; None, and the work given up, when ``stop`` is set first."""
    working, stopped = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    await asyncio.wait({working, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if working.done():
        return working.result()
    working.cancel()
    await asyncio.wait({working})
    return None
