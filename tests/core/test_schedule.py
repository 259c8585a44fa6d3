from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.schedule import at_local_time, local_date, months_before, next_morning

BERLIN = ZoneInfo("Europe/Berlin")


def test_the_local_date_is_the_persons():
    late = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    assert local_date(late, BERLIN) == date(2026, 3, 2)
    assert local_date(late, ZoneInfo("America/New_York")) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ("2026-03-02", 12, "2025-03-02"),
        ("2026-03-31", 1, "2026-02-28"),
        ("2028-02-29", 12, "2027-02-28"),
        ("2026-01-31", 2, "2025-11-30"),
        ("0001-03-01", 12, "0001-01-01"),
    ],
)
def test_months_before_a_date_are_calendar_months(day, months, before):
    assert months_before(date.fromisoformat(day), months) == date.fromisoformat(before)


def test_a_skipped_time_takes_the_offset_from_before_the_gap():
    assert at_local_time(date(2026, 3, 29), time(2, 30), BERLIN) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_a_time_that_comes_twice_is_the_first():
    twice = at_local_time(date(2026, 10, 25), time(2, 30, fold=1), BERLIN)
    assert twice == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-03-28T22:00+00:00", "2026-03-29T06:00+00:00"),  # the clocks go forward in between
        ("2026-03-28T23:30+00:00", "2026-03-30T06:00+00:00"),  # past midnight already: tomorrow, not today
        ("2026-12-31T10:00+00:00", "2027-01-01T07:00+00:00"),
    ],
)
def test_the_next_morning_is_tomorrows(now, morning):
    assert next_morning(datetime.fromisoformat(now), BERLIN, 8) == datetime.fromisoformat(morning)


@given(
    st.integers(1_577_836_800, 2_051_222_400).map(lambda second: datetime.fromtimestamp(second, UTC)),
    st.sampled_from(
        ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Beirut"]
    ),
    st.integers(0, 23),
)
def test_the_next_morning_is_near(now, zone, hour):
    ahead = next_morning(now, ZoneInfo(zone), hour) - now
    assert 0 <= ahead.total_seconds() / 3600 <= 49
