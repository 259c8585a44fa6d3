from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.zones import (
    NEAR,
    Place,
    behaviour,
    half_hours,
    local_minute,
    places_showing,
    told_apart,
    zone_of_language,
)

SPRING = datetime(
    2026, 3, 15, 12, 20, tzinfo=UTC
)  # the clocks of New York have changed, those of Europe not yet
SUMMER = datetime(2026, 7, 1, 12, 20, tzinfo=UTC)

PLACES = tuple(
    Place(zone.rpartition("/")[2].replace("_", " "), "", zone, people)
    for zone, people in {
        "Asia/Shanghai": 24_874_500,
        "Europe/Istanbul": 14_804_116,
        "Asia/Kolkata": 12_691_836,
        "America/Sao_Paulo": 12_400_232,
        "Africa/Lagos": 15_388_000,
        "Europe/London": 8_961_989,
        "America/New_York": 8_804_190,
        "Asia/Ho_Chi_Minh": 14_002_598,
        "Europe/Berlin": 3_426_354,
        "Europe/Madrid": 3_255_944,
        "Africa/Casablanca": 3_144_909,
        "America/Toronto": 2_600_000,
        "America/Havana": 2_163_824,
        "America/Phoenix": 1_608_139,
        "Asia/Kathmandu": 1_442_271,
        "Africa/Algiers": 1_977_663,
        "Europe/Lisbon": 517_802,
        "Australia/Eucla": 53,
        "America/Caracas": 3_000_000,
        "Pacific/Auckland": 1_470_100,
        "Pacific/Pago_Pago": 11_500,
        "Pacific/Tongatapu": 22_400,
    }.items()
)


def names(groups: tuple[tuple[Place, ...], ...]) -> list[list[str]]:
    return [[place.name for place in group] for group in groups]


def minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def test_places_with_that_time_now_are_told_apart_by_their_year():
    assert names(places_showing(SUMMER, minutes("14:20"), PLACES)) == [["Berlin", "Madrid"]]
    assert names(places_showing(SUMMER, minutes("13:20"), PLACES)) == [
        ["Lagos", "Algiers"],  # never change
        ["London", "Lisbon"],
        ["Casablanca"],  # changes with Ramadan
    ]
    assert names(places_showing(SUMMER, minutes("08:20"), PLACES)) == [
        ["New York", "Toronto"],
        ["Caracas"],
        ["Havana"],  # changes on the same days as New York, two hours earlier
    ]


def test_no_two_groups_are_one_reminder_and_no_group_is_two():
    for group in places_showing(SPRING, minutes("13:20"), PLACES):
        assert len({behaviour(ZoneInfo(place.zone), SPRING) for place in group}) == 1
    apart = list(told_apart(SPRING, PLACES))
    assert [place.name for place in apart if place.name in ("Berlin", "Madrid", "New York", "Toronto")] == [
        "New York",
        "Berlin",
    ]


def test_equal_clocks_on_another_date_are_another_place():
    winter = datetime(2026, 1, 15, 12, 20, tzinfo=UTC)
    assert names(places_showing(winter, minutes("01:20"), PLACES)) == [
        ["Auckland"],
        ["Tongatapu"],
        ["Pago Pago"],
    ]
    assert names(places_showing(SUMMER, minutes("01:20"), PLACES)) == [["Tongatapu"], ["Pago Pago"]]


def test_a_rounded_time_is_near_enough():
    found = {
        off: ["Kolkata"] in names(places_showing(SUMMER, minutes("17:50") + off, PLACES))
        for off in (-NEAR - 1, -NEAR, 0, NEAR, NEAR + 1)
    }
    assert list(found.values()) == [False, True, True, True, False]


def test_around_midnight():
    midnight = datetime(2026, 7, 1, 22, 5, tzinfo=UTC)
    assert names(places_showing(midnight, minutes("23:55"), PLACES)) == [["Berlin", "Madrid"]]
    assert names(places_showing(midnight, minutes("00:00"), PLACES)) == [["Berlin", "Madrid"]]


def test_a_time_nobody_has():
    assert places_showing(SUMMER, minutes("03:50"), PLACES) == ()


@given(
    st.integers(0, 15 * 366 * 24 * 60).map(
        lambda minute: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    ),
    st.sampled_from(PLACES),
)
def test_the_nearest_half_hour_finds_every_place(now, place):
    minute = local_minute(now, ZoneInfo(place.zone))
    near = [
        half for half in half_hours(now, PLACES) if min((half - minute) % 1440, (minute - half) % 1440) <= 15
    ]
    assert any(place in group for half in near for group in places_showing(now, half, PLACES))


def test_half_hours_of_the_most_people_first():
    few = [place for place in PLACES if place.zone.startswith("Asia/")]
    assert half_hours(SUMMER, few) == tuple(map(minutes, ("20:30", "18:00", "19:30")))


# --- behaviour ------------------------------------------------------------------------------------


def test_every_zone_there_is_behaves_as_it_does_day_by_day():
    alike: dict[object, list[ZoneInfo]] = defaultdict(list)
    for name in available_timezones():
        alike[behaviour(ZoneInfo(name), SPRING)].append(ZoneInfo(name))
    assert len(alike) > 50
    days = [SPRING + timedelta(days=n) for n in range(-365, 366)]
    offsets = {tuple(day.astimezone(group[0]).utcoffset() for day in days): group for group in alike.values()}
    for offset, group in offsets.items():
        changes = sum(one != two for one, two in pairwise(offset))
        assert len(behaviour(group[0], SPRING)) == 1 + changes, group[0]
        for zone in group[1:]:
            assert tuple(day.astimezone(zone).utcoffset() for day in days) == offset, zone


def test_a_change_is_found_to_the_minute():
    assert [
        (instant, offset)
        for instant, offset in behaviour(ZoneInfo("Europe/Berlin"), SPRING)
        if instant.year == 2026
    ] == [
        (datetime(2026, 3, 29, 1, tzinfo=UTC), timedelta(hours=2)),
        (datetime(2026, 10, 25, 1, tzinfo=UTC), timedelta(hours=1)),
    ]


# --- languages ------------------------------------------------------------------------------------

LANGUAGES = {
    "pt": "America/Sao_Paulo",
    "de": "Europe/Berlin",
    "zh": "Asia/Shanghai",
    "zh-hant": "Asia/Taipei",
}
COUNTRIES = {"pt": "Europe/Lisbon", "at": "Europe/Vienna", "hk": "Asia/Hong_Kong"}


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("pt", "America/Sao_Paulo"),
        ("pt-PT", "Europe/Lisbon"),
        ("pt_pt", "Europe/Lisbon"),
        ("de-at", "Europe/Vienna"),
        ("de-xx", "Europe/Berlin"),
        ("zh-Hant", "Asia/Taipei"),
        ("zh-hant-HK", "Asia/Hong_Kong"),
        ("zh-hans", "Asia/Shanghai"),
        ("tlh", None),
        ("", None),
        ("-", None),
    ],
)
def test_the_main_zone_of_a_language(code, zone):
    assert zone_of_language(code, LANGUAGES, COUNTRIES) == zone
