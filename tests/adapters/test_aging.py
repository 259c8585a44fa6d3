"""What is kept for some months only goes by itself, by each person's own calendar, a little at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlite_utils import Database

from bot.adapters.store import BEFORE_ALL, Keeping, Store, aging, database_at
from bot.core.effects import Came, Ending, LogExercise, Outcome
from bot.core.kept import KeptScore
from bot.core.session import Level, Measure, Moment

NOW = datetime(2026, 3, 2, 11, 30, tzinfo=UTC)
ANN, BOB, CYD = 7001, 7002, 7003
A_YEAR = Keeping(12, ZoneInfo("UTC"))
TABLES = ("scores", "sessions", "exercises_done", "safety_checks", "reminders_over", "pauses")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with database_at(tmp_path / "bot.db") as db:
        for person in (ANN, BOB, CYD):
            Store(db).people.add(person, NOW)
        yield db


def a_day(db: Database, person: int, now: datetime, on: date | None = None) -> None:
    """A check, a session with its scores and a move, a score of the day, and a reminder."""
    store, on = Store(db), on or now.date()
    store.people.record_check(person, passed=True, adaptations=(), now=now)
    store.sessions.open(person, child=False, on=on, now=now)
    session = store.sessions.open_one(person)
    for moment, belongs in ((Moment.BEFORE, session), (Moment.DAILY, None)):
        score = KeptScore(0, Measure.SITTING, moment, 4, belongs, None)
        store.scores.keep(person, score, on=on, now=now, update_id=None, source_message_id=None)
    store.sessions.log(person, LogExercise("knee_rocks", "", Level.GENTLE, Outcome.DONE), now)
    store.sessions.close(person, Ending.FINISHED, now)
    store.reminders.over(person, 1, on, Came.SENT, now)
    store.pauses.note(person, on + timedelta(days=1), on)


def forget(db: Database, keeping: Keeping = A_YEAR, now: datetime = NOW) -> int:
    """All of it; how many transactions that took."""
    last: int | None = BEFORE_ALL
    rounds = 0
    while last is not None:
        with db.atomic():
            last = Store(db).aging.forget(keeping, now, last)
        rounds += 1
    return rounds


def counts(db: Database, person: int) -> list[int]:
    return [db[table].count_where("person = ?", [person]) for table in TABLES]


def test_what_is_a_year_old_stays_and_what_is_older_goes(db):
    a_day(db, ANN, datetime(2025, 3, 1, 11, tzinfo=UTC))
    a_day(db, ANN, datetime(2025, 3, 2, 11, tzinfo=UTC))
    a_day(db, BOB, datetime(2024, 3, 2, 11, tzinfo=UTC))
    a_day(db, CYD, NOW)
    forget(db)
    assert counts(db, ANN) == [2, 1, 1, 1, 1, 1]
    assert [row["local_date"] for row in db["sessions"].rows_where("person = ?", [ANN])] == ["2025-03-02"]
    assert counts(db, BOB) == [0, 0, 0, 0, 0, 0]
    assert counts(db, CYD) == [2, 1, 1, 1, 1, 1]
    assert Store(db).people.find(BOB) is not None, "whoever is known stays known"


def test_who_only_looked_in_is_forgotten_after_thirty_days(db):
    """Ann never agreed. Bob did, Cyd has done something since, and Dan looked in of late."""
    people = Store(db).people
    dan = CYD + 1
    people.add(dan, NOW)
    people.record_consent(BOB, "1", NOW)
    later = NOW + aging.STRANGERS
    forget(db, now=later)
    assert db["people"].count == 4, "thirty days are not over"
    people.keep_conversation(CYD, "{}", later)
    db["people"].update(dan, {"created_at": later.isoformat()})
    forget(db, now=later + timedelta(seconds=1))
    assert [row["id"] for row in db["people"].rows] == [BOB, CYD, dan]
    assert [row["name"] for row in db["settings"].rows] == ["erased"], "their bytes go too"


def test_the_host_may_keep_less(db):
    a_day(db, ANN, NOW - timedelta(days=31))
    forget(db)
    assert counts(db, ANN) == [2, 1, 1, 1, 1, 1]
    forget(db, Keeping(1, ZoneInfo("UTC")))
    assert counts(db, ANN) == [0, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(("zone", "stays"), [("Pacific/Kiritimati", False), ("Pacific/Honolulu", True)])
def test_a_day_is_over_by_the_persons_own_calendar(db, zone, stays):
    """At 11:30 UTC it is the 3rd on Kiritimati already, and still the 2nd on Hawaii."""
    Store(db).people.set_zone(ANN, ZoneInfo(zone))
    noon = datetime(2025, 3, 2, 12, tzinfo=ZoneInfo(zone))
    a_day(db, ANN, noon.astimezone(UTC), on=noon.date())
    forget(db)
    assert counts(db, ANN) == ([2, 1, 1, 1, 1, 1] if stays else [0, 0, 0, 0, 0, 0])


@pytest.mark.parametrize("zone", ["'Mars/Olympus'", "CAST(x'ff' AS TEXT)"])
def test_a_zone_that_is_no_more_or_no_text_counts_as_the_hosts(db, zone):
    for person in (ANN, BOB):
        a_day(db, person, datetime(2025, 3, 1, 11, tzinfo=UTC))
    db.execute(f"UPDATE people SET zone = {zone} WHERE id = ?", [ANN])
    forget(db)
    assert counts(db, ANN) == counts(db, BOB) == [0, 0, 0, 0, 0, 0]


def test_where_somebody_stood_goes_when_they_have_been_away_as_long(db):
    store = Store(db)
    store.people.keep_conversation(ANN, '{"scores": []}', datetime(2025, 3, 1, 23, tzinfo=UTC))
    store.people.keep_conversation(BOB, '{"scores": []}', datetime(2025, 3, 2, 0, tzinfo=UTC))
    forget(db)
    assert [row["person"] for row in db["conversations"].rows] == [BOB]


def test_it_goes_a_little_at_a_time_and_all_of_it_in_the_end(db, monkeypatch):
    monkeypatch.setattr(aging, "ROWS", 10)
    monkeypatch.setattr(aging, "PEOPLE", 2)
    for day in range(30):
        for person in (ANN, BOB, CYD):
            a_day(db, person, datetime(2024, 1, 1, 11, tzinfo=UTC) + timedelta(days=day))
    before, most, last = sum(map(sum, (counts(db, p) for p in (ANN, BOB, CYD)))), 0, BEFORE_ALL
    while (following := Store(db).aging.forget(A_YEAR, NOW, last)) is not None:
        now_left = sum(map(sum, (counts(db, p) for p in (ANN, BOB, CYD))))
        most, before, last = max(most, before - now_left), now_left, following
    assert before == 0
    assert most <= 10 * 9, "a session takes what belongs to it along; reminders and pauses are few"


def test_a_night_on_which_nothing_is_old_is_one_look_at_each(db):
    a_day(db, ANN, NOW)
    assert forget(db) == 2, "all of them, and that nobody is left"


def test_every_table_that_knows_a_day_is_thought_of(db):
    """A later one has to go by itself too, or stand here with its reason."""
    stays = {
        "consents",  # it says what may be kept at all
        "due",  # it is yet to come
        "set_aside",  # kept for days only
    }
    days = {"local_date", "day", "at", "last"}
    known = {t.name for t in db.tables if "person" in t.columns_dict and days & t.columns_dict.keys()}
    assert known == {*TABLES, *stays}
