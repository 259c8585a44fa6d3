"""Copies of real files: made while somebody writes, whole or not at all, and put back."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.adapters.migrations import MIGRATIONS
from bot.adapters.store import (
    DatabaseInUse,
    NoCopy,
    Store,
    UnusableDatabase,
    copied,
    database_at,
    restored_at,
    restoring,
)
from tests.small_disk import small_disk

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ASIDE = "bot.db.before-restore-2026-03-02T09-30-00Z"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database that a bot has used, and that is closed."""
    path = tmp_path / "data" / "bot.db"
    with database_at(path) as db:
        fill(db, 50)
    return path


def fill(db: Database, people: int, first: int = 7001) -> None:
    """So many people with a conversation each, in one transaction."""
    with db.atomic():
        for person in range(first, first + people):
            Store(db).people.add(person, NOW)
            Store(db).people.keep_conversation(person, "x" * 2000, NOW)


def counts(path: Path) -> dict[str, int]:
    """The rows of every table there is."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {name: db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for [name] in tables}


def files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def damaged(path: Path) -> None:
    """Its beginning is as it should be; pages in the middle are not."""
    with path.open("r+b") as file:
        file.seek(3 * 4096)
        file.write(b"\xff" * 4096 * 12)


# --- copies ---------------------------------------------------------------------------------------


def test_a_copy_holds_all_that_is_committed_and_nothing_that_is_not(path, tmp_path):
    with database_at(path) as db:
        fill(db, 5, first=8001)  # stands in the write-ahead log alone
        db.execute("BEGIN IMMEDIATE")
        fill(db, 5, first=9001)
        found = copied(path, tmp_path / "copy.db")
        db.execute("ROLLBACK")
        assert counts(tmp_path / "copy.db") == counts(path)
        assert counts(tmp_path / "copy.db")["people"] == 55
    assert found.rows == sum(counts(path).values())
    assert found.size == (tmp_path / "copy.db").stat().st_size
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


def test_copies_made_under_steady_writes_are_each_one_moment(path, tmp_path):
    """Every transaction adds a person with a conversation: no copy has the one without the other."""
    written, enough = [0], threading.Event()

    def write() -> None:
        with database_at(path) as db:
            while not enough.is_set():
                fill(db, 1, first=10_000 + written[0])
                written[0] += 1

    writing = threading.Thread(target=write)
    writing.start()
    try:
        seen = []
        for number in range(8):
            before = written[0]
            copied(path, tmp_path / f"{number}.db")
            found = counts(tmp_path / f"{number}.db")
            assert found["people"] == found["conversations"] >= 50 + before
            seen.append(found["people"])
    finally:
        enough.set()
        writing.join()
    assert seen == sorted(seen)
    assert len(set(seen)) > 1, "nobody wrote meanwhile"


def test_a_copy_holds_no_byte_of_what_was_deleted(tmp_path):
    path = tmp_path / "plain.db"
    for statement in (
        "CREATE TABLE notes (words TEXT)",
        "INSERT INTO notes VALUES ('unmistakable')",
        "DELETE FROM notes",
    ):
        with closing(sqlite3.connect(path)) as db, db:
            db.execute("PRAGMA secure_delete = off")
            db.execute(statement)
    assert b"unmistakable" in path.read_bytes()
    copied(path, tmp_path / "copy.db")
    assert b"unmistakable" not in (tmp_path / "copy.db").read_bytes()


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (Path.unlink, r"^There is no database at .*bot\.db\.$"),
        (damaged, r"^.*bot\.db is damaged, or no SQLite database\.$"),
        (lambda path: path.write_text("a letter " * 900), r"^.*bot\.db is damaged, or no SQLite database\.$"),
    ],
)
def test_what_can_not_be_copied_leaves_nothing(
    path: Path, tmp_path: Path, spoil: Callable[[Path], object], sentence: str
):
    spoil(path)
    (tmp_path / "copies").mkdir()
    with pytest.raises(NoCopy, match=sentence):
        copied(path, tmp_path / "copies" / "copy.db")
    assert files(tmp_path / "copies") == {}


def test_a_copy_that_is_not_wanted_any_more_is_given_up(path, tmp_path):
    with database_at(path) as db:
        fill(db, 20_000, first=20_000)
    (tmp_path / "copies").mkdir()
    asked = []

    def unwanted() -> bool:
        asked.append(sum(file.stat().st_size for file in (tmp_path / "copies").iterdir()))
        return len(asked) == 2

    with pytest.raises(NoCopy):
        copied(path, tmp_path / "copies" / "copy.db", unwanted)
    assert len(asked) == 2
    assert files(tmp_path / "copies") == {}


def test_what_a_killed_copy_has_left_is_taken_away_by_the_next(path, tmp_path):
    for name in ("copy.db.abc.part", "copy.db.abc.part-journal", "other.db.abc.part", "copy.db.party"):
        (tmp_path / name).write_bytes(b"half")
    copied(path, tmp_path / "copy.db")
    left = sorted(file.name for file in tmp_path.iterdir() if file.is_file())
    assert left == ["copy.db", "copy.db.party", "other.db.abc.part"]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "small", kilobytes=1024) as disk:
        yield disk


def test_a_full_disk_is_said_and_left_as_it_was(path, small):
    with database_at(path) as db:
        fill(db, 1000, first=20_000)
    (small / "copy.db").write_bytes(b"an older one")
    with pytest.raises(
        NoCopy, match=r"^.*copy\.db can't be written: there is not enough room on its disk\.$"
    ):
        copied(path, small / "copy.db")
    assert files(small) == {"copy.db": b"an older one"}


def test_a_full_disk_leaves_the_database_that_was_to_be_replaced(path, small):
    database = small / "bot.db"
    with database_at(database) as db:
        fill(db, 3)
    before = counts(database)
    with database_at(path) as db:
        fill(db, 1000, first=20_000)
    with pytest.raises(NoCopy, match="not enough room"):
        restored_at(database, path, NOW)
    assert not {"bot.db.restoring", ASIDE} & files(small).keys()
    assert [name for name in files(small) if name.endswith(".part")] == []
    assert counts(database) == before


# --- put back -------------------------------------------------------------------------------------


def test_a_restored_database_has_every_row_and_the_old_one_is_kept(path, tmp_path):
    copied(path, tmp_path / "copy.db")
    before = counts(path)
    with database_at(path) as db:
        fill(db, 5, first=8001)
    done = restored_at(path, tmp_path / "copy.db", NOW)
    assert counts(path) == counts(tmp_path / "copy.db") == before
    assert done.copied.rows == sum(before.values())
    assert done.kept == path.parent / ASIDE
    assert counts(path.parent / ASIDE)["people"] == 55
    assert files(path.parent).keys() == {"bot.db", "bot.db.lock", ASIDE}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with database_at(path) as db:
        assert len(list(db.query("SELECT * FROM people"))) == 50


def test_two_in_the_same_second_keep_both(path, tmp_path):
    copied(path, tmp_path / "copy.db")
    with database_at(path) as db:
        fill(db, 5, first=8001)
    first, second = (restored_at(path, tmp_path / "copy.db", NOW).kept for _ in range(2))
    assert (first, second) == (path.parent / ASIDE, path.parent / f"{ASIDE}-2")
    assert [counts(path.parent / name)["people"] for name in (ASIDE, f"{ASIDE}-2")] == [55, 50]


def test_what_a_killed_bot_left_in_its_log_is_kept_with_the_old_one(path, tmp_path):
    copied(path, tmp_path / "copy.db")
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = wal")
        db.execute("INSERT INTO people (id, created_at) VALUES (8001, '')")
        db.commit()
        left = {name: data for name, data in files(path.parent).items() if "lock" not in name}
    for name, data in left.items():  # as they are on the disk when a bot is killed
        (path.parent / name).write_bytes(data)
    assert (path.parent / "bot.db-wal").stat().st_size > 0
    restored_at(path, tmp_path / "copy.db", NOW)
    assert counts(path)["people"] == 50
    assert counts(path.parent / ASIDE)["people"] == 51
    assert files(path.parent).keys() == {"bot.db", "bot.db.lock", ASIDE}


def test_a_damaged_database_is_kept_as_it_is(path, tmp_path):
    copied(path, tmp_path / "copy.db")
    path.write_bytes(b"garbage " * 1000)
    restored_at(path, tmp_path / "copy.db", NOW)
    assert counts(path)["people"] == 50
    assert (path.parent / ASIDE).read_bytes() == b"garbage " * 1000


def test_the_log_of_one_that_takes_nothing_in_goes_with_it(path, tmp_path, monkeypatch):
    copied(path, tmp_path / "copy.db")
    (path.parent / "bot.db-wal").write_bytes(b"written last")
    (path.parent / "bot.db-shm").write_bytes(b"")
    monkeypatch.setattr(restoring, "_fold", lambda database: None)
    restored_at(path, tmp_path / "copy.db", NOW)
    kept = files(path.parent)
    assert kept.keys() == {"bot.db", "bot.db.lock", ASIDE, f"{ASIDE}-wal"}
    assert kept[f"{ASIDE}-wal"] == b"written last"


def test_a_machine_without_a_database_gets_one(path, tmp_path):
    new = tmp_path / "new" / "machine.db"
    assert restored_at(new, path, NOW).kept is None
    assert counts(new) == counts(path)


def test_a_link_stays_one(path, tmp_path):
    copied(path, tmp_path / "copy.db")
    link = tmp_path / "link.db"
    link.symlink_to(path)
    with database_at(path) as db:
        fill(db, 5, first=8001)
    restored_at(link, tmp_path / "copy.db", NOW)
    assert link.is_symlink()
    assert counts(path)["people"] == 50


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('bot', 'm999_later', '')"
        )


def somebody_elses(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE recipes (words TEXT)")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (Path.unlink, r"^There is no file .*copy\.db\.$"),
        (damaged, r"^.*copy\.db is damaged, or no SQLite database\.$"),
        (
            lambda path: path.write_text("a letter " * 900),
            r"^.*copy\.db is damaged, or no SQLite database\.$",
        ),
        (lambda path: path.write_bytes(b""), r"^.*copy\.db is a database, but not this bot's\.$"),
        (somebody_elses, r"^.*copy\.db is a database, but not this bot's\.$"),
        (
            newer,
            r"^.*copy\.db was made by a newer version of this bot \(m999_later\): update the bot first\.$",
        ),
    ],
)
def test_what_is_no_good_changes_nothing(
    path: Path, tmp_path: Path, spoil: Callable[[Path], object], sentence: str
):
    copied(path, tmp_path / "copy.db")
    spoil(tmp_path / "copy.db")
    before = files(path.parent)
    with pytest.raises(NoCopy, match=sentence):
        restored_at(path, tmp_path / "copy.db", NOW)
    assert files(path.parent) == before


def test_a_name_that_is_no_text_is_said(path, tmp_path):
    unreadable, copy = tmp_path / os.fsdecode(b"\xff.db"), tmp_path / "copy.db"
    copied(path, copy)
    for attempt in (lambda: copied(path, unreadable), lambda: restored_at(unreadable, copy, NOW)):
        with pytest.raises(NoCopy, match=r"�\.db.* is no name of a file that SQLite takes"):
            attempt()


def test_a_file_that_may_not_be_looked_for_is_said(path, tmp_path):
    """As in a folder of somebody else's; whoever runs the tests may enter all, so by a name too long."""
    before = files(path.parent)
    with pytest.raises(NoCopy, match=r"^\S*x can't be opened: File name too long\.$"):
        restored_at(path, tmp_path / ("x" * 300), NOW)
    assert files(path.parent) == before


def test_the_database_itself_is_no_copy(path, tmp_path):
    (tmp_path / "other name.db").symlink_to(path)
    with pytest.raises(NoCopy, match="is the database itself"):
        restored_at(path, tmp_path / "other name.db", NOW)


def test_nothing_is_put_under_a_running_bot(path, tmp_path):
    copied(path, tmp_path / "copy.db")
    with database_at(path), pytest.raises(DatabaseInUse, match=r"^Another bot is using .*: stop it"):
        restored_at(path, tmp_path / "copy.db", NOW)


def test_nothing_is_put_under_another_program_that_has_it_open(path, tmp_path):
    copied(path, tmp_path / "copy.db")
    with closing(sqlite3.connect(path)) as other:
        other.execute("SELECT count(*) FROM people").fetchone()
        other.execute("PRAGMA journal_mode = wal").fetchone()
        with pytest.raises(NoCopy, match=rf"^{path} is locked by another program"):
            restored_at(path, tmp_path / "copy.db", NOW)
        assert other.execute("SELECT count(*) FROM people").fetchone() == (50,)
    assert not (path.parent / ASIDE).exists()


def test_an_old_copy_is_brought_up_to_date_at_the_next_start(path, tmp_path):
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as connection, connection:
        MIGRATIONS.apply(Database(connection), stop_before="m006_silent")
        connection.execute("INSERT INTO people (id, created_at) VALUES (1, '')")
    restored_at(path, old, NOW)
    with database_at(path) as db:
        assert Store(db).people.find(1) is not None
        assert MIGRATIONS.pending(db) == []


# --- before an upgrade ----------------------------------------------------------------------------


def old(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        MIGRATIONS.apply(Database(connection), stop_before="m006_silent")
        connection.execute("INSERT INTO people (id, created_at) VALUES (1, '')")


def test_a_database_that_is_brought_up_to_date_is_copied_before(tmp_path):
    old(tmp_path / "bot.db")
    before = counts(tmp_path / "bot.db")
    with database_at(tmp_path / "bot.db"):
        assert counts(tmp_path / "bot.db.before-upgrade-m006_silent") == before
    with database_at(tmp_path / "bot.db"):
        pass
    assert len(list(tmp_path.glob("*before-upgrade*"))) == 1


def test_a_new_database_has_nothing_to_be_copied(tmp_path):
    with database_at(tmp_path / "bot.db"):
        pass
    assert list(tmp_path.glob("*before*")) == []


def test_without_room_for_that_copy_nothing_is_changed(small):
    path = small / "bot.db"
    old(path)
    before = counts(path)
    room = os.statvfs(small)
    (small / "filler").write_bytes(b"x" * (room.f_bavail - 20) * room.f_frsize)
    with pytest.raises(UnusableDatabase, match=r"up to date, and is copied before[^\n]* room on its disk\.$"):
        database_at(path).__enter__()
    assert counts(path) == before
