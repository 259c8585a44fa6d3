"""The tables on real files: opening them, the outbox's rules, the past, and erasing a person."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlite_utils import Database

from bot.adapters.store import DatabaseInUse, Store, UnusableDatabase, database_at
from bot.core.effects import Came, Ending, LogExercise, Outcome, ScreenRow, Slot
from bot.core.kept import DueRow, KeptScore
from bot.core.outbox import Unsent
from bot.core.recurring import Occurrence
from bot.core.reminding import UNTIL_RESUMED, Reminding, Stage
from bot.core.session import Level, Measure, Moment
from bot.core.setting import Adherence, PastSession
from bot.core.wishes import Equipment, Pictures, Wishes

NOW = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
TODAY = date(2026, 3, 2)
ANN, BOB = 7001, 7002


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with database_at(tmp_path / "bot.db") as db:
        yield db


@pytest.fixture
def store(db: Database) -> Store:
    store = Store(db)
    store.people.add(ANN, NOW)
    store.people.add(BOB, NOW)
    return store


# --- opening --------------------------------------------------------------------------------------


def test_a_new_database_is_its_owners_alone(tmp_path):
    path = tmp_path / "data" / "bot.db"
    with database_at(path) as db:
        assert {each.name for each in db.tables} >= {"people", "scores", "outbox", "due", "seen_updates"}
        for name, value in [
            ("journal_mode", "wal"),
            ("synchronous", 2),
            ("foreign_keys", 1),
            ("secure_delete", 1),
        ]:
            assert db.execute(f"PRAGMA {name}").fetchone()[0] == value
        assert db.execute("PRAGMA busy_timeout").fetchone()[0] == 250
        rights = {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert rights == {0o600}


def test_opening_again_finds_what_was_kept(tmp_path):
    for _ in range(2):
        with database_at(tmp_path / "bot.db") as db:
            Store(db).people.add(ANN, NOW)
    with database_at(tmp_path / "bot.db") as db:
        assert Store(db).people.find(ANN) is not None


def test_a_second_bot_is_refused_with_one_sentence(tmp_path):
    sentence = r"^Another bot is using .*bot\.db: [^.]*\.$"
    with database_at(tmp_path / "bot.db"), pytest.raises(DatabaseInUse, match=sentence):
        database_at(tmp_path / "bot.db").__enter__()
    with database_at(tmp_path / "bot.db"):
        pass


def test_a_second_bot_is_refused_by_whatever_name_it_comes(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link.db").symlink_to("bot.db")
    (tmp_path / "folder").symlink_to("elsewhere")
    for one, other in (("bot.db", "link.db"), ("link.db", "bot.db"), ("folder/a.db", "elsewhere/a.db")):
        with database_at(tmp_path / one), pytest.raises(DatabaseInUse, match=r"^Another bot is using "):
            database_at(tmp_path / other).__enter__()


def test_links_in_a_circle_are_one_sentence(tmp_path):
    (tmp_path / "one.db").symlink_to("other.db")
    (tmp_path / "other.db").symlink_to("one.db")
    with pytest.raises(UnusableDatabase, match=r"one\.db[^.]*\.$"):
        database_at(tmp_path / "one.db").__enter__()


def test_a_killed_bot_lets_go_of_its_database(tmp_path):
    code = (
        "import sys; from pathlib import Path; from bot.adapters.store import database_at\n"
        "with database_at(Path(sys.argv[1])): print('open', flush=True); sys.stdin.read()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "bot.db")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stdout.readline() == b"open\n"
    with pytest.raises(DatabaseInUse):
        database_at(tmp_path / "bot.db").__enter__()
    child.kill()
    child.wait()
    child.stdin.close()
    child.stdout.close()
    with database_at(tmp_path / "bot.db"):
        pass


def no_database(path: Path) -> None:
    path.write_text("a letter to my grandmother " * 100)


def a_folder(path: Path) -> None:
    path.mkdir()


def in_a_file(path: Path) -> None:
    path.parent.rmdir()
    path.parent.write_text("")


def newer(path: Path) -> None:
    with database_at(path) as db:
        db.table("_sqlite_migrations").insert(
            {"migration_set": "bot", "name": "m999_tomorrow", "applied_at": "2030-01-01"}
        )


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (no_database, "is no SQLite database"),
        (a_folder, "can't be opened|not writable"),
        (in_a_file, "can't be opened"),
        (newer, r"made by a newer version of this bot \(m999_tomorrow\)"),
    ],
)
def test_a_database_that_cannot_be_used_says_why_in_one_sentence(tmp_path, make, sentence):
    path = tmp_path / "folder" / "bot.db"
    path.parent.mkdir()
    make(path)
    with pytest.raises(UnusableDatabase, match=sentence) as raised:
        database_at(path).__enter__()
    assert "\n" not in str(raised.value)


def test_a_database_that_is_locked_while_opening_says_so(tmp_path):
    path = tmp_path / "bot.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UnusableDatabase, match="locked by another program"):
            database_at(path).__enter__()


# --- the outbox -----------------------------------------------------------------------------------


def show(store: Store, screen: str, slot: Slot = Slot.SESSION, *, in_place: bool = False) -> None:
    edit = store.outbox.open_message(ANN, slot) if in_place else None
    store.outbox.show(ANN, slot, ScreenRow(screen), 3, edit=edit, in_place=in_place)


def waiting(db: Database) -> list[tuple[str, int | None]]:
    rows = db.query("SELECT * FROM outbox WHERE set_aside IS NULL ORDER BY id")
    return [(row["screen"], row["target_message_id"]) for row in rows]


def send(store: Store, message_id: int) -> Unsent:
    row = store.outbox.next(ANN)
    assert row is not None
    store.outbox.accepted(row, message_id)
    return row


def test_scores_go_before_notes_before_the_session_before_reminders(store, db):
    for slot in (Slot.REMINDER, Slot.SESSION, Slot.NOTE, Slot.SCORE):
        show(store, slot.value, slot)
    show(store, "later_note", Slot.NOTE)
    order = [send(store, number).row.screen for number in range(1, 6)]
    assert order == ["score", "note", "later_note", "session", "reminder"]
    assert store.outbox.next(ANN) is None


def test_a_silent_message_is_handed_on_as_one(store):
    store.outbox.show(ANN, Slot.REMINDER, ScreenRow("reminder"), edit=None, in_place=False, silent=True)
    assert store.outbox.next(ANN).silent is True
    store.outbox.show(ANN, Slot.REMINDER, ScreenRow("reminder"), edit=None, in_place=False)
    assert store.outbox.next(ANN).silent is False


def test_a_newer_message_replaces_the_unsent_one(store, db):
    show(store, "sitting")
    show(store, "getting_up")
    assert waiting(db) == [("getting_up", None)]


def test_an_edit_of_a_message_that_is_not_sent_yet_becomes_the_message(store, db):
    show(store, "sitting")
    send(store, 41)
    show(store, "exercise")
    show(store, "change", in_place=True)
    assert waiting(db) == [("change", None)]


def test_an_edit_goes_to_the_slots_open_message(store, db):
    show(store, "exercise")
    send(store, 41)
    show(store, "change", in_place=True)
    show(store, "exercise", in_place=True)
    assert waiting(db) == [("exercise", 41)]


def test_what_one_event_says_is_all_said(store, db):
    show(store, "getting_up")
    send(store, 41)
    first = store.outbox.show(ANN, Slot.SESSION, ScreenRow("getting_up_skipped"), edit=41, in_place=True)
    store.outbox.show(ANN, Slot.SESSION, ScreenRow("exercise"), edit=None, in_place=False, beside={first})
    assert waiting(db) == [("getting_up_skipped", 41), ("exercise", None)]
    send(store, 41)
    send(store, 42)
    assert store.outbox.open_message(ANN, Slot.SESSION) == 42


def test_an_unsent_edit_is_replaced_by_a_newer_message(store, db):
    show(store, "exercise")
    send(store, 41)
    show(store, "change", in_place=True)
    show(store, "finishing")
    assert waiting(db) == [("finishing", None)]


def test_what_stays_is_neither_replaced_nor_edited(store, db):
    show(store, "emergency_stop")
    show(store, "emergency_check", in_place=True)
    assert waiting(db) == [("emergency_stop", None), ("emergency_check", None)]
    send(store, 41)
    assert store.outbox.open_message(ANN, Slot.SESSION) is None


def test_what_stays_is_not_edited_before_it_is_sent(store, db):
    show(store, "emergency_check")
    send(store, 41)
    show(store, "emergency_stop", in_place=True)
    show(store, "emergency_check", in_place=True)
    assert waiting(db) == [("emergency_stop", 41), ("emergency_check", None)]
    store.outbox.release(ANN, 41)
    assert len(waiting(db)) == 2


def test_what_stays_is_said_once(store, db):
    for _ in range(3):
        show(store, "emergency_stop")
    assert waiting(db) == [("emergency_stop", None)]


def test_notes_are_replaced_by_their_like_only(store, db):
    for screen in ("help", "summary", "help"):
        show(store, screen, Slot.NOTE)
    assert waiting(db) == [("summary", None), ("help", None)]


def test_slots_do_not_replace_one_another(store, db):
    show(store, "sitting")
    show(store, "help", Slot.NOTE)
    assert len(waiting(db)) == 2


def test_a_message_replaced_on_its_way_is_edited_by_what_replaced_it(store, db):
    show(store, "exercise")
    on_its_way = store.outbox.next(ANN)
    show(store, "change", in_place=True)
    assert store.outbox.accepted(on_its_way, 41) is Slot.SESSION
    assert waiting(db) == [("change", 41)]


def test_a_new_message_stays_new_when_the_one_before_it_was_on_its_way(store, db):
    show(store, "exercise")
    on_its_way = store.outbox.next(ANN)
    show(store, "finishing")
    store.outbox.accepted(on_its_way, 41)
    assert waiting(db) == [("finishing", None)]


def test_a_refused_row_is_kept_for_the_host_and_answered_once(store, db):
    for screen in ("help", "about"):
        show(store, screen, Slot.NOTE)
    for _ in range(2):
        row = store.outbox.next(ANN)
        assert store.outbox.refused(row, "Bad Request: can't parse entities") is Slot.NOTE
    assert waiting(db) == [("fallback", None)]
    fallback = store.outbox.next(ANN)
    assert store.outbox.refused(fallback, "Bad Request") is None
    assert [row["screen"] for row in db["outbox"].rows] == ["help", "about", "fallback"]


def test_whoever_blocks_the_bot_is_sent_nothing_more(store, db):
    show(store, "exercise")
    store.outbox.gone(ANN)
    assert store.outbox.next(ANN) is None
    assert store.people.find(ANN).blocked


def test_attempts_are_counted(store):
    show(store, "exercise")
    store.outbox.tried(store.outbox.next(ANN))
    assert store.outbox.next(ANN).attempts == 1


def test_all_chats_with_something_to_send_are_found_the_longest_waiting_first(store):
    store.outbox.show_once(-500, ScreenRow("group_only"))
    store.outbox.show_once(-500, ScreenRow("group_only"))
    show(store, "exercise")
    assert store.outbox.chats() == [(-500, Slot.NOTE), (ANN, Slot.SESSION)]
    store.outbox.accepted(store.outbox.next(-500), 9)
    assert store.outbox.chats() == [(ANN, Slot.SESSION)]
    assert store.outbox.open_message(-500, Slot.NOTE) is None


# --- scores, sessions and the past ----------------------------------------------------------------


def keep(
    store: Store,
    value: int,
    moment: Moment = Moment.DAILY,
    *,
    person: int = ANN,
    measure: Measure = Measure.SITTING,
    at: datetime = NOW,
    session: int | None = None,
    update_id: int | None = None,
) -> KeptScore:
    score = KeptScore(0, measure, moment, value, session)
    return store.scores.keep(person, score, on=at.date(), now=at, update_id=update_id, source_message_id=None)


def finish(store: Store, at: datetime, scores: dict[tuple[Measure, Moment], int], **more: Any) -> int:
    person, ending = more.get("person", ANN), more.get("ending", Ending.FINISHED)
    store.sessions.open(person, child=more.get("child", False), on=at.date(), now=at)
    session = store.sessions.open_one(person)
    assert session is not None
    store.sessions.plan(person, more.get("level", Level.STEADY), "settled_low")
    for outcome in more.get("outcomes", ()):
        store.sessions.log(person, LogExercise("knee_rocks", "plain", Level.STEADY, outcome), at)
    for (measure, moment), value in scores.items():
        keep(store, value, moment, person=person, measure=measure, at=at, session=session)
    store.sessions.close(person, ending, at)
    return session


BEFORE, AFTER = (Measure.SITTING, Moment.BEFORE), (Measure.SITTING, Moment.AFTER)


def test_the_past_is_what_was_moved_newest_first(store):
    day, done = timedelta(days=1), [Outcome.DONE]
    finish(store, NOW, {BEFORE: 4, AFTER: 3, (Measure.GETTING_UP, Moment.BEFORE): 7}, outcomes=done)
    keep(store, 6, at=NOW + day)
    keep(store, 1, at=NOW + day)
    finish(store, NOW + 2 * day, {BEFORE: 2, AFTER: 5}, level=Level.FULLER, outcomes=[*done, Outcome.LEG])
    finish(store, NOW + 2 * day, {BEFORE: 9}, outcomes=[Outcome.SKIPPED])
    finish(store, NOW + 2 * day, {BEFORE: 9}, ending=Ending.EXPIRED)
    finish(store, NOW + 2 * day, {BEFORE: 8}, child=True, outcomes=done)
    finish(store, NOW + 2 * day, {BEFORE: 7}, person=BOB, outcomes=done)
    assert store.sessions.past(ANN, 12) == (
        PastSession(TODAY + 2 * day, Level.FULLER, 2, 5, None, None, None, leg=True),
        PastSession(TODAY, Level.STEADY, 4, 3, 7, None, next_morning=6),
    )
    assert len(store.sessions.past(ANN, 1)) == 1


def test_a_session_that_pain_ended_is_part_of_the_past(store):
    for outcome in (Outcome.LEG, Outcome.SHARP):
        finish(store, NOW, {BEFORE: 2}, ending=Ending.STOPPED, outcomes=[outcome])
    past = [(session.leg, session.sharp, session.finished) for session in store.sessions.past(ANN, 12)]
    assert past == [(False, True, False), (True, False, False)]


def test_a_routine_that_a_red_flag_broke_off_is_part_of_the_past_whatever_was_done_in_it(store):
    for outcomes in ([Outcome.DONE, Outcome.NUMB], [Outcome.DONE], []):
        finish(store, NOW, {BEFORE: 2}, ending=Ending.RED_FLAG, outcomes=outcomes)
    past = [(session.numb, session.red_flag, session.finished) for session in store.sessions.past(ANN, 12)]
    assert past == [(False, True, False), (False, True, False), (True, True, False)]


def test_a_red_flag_before_anything_was_planned_is_no_part_of_the_past(store):
    store.sessions.open(ANN, child=False, on=TODAY, now=NOW)
    store.sessions.close(ANN, Ending.RED_FLAG, NOW)
    assert store.sessions.past(ANN, 12) == ()


def test_of_a_childs_session_nothing_stays(store, db):
    finish(store, NOW, {BEFORE: 4}, child=True, outcomes=[Outcome.DONE])
    assert [list(db[table].rows) for table in ("sessions", "scores", "exercises_done")] == [[], [], []]
    assert list(db["settings"].rows) == [{"name": "erased", "value": "just now"}], "nor in the file's bytes"


def test_a_kept_session_does_not_have_the_file_written_anew(store, db):
    finish(store, NOW, {BEFORE: 4}, outcomes=[Outcome.DONE])
    assert list(db["settings"].rows) == []


def test_one_session_is_open_at_a_time(store, db):
    store.sessions.open(ANN, child=False, on=TODAY, now=NOW)
    store.sessions.open(ANN, child=False, on=TODAY, now=NOW)
    assert [row["ending"] for row in db["sessions"].rows] == ["expired", None]


def test_one_update_never_makes_two_scores(store):
    keep(store, 4, update_id=5)
    with pytest.raises(sqlite3.IntegrityError):
        keep(store, 5, update_id=5)


def test_an_update_id_may_come_again_after_some_days(store):
    keep(store, 4, update_id=5)
    store.scores.forget_update_ids(NOW + timedelta(days=3))
    keep(store, 5, update_id=5)


def test_no_score_lies_beyond_the_scale(store):
    with pytest.raises(sqlite3.IntegrityError):
        keep(store, 11)


def test_a_score_is_its_persons_alone(store):
    score = keep(store, 4)
    assert store.scores.of_row(BOB, score.row) is None
    store.scores.correct(BOB, score.row, 9)
    found = store.scores.of_row(ANN, score.row)
    assert found is not None
    assert found.value == 4


def test_a_message_that_is_about_to_name_a_score_counts_as_its_message(store, db):
    """Else a correction of the first score would take the second off the message again."""
    first, second = keep(store, 4), keep(store, 5)
    store.outbox.show_score(ANN, ScreenRow("score_kept", (("row", first.row),)), edit=None)
    on_its_way = store.outbox.next(ANN)
    both = ScreenRow("scores_kept", (("rows", f"{first.row},{second.row}"),))
    store.outbox.show_score(ANN, both, edit=None, instead_of=[on_its_way.id])
    store.outbox.accepted(on_its_way, 41)
    assert waiting(db) == [("scores_kept", 41)]
    assert [score.row for score in store.scores.together(ANN, 41)] == [first.row, second.row]


def test_the_first_zone_dates_the_past_anew(store, db):
    keep(store, 4)
    store.sessions.open(ANN, child=False, on=TODAY, now=NOW)
    keep(store, 4, person=BOB)
    store.people.set_zone(ANN, ZoneInfo("Europe/Berlin"))
    assert [row["local_date"] for row in db["scores"].rows] == ["2026-03-03", "2026-03-02"]
    assert [row["local_date"] for row in db["sessions"].rows] == ["2026-03-03"]
    store.people.set_zone(ANN, ZoneInfo("America/New_York"))
    assert [row["local_date"] for row in db["scores"].rows] == ["2026-03-03", "2026-03-02"]
    assert store.people.find(ANN).zone == "America/New_York"


# --- what is due, what has been seen, and erasing -------------------------------------------------


def test_what_is_due_comes_in_time_and_once(store):
    store.due.schedule(ANN, "reask_came", "soon", NOW)
    store.due.schedule(ANN, "reask_came", "morning", NOW + timedelta(hours=9))
    store.due.schedule(BOB, "reask_came", "soon", NOW - timedelta(minutes=1))
    rows = store.due.come(NOW, 10)
    assert rows == [
        DueRow(BOB, "reask_came", "soon", None, NOW - timedelta(minutes=1)),
        DueRow(ANN, "reask_came", "soon", None, NOW),
    ]
    assert store.due.come(NOW - timedelta(seconds=1), 10) == rows[:1]
    assert store.due.take(rows[1], NOW)
    assert not store.due.take(rows[1], NOW)


@pytest.mark.parametrize("bad", ["key = CAST(x'ff' AS TEXT)", "day = 'no day'", "at = '2026 or so'"])
def test_what_is_due_and_can_not_be_read_is_dropped_alone(store, db, bad):
    for person in (ANN, BOB):
        store.due.schedule(person, "reask_came", "soon", NOW)
    db.execute(f"UPDATE due SET {bad} WHERE person = ?", [ANN])
    with pytest.raises((sqlite3.OperationalError, ValueError)):
        store.due.come(NOW + timedelta(days=300), 10)
    assert store.due.drop_unreadable(NOW + timedelta(days=300)) == [ANN]
    assert [row.person for row in store.due.come(NOW, 10)] == [BOB]
    assert store.due.drop_unreadable(NOW) == []


def test_what_was_moved_is_not_taken(store):
    store.due.schedule(ANN, "session_expired", "", NOW)
    [row] = store.due.come(NOW, 10)
    store.due.schedule(ANN, "session_expired", "", NOW + timedelta(hours=3))
    assert not store.due.take(row, NOW)


def test_cancelling_names_kinds_or_means_all(store, db):
    for kind in ("reask_came", "session_expired", "reminder_came"):
        store.due.schedule(ANN, kind, "", NOW)
    store.due.cancel(ANN, ["reask_came", "session_expired"])
    assert [row["kind"] for row in db["due"].rows] == ["reminder_came"]
    store.due.cancel(ANN, [])
    assert list(db["due"].rows) == []


def test_an_update_is_new_once_and_again_when_the_numbers_begin_anew(store, db):
    assert store.arrivals.see(5, NOW) is None
    store.arrivals.keep_toast(5, "stale")
    seen = store.arrivals.see(5, NOW + timedelta(days=2))
    assert seen is not None
    assert seen.toast == "stale"
    assert store.arrivals.see(5, NOW + timedelta(days=8)) is None
    store.arrivals.forget(NOW + timedelta(days=12))
    assert list(db["seen_updates"].rows) == []


def test_the_key_for_ids_in_logs_is_made_once(store):
    assert store.arrivals.log_key() == store.arrivals.log_key()
    assert len(store.arrivals.log_key()) == 32


def everything(store: Store, person: int) -> None:
    store.people.keep_conversation(person, "{}", NOW)
    store.people.record_consent(person, "1", NOW)
    store.people.record_check(person, passed=True, adaptations=(), now=NOW)
    finish(store, NOW, {BEFORE: 4}, person=person, outcomes=[Outcome.DONE])
    keep(store, 4, person=person)
    store.due.schedule(person, "reask_came", "", NOW)
    store.reminders.keep(person, Reminding(first=450))
    store.wishes.keep(person, Wishes())
    store.pauses.note(person, NOW.date() + timedelta(days=3), NOW.date())
    store.reminders.over(person, 1, NOW.date(), Came.SENT, NOW)
    store.arrivals.set_aside(5, person, "KeyError", {"text": "a secret"}, NOW)
    for screen in ("sitting", "exercise"):
        args = (("measure", "sitting"), ("moment", "before")) if screen == "sitting" else ()
        store.outbox.show(person, Slot.SESSION, ScreenRow(screen, args), edit=None, in_place=False)
        row = store.outbox.next(person)
        assert row is not None
        store.outbox.accepted(row, 41)
    store.outbox.show(person, Slot.SESSION, ScreenRow("exercise"), edit=None, in_place=False)
    store.scores._db.execute(
        "INSERT INTO questions (person, message_id, measure, moment) VALUES (?, 40, 'sitting', 'daily')",
        [person],
    )


def test_deleting_a_person_leaves_nothing_of_them_and_all_of_others(store, db):
    everything(store, ANN)
    everything(store, BOB)
    tables = [table for table in db.tables if {"person"} & table.columns_dict.keys()]
    assert len(tables) >= 11
    for table in tables:
        assert table.count_where("person = ?", [ANN]), table.name
    others = {table.name: table.count_where("person = ?", [BOB]) for table in tables}
    store.people.delete(ANN)
    for table in tables:
        assert not table.count_where("person = ?", [ANN]), table.name
        assert table.count_where("person = ?", [BOB]) == others[table.name]
    assert store.people.find(ANN) is None


def test_a_goodbye_is_sent_without_a_person_and_leaves_nothing(store, db):
    store.people.delete(ANN)
    show(store, "deleted", Slot.NOTE)
    assert send(store, 77).row.screen == "deleted"
    assert not any(row["person"] == ANN for row in db["slots"].rows)
    show(store, "deleted", Slot.NOTE)
    store.outbox.refused(store.outbox.next(ANN), "Bad Request")
    assert list(db["outbox"].rows) == []


def test_who_is_forgotten_is_told_what_waits_and_leaves_nothing(store, db):
    everything(store, ANN)
    everything(store, BOB)
    others = store.outbox.unsent(BOB)
    waiting = store.outbox.unsent(ANN)
    assert waiting
    store.people.forget(ANN)
    tables = [table for table in db.tables if {"person"} & table.columns_dict.keys()]
    assert {table.name for table in tables if table.count_where("person = ?", [ANN])} == {"outbox"}
    assert store.outbox.unsent(ANN) == waiting
    while store.outbox.next(ANN) is not None:
        send(store, 77)
    assert not any(table.count_where("person = ?", [ANN]) for table in tables)
    assert store.outbox.unsent(BOB) == others


# --- reminders ------------------------------------------------------------------------------------

FULL = Reminding(
    first=450,
    second=1200,
    days=frozenset({0, 2, 4}),
    every=2,
    paused_until=UNTIL_RESUMED,
    unanswered=2,
    stage=Stage.ASKED,
    sent=17,
    heard_on=TODAY,
)


def test_when_a_person_is_reminded_comes_back_as_it_was_kept(store):
    assert store.reminders.of(ANN) == Reminding()
    store.reminders.keep(ANN, FULL)
    store.reminders.keep(BOB, Reminding(first=0))
    assert store.reminders.of(ANN) == FULL
    store.reminders.over(ANN, 1, TODAY, Came.SENT, NOW)
    store.reminders.over(ANN, 1, TODAY - timedelta(days=1), Came.SENT, NOW)
    store.reminders.over(ANN, 2, TODAY - timedelta(days=3), Came.DONE, NOW)
    assert store.reminders.of(ANN).last == ((1, TODAY), (2, TODAY - timedelta(days=3)))
    store.reminders.keep(ANN, store.reminders.of(ANN).off())
    assert store.reminders.people_after(0, 9) == [BOB]


@pytest.mark.parametrize(
    "wishes",
    [
        Wishes(Equipment.NONE, Level.GENTLE, look_back=True, pictures=Pictures.DARK),
        Wishes(Equipment.TOWEL, Level.STEADY),
        Wishes(),
    ],
)
def test_what_a_person_has_set_comes_back_as_it_was_kept(store, wishes):
    assert store.wishes.of(ANN) == Wishes()
    store.wishes.keep(ANN, Wishes(look_back=True))
    store.wishes.keep(ANN, wishes)
    assert store.wishes.of(ANN) == wishes
    assert store.wishes.of(BOB) == Wishes()


def test_the_next_reminders_replace_those_before_and_nothing_else(store):
    store.due.schedule(ANN, "snooze_over", "", NOW)
    store.reminders.schedule(ANN, {1: Occurrence(TODAY, NOW), 2: Occurrence(TODAY, NOW)})
    store.reminders.schedule(ANN, {2: Occurrence(TODAY + timedelta(days=1), NOW)})
    assert store.due.come(NOW, 9) == [
        DueRow(ANN, "reminder_came", "2", TODAY + timedelta(days=1), NOW),
        DueRow(ANN, "snooze_over", "", None, NOW),
    ]


def test_a_reminder_that_has_come_and_waits_stays_when_it_is_to(store):
    store.reminders.schedule(ANN, {1: Occurrence(TODAY, NOW), 2: Occurrence(TODAY, NOW + timedelta(hours=2))})
    tomorrow = {n: Occurrence(TODAY + timedelta(days=1), NOW + timedelta(days=1)) for n in (1, 2)}
    store.reminders.schedule(ANN, tomorrow, keep_until=NOW)
    assert [row.day for row in store.due.come(NOW + timedelta(days=1), 9)] == [TODAY, tomorrow[2].day]
    store.reminders.schedule(ANN, tomorrow)
    assert [row.day for row in store.due.come(NOW + timedelta(days=1), 9)] == [tomorrow[1].day] * 2


def test_adherence_counts_days_done_and_no_day_that_was_too_sore_or_stopped(store):
    days = [TODAY - timedelta(days=n) for n in range(6)]
    for day in days:
        store.reminders.over(ANN, 1, day, Came.SENT, NOW)
        store.reminders.over(ANN, 2, day, Came.DONE, NOW)
    for back, outcome, ending in (
        (3, Outcome.DONE, Ending.RED_FLAG),
        (2, Outcome.SKIPPED, Ending.STOPPED),
        (1, Outcome.DONE, Ending.STOPPED),
        (0, Outcome.DONE, Ending.FINISHED),
    ):
        at = NOW - timedelta(days=back)
        store.sessions.open(ANN, child=False, on=days[back], now=at)
        store.sessions.log(ANN, LogExercise("knee_rocks", "plain", Level.GENTLE, outcome), at)
        store.sessions.close(ANN, ending, at)
    store.scores.keep(
        ANN,
        KeptScore(0, Measure.SITTING, Moment.DAILY, 6),
        on=days[4],
        now=NOW,
        update_id=None,
        source_message_id=None,
    )
    assert store.reminders.adherence(ANN, days[5], TODAY, 5) == Adherence(done=2, due=3)
    assert store.reminders.adherence(ANN, days[5] - timedelta(days=1), TODAY, 5) == Adherence(done=2, due=4)
    assert store.reminders.adherence(BOB, days[5], TODAY, 5) == Adherence()
    assert store.reminders.last_done(ANN) == NOW
    assert store.reminders.last_done(BOB) is None


def test_a_score_of_the_day_becomes_a_sessions_first(store):
    kept = keep(store, 4, moment=Moment.DAILY)
    assert store.scores.adopt(ANN, None) is None
    store.sessions.open(ANN, child=False, on=TODAY, now=NOW)
    session = store.sessions.open_one(ANN)
    adopted = store.scores.adopt(ANN, session)
    assert adopted is not None
    assert (adopted.row, adopted.session, adopted.moment) == (kept.row, session, Moment.BEFORE)
    assert store.scores.adopt(ANN, session) is None
    assert store.reminders.scored_on(ANN, TODAY)
    assert not store.reminders.scored_on(ANN, TODAY + timedelta(days=1))


def test_a_check_that_stopped_everything_is_known_until_one_has_passed(store):
    assert not store.people.was_stopped(ANN)
    store.people.record_check(ANN, passed=False, adaptations=(), now=NOW)
    assert store.people.was_stopped(ANN)
    store.people.record_check(ANN, passed=True, adaptations=(), now=NOW)
    assert not store.people.was_stopped(ANN)
