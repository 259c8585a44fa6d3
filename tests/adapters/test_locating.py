"""A shared location is looked up beside everything else, and many of them hold up nobody."""

import asyncio
import threading

from bot.adapters.locating import MOST_AT_ONCE, Locating
from bot.core.incoming import Incoming, Located, Shared

HERE = Shared(5, 38.7, -9.1)
ARRIVED = Incoming(1, 7001, HERE, "pt")


async def test_a_location_becomes_its_zone_and_nothing_else_of_it_stays():
    asked = []

    def zone_at(latitude: float, longitude: float) -> str:
        asked.append((latitude, longitude))
        return "Europe/Lisbon"

    found = await Locating(zone_at).located(ARRIVED, HERE)
    assert found == Incoming(1, 7001, Located(5, "Europe/Lisbon"), "pt")
    assert asked == [(38.7, -9.1)]


async def test_of_many_at_once_some_are_looked_up_and_the_rest_wait_for_none():
    go_on = threading.Event()

    def slow(latitude: float, longitude: float) -> str:
        assert go_on.wait(10)
        return "Europe/Lisbon"

    locating = Locating(slow)
    first = [asyncio.ensure_future(locating.located(ARRIVED, HERE)) for _ in range(MOST_AT_ONCE)]
    await asyncio.sleep(0)
    late = await locating.located(ARRIVED, HERE)
    assert late.what == Located(5, None)
    go_on.set()
    assert {found.what for found in await asyncio.gather(*first)} == {Located(5, "Europe/Lisbon")}
    assert (await locating.located(ARRIVED, HERE)).what == Located(5, "Europe/Lisbon")
