"""Places that people type, and the zones their clocks keep.

``place_names/`` is made from GeoNames (CC BY 4.0) by ``place_names/make.py``. It is read at the first need.
Names are kept as one text for each first letter, which is looked through: an index would take more memory.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from itertools import chain
from string import ascii_lowercase

from bot.adapters.places.clocks import called_in_clocks
from bot.adapters.places.names import Names, Town, key, rows
from bot.core.zones import Place, told_apart

LONGEST = 80
"""Characters of a text that may be a place."""
MOST_WORDS = 8
CANDIDATES = 8
"""Places that are offered at most."""

_LETTERS_A_SLIP = 4
_MOST_SLIPS = 3
_SLIP = 50
"""One slip more is believed for a place with so many times the people."""
_OWN_NAME = 10
"""Somebody means the town that is called so, unless one with so many times its people has it as a by-name."""
_LONG = 4
"""Letters of a name that is looked for among other words."""
_LONG_LAND = 6
"""Letters of a country's name in which a slip is forgiven."""
_SMALLER = 20
"""Of places with one name, those are left out that have so many times fewer people than the largest."""


class Places:
    """The towns of the world with 15,000 people or more, and one place of every zone that has none."""

    def find(self, text: str, now: datetime) -> tuple[Place, ...]:
        """The places a typed text may mean, the likeliest first.

        Of places whose clocks are equal within the year only the first: their reminders are the same. So
        "Portland" is in Oregon, and in Maine.
        """
        words = re.findall(r"[^\s,;/()]+", text[: LONGEST + 1])
        if len(text) > LONGEST or not 0 < len(words) <= MOST_WORDS:
            return ()
        found = called_in_clocks(text, self.of_zones, now)
        found = found or next((places for places in self._readings(words) if places), [])
        of_zones: dict[str, Place] = {}
        for place in found:
            of_zones.setdefault(place.zone, place)
        return tuple(told_apart(now, of_zones.values()))[:CANDIDATES]

    @cached_property
    def of_zones(self) -> tuple[Place, ...]:
        """The largest town of every zone, with the people of all the zone's towns."""
        first: dict[str, Place] = {}
        people: Counter[str] = Counter()
        for place in map(self._names.place, range(len(self._names.towns))):
            first.setdefault(place.zone, place)
            people[place.zone] += place.people
        return tuple(replace(place, people=people[zone]) for zone, place in first.items())

    @cached_property
    def zones_of_countries(self) -> dict[str, str]:
        """The zone of the largest town, for a country's two letters (small)."""
        towns = (Town(*line.split("|")) for line in reversed(self._names.towns))
        return {town.land[:2].casefold(): town.zone for town in towns}

    @cached_property
    def zones_of_languages(self) -> dict[str, str]:
        """The zone of the largest town where most speak a language, for its tag ("pt", "zh-hant")."""
        return {tag: self.zones_of_countries[land] for tag, land in rows("languages.tsv")}

    @cached_property
    def _names(self) -> Names:
        return Names()

    def _readings(self, words: list[str]) -> Iterator[list[Place]]:
        """What a text may mean, the plainest reading first."""
        whole = key("".join(words))
        yield self._in_countries(whole)  # India, and not Inđija in Serbia
        yield self._in_provinces(whole)
        yield from self._in_some_land(self._called, words)
        if len(whole) >= _LONG_LAND:
            yield self._names.places_in(self._names.lands_nearly_called(whole))
        yield from self._in_some_land(self._nearly_called, words)
        for n in range(len(words) - 1, 0, -1):  # Toronto, Ontario
            yield self._called(key("".join(words[:n])), _LONG)
        for n in range(1, len(words)):  # I live in Lisbon, Portugal
            yield from self._in_some_land(self._called, words[n:], _LONG)

    def _countries(self, name: str) -> set[str]:
        """The codes of the countries of a name, and of an American state that shares it (Georgia)."""
        lands = self._names.lands_called(name)
        return lands if any(len(land) == len("PT") for land in lands) else set()

    def _in_countries(self, name: str) -> list[Place]:
        """The places of the country of a name, and the large towns that are called so as well."""
        places = self._names.places_in(self._countries(name))
        return [*places, *self._towns_too(name, places[0].people)] if places else []

    def _in_provinces(self, name: str) -> list[Place]:
        """The places of the provinces and states of a name, and the large towns that are called so as well.

        Ontario is in Canada first, then in California; New York is the town.
        """
        provinces = self._names.provinces(name)
        if not provinces:
            return []
        towns, largest = self._called(name), provinces[0][0].people
        if towns and towns[0].people >= largest:
            return [*towns, *chain(*provinces)]
        known = [province for province in provinces if province[0].people * _SMALLER >= largest]
        return [*chain(*known), *self._towns_too(name, largest)]

    def _towns_too(self, name: str, largest: int) -> list[Place]:
        """The towns of a name that are not small beside the largest place that is meant by it."""
        towns = self._called(name)
        return [town for town in towns if key(town.name) == name and town.people * _SMALLER >= largest]

    def _in_some_land(
        self, called: Callable[[str, int], list[Place]], words: list[str], shortest: int = 1
    ) -> Iterator[list[Place]]:
        """The places of a name that is all words, or all but those of a land: Portland, Maine."""
        yield called(key("".join(words)), shortest)
        for n in range(len(words) - 1, 0, -1):
            yield self._within(called, words[:n], words[n:], shortest)
        for n in range(1, len(words)):
            yield self._within(called, words[n:], words[:n], max(shortest, _LONG))  # Ireland, Dublin

    def _within(
        self, called: Callable[[str, int], list[Place]], words: list[str], of_land: list[str], shortest: int
    ) -> list[Place]:
        """The places of a name in the country, state or province of a name."""
        land = key("".join(of_land))
        lands = self._names.lands_called(land, by_code=True)
        around = {(town.country, town.zone) for town in chain(*self._names.provinces(land))}
        if not lands and not around:
            return []
        places = called(key("".join(words)), shortest)
        inside = [place for place in places if self._names.is_in(place, lands)]
        # Which province a town is in is not known, but which country and zone.
        return inside or [place for place in places if (place.country, place.zone) in around]

    def _called(self, name: str, shortest: int = 1) -> list[Place]:
        """The places of a name or by-name."""
        return self._likeliest_first({name: 0}) if len(name) >= shortest else []

    def _nearly_called(self, name: str, shortest: int = 1) -> list[Place]:
        """The places of a name, but for a slip in every fourth letter."""
        slips = min(len(name) // _LETTERS_A_SLIP, _MOST_SLIPS)
        if not slips or len(name) < shortest or name.isdigit():
            return []
        near = self._names.near(name, slips, name[0]) or self._names.near(name, slips, ascii_lowercase)
        return self._likeliest_first(near)

    def _likeliest_first(self, slips: dict[str, int]) -> list[Place]:
        """The places of some names, each with its slips: those with more people first.

        A by-name says nothing beside a larger place's own name: Porto is in Portugal, though Nehe in China
        was called so too.
        """
        weights: dict[Place, float] = {}
        by_names: dict[Place, float] = {}
        for name, wrong in slips.items():
            for place in map(self._names.place, self._names.numbers(name)):
                weight, own = place.people / _SLIP**wrong, key(place.name)
                into = weights if own.startswith(name) else by_names
                into[place] = max(into.get(place, 0), weight * _OWN_NAME if own == name else weight)
        largest = max(weights.values(), default=0) / _OWN_NAME
        weights = {place: weight for place, weight in by_names.items() if weight >= largest} | weights
        return sorted(weights, key=lambda place: -weights[place])
