"""Databases with many people in them, made once and kept under ``build/``, for the benchmarks."""

from __future__ import annotations

import shutil
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from sqlite_utils import Database

from bot.adapters.migrations import MIGRATIONS
from bot.adapters.store import Store, database_at
from bot.adapters.store.instants import text_of
from bot.core.recurring import Occurrence
from bot.core.reminding import Reminding
from bot.core.session import Session, Step
from bot.core.snapshots import write_session

SCORES_EACH = 10
FIRST_PERSON = 1_000_000
BUILD = Path(__file__).parents[1] / "build" / "crowds"
NOW = datetime.now(UTC).replace(microsecond=0)

_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :last)"
_OTHERS = (
    "INSERT INTO {table} ({person}, {rest}) SELECT :first + i, {rest} FROM n, {table} WHERE {person} = :first"
)
"""The first person's row again, for everybody else."""
_SCORES = (
    "INSERT INTO scores (person, measure, moment, value, at, local_date, update_id) "
    "SELECT :first + i / :each, iif(i % 2, 'sitting', 'getting_up'), 'daily', (i * 7) % 11, "
    "strftime('%Y-%m-%dT%H:%M:%S.000Z', :now, '-' || (i % :each) || ' days'), "
    "date(:now, '-' || (i % :each) || ' days'), i FROM n"
)


def crowd(people: int) -> Path:
    """A database of so many people, each with ten scores and a reminder tomorrow."""
    newest = MIGRATIONS.pending(_empty())[-1].name
    path = BUILD / f"{people}-{newest}-{NOW:%Y-%m-%d}.db"
    if not path.exists():
        click.echo(f"making a database of {people} people ...")
        BUILD.mkdir(parents=True, exist_ok=True)
        half, began = path.with_suffix(".half"), time.monotonic()
        half.unlink(missing_ok=True)
        _fill(half, people)
        half.rename(path)
        click.echo(f"  {path.stat().st_size / 1e6:.0f} MB in {time.monotonic() - began:.0f} s")
    return path


def beside(prefix: str) -> tempfile.TemporaryDirectory[str]:
    """A folder on the same disk, for as long as it is wanted."""
    BUILD.mkdir(parents=True, exist_ok=True)
    return tempfile.TemporaryDirectory(prefix=prefix, dir=BUILD)


def copied(people: int, folder: Path) -> Path:
    """A copy of one, to be written to."""
    return Path(shutil.copy(crowd(people), folder / f"{people}.db"))


def _fill(path: Path, people: int) -> None:
    with database_at(path) as db:
        db.execute("PRAGMA synchronous = off")
        db.execute("PRAGMA cache_size = -1000000")
        with db.atomic():
            _first_one(Store(db))
            values = {"first": FIRST_PERSON, "last": people - 1, "each": SCORES_EACH, "now": text_of(NOW)}
            for table in db.tables:
                columns = [column.name for column in table.columns]
                person = "id" if table.name == "people" else "person"
                if person in columns and table.count:
                    columns.remove(person)
                    others = _OTHERS.format(table=table.name, person=person, rest=", ".join(columns))
                    db.execute(f"{_NUMBERS} {others}", values)
            db.execute(f"{_NUMBERS} {_SCORES}", values | {"last": people * SCORES_EACH - 1})
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _first_one(store: Store) -> None:
    """Somebody who has agreed, has passed the check, and is reminded tomorrow."""
    session = Session(step=Step.RESTING, revision=1, consented=True, passed_at=NOW)
    tomorrow = NOW + timedelta(days=1)
    store.people.add(FIRST_PERSON, NOW)
    store.people.set_zone(FIRST_PERSON, ZoneInfo("Europe/Paris"))
    store.people.record_consent(FIRST_PERSON, "1", NOW)
    store.people.record_check(FIRST_PERSON, passed=True, adaptations=(), now=NOW)
    store.people.keep_conversation(FIRST_PERSON, write_session(session), NOW)
    store.reminders.keep(FIRST_PERSON, Reminding(first=450, heard_on=NOW.date()))
    store.reminders.schedule(FIRST_PERSON, {1: Occurrence(tomorrow.date(), tomorrow)})


def _empty() -> Database:
    return Database(memory=True)
