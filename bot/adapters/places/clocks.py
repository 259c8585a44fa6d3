"""Zones by their own names (Europe/Vienna) and by what their clocks are called (CET), as places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.core.zones import Place, behaviour, local_minute

_IN_A_YEAR = tuple(timedelta(days=days) for days in range(0, 365, 60))
_ABBREVIATION = re.compile(r"[a-z]{3,5}", re.IGNORECASE)
_NOWHERE = "Etc/"


def called_in_clocks(text: str, places: Iterable[Place], now: datetime) -> list[Place]:
    """The places of a zone's name, or of those whose clocks are called so at some time of the year.

    The most people first. "EST" is New York in summer too, because few people there say "EDT" then.
    """
    plain = text.strip()
    zone = _zones().get(plain.casefold().replace(" ", "_"))
    if zone is not None:
        return _keeping(ZoneInfo(zone), places, now)
    if not _ABBREVIATION.fullmatch(plain):
        return []
    found = [place for place in places if plain.upper() in _called(ZoneInfo(place.zone), now)]
    return sorted(found, key=lambda place: -place.people)


@cache
def _zones() -> dict[str, str]:
    """Names of zones in which people live, by their small letters; not "EST", which knows no summer."""
    return {
        zone.casefold(): zone
        for zone in available_timezones()
        if "/" in zone and not zone.startswith(_NOWHERE)
    }


def _keeping(zone: ZoneInfo, places: Iterable[Place], now: datetime) -> list[Place]:
    """The place of a zone, or for an older name the largest of those with equal clocks."""
    own = [place for place in places if place.zone == zone.key]
    if own:
        return own
    clocks, shown = behaviour(zone, now), local_minute(now, zone)
    alike = (place for place in places if local_minute(now, ZoneInfo(place.zone)) == shown)
    equal = [place for place in alike if behaviour(ZoneInfo(place.zone), now) == clocks]
    return sorted(equal, key=lambda place: -place.people)


def _called(zone: ZoneInfo, now: datetime) -> set[str]:
    """What a zone's clocks are called in the year from now on."""
    return {((now + span).astimezone(zone).tzname() or "").upper() for span in _IN_A_YEAR}
