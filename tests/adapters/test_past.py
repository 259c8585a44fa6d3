"""A person's days as they are read from what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlite_utils import Database

from bot.adapters.store import Store, database_at, history
from bot.core.kept import KeptScore
from bot.core.session import Measure, Moment

ANN = 7001
MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
BEFORE_MIDNIGHT = datetime(2026, 3, 2, 23, 55, tzinfo=UTC)
AFTER_MIDNIGHT = datetime(2026, 3, 3, 0, 3, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bot.db"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    with database_at(path) as db:
        Store(db).people.add(ANN, BEFORE_MIDNIGHT)
        yield db


def keep(db: Database, moment: Moment, session: int | None, on: date, now: datetime) -> None:
    score = KeptScore(0, Measure.SITTING, moment, 4, session, None)
    with db.conn:
        Store(db).scores.keep(ANN, score, on=on, now=now, update_id=None, source_message_id=None)


def test_what_was_scored_in_a_session_belongs_to_the_day_it_began_on(path, db):
    with db.conn:
        Store(db).sessions.open(ANN, child=False, on=MONDAY, now=BEFORE_MIDNIGHT)
    session = Store(db).sessions.open_one(ANN)
    keep(db, Moment.BEFORE, session, MONDAY, BEFORE_MIDNIGHT)
    keep(db, Moment.AFTER, session, TUESDAY, AFTER_MIDNIGHT)
    keep(db, Moment.DAILY, None, TUESDAY, AFTER_MIDNIGHT)
    found = history(path, ANN, AFTER_MIDNIGHT, ZoneInfo("UTC"))
    assert [(score.moment, score.day) for score in found.scores] == [
        (Moment.BEFORE, MONDAY),
        (Moment.AFTER, MONDAY),
        (Moment.DAILY, TUESDAY),
    ]


def test_whoever_has_travelled_west_keeps_the_days_they_had(path, db):
    with db.conn:
        Store(db).people.set_zone(ANN, ZoneInfo("Pacific/Auckland"))
    keep(db, Moment.DAILY, None, TUESDAY, AFTER_MIDNIGHT)
    with db.conn:
        Store(db).people.set_zone(ANN, ZoneInfo("Pacific/Honolulu"))  # where it is still Monday
    assert history(path, ANN, AFTER_MIDNIGHT, ZoneInfo("UTC")).today == TUESDAY
