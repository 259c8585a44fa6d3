"""Which time zone a person lives in, told from what their clock shows.

Places are data (``bot/adapters/places/``); no clock is asked here: ``now`` is handed over, in UTC.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Protocol
from zoneinfo import ZoneInfo

NEAR = 15
"""Minutes a typed or tapped time may be off: people round, and a tapped half hour is at most this far."""

_DAY = 24 * 60
_YEAR = timedelta(days=366)
_STEP = timedelta(days=3)
_MINUTE = timedelta(minutes=1)

Behaviour = tuple[tuple[datetime, timedelta], ...]
"""What a zone's clocks do from a year ago until a year from now: from when on which offset from UTC."""


@dataclass(frozen=True)
class Place:
    """A town, and the zone its clocks keep."""

    name: str
    country: str
    zone: str
    """IANA name: Europe/Lisbon."""
    people: int
    region: str = ""
    """The state, where a country has several towns of one name."""


class Atlas(Protocol):
    """What is known of the world's towns; read at the first need."""

    @property
    def of_zones(self) -> tuple[Place, ...]:
        """The largest town of every zone, with the people of all the zone's towns."""

    @property
    def zones_of_countries(self) -> Mapping[str, str]:
        """A country's zone by its two letters (small)."""

    @property
    def zones_of_languages(self) -> Mapping[str, str]:
        """A language's zone by its tag."""

    def find(self, text: str, now: datetime, /) -> tuple[Place, ...]:
        """The places a typed text may mean, the likeliest first."""


class NoAtlas:
    """Knows no town."""

    of_zones: tuple[Place, ...] = ()
    zones_of_countries: Mapping[str, str] = {}
    zones_of_languages: Mapping[str, str] = {}

    def find(self, text: str, now: datetime, /) -> tuple[Place, ...]:
        return ()


def guessed_zone(language: str, host: ZoneInfo, atlas: Atlas) -> str:
    """The zone to ask about first: of the country that the person's app names ("pt-br"), or else the host's,
    or where the host has set none (UTC) the one where most speak the language.
    """
    countries = atlas.zones_of_countries
    told = zone_of_language(language, {}, countries)
    if told is None and host.key == "UTC":
        told = zone_of_language(language, atlas.zones_of_languages, countries)
    return told or host.key


def local_minute(now: datetime, zone: ZoneInfo) -> int:
    """What a zone's clocks show, in minutes from midnight."""
    local = now.astimezone(zone)
    return local.hour * 60 + local.minute


def half_hours(now: datetime, places: Iterable[Place]) -> tuple[int, ...]:
    """The half hours (minutes from midnight) nearest to what clocks show; most people's first."""
    people: dict[int, int] = defaultdict(int)
    for place in places:
        minute = local_minute(now, ZoneInfo(place.zone))
        people[(minute + 15) // 30 * 30 % _DAY] += place.people
    return tuple(sorted(people, key=lambda half_hour: (-people[half_hour], half_hour)))


def places_showing(now: datetime, minute: int, places: Iterable[Place]) -> tuple[tuple[Place, ...], ...]:
    """The places whose clocks show a time of day now, or nearly; those with equal clocks together.

    In each group and among the groups the most people come first.
    """
    groups: dict[Behaviour, list[Place]] = defaultdict(list)
    for place in sorted(places, key=lambda place: -place.people):
        zone = ZoneInfo(place.zone)
        off = (local_minute(now, zone) - minute) % _DAY
        if min(off, _DAY - off) <= NEAR:
            groups[behaviour(zone, now)].append(place)
    biggest_first = sorted(groups.values(), key=lambda group: -sum(place.people for place in group))
    return tuple(map(tuple, biggest_first))


def told_apart(now: datetime, places: Iterable[Place]) -> Iterator[Place]:
    """The first place of each behaviour: for a reminder, the others are the same."""
    seen: set[Behaviour] = set()
    for place in places:
        clocks = behaviour(ZoneInfo(place.zone), now)
        if clocks not in seen:
            seen.add(clocks)
            yield place


def zone_of_language(code: str, languages: Mapping[str, str], countries: Mapping[str, str]) -> str | None:
    """The likely zone of a person whose app speaks a language ("pt", "pt-br", "zh-hant"); None for no guess.

    ``languages`` gives the zone for a tag, ``countries`` for a country's two letters, all in small letters.
    """
    tags = code.casefold().replace("_", "-").split("-")
    country = next((tag for tag in tags[1:] if tag in countries), None)
    if country is not None:
        return countries[country]
    tag = next((tag for n in range(len(tags), 0, -1) if (tag := "-".join(tags[:n])) in languages), None)
    return None if tag is None else languages[tag]


def behaviour(zone: ZoneInfo, now: datetime) -> Behaviour:
    """What a zone's clocks do within the past and the next year.

    Two zones are alike when this is equal. It looks every third day, and closely where two looks differ:
    since 1990 no clocks have changed twice within a week.
    """
    start = now.replace(hour=0, minute=0, second=0, microsecond=0) - _YEAR
    looks = [start + n * _STEP for n in range(2 * _YEAR // _STEP + 1)]
    changes = [(start, _offset(start, zone))]
    for early, late in pairwise(looks):
        if _offset(late, zone) != changes[-1][1]:
            changes.append((_change(early, late, zone), _offset(late, zone)))
    return tuple(changes)


def _change(early: datetime, late: datetime, zone: ZoneInfo) -> datetime:
    """The first minute of the offset that a zone has at the later of two instants."""
    after = _offset(late, zone)
    while late - early > _MINUTE:
        middle = early + (late - early) // _MINUTE // 2 * _MINUTE
        early, late = (early, middle) if _offset(middle, zone) == after else (middle, late)
    return late


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta()
