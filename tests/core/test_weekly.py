"""When the look back on the week comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.core.recurring import EVERY_DAY
from bot.core.reminding import Reminding
from bot.core.weekly import next_look_back, sunday_of

BERLIN, AUCKLAND = ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Auckland")
NINE = 9
SUNDAY = date(2026, 3, 8)
SATURDAY_NOON = datetime(2026, 3, 7, 12, tzinfo=UTC)
HALF_PAST_SEVEN = Reminding(first=7 * 60 + 30, days=EVERY_DAY)
WORKDAYS = frozenset(range(5))


def at(reminding: Reminding, after: datetime, zone: ZoneInfo = BERLIN, last: date | None = None) -> datetime:
    found = next_look_back(reminding, zone, after, NINE, last)
    assert found is not None
    return found.at.astimezone(zone)


@pytest.mark.parametrize("ago", range(7))
def test_a_week_begins_with_its_sunday(ago: int):
    assert sunday_of(SUNDAY + timedelta(days=ago)) == SUNDAY
    assert sunday_of(SUNDAY - timedelta(days=1)) == SUNDAY - timedelta(days=7)


def test_without_a_reminder_it_comes_on_sunday_at_the_hour_of_the_rules():
    assert at(Reminding(), SATURDAY_NOON) == datetime(2026, 3, 8, 9, tzinfo=BERLIN)


def test_with_a_reminder_it_comes_at_its_minute():
    assert at(HALF_PAST_SEVEN, SATURDAY_NOON) == datetime(2026, 3, 8, 7, 30, tzinfo=BERLIN)


def test_it_comes_on_no_day_that_reminders_may_not():
    assert at(replace(HALF_PAST_SEVEN, days=WORKDAYS), SATURDAY_NOON) == datetime(
        2026, 3, 9, 7, 30, tzinfo=BERLIN
    )


def test_the_sunday_is_the_one_where_the_person_is():
    # In Auckland it is Sunday 01:00 already, in Berlin Saturday noon.
    assert at(HALF_PAST_SEVEN, SATURDAY_NOON, AUCKLAND) == datetime(2026, 3, 8, 7, 30, tzinfo=AUCKLAND)


def test_the_local_hour_stays_when_the_clocks_change():
    before = at(HALF_PAST_SEVEN, datetime(2026, 3, 21, 12, tzinfo=UTC))
    after = at(HALF_PAST_SEVEN, datetime(2026, 3, 28, 12, tzinfo=UTC))
    assert (before.time(), after.time()) == (after.time(), before.time())
    assert after.astimezone(UTC) - before.astimezone(UTC) == timedelta(days=7, hours=-1)


def test_at_its_very_instant_the_next_one_is_a_week_away():
    now = at(HALF_PAST_SEVEN, SATURDAY_NOON)
    assert at(HALF_PAST_SEVEN, now.astimezone(UTC)).date() == SUNDAY + timedelta(days=7)


def test_none_comes_twice_in_a_week_whatever_is_changed_in_between():
    monday = replace(HALF_PAST_SEVEN, days=frozenset({0}))
    after = datetime(2026, 3, 8, 12, tzinfo=UTC)  # Sunday's has been, and now it is Mondays only
    assert at(monday, after, last=SUNDAY).date() == SUNDAY + timedelta(days=8)
    assert at(monday, after).date() == SUNDAY + timedelta(days=1)


def test_a_day_that_does_not_exist_is_passed_over():
    apia = ZoneInfo("Pacific/Apia")  # went over Friday 30 December 2011
    friday = replace(HALF_PAST_SEVEN, days=frozenset({4}))
    found = at(friday, datetime(2011, 12, 26, 12, tzinfo=UTC), apia)
    assert found.date() == date(2012, 1, 6)
