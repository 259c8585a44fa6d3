"""Turns a shared location into its time zone without holding anybody up: few at once, the rest get none."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from bot.core.incoming import Incoming, Located, Shared

MOST_AT_ONCE = 4
"""Locations that are looked up or wait for it. Each takes a fifth of a second, and anybody can send many."""


class Locating:
    """Looks up the zones of locations in a thread."""

    def __init__(self, zone_at: Callable[[float, float], str | None]) -> None:
        """``zone_at``: the zone (IANA name) of a latitude and longitude in degrees, or None; maybe slow."""
        self._zone_at = zone_at
        self._under_way = 0

    async def located(self, incoming: Incoming, shared: Shared) -> Incoming:
        """The same arrival with the zone in place of the location; None where it is not known, or too much is
        under way.
        """
        zone = None
        if self._under_way < MOST_AT_ONCE:
            self._under_way += 1
            try:
                zone = await asyncio.to_thread(self._zone_at, shared.latitude, shared.longitude)
            finally:
                self._under_way -= 1
        return replace(incoming, what=Located(shared.message_id, zone))
