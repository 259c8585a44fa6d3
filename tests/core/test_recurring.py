"""Reminders against the wall clock: a walk through UTC minutes that only ever asks what a clock shows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.recurring import (
    DAILY,
    EVERY_DAY,
    EVERY_OTHER_DAY,
    ONCE_A_WEEK,
    Occurrence,
    instant_on,
    next_instant,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = 24 * 60
QUARTERS = range(0, DAY, 15)
DAYS_NEAR = 2

# --- the oracle -----------------------------------------------------------------------------------
# Minutes since 1970: of UTC, or as a wall clock shows them. No time is ever turned from local into UTC.


@dataclass(frozen=True)
class Clock:
    """The changes of one zone's clocks in some years: (UTC minute, offset until then, and from then on)."""

    zone: str
    changes: tuple[tuple[int, int, int], ...]


def shown(utc: int, zone: ZoneInfo) -> int:
    """What the wall clock shows at a UTC minute."""
    local = (EPOCH + utc * MINUTE).astimezone(zone).replace(tzinfo=UTC)
    return (local - EPOCH) // MINUTE


def changes(zone: ZoneInfo, first: int, last: int) -> Iterator[tuple[int, int, int]]:
    """Every change of the offset between two UTC minutes, found by halving the days it falls on."""
    offsets = [(utc, shown(utc, zone) - utc) for utc in range(first, last, DAY)]
    for (early, before), (late, after) in pairwise(offsets):
        if before != after:
            low, high = early, late
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if shown(middle, zone) - middle == before else (low, middle)
            yield high, before, after


@cache
def distinct_clocks(year: int) -> tuple[Clock, ...]:
    """Every zone that is known, those with equal changes in ten years merged."""
    first, last = ((datetime(y, 1, 1, tzinfo=UTC) - EPOCH) // MINUTE for y in (year, year + 10))
    found: dict[tuple[object, ...], Clock] = {}
    for name in sorted(available_timezones()):
        zone = ZoneInfo(name)
        turns = tuple(changes(zone, first, last))
        found.setdefault((shown(first, zone) - first, *turns), Clock(name, turns))
    return tuple(found.values())


class Walk:
    """A walk through the UTC minutes of some dates, noting what the wall clock shows at each."""

    def __init__(self, zone: str, around: int, days: int):
        self.zone = ZoneInfo(zone)
        self.start = around - (days + 2) * DAY
        self.shown = [shown(utc, self.zone) for utc in range(self.start, around + (days + 2) * DAY)]
        self.first: dict[int, int] = {}
        for utc, wall in enumerate(self.shown, self.start):
            self.first.setdefault(wall, utc)
        middle = (EPOCH + around * MINUTE).date()
        self.dates = [middle + timedelta(days=n) for n in range(-days, days + 1)]

    def instant(self, day: date, minute: int) -> int | None:
        """When a reminder of a date has to come, as the issue words it."""
        midnight = (day - EPOCH.date()).days * DAY
        wall = midnight + minute
        if wall in self.first:
            return self.first[wall]
        if not any(midnight <= w < midnight + DAY for w in self.shown):
            return None  # the date line: there is no such date
        last = next(w for w in range(wall, wall - DAY, -1) if w in self.first)
        ran_on = self.first[last] + wall - last  # when a clock that is not put forward shows it
        on_its_date = midnight <= self.shown[ran_on - self.start] < midnight + DAY
        return ran_on if on_its_date else self.first[last]  # the midnight gap: the last minute before it

    def all(self, minute: int) -> list[Occurrence]:
        instants = ((day, self.instant(day, minute)) for day in self.dates)
        return [Occurrence(day, EPOCH + utc * MINUTE) for day, utc in instants if utc is not None]


def series(
    start: date, end: date, minute: int, zone: ZoneInfo, days: frozenset[int] = EVERY_DAY
) -> Iterator[Occurrence]:
    """One reminder after the other, each asked for when the one before has come."""
    after = datetime.combine(start, time(), UTC) - timedelta(hours=40)
    while (due := next_instant(after, minute, days, zone)) and due.day <= end:
        after = due.at
        if due.day >= start:
            yield due


def check_spacing(dues: Iterable[Occurrence], zone: ZoneInfo) -> None:
    """20 to 28 hours apart; a date that does not exist adds one day to the count of dates, not of hours."""
    for one, two in pairwise(dues):
        assert timedelta(hours=20) <= two.at - one.at <= timedelta(hours=28), (zone, one, two)
        for n in range(1, (two.day - one.day).days):
            assert instant_on(one.day + timedelta(days=n), 12 * 60, zone) is None, (zone, one, two)


def check_near(zone: str, change: int) -> None:
    """96 times of day on the dates around a change."""
    walk = Walk(zone, change, DAYS_NEAR)
    for minute in QUARTERS:
        dues = list(series(walk.dates[0], walk.dates[-1], minute, walk.zone))
        assert dues == walk.all(minute), (zone, minute)
        assert all(due.at.astimezone(walk.zone).date() == due.day for due in dues), (zone, minute)
        check_spacing(dues, walk.zone)


def check_years(clock: Clock, minute: int, year: int) -> None:
    """One time of day on every date of ten years; near a change the 96 times are looked at instead."""
    zone = ZoneInfo(clock.zone)
    start, end = date(year, 1, 4), date(year + 9, 12, 28)
    dues = list(series(start, end, minute, zone))
    near = {
        (EPOCH + change * MINUTE).date() + timedelta(days=n)
        for change, *_ in clock.changes
        for n in range(-DAYS_NEAR, DAYS_NEAR + 1)
    }
    for due in dues:
        local = due.at.astimezone(zone)
        assert local.date() == due.day, clock
        assert due.day in near or local.hour * 60 + local.minute == minute, clock
    assert (dues[0].day, dues[-1].day) == (start, end)
    check_spacing(dues, zone)


# --- every zone there is --------------------------------------------------------------------------


def test_every_shape_of_change_there_is():
    """Changes of equal offsets at an equal hour are one shape: one zone stands for each."""
    shapes = {
        (before, after, (utc + before) % DAY): (clock.zone, utc)
        for clock in distinct_clocks(2021)
        for utc, before, after in clock.changes
    }
    assert len(shapes) > 40
    for zone, change in shapes.values():
        check_near(zone, change)


@pytest.mark.parametrize(
    "zone",
    [
        "Europe/Berlin",
        "Australia/Lord_Howe",
        "Asia/Beirut",
        "Africa/Casablanca",
        "America/Nuuk",
        "Antarctica/Troll",
    ],
)
def test_ten_years_of_one_zone(zone):
    first, last = ((datetime(y, 1, 1, tzinfo=UTC) - EPOCH) // MINUTE for y in (2021, 2031))
    check_years(Clock(zone, tuple(changes(ZoneInfo(zone), first, last))), 23 * 60 + 30, 2021)


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("year", [2006, 2021])
def test_every_distinct_zone_through_ten_years(year):
    for number, clock in enumerate(distinct_clocks(year)):
        for change, *_ in clock.changes:
            check_near(clock.zone, change)
        check_years(clock, number * 97 % DAY, year)


# --- the rules by name ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "day", "clock", "comes"),
    [
        pytest.param("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T03:30+02:00", id="the gap"),
        pytest.param(
            "Asia/Beirut", "2026-03-29", "00:30", "2026-03-29T01:30+03:00", id="a gap after midnight"
        ),
        pytest.param("America/Nuuk", "2026-03-28", "23:30", "2026-03-28T22:59-02:00", id="the midnight gap"),
        pytest.param("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T02:30+02:00", id="twice, the first"),
        pytest.param(
            "Asia/Beirut", "2026-10-24", "23:30", "2026-10-24T23:30+03:00", id="midnight comes twice"
        ),
        pytest.param(
            "Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-04T02:45+11:00", id="half an hour"
        ),
        pytest.param("Pacific/Apia", "2011-12-30", "08:00", None, id="no such date in Samoa"),
        pytest.param("Pacific/Kwajalein", "1993-08-21", "08:00", None, id="no such date in Kwajalein"),
        pytest.param("Pacific/Kiritimati", "1994-12-31", "23:45", None, id="no such date in Kiritimati"),
    ],
)
def test_the_rules(zone, day, clock, comes):
    at = time.fromisoformat(clock)
    instant = instant_on(date.fromisoformat(day), at.hour * 60 + at.minute, ZoneInfo(zone))
    assert (instant and instant.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")) == comes


@pytest.mark.parametrize(
    ("zone", "change"),
    [
        ("Pacific/Apia", "2011-12-30T10:00+00:00"),
        ("Pacific/Fakaofo", "2011-12-30T11:00+00:00"),
        ("Pacific/Kwajalein", "1993-08-21T12:00+00:00"),
        ("Pacific/Kiritimati", "1994-12-31T10:40+00:00"),
        ("America/St_Johns", "2006-04-02T03:31+00:00"),  # at one minute past midnight
        ("America/St_Johns", "2006-10-29T02:31+00:00"),
        ("Asia/Pyongyang", "2018-05-04T15:00+00:00"),  # 23:30 to midnight
        ("Asia/Amman", "2013-12-20T21:00+00:00"),
    ],
)
def test_changes_of_other_years(zone, change):
    check_near(zone, (datetime.fromisoformat(change) - EPOCH) // MINUTE)


def test_a_weekday_that_the_date_line_took_comes_a_week_later():
    apia = ZoneInfo("Pacific/Apia")
    before = datetime(2011, 12, 29, 20, tzinfo=UTC)
    assert next_instant(before, 480, frozenset({4}), apia) == (
        date(2012, 1, 6),
        datetime(2012, 1, 5, 18, tzinfo=UTC),
    )


# --- weekdays, every other day, journeys ----------------------------------------------------------

BERLIN = ZoneInfo("Europe/Berlin")
TOKYO = ZoneInfo("Asia/Tokyo")
LOS_ANGELES = ZoneInfo("America/Los_Angeles")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def next_day(
    now: str, minute: int, days: frozenset[int], zone: ZoneInfo, last: date, every: int = DAILY
) -> date:
    due = next_instant(at(now), minute, days, zone, last=last, every=every)
    assert due is not None
    return due.day


def test_no_weekday_no_reminder():
    assert next_instant(at("2026-03-01T00:00+00:00"), 480, frozenset(), BERLIN) is None


def test_the_very_instant_is_over():
    due = next_instant(at("2026-03-02T08:00+01:00"), 480, EVERY_DAY, BERLIN)
    assert due == (date(2026, 3, 3), at("2026-03-03T08:00+01:00"))


def test_a_later_hour_does_not_bring_a_second_one_on_the_date():
    fired = date(2026, 3, 2)
    due = next_instant(at("2026-03-02T08:05+01:00"), 540, EVERY_DAY, BERLIN, last=fired)
    assert due == (date(2026, 3, 3), at("2026-03-03T09:00+01:00"))


def test_every_other_day_counts_from_the_last_one_and_keeps_to_the_weekdays():
    days = [date(2026, 3, 2)]
    for _ in range(6):
        now = f"{days[-1]}T12:00+01:00"
        days.append(next_day(now, 480, frozenset({0, 2, 4}), BERLIN, days[-1], EVERY_OTHER_DAY))
    assert [day.weekday() for day in days] == [0, 2, 4, 0, 2, 4, 0]


def test_once_a_week_moves_on_when_its_weekday_is_switched_off():
    wednesday, now = date(2026, 3, 4), "2026-03-04T08:00+01:00"
    assert next_day(now, 480, EVERY_DAY, BERLIN, wednesday, ONCE_A_WEEK) == date(2026, 3, 11)
    assert next_day(now, 480, EVERY_DAY - {2}, BERLIN, wednesday, ONCE_A_WEEK) == date(2026, 3, 12)


@pytest.mark.parametrize(
    ("zone", "clock", "now", "last", "day"),
    [
        # From Tokyo, where the 5th has had its own, back into the 4th.
        (LOS_ANGELES, 480, "2026-03-05T09:00+09:00", "2026-03-05", "2026-03-06"),
        (LOS_ANGELES, 1080, "2026-03-05T09:00+09:00", "2026-03-05", "2026-03-06"),
        # From Los Angeles on the evening of the 4th into the 5th.
        (TOKYO, 480, "2026-03-04T14:00-08:00", "2026-03-04", "2026-03-05"),
        (TOKYO, 1080, "2026-03-04T21:00-08:00", "2026-03-04", "2026-03-05"),
    ],
)
def test_whoever_moves_gets_one_a_date(zone, clock, now, last, day):
    assert next_day(now, clock, EVERY_DAY, zone, date.fromisoformat(last)) == date.fromisoformat(day)


def test_a_date_from_a_clock_that_was_wrong_silences_nobody():
    far = date(2027, 3, 1)
    assert next_day("2026-03-02T12:00+01:00", 480, EVERY_DAY, BERLIN, far) == date(2026, 3, 3)


@cache
def walked(zone: str) -> Walk:
    """40 days before and after the night in which the most clocks change."""
    return Walk(zone, (at("2026-03-29T01:00+00:00") - EPOCH) // MINUTE, 40)


@settings(deadline=None)  # the first look at a zone walks through its 40 days
@given(
    zone=st.sampled_from(["Europe/Berlin", "America/Nuuk", "Asia/Beirut", "America/Santiago", "Asia/Tokyo"]),
    minute=st.integers(0, DAY - 1),
    days=st.sets(st.integers(0, 6), min_size=1).map(frozenset),
    after=st.integers(-10 * DAY, 10 * DAY).map(lambda n: at("2026-03-29T01:00+00:00") + n * MINUTE),
    every=st.sampled_from([DAILY, EVERY_OTHER_DAY, ONCE_A_WEEK]),
    ago=st.none() | st.integers(-2, 9),
)
def test_the_next_one_is_the_first_that_is_allowed(zone, minute, days, after, every, ago):
    today = after.astimezone(ZoneInfo(zone)).date()
    last = None if ago is None else today - timedelta(days=ago)
    allowed = (
        due
        for due in walked(zone).all(minute)
        if due.at > after and due.day.weekday() in days and (last is None or (due.day - last).days >= every)
    )
    assert next_instant(after, minute, days, ZoneInfo(zone), last=last, every=every) == next(allowed)
