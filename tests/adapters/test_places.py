import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.places import CANDIDATES, LONGEST, Places, zone_at
from bot.core.zones import Place, behaviour, places_showing, zone_of_language

NOW = datetime(2026, 3, 15, 12, 20, tzinfo=UTC)
PLACES = Places()


def labels(text: str) -> list[str]:
    return [
        ", ".join(filter(None, (place.name, place.region, place.country))) for place in PLACES.find(text, NOW)
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Lisboa", "Lisbon, Portugal"),
        ("sao paulo", "São Paulo, Brazil"),
        ("São-Paulo!", "São Paulo, Brazil"),
        ("Kolkata", "Kolkata, India"),
        ("Calcutta", "Kolkata, India"),
        ("Porto", "Porto, Portugal"),
        ("NYC", "New York City, New York, United States"),
        ("LA", "Los Angeles, California, United States"),
        ("Wien", "Vienna, Austria"),
        ("Москва", "Moscow, Russia"),
        ("القاهرة", "Cairo, Egypt"),
        ("東京", "Tokyo, Japan"),
        ("lodz", "Łódź, Poland"),
        ("TROMSO", "Tromsø, Norway"),
        ("Duesseldorf", "Düsseldorf, Germany"),
        ("Rio", "Rio de Janeiro, Brazil"),
        ("Lord Howe", "Lord Howe, Australia"),
        ("Madeira", "Funchal, Portugal"),
        # slips
        ("Münchn", "Munich, Germany"),
        ("New Yrok", "New York City, New York, United States"),
        ("Lsibon", "Lisbon, Portugal"),
        ("Barclona", "Barcelona, Spain"),
        ("Edinbrugh", "Edinburgh, United Kingdom"),
        ("Philidelphia", "Philadelphia, Pennsylvania, United States"),
        ("Kardiff", "Cardiff, United Kingdom"),
        # with a country or state
        ("Portland, Maine", "Portland, Maine, United States"),
        ("portland me", "Portland, Maine, United States"),
        ("Protland, Maine", "Portland, Maine, United States"),
        ("london canada", "London, Canada"),
        ("London (UK)", "London, United Kingdom"),
        ("Lissabon/Portugal", "Lisbon, Portugal"),
        # among other words
        ("Toronto, Ontario", "Toronto, Canada"),
        ("London, Ontario", "London, Canada"),
        ("Perth Western Australia", "Perth, Australia"),
        ("Ireland, Dublin", "Dublin, Ireland"),
        ("India Mumbai", "Mumbai, India"),
        ("I live in Lisbon", "Lisbon, Portugal"),
        ("near Paris, France", "Paris, France"),
        # a country: its largest town
        ("Deutschland", "Berlin, Germany"),
        ("USA", "New York City, New York, United States"),
        ("uk", "London, United Kingdom"),
        ("日本", "Tokyo, Japan"),
        ("India", "Mumbai, India"),
        ("Ireland", "Dublin, Ireland"),
        ("Egypt", "Cairo, Egypt"),
        ("Portugl", "Lisbon, Portugal"),
        # a state or province: its largest town
        ("Bavaria", "Munich, Germany"),
        ("British Columbia", "Vancouver, Canada"),
        ("NSW", "Sydney, Australia"),
        ("Newfoundland", "St. John's, Canada"),
        ("Scotland", "London, United Kingdom"),
        # a zone, or what its clock is called
        ("Europe/Vienna", "Vienna, Austria"),
        ("europe/vienna", "Vienna, Austria"),
        ("Asia/Calcutta", "Mumbai, India"),
        ("America/New York", "New York City, New York, United States"),
        ("US/Pacific", "Los Angeles, California, United States"),
    ],
)
def test_what_is_typed_is_found(text, place):
    assert labels(text)[0] == place


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "Springfield",
            [
                "Springfield, Missouri, United States",
                "Springfield, Massachusetts, United States",
                "Springfield, Oregon, United States",
            ],
        ),
        ("Birmingham", ["Birmingham, United Kingdom", "Birmingham, Alabama, United States"]),
        ("Portland", ["Portland, Oregon, United States", "Portland, Maine, United States"]),
        ("London", ["London, United Kingdom", "London, Canada"]),
        ("Portugal", ["Lisbon, Portugal", "Ponta Delgada, Portugal"]),
        (
            "Florida",
            ["Jacksonville, Florida, United States", "East Pensacola Heights, Florida, United States"],
        ),
        (
            "Ontario",
            [
                "Toronto, Canada",
                "Kenora, Canada",
                "Atikokan, Canada",
                "Ontario, California, United States",
            ],
        ),
        ("Georgia", ["Tbilisi, Georgia", "Atlanta, Georgia, United States"]),
        ("Jamaica", ["Kingston, Jamaica", "Jamaica, New York, United States"]),
        ("Punjab", ["Lahore, Pakistan", "Ludhiana, India"]),
        ("EST", ["New York City, New York, United States", "Kingston, Jamaica"]),
        ("cet", ["Berlin, Germany", "Algiers, Algeria"]),
        ("IST", ["Mumbai, India", "Jerusalem, Israel", "Dublin, Ireland"]),
        ("GMT", ["London, United Kingdom", "Abidjan, Ivory Coast"]),
    ],
)
def test_a_name_of_several_places_gives_the_largest_first(text, places):
    assert labels(text)[: len(places)] == places


@pytest.mark.parametrize("text", ["Springfield", "San José", "Santiago", "Australia", "Russia", "Lndon"])
def test_no_two_candidates_are_one_reminder(text):
    found = PLACES.find(text, NOW)
    clocks = [behaviour(ZoneInfo(place.zone), NOW) for place in found]
    assert len(clocks) == len(set(clocks)) <= CANDIDATES


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "///",
        "7:30",
        "1000",
        "a",
        "yes",
        "no",
        "ok",
        "me",
        "xyzzy",
        "Etc/GMT-2",
        "UTC",
        "q" * 20,
        "😀",
        "\u0301",
        "x" * 5000,
    ],
)
def test_what_is_no_place(text):
    assert PLACES.find(text, NOW) == ()


WORDS = st.sampled_from(["new", "san", "of", "the", "york", "7", "maine", "uk", ",", "(", "ü", "東"])


@settings(deadline=None)
@given(st.text(max_size=LONGEST + 5) | st.lists(WORDS, max_size=10).map(" ".join))
def test_never_fails(text):
    assert len(PLACES.find(text, NOW)) <= CANDIDATES


# --- slips ----------------------------------------------------------------------------------------


def slipped(name: str, rng: random.Random) -> str:
    """A name with two letters exchanged, one left out, one doubled, or one replaced."""
    at = rng.randrange(1, len(name) - 1)
    before, here, after, rest = name[:at], name[at], name[at + 1], name[at + 2 :]
    return rng.choice(
        (
            before + after + here + rest,
            before + after + rest,
            before + here + here + after + rest,
            before + rng.choice("aeiorst") + after + rest,
        )
    )


def test_a_slip_in_the_name_of_a_large_town_is_forgiven():
    rng = random.Random(7)
    large = {place.name: place for place in PLACES.of_zones if place.people > 300_000 and len(place.name) > 4}
    found, times = [], []
    for place in large.values():
        start = time.perf_counter()
        candidates = PLACES.find(slipped(place.name, rng), NOW)
        times.append(time.perf_counter() - start)
        clocks = behaviour(ZoneInfo(place.zone), NOW)
        found.append(any(behaviour(ZoneInfo(one.zone), NOW) == clocks for one in candidates))
    assert len(found) > 150
    assert sum(found) / len(found) > 0.9
    assert sorted(times)[len(times) // 2] < 0.05


# --- the files ------------------------------------------------------------------------------------


def test_every_zone_of_its_own_has_a_place_and_is_known():
    zones = {place.zone for place in PLACES.of_zones}
    assert zones <= available_timezones()
    assert len(zones) == len(PLACES.of_zones) > 400
    clocks = {behaviour(ZoneInfo(zone), NOW) for zone in zones}
    lived_in = [zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")]
    assert {zone for zone in lived_in if behaviour(ZoneInfo(zone), NOW) not in clocks} == set()


def test_places_of_zones_serve_the_question_for_the_time():
    groups = places_showing(NOW, 13 * 60 + 20, PLACES.of_zones)
    assert [group[0].name for group in groups[:2]] == ["Berlin", "Lagos"]
    totals = [sum(place.people for place in group) for group in groups]
    assert all(one >= two for one, two in pairwise(totals))


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("en", "America/New_York"),
        ("en-GB", "Europe/London"),
        ("pt", "America/Sao_Paulo"),
        ("pt-pt", "Europe/Lisbon"),
        ("de", "Europe/Berlin"),
        ("es", "Europe/Madrid"),
        ("zh-hans", "Asia/Shanghai"),
        ("zh-hant", "Asia/Taipei"),
        ("ru", "Europe/Moscow"),
        ("fa", "Asia/Tehran"),
        ("uk", "Europe/Kyiv"),
        ("uz", "Asia/Tashkent"),
    ],
)
def test_the_main_zone_of_a_language(code, zone):
    assert zone_of_language(code, PLACES.zones_of_languages, PLACES.zones_of_countries) == zone


def test_the_names_take_little_memory():
    def megabytes(then: str) -> int:
        done = f"import rapidfuzz.distance, rapidfuzz.process\n{then}\nprint(open('/proc/self/statm').read())"
        answer = subprocess.run([sys.executable, "-c", done], capture_output=True, text=True, check=True)
        return int(answer.stdout.split()[1]) * 4096 // 1_000_000

    find = "PLACES.find('Lndon', datetime(2026, 3, 15, tzinfo=UTC))"
    ready = "from datetime import UTC, datetime; from bot.adapters.places import Places; PLACES = Places()"
    assert megabytes(f"{ready}; {find}") - megabytes(ready) < 25


def test_threads_may_ask_together():
    places = Places()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: places.find("Lisboa", NOW), range(16)))
    assert {place[0].zone for place in found} == {"Europe/Lisbon"}


# --- locations ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (38.72, -9.14, "Europe/Lisbon"),
        (-31.55, 159.08, "Australia/Lord_Howe"),
        (64.18, -51.72, "America/Nuuk"),
        (22.56, 88.36, "Asia/Kolkata"),
        (0.0, -150.0, "Etc/GMT+10"),
        (500.0, 500.0, None),
        (float("nan"), 0.0, None),
    ],
)
def test_the_zone_of_a_location(latitude, longitude, zone):
    assert zone_at(latitude, longitude) == zone


def test_a_location_that_cannot_be_looked_up_is_told_without_saying_where(monkeypatch, caplog):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert zone_at(38.72, -9.14) is None
    assert caplog.messages == ["The zone of a location could not be looked up (CalledProcessError)."]


def test_a_place_is_a_value():
    assert PLACES.find("Lisboa", NOW) == (Place("Lisbon", "Portugal", "Europe/Lisbon", 517802),)
