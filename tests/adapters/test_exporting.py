"""What a person takes along: all of it, told in words, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlite_utils import Database

from bot.adapters.content_files import load
from bot.adapters.exporting import Taken, cell, table, zipped
from bot.adapters.store import Store, Unreadable, database_at, everything_of
from bot.core.effects import Came, Ending, LogExercise, Outcome, ScreenRow, Slot
from bot.core.kept import KeptScore
from bot.core.reminding import Reminding
from bot.core.session import Level, Measure, Moment
from bot.core.theirs import OF_NOBODY, THEIRS
from bot.core.wishes import Wishes

CONTENT = load(Path(__file__).parents[2] / "content")
NOW = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
ANN, BOB = 7001, 7002
TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bot.db"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    with database_at(path) as db:
        yield db


def live(db: Database, person: int, value: int) -> None:
    """A row in every table that people have rows in."""
    store = Store(db)
    with db.conn:
        store.people.add(person, NOW)
        store.people.record_consent(person, "1", NOW)
        store.people.record_check(person, passed=True, adaptations=(), now=NOW)
        store.people.keep_conversation(person, json.dumps({"step": "resting", "word": str(person)}), NOW)
        store.people.set_zone(person, TOKYO)
        store.sessions.open(person, child=False, on=NOW.astimezone(TOKYO).date(), now=NOW)
        session = store.sessions.open_one(person)
        store.sessions.plan(person, Level.GENTLE, "first_time")
        for measure, moment, given, belongs in (
            (Measure.SITTING, Moment.BEFORE, value, session),
            (Measure.SITTING, Moment.AFTER, value - 1, session),
            (Measure.SITTING, Moment.DAILY, value + 1, None),
        ):
            score = KeptScore(0, measure, moment, given, belongs, None)
            store.scores.keep(
                person,
                score,
                on=NOW.astimezone(TOKYO).date(),
                now=NOW,
                update_id=None,
                source_message_id=None,
            )
        store.sessions.log(person, LogExercise("knee_rocks", "", Level.GENTLE, Outcome.DONE), NOW)
        store.sessions.log(person, LogExercise("marching", "easier", Level.GENTLE, Outcome.SHARP), NOW)
        store.sessions.close(person, Ending.FINISHED, NOW + timedelta(minutes=9))
        store.reminders.keep(person, Reminding(first=450))
        store.reminders.over(person, 1, NOW.date(), Came.SENT, NOW)
        store.pauses.note(person, NOW.date() + timedelta(days=3), NOW.date())
        store.wishes.keep(person, Wishes())
        store.due.schedule(person, "reask_came", "", NOW)
        store.arrivals.set_aside(person, person, "KeyError", {"kind": "Typed"}, NOW)
        args = (("measure", "sitting"), ("moment", "before"))
        store.outbox.show(person, Slot.SESSION, ScreenRow("sitting", args), edit=None, in_place=False)
        row = store.outbox.next(person)
        assert row is not None
        store.outbox.accepted(row, 41)
        store.outbox.show(person, Slot.NOTE, ScreenRow("export"), edit=None, in_place=False)


def taken(path: Path, person: int = ANN) -> dict[str, bytes]:
    """The files in the zip, by their names."""
    made = zipped(Taken(everything_of(path, person), CONTENT.export, NOW, ZoneInfo("UTC")))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert {name.partition("/")[0] for name in archive.namelist()} == {"back_to_basics_2026-03-03"}
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def lines_of(csv_file: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_file.decode("utf-8-sig"), newline="")))


def test_every_table_and_column_of_a_person_is_taken_along(db):
    """A later one needs its place in ``THEIRS``, and so a line in the content; or it knows no person."""
    there = {
        table.name: tuple(column for column in table.columns_dict if column != "person")
        for table in db.tables
        if not table.name.startswith(("sqlite_", "_sqlite"))
    }
    assert {name for name in there if name not in THEIRS} == OF_NOBODY
    assert {name: set(columns) for name, columns in there.items() if name in THEIRS} == {
        name: set(columns) for name, columns in THEIRS.items()
    }
    for name in OF_NOBODY:
        assert "person" not in db[name].columns_dict


def test_all_rows_of_one_person_go_along_and_none_of_another(db, path):
    live(db, ANN, 4)
    live(db, BOB, 7)
    told: dict[str, Any] = json.loads(taken(path)["everything.json"])
    assert told.pop("made_at") == "2026-03-02T23:30:00Z"
    assert set(told) == set(THEIRS)
    for name, rows in told.items():
        count = db[name].count_where("id = ?" if name == "people" else "person = ?", [ANN])
        assert count == len(rows) > 0, name
        for row in rows:
            assert tuple(row) == THEIRS[name]
    assert [row["value"] for row in told["scores"]] == [4, 3, 5]
    assert told["conversations"][0]["snapshot"] == {"step": "resting", "word": str(ANN)}
    assert told["set_aside"][0]["payload"] == {"kind": "Typed"}
    assert all(str(BOB).encode() not in file for file in taken(path).values())


def test_the_readme_has_a_line_on_every_field(db, path):
    live(db, ANN, 4)
    files = taken(path)
    told = files["README.txt"].decode()
    for name, columns in THEIRS.items():
        _, found, after = told.partition(f'\n"{name}"\n')
        assert found, name
        part = after.partition('\n\n"')[0]
        for column in columns:
            assert f"\n  {column}: " in part, f"{name}.{column}"
    for file in ("scores.csv", "sessions.csv"):
        part = told.partition(f"\n{file}\n")[2].partition("\n\n")[0]
        for column in lines_of(files[file])[0]:
            assert f"\n  {column}: " in part, f"{file}: {column}"
    assert "health data" in told


def test_scores_and_sessions_are_told_by_the_persons_own_calendar(db, path):
    live(db, ANN, 4)
    files = taken(path)
    [before, after, daily] = lines_of(files["scores.csv"])
    assert before == {
        "date": "2026-03-03",
        "time": "08:30",
        "zone": "Asia/Tokyo",
        "measure": "sitting",
        "moment": "before",
        "score": "4",
        "session": "1",
    }
    assert (after["score"], daily["score"], daily["session"]) == ("3", "5", "")
    [session] = lines_of(files["sessions.csv"])
    assert session == {
        "session": "1",
        "date": "2026-03-03",
        "began": "08:30",
        "ended": "08:39",
        "zone": "Asia/Tokyo",
        "with_child": "0",
        "level": "gentle",
        "ending": "finished",
        "sitting_before": "4",
        "sitting_after": "3",
        "getting_up_before": "",
        "getting_up_after": "",
        "moves": "knee_rocks done; marching sharp",
    }


def test_somebody_who_is_not_known_takes_along_that_nothing_is_kept(db, path):
    rows = everything_of(path, 4711)
    made = zipped(Taken(rows, CONTENT.export, NOW, ZoneInfo("UTC")))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        told = json.loads(archive.read("back_to_basics_2026-03-02/everything.json"))
    assert not any(told[name] for name in THEIRS)


@pytest.mark.parametrize("odd", ["not json {", "[" * 3])
def test_what_was_cut_off_goes_along_as_it_is(db, path, odd):
    live(db, ANN, 4)
    with db.conn:
        db.execute("UPDATE set_aside SET payload = ?", [odd])
    assert json.loads(taken(path)["everything.json"])["set_aside"][0]["payload"] == odd


UNSEEN = [
    *("\ufeff=", "\u200b+", "\u200d-", "\u2060@", "\u00ad=", "\u202e=", "\u2066＝", "\x00=", "\x1f="),
    *("\u034f=", "\ufe0f=", "\u3164=", "\u115f=", "\uffa0=", "\u2800=", "\U000e0041=", "\ue000="),
    "\ufeff \u200b\u00a0=",
]
"""What can't be seen before what a spreadsheet runs, which may drop it."""


@pytest.mark.parametrize("begin", [*"=+-@\t\r\n＝＋－＠", " =", "\u00a0@", *UNSEEN])
def test_a_spreadsheet_runs_nothing(begin):
    assert cell(f"{begin}1+1") == f"'{begin}1+1"


def test_what_is_no_formula_stays_as_it_is():
    assert [cell(value) for value in (None, 7, 0, "done", "a=b")] == ["", "7", "0", "done", "a=b"]
    assert cell("\ufeffdone\u200b=") == "\ufeffdone\u200b="


def test_a_spreadsheet_knows_the_letters_and_the_cells():
    made = table(("a", "b"), [['Pérez; „x“, "y"', "=1\n2"]])
    assert made.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""))) == [
        ["a", "b"],
        ['Pérez; „x“, "y"', "'=1\n2"],
    ]


def test_ten_years_of_days_are_a_small_file(db, path):
    live(db, ANN, 4)
    days = 3650
    with db.conn:
        for n in range(days):
            db.execute(
                "INSERT INTO sessions (person, started_at, local_date, child) VALUES (?, ?, ?, 0)",
                [ANN, "2026-03-02T09:00:00.000Z", "2026-03-02"],
            )
            for moment in ("before", "after"):
                db.execute(
                    "INSERT INTO scores (person, session, measure, moment, value, at, local_date) "
                    "VALUES (?, ?, 'sitting', ?, ?, '2026-03-02T09:00:00.000Z', '2026-03-02')",
                    [ANN, n + 2, moment, n % 11],
                )
    made = zipped(Taken(everything_of(path, ANN), CONTENT.export, NOW, ZoneInfo("UTC")))
    assert len(made) < 1_000_000, "Telegram takes 50 MB"
    assert len(lines_of(taken(path)["sessions.csv"])) == days + 1


def test_a_database_that_is_none_yet_can_not_be_taken_along(tmp_path):
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"")
    with pytest.raises(Unreadable):
        everything_of(broken, ANN)
    assert not any(everything_of(tmp_path / "nowhere.db", ANN).values())
