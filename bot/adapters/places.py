"""Places that people type, or share as a location, and the zones their clocks keep: offline, from files here.

``place_names/`` is made from GeoNames (CC BY 4.0) by ``place_names/make.py``. It is read at the first need.
Names are kept as one text for each first letter, which is looked through: an index would take more memory.
"""

from __future__ import annotations

import gzip
import logging
import re
import subprocess
import sys
import threading
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from string import ascii_lowercase
from typing import NamedTuple

from bot.core.zones import Place, told_apart

log = logging.getLogger(__name__)

FOLDER = Path(__file__).with_name("place_names")
LONGEST = 80
"""Characters of a text that may be a place."""
MOST_WORDS = 8
CANDIDATES = 6
"""Places that are offered at most."""

_LETTERS_A_SLIP = 4
_MOST_SLIPS = 3
_SLIP = 50
"""One slip more is believed for a place with so many times the people."""
_OWN_NAME = 10
"""Somebody means the town that is called so, unless one with so many times its people has it as a by-name."""
_NEAREST = 40
"""Names with slips that are looked at."""
_LONG = 4
"""Letters of a name that is looked for among other words."""
_SHORT = 3
"""Letters of a name that is a country's rather than a town's: UK, USA, UAE."""
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e", "ħ": "h"}
)


def key(name: str) -> str:
    """A name as names are compared: letters and digits only, without accents or case."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in parts if c.isalnum() and unicodedata.category(c) != "Lm").translate(_PLAIN)


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
        found = next((places for places in self._readings(words) if places), [])
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
        towns = (_Town(*line.split("|")) for line in reversed(self._names.towns))
        return {town.land[:2].casefold(): town.zone for town in towns}

    @cached_property
    def zones_of_languages(self) -> dict[str, str]:
        """The zone of the largest town where most speak a language, for its tag ("pt", "zh-hant")."""
        return {tag: self.zones_of_countries[land] for tag, land in _rows("languages.tsv")}

    @cached_property
    def _names(self) -> _Names:
        return _Names()

    def _readings(self, words: list[str]) -> Iterator[list[Place]]:
        """What a text may mean, the plainest reading first."""
        whole = key("".join(words))
        lands = self._names.places_in(self._names.lands_called(whole))
        if len(whole) <= _SHORT:  # USA, and not Usa in Japan
            yield lands
        yield from self._in_some_land(self._called, words)
        yield lands
        yield from self._in_some_land(self._nearly_called, words)
        for n in range(len(words) - 1, 0, -1):  # Toronto, Ontario
            yield self._called(key("".join(words[:n])), _LONG)
        for n in range(1, len(words)):  # I live in Lisbon, Portugal
            yield from self._in_some_land(self._called, words[n:], _LONG)

    def _in_some_land(
        self, called: Callable[[str, int], list[Place]], words: list[str], shortest: int = 1
    ) -> Iterator[list[Place]]:
        """The places of a name that is all words, or all but those of a country or state: Portland, Maine."""
        yield called(key("".join(words)), shortest)
        for n in range(len(words) - 1, 0, -1):
            lands = self._names.lands_called(key("".join(words[n:])), by_code=True)
            places = called(key("".join(words[:n])), shortest) if lands else []
            yield [place for place in places if self._names.is_in(place, lands)]

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


# --- the files --------------------------------------------------------------------------------------


class _Town(NamedTuple):
    """A line of ``places.gz``."""

    name: str
    land: str
    """The code of a country ("PT"), or of a state ("US-ME")."""
    zone: str
    people: str


class _Land(NamedTuple):
    """A line of ``countries.tsv``: a country, or a state of the United States."""

    name: str
    keys: frozenset[str]


class _Names:
    """What is in ``place_names/``, some 15 MB."""

    def __init__(self) -> None:
        with gzip.open(FOLDER / "places.gz", "rt", encoding="utf-8") as file:
            lines = map(str.rstrip, file)
            self.towns = list(iter(lambda: next(lines), ""))
            """The largest first."""
            self._names = {block[1]: block for block in file}
            """For a first letter: each name between a tab and a space, then the numbers of its towns."""
        self._lands = {code: _Land(name, frozenset(keys)) for code, name, *keys in _rows("countries.tsv")}

    def numbers(self, name: str) -> list[int]:
        """The numbers of the towns that have a name, as names are compared."""
        block, looked_for = self._names.get(name[:1], ""), f"\t{name} "
        at = block.find(looked_for)
        return (
            [] if at < 0 else list(map(int, block[at + len(looked_for) : block.index("\t", at + 1)].split()))
        )

    def near(self, name: str, slips: int, letters: str) -> dict[str, int]:
        """The names with one of these first letters that are a few slips away at most, and how many."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        rest = len(name) - 1
        about_as_long = re.compile(rf"\t(\w{{{max(rest - slips, 0) + 1},{rest + slips + 1}}}) ")
        found = [near for letter in letters for near in about_as_long.findall(self._names.get(letter, ""))]
        nearest = extract(name, found, scorer=OSA.distance, score_cutoff=slips, limit=_NEAREST)
        return {near: int(away) for near, away, _ in nearest}

    def place(self, number: int) -> Place:
        town = _Town(*self.towns[number].split("|"))
        country = self._lands[town.land[:2]].name
        region = self._lands[town.land].name if len(town.land) > len("US") else ""
        return Place(town.name, country, town.zone, int(town.people), region)

    def lands_called(self, name: str, *, by_code: bool = False) -> set[str]:
        """The codes of the countries and states of a name (Georgia is both) or, beside a town, of a code."""
        codes = (name.upper(), f"US-{name.upper()}") if by_code else ()
        return {code for code, land in self._lands.items() if name in land.keys or code in codes}

    def is_in(self, place: Place, lands: set[str]) -> bool:
        return any(self._lands[land].name in (place.country, place.region) for land in lands)

    def places_in(self, lands: set[str]) -> list[Place]:
        """All the places of some lands, the largest first."""
        if not lands:
            return []
        marks = [f"|{land}{end}" for land in lands for end in "|-"]
        return [self.place(n) for n, town in enumerate(self.towns) if any(mark in town for mark in marks)]


def _rows(name: str) -> list[list[str]]:
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


# --- locations --------------------------------------------------------------------------------------

_ASK = "import tzfpy; print(tzfpy.get_tz(*map(float, input().split())))"
_PATIENCE = 5
"""Seconds."""
_one_at_a_time = threading.Lock()


def zone_at(latitude: float, longitude: float) -> str | None:
    """The zone of a location; None where there is none, or none can be told.

    The map takes 34 MB once it is read, and nothing gives them back. Few people share a location, so a
    process of its own reads the map, answers (in 0.2 s) and ends.
    """
    where = f"{longitude} {latitude}"  # not among the arguments, which everybody on the machine can read
    try:
        with _one_at_a_time:
            answer = subprocess.run(  # noqa: S603 - no shell, and only Python itself
                [sys.executable, "-c", _ASK],
                input=where,
                capture_output=True,
                text=True,
                timeout=_PATIENCE,
                check=True,
            )
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("The zone of a location could not be looked up (%s).", type(error).__name__)
        return None
    return answer.stdout.strip() or None
