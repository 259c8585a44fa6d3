"""`python -m bot stats`: numbers that are right, and that point at nobody."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from bot.adapters.content_files import load
from bot.adapters.store import Store, Unreadable, database_at
from bot.cli.counting import NoDatabase, as_words, counted
from bot.config import Settings
from bot.core.effects import Came, Ending, LogExercise, Outcome
from bot.core.kept import KeptScore
from bot.core.reminding import Reminding
from bot.core.session import Level, Measure, Moment

ROOT = Path(__file__).parents[1]
CONTENT = load(ROOT / "content")
NOW = datetime.now(UTC).replace(hour=12, minute=0)
DAY = timedelta(days=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bot.db"


def agreed(db: Database, person: int, days_ago: int) -> None:
    Store(db).people.add(person, NOW - days_ago * DAY)
    Store(db).people.record_consent(person, "1", NOW - days_ago * DAY)


def session(db: Database, person: int, days_ago: int, outcome: Outcome | None = Outcome.DONE) -> None:
    store, now = Store(db), NOW - days_ago * DAY
    store.sessions.open(person, child=False, on=now.date(), now=now)
    if outcome is not None:
        store.sessions.log(person, LogExercise("knee_rocks", "", Level.GENTLE, outcome), now)
    store.sessions.close(person, Ending.FINISHED, now)


def score(db: Database, person: int, days_ago: int, value: int) -> None:
    now = NOW - days_ago * DAY
    kept = KeptScore(0, Measure.SITTING, Moment.DAILY, value, None, None)
    Store(db).scores.keep(person, kept, on=now.date(), now=now, update_id=None, source_message_id=None)


def reminded(db: Database, person: int, *days_ago: int) -> None:
    store = Store(db)
    store.reminders.keep(person, Reminding(first=450))
    for each in days_ago:
        day: date = (NOW - each * DAY).date()
        store.reminders.over(person, 1, day, Came.SENT, NOW)


def told(path: Path) -> dict[str, Any]:
    return counted(Settings(database=path), CONTENT)


def test_many_people_are_counted(path):
    with database_at(path) as db, db.conn:
        for person in range(1, 13):
            agreed(db, person, 60)
            session(db, person, 60)
        for person in range(1, 8):
            session(db, person, 40, outcome=None)
            session(db, person, 20, Outcome.SKIPPED)
            reminded(db, person, 1, 2, 3)
            session(db, person, 2)
            score(db, person, 3, 9)  # too sore for the routine: that day is due to nobody
        for person in range(95, 100):
            Store(db).people.add(person, NOW)  # has only looked in
    found = told(path)
    assert found["people"] == {"known": 17, "agreed": 12, "reminded": 7, "blocked": 0}
    assert found["sessions"] == {"begun": 33, "done": 19, "last_7_days": 7, "last_30_days": 14}
    assert found["reminded_days"] == {"done": 7, "due": 14}
    assert found["returned"] == {days: {"came_back": 7, "of": 12} for days in ("1", "7", "30")}
    words = as_words(found)
    assert "Days done, of those with a reminder: 7 of 14 (50 %)" in words
    assert "Came back after 1 day or more: 7 of 12" in words


def test_the_one_person_who_has_not_agreed_is_told_by_no_difference(path):
    with database_at(path) as db, db.conn:
        for person in range(1, 6):
            agreed(db, person, 60)
        Store(db).people.add(99, NOW)
    assert told(path)["people"] == {"known": 6, "agreed": None, "reminded": 0, "blocked": 0}


def test_a_score_is_coming_back_and_a_child_is_not(path):
    with database_at(path) as db, db.conn:
        for person in range(1, 21):
            agreed(db, person, 10)
        for person in range(1, 11):
            score(db, person, 3, 4)
        for person in range(11, 21):
            Store(db).sessions.open(person, child=True, on=NOW.date(), now=NOW)
    found = told(path)
    assert found["returned"] == {
        "1": {"came_back": 10, "of": 20},
        "7": {"came_back": 10, "of": 20},
        "30": {"came_back": 0, "of": 0},
    }
    assert found["sessions"]["begun"] == 0


def test_who_agreed_before_all_that_is_still_kept_is_not_asked_for(path):
    """What they did afterwards may have gone by itself."""
    with database_at(path) as db, db.conn:
        for person in range(1, 8):
            agreed(db, person, 800)
    assert told(path)["returned"]["30"] == {"came_back": 0, "of": 0}


def test_what_rests_on_a_few_people_is_not_told(path):
    with database_at(path) as db, db.conn:
        for person in range(1, 5):
            agreed(db, person, 10)
            session(db, person, 5)
            reminded(db, person, 5)
            Store(db).people.block(person, blocked=True)
    found = told(path)
    assert found["people"] == {"known": 4, "agreed": None, "reminded": None, "blocked": None}
    assert set(found["sessions"].values()) == {None}
    assert found["reminded_days"] == {"done": None, "due": None}
    assert found["returned"]["1"] == {"came_back": None, "of": None}
    assert "have blocked the bot: few\n" in as_words(found)


@pytest.mark.parametrize(
    ("came", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (6, None), (9, None), (10, 10)]
)
def test_nobody_is_found_by_what_the_others_did(path, came, shown):
    """Where 9 of 10 came back, everybody who knows them knows of the tenth."""
    with database_at(path) as db, db.conn:
        for person in range(1, 11):
            agreed(db, person, 10)
        for person in range(1, came + 1):
            session(db, person, 5)
    assert told(path)["returned"]["1"] == {"came_back": shown, "of": 10}


def test_before_there_is_a_database_that_is_one_sentence(tmp_path):
    with pytest.raises(NoDatabase, match=r"^There is no database at .*nowhere.db yet: .*\.$"):
        told(tmp_path / "nowhere.db")
    assert not (tmp_path / "nowhere.db").exists()
    (tmp_path / "other.db").write_bytes(b"no database at all, and long enough to be looked at" * 9)
    with pytest.raises(Unreadable):
        told(tmp_path / "other.db")


def command(path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("BOT_", "TELEGRAM_"))}
    environment = {**plain, "PYTHONPATH": str(ROOT), "BOT_CONTENT": str(ROOT / "content")}
    return subprocess.run(
        [sys.executable, "-m", "bot", "stats", *options],
        env={**environment, "BOT_DATABASE": str(path)},
        cwd=path.parent,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_the_command_tells_it_while_a_bot_has_the_database_open_and_writes_nothing(path):
    with database_at(path) as db:
        with db.conn:
            agreed(db, 7_123_456_789, 10)
        before = path.read_bytes()
        words, numbers = command(path), command(path, "--json")
        assert path.read_bytes() == before
    assert (words.returncode, words.stderr) == (0, "")
    assert words.stdout.startswith("People: 1\n  have agreed: few\n")
    assert json.loads(numbers.stdout)["people"]["known"] == 1
    assert "7123456789" not in words.stdout + numbers.stdout


def test_the_command_says_in_one_sentence_what_is_missing(path):
    for content in (None, b"no database at all, and long enough to be looked at" * 9):
        if content is not None:
            path.write_bytes(content)
        ended = command(path)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert ended.stderr.count("\n") == 1
        assert str(path) in ended.stderr
