"""The files of ``place_names/``: towns, their names, countries, states and provinces."""

from __future__ import annotations

import gzip
import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

from bot.core.zones import Place

FOLDER = Path(__file__).parents[1] / "place_names"
_NEAREST = 40
"""Names with slips that are looked at."""
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e", "ħ": "h"}
)


def key(name: str) -> str:
    """A name as names are compared: letters and digits only, without accents or case."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in parts if c.isalnum() and unicodedata.category(c) != "Lm").translate(_PLAIN)


class Town(NamedTuple):
    """A line of ``places.gz``."""

    name: str
    land: str
    """The code of a country ("PT"), or of a state ("US-ME")."""
    zone: str
    people: str


class Land(NamedTuple):
    """A line of ``countries.tsv``: a country, or a state of the United States."""

    name: str
    keys: frozenset[str]


class Names:
    """What is in ``place_names/``, some 15 MB."""

    def __init__(self) -> None:
        with gzip.open(FOLDER / "places.gz", "rt", encoding="utf-8") as file:
            lines = map(str.rstrip, file)
            self.towns = list(iter(lambda: next(lines), ""))
            """The largest first."""
            self._names = {block[1]: block for block in file}
            """For a first letter: each name between a tab and a space, then the numbers of its towns."""
        self._lands = {code: Land(name, frozenset(keys)) for code, name, *keys in rows("countries.tsv")}
        self._provinces = {name: provinces for name, *provinces in rows("regions.tsv")}

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
        town = Town(*self.towns[number].split("|"))
        country = self._lands[town.land[:2]].name
        region = self._lands[town.land].name if len(town.land) > len("US") else ""
        return Place(town.name, country, town.zone, int(town.people), region)

    def provinces(self, name: str) -> list[list[Place]]:
        """For each province or state of a name the largest town of each of its zones, the largest first."""
        provinces = [list(map(int, numbers.split())) for numbers in self._provinces.get(name, ())]
        return [list(map(self.place, numbers)) for numbers in sorted(provinces)]

    def lands_called(self, name: str, *, by_code: bool = False) -> set[str]:
        """The codes of the countries and states of a name (Georgia is both) or, beside a town, of a code."""
        codes = (name.upper(), f"US-{name.upper()}") if by_code else ()
        return {code for code, land in self._lands.items() if name in land.keys or code in codes}

    def lands_nearly_called(self, name: str) -> set[str]:
        """The codes of the countries whose name is a slip away."""
        from rapidfuzz.distance import OSA

        def is_near(code: str, other: str) -> bool:
            return len(code) == len("PT") and OSA.distance(name, other, score_cutoff=1) == 1

        return {code for code, land in self._lands.items() if any(is_near(code, each) for each in land.keys)}

    def is_in(self, place: Place, lands: set[str]) -> bool:
        return any(self._lands[land].name in (place.country, place.region) for land in lands)

    def places_in(self, lands: set[str]) -> list[Place]:
        """All the places of some lands, the largest first."""
        if not lands:
            return []
        marks = [f"|{land}{end}" for land in lands for end in "|-"]
        return [self.place(n) for n, town in enumerate(self.towns) if any(mark in town for mark in marks)]


def rows(name: str) -> list[list[str]]:
    """The lines of a file, each as its fields."""
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]
