"""The one door, on a real database: what is remembered and what is said after everything that can arrive."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.adapters.store import database_at
from bot.coach import Answer
from bot.coach.carrying import CARRY
from bot.core import effects
from bot.core.content import Content
from bot.core.incoming import Alarm, BotBlocked, GroupSpoke, Incoming, Sent, Tapped, Typed
from bot.core.kept import DueRow
from bot.core.report import report_of
from bot.core.session import Measure, Moment, Step
from tests.chatting import ANN, BOB, CONTENT, Chat


@pytest.fixture
def chat(tmp_path: Path) -> Iterator[Chat]:
    with database_at(tmp_path / "bot.db") as db:
        yield Chat(db)


# --- the routine ----------------------------------------------------------------------------------


def test_a_first_day_is_remembered_whole(chat):
    chat.to_exercises()
    while chat.session().step.value == "exercising":
        chat.tap("Now the other leg" if "Now the other leg" in chat.labels() else "Done")
    chat.tap("I'm sitting")
    chat.tap("3")
    chat.tap("5")
    [session] = chat.rows("sessions")
    assert (session["level"], session["ending"], session["local_date"]) == (
        "gentle",
        "finished",
        "2026-03-02",
    )
    assert chat.values() == [
        ("sitting", "before", 4),
        ("getting_up", "before", 5),
        ("sitting", "after", 3),
        ("getting_up", "after", 5),
    ]
    assert [row["exercise"] for row in chat.rows("exercises_done")] == list(CONTENT.routine.exercises)
    assert {row["session"] for row in chat.rows("scores")} == {session["id"]}
    assert chat.rows("due") == []


def test_an_edit_of_a_typed_correction_corrects_the_score_once_more(chat):
    chat.to_first_question()
    chat.tap("4")
    chat.tap("Correct it")
    chat.type("3", message_id=9001)
    chat.type("5", message_id=9001, edited=True)
    assert chat.values() == [("sitting", "before", 5)]


def logged(chat: Chat) -> list[tuple[str, str]]:
    return [(row["variation"], row["outcome"]) for row in chat.db["exercises_done"].rows]


@pytest.mark.parametrize("asked", [True, False])
def test_something_numb_is_written_down_where_it_answers_what_it_feels_like(chat, asked):
    chat.to_exercises()
    if asked:
        chat.tap("Hurts or feels odd")
    chat.type("my leg is numb")
    assert chat.session().step is Step.EMERGENCY_CHECK
    # Elsewhere it may be denied, "not numb at all": then the check alone comes.
    assert logged(chat) == ([("plain", "numb")] if asked else [])
    assert [row["ending"] for row in chat.db["sessions"].rows] == ["red_flag", None]


def test_any_other_red_flag_is_no_numb_move(chat):
    chat.to_exercises()
    chat.tap("Hurts or feels odd")
    chat.type("I fell yesterday")
    assert chat.session().step is Step.EMERGENCY_CHECK
    assert logged(chat) == []


def test_a_move_that_was_too_sore_is_written_down_though_an_easier_form_was_done(chat):
    chat.to_exercises()
    chat.tap("Hurts or feels odd")
    chat.tap("Too sore")
    chat.tap("Done")
    assert logged(chat) == [("plain", "too_sore"), ("easier", "done")]
    page = report_of(chat.history(), sore_above=5)
    assert page is not None
    assert [(felt.outcome.value, len(felt.days)) for felt in page.felt] == [("too_sore", 1)]
    assert page.unfit == 0


def test_an_easier_form_that_was_only_chosen_is_no_sore_one(chat):
    chat.to_exercises()
    chat.tap("Change")
    chat.tap("Easier")
    assert logged(chat) == []


def test_a_question_becomes_its_score_and_the_next_one_is_a_new_message(chat):
    chat.to_first_question()
    question = chat.shown("sitting")
    chat.tap("4", deliver=False)
    assert chat.waiting() == [("score_kept", question), ("getting_up", None)]
    assert chat.deliver() == ["score_kept", "getting_up"]
    assert chat.rows("scores")[0]["message_id"] == question


def test_a_typed_score_answers_the_open_question(chat):
    chat.to_first_question()
    question = chat.shown("sitting")
    chat.type("about 4", message_id=77, deliver=False)
    assert chat.waiting() == [("score_kept", question), ("getting_up", None)]
    [score] = chat.rows("scores")
    assert (score["moment"], score["source_message_id"], score["message_id"]) == ("before", 77, question)


def test_a_score_typed_before_its_question_was_sent_gets_a_message_of_its_own(chat):
    chat.type("/start")
    chat.tap("I'm 16 or over: agree, start")
    chat.tap("None of these")
    chat.tap("None of these", deliver=False)
    on_its_way = chat.store.outbox.next(ANN)
    chat.type("4", deliver=False)
    assert chat.waiting() == [("score_kept", None), ("getting_up", None)]
    assert on_its_way.row.screen == "sitting"
    question = chat.accept(on_its_way)
    chat.deliver()
    chat.type("3", reply_to=question)
    assert chat.values() == [("sitting", "before", 3)]


def test_a_skipped_question_says_so_before_the_exercise_comes(chat):
    chat.to_first_question()
    chat.tap("4")
    question = chat.shown("getting_up")
    chat.tap(CONTENT.screens["getting_up"].buttons["skip"], deliver=False)
    assert chat.waiting() == [("getting_up_skipped", question), ("exercise", None)]


def test_a_menu_is_swapped_in_its_own_message(chat):
    chat.to_exercises()
    message = chat.shown("exercise")
    chat.tap("Change", deliver=False)
    assert chat.waiting() == [("change", message)]


def test_a_tap_on_a_message_whose_acceptance_was_never_noted_edits_that_message(chat):
    chat.to_exercises()
    callback, message = chat.button("Change")
    chat.db.execute("DELETE FROM slots")
    chat.arrive(Tapped(callback, message))
    assert chat.waiting() == [("change", message)]


# --- what comes twice, late or forged -------------------------------------------------------------


def test_a_duplicate_changes_nothing_and_is_answered_again(chat):
    chat.to_first_question()
    callback, message = chat.button("4")
    first = chat.arrive(Tapped(callback, message), update_id=9)
    before = [chat.rows(table) for table in ("conversations", "scores", "outbox")]
    again = chat.arrive(Tapped(callback, message), update_id=9)
    assert [chat.rows(table) for table in ("conversations", "scores", "outbox")] == before
    assert again == first
    assert again.chats == {ANN}


def test_a_duplicate_of_a_stale_tap_gets_its_word_again(chat):
    chat.to_exercises()
    callback, message = chat.button("Done")
    chat.tap("Done")
    chat.clock.pass_by(seconds=10)
    for _ in range(2):
        assert chat.arrive(Tapped(callback, message), update_id=9).toast == "stale"


@pytest.mark.parametrize("callback", ["", "x", "session:1:nonsense:", "score:0:correction_asked:999"])
def test_a_forged_tap_is_a_stale_tap(chat, callback):
    chat.to_exercises()
    before = chat.session()
    answer = chat.arrive(Tapped(callback, chat.shown("exercise")))
    assert answer.toast == "stale"
    assert chat.session() == replace(before, revision=before.revision + 1, word="word:stale")
    assert chat.waiting() == [("exercise", None)]


def test_nobody_reaches_anothers_score(chat):
    chat.to_exercises()
    chat.to_first_question(BOB)
    [row, *_] = chat.rows("scores")
    for callback in (f"score:0:correction_asked:{row['id']}", f"score:0:score_corrected:{row['id']}.9"):
        assert chat.arrive(Tapped(callback, 1), BOB).toast == "stale"
    assert chat.rows("scores")[0] == row


# --- what a number means --------------------------------------------------------------------------


def test_a_bare_number_is_the_days_score(chat):
    chat.to_exercises()
    chat.type("/stop")
    chat.tap("Everything")
    chat.type("3")
    assert chat.values()[-1] == ("sitting", "daily", 3)
    assert chat.rows("scores")[-1]["session"] is None


def test_unsent_bare_scores_share_one_message_that_names_them_all(chat):
    chat.to_exercises()
    for number in ("3", "4", "5"):
        chat.type(number, deliver=False)
    [row] = [row for row in chat.rows("outbox") if row["slot"] == "score"]
    assert row["screen"] == "scores_kept"
    assert json.loads(row["args"]) == {"rows": "3,4,5", "values": "3, 4, 5", "measure": "sitting"}
    chat.deliver()
    message = chat.shown("scores_kept")
    assert [score["message_id"] for score in chat.rows("scores")[2:]] == [message] * 3
    chat.type("7", reply_to=message, deliver=False)
    [row] = [row for row in chat.rows("outbox") if row["slot"] == "score"]
    assert (json.loads(row["args"])["values"], row["target_message_id"]) == ("3, 4, 7", message)


def test_a_bare_score_corrected_before_it_is_sent_is_said_once(chat):
    chat.to_exercises()
    chat.type("3", message_id=77, deliver=False)
    chat.type("2", message_id=77, edited=True, deliver=False)
    [row] = [row for row in chat.rows("outbox") if row["slot"] == "score"]
    assert json.loads(row["args"])["value"] == 2


def test_a_score_replaced_on_its_way_ends_as_one_message(chat):
    chat.to_exercises()
    chat.type("3", deliver=False)
    on_its_way = chat.store.outbox.next(ANN)
    chat.type("4", deliver=False)
    message = chat.accept(on_its_way)
    scores = [each for each in chat.waiting() if each[0] != "hurting"]
    assert ("scores_kept", message) in scores
    chat.deliver()
    assert [score["message_id"] for score in chat.rows("scores")[2:]] == [message] * 2


def test_a_correction_takes_no_score_off_a_message_that_is_about_to_name_it(chat):
    chat.to_exercises()
    chat.type("3", message_id=77, deliver=False)
    on_its_way = chat.store.outbox.next(ANN)
    chat.type("4", deliver=False)
    message = chat.accept(on_its_way)
    chat.type("2", message_id=77, edited=True, deliver=False)
    chat.deliver()
    assert chat.messages[message].row.arg("values") == "2, 4"


def test_the_message_replied_to_decides(chat):
    chat.to_first_question()
    chat.tap("4")
    question = chat.shown("score_kept")
    chat.type("2", reply_to=question)
    assert chat.values() == [("sitting", "before", 2)]
    assert chat.session().score(Measure.SITTING, Moment.BEFORE) == 2
    assert chat.session().step.value == "getting_up_before"


def test_a_reply_to_an_unanswered_question_of_an_earlier_session_is_kept_with_that_session(chat):
    chat.to_first_question()
    chat.tap("4")
    question = chat.shown("getting_up")
    chat.clock.pass_by(hours=4)
    chat.type("/routine")
    chat.type("6", reply_to=question, deliver=False)
    score = chat.rows("scores")[-1]
    assert (score["measure"], score["moment"], score["value"], score["session"]) == (
        "getting_up",
        "before",
        6,
        chat.rows("sessions")[0]["id"],
    )
    assert ("score_kept", question) in chat.waiting()
    chat.deliver()
    chat.type("5", reply_to=question)
    assert chat.values()[-1] == ("getting_up", "before", 5)
    assert len(chat.values()) == 2


def test_a_reply_to_the_open_question_goes_on(chat):
    chat.to_first_question()
    chat.type("4", reply_to=chat.shown("sitting"))
    assert chat.session().step.value == "getting_up_before"


def test_a_reply_to_the_days_question_is_the_days_score(chat):
    chat.to_exercises()
    chat.type("/score")
    question = chat.shown("daily_question")
    chat.type("2", reply_to=question, deliver=False)
    assert chat.values()[-1] == ("sitting", "daily", 2)
    assert ("score_kept", question) in chat.waiting()


def test_an_edited_number_corrects_the_score_it_was(chat):
    chat.to_first_question()
    chat.type("4", message_id=77)
    question = chat.shown("score_kept")
    chat.type("3", message_id=77, edited=True, deliver=False)
    assert chat.values() == [("sitting", "before", 3)]
    assert chat.waiting() == [("score_kept", question)]


@pytest.mark.parametrize("text", ["hello", "/delete", ""])
def test_any_other_edit_is_old_news(chat, text):
    chat.to_first_question()
    chat.type("4", message_id=77)
    before = chat.session()
    for message_id in (77, 78):
        assert chat.type(text, message_id=message_id, edited=True, deliver=False) == Answer()
    assert chat.session() == before
    assert chat.values() == [("sitting", "before", 4)]


def test_an_edit_into_words_of_danger_leads_to_the_check(chat):
    chat.to_exercises()
    chat.type("hello", message_id=77)
    chat.type("my legs are numb", message_id=77, edited=True)
    assert chat.session().step is Step.EMERGENCY_CHECK


def test_an_edit_into_what_is_no_score_says_so(chat):
    chat.to_first_question()
    chat.type("4", message_id=77)
    chat.type("70", message_id=77, edited=True, deliver=False)
    assert chat.session().word == "not_a_score:too_big"
    assert chat.values() == [("sitting", "before", 4)]


def test_an_edit_by_a_stranger_makes_nobody_known(chat):
    chat.type("4", edited=True)
    assert chat.rows("people") == []


def test_a_correction_by_buttons_is_shown_where_the_score_stands(chat):
    chat.to_first_question()
    chat.tap("4")
    message = chat.shown("score_kept")
    chat.tap("Correct it", deliver=False)
    assert chat.waiting() == [("correct_score", message)]
    chat.deliver()
    chat.tap("8", on=message, deliver=False)
    assert chat.waiting()[0] == ("score_kept", message)
    assert chat.values() == [("sitting", "before", 8)]


def test_a_correction_into_a_sore_day_is_held_against_the_rules(chat):
    chat.to_exercises()
    message = next(n for n, row in chat.messages.items() if row.row.arg("value") == 4)
    chat.tap("Correct it", on=message)
    chat.tap("8", on=message)
    assert chat.session().step.value == "emergency_check"


def test_a_corrected_score_of_an_older_session_changes_no_rule(chat):
    chat.to_exercises()
    message = next(n for n, row in chat.messages.items() if row.row.arg("value") == 4)
    chat.clock.pass_by(hours=4)
    chat.type("/routine")
    step = chat.session().step
    chat.type("9", reply_to=message)
    assert chat.values()[0] == ("sitting", "before", 9)
    assert chat.session().step is step


# --- time, and what can't be read -----------------------------------------------------------------


def test_a_forgotten_session_is_closed_before_anything_else_counts(chat):
    chat.to_exercises()
    chat.clock.pass_by(hours=3)
    answer = chat.tap("Done")
    assert answer.toast == "stale"
    assert chat.rows("sessions")[0]["ending"] == "expired"
    assert chat.rows("exercises_done") == []
    assert chat.rows("due") == []


def test_an_alarm_closes_a_forgotten_session_once(chat):
    chat.to_exercises()
    chat.clock.pass_by(hours=3)
    chat.arrive(Alarm("session_expired"))
    chat.deliver()
    session = chat.session()
    assert session.step is Step.RESTING
    assert chat.rows("sessions")[0]["ending"] == "expired"
    chat.arrive(Alarm("session_expired"))
    assert chat.session() == session


def test_an_alarm_of_an_unknown_kind_is_passed_over(chat):
    chat.to_exercises()
    before = chat.session()
    assert chat.arrive(Alarm("made_tomorrow")) == Answer()
    assert chat.session() == before


def test_local_dates_are_the_persons(chat):
    chat.clock.instant = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    chat.to_first_question()
    chat.store.people.set_zone(ANN, ZoneInfo("Europe/Berlin"))
    chat.tap("4")
    assert [row["local_date"] for row in chat.rows("scores")] == ["2026-03-03"]
    chat.db.execute("UPDATE people SET zone = 'Mars/Olympus'")
    chat.tap("4")
    assert [row["local_date"] for row in chat.rows("scores")] == ["2026-03-03", "2026-03-02"]


def spoil(chat: Chat) -> None:
    chat.db.execute("UPDATE conversations SET snapshot = 'torn'")


def test_an_unreadable_conversation_goes_back_to_the_start_with_a_word(chat):
    chat.to_exercises()
    spoil(chat)
    chat.tap("Done", deliver=False)
    session = chat.session()
    assert (session.step, session.consented, session.passed_at) == (Step.RESTING, True, None)
    assert session.word == "word:unreadable"
    assert chat.rows("sessions")[0]["ending"] == "expired"
    assert len(chat.values()) == 2
    assert len(chat.waiting()) == 1


def test_an_unreadable_conversation_without_consent_begins_with_the_welcome(chat):
    chat.type("/start")
    spoil(chat)
    chat.type("/start")
    assert (chat.session().step, chat.session().consented) == (Step.WELCOME, False)


def test_a_score_and_a_red_flag_count_although_the_conversation_is_unreadable(chat):
    chat.to_exercises()
    spoil(chat)
    chat.type("3")
    assert chat.values()[-1] == ("sitting", "daily", 3)
    spoil(chat)
    chat.type("I can't feel my legs, they are numb")
    assert chat.session().step in (Step.EMERGENCY_CHECK, Step.EMERGENCY_STOP)


# --- children, erasing, blocking, groups ----------------------------------------------------------


def test_of_a_childs_session_nothing_is_kept(chat):
    chat.type("/start")
    chat.tap("With a child")
    chat.tap(CONTENT.screens["child_age"].buttons["five_to_fifteen"])
    chat.tap(CONTENT.screens["child_doctor"].buttons["yes"])
    chat.tap("None of these")
    chat.tap("None of these")
    chat.tap("4")
    assert len(chat.rows("scores")) == 1
    chat.type("/stop")
    chat.tap("Everything")
    for table in ("sessions", "scores", "exercises_done", "safety_checks", "consents", "due"):
        assert chat.rows(table) == [], table


def to_the_end_with_nothing_kept(chat: Chat) -> tuple[str, int]:
    """Up to the last tap of it, which this leaves to be made."""
    chat.type("/start")
    chat.tap(CONTENT.screens["welcome"].buttons["unkept"])
    chat.tap("None of these")
    chat.tap("None of these")
    chat.tap("4")
    chat.tap("5")
    while chat.session().step is Step.EXERCISING:
        chat.tap("Now the other leg" if "Now the other leg" in chat.labels() else "Done")
    chat.tap("I'm sitting")
    chat.tap("3")
    return chat.button("3")


def test_a_second_tap_on_the_last_score_of_what_is_not_kept_stores_nothing(chat):
    callback, message_id = to_the_end_with_nothing_kept(chat)
    assert chat.arrive(Tapped(callback, message_id)).toast is None
    neighbour, _ = chat.button("4", message_id)
    for late in (callback, neighbour):
        assert chat.arrive(Tapped(late, message_id)).toast == "already"
        assert chat.rows("people") == []
    chat.deliver()
    assert [chat.rows(table) for table in ("conversations", "slots", "sessions", "outbox")] == [[]] * 4


def test_whoever_taps_what_the_last_words_offer_begins_anew_at_once(chat):
    callback, message_id = to_the_end_with_nothing_kept(chat)
    chat.arrive(Tapped(callback, message_id))
    chat.deliver()
    assert chat.tap("Once more, keep nothing").toast is None
    assert chat.session().step is Step.EMERGENCY_CHECK


def test_whoever_taps_an_old_message_later_is_welcomed(chat):
    callback, message_id = to_the_end_with_nothing_kept(chat)
    chat.arrive(Tapped(callback, message_id))
    chat.deliver()
    chat.clock.pass_by(minutes=1)
    assert chat.arrive(Tapped(callback, message_id)).toast == "stale"
    assert chat.session().step is Step.WELCOME


def test_deleting_leaves_the_goodbye_alone_and_that_only_until_it_is_sent(chat):
    chat.to_exercises()
    chat.type("/delete")
    chat.tap(CONTENT.screens["delete"].buttons["confirm"], deliver=False)
    assert chat.waiting() == [("deleted", None)]
    assert chat.deliver() == ["deleted"]
    # What is owed: the file is to be written anew.
    assert chat.rows("settings") == [{"name": "erased", "value": "just now"}]
    for table in chat.db.tables:
        if table.name not in ("seen_updates", "settings", "_sqlite_migrations", "sqlite_sequence"):
            assert table.count == 0, table.name


def test_no_button_of_a_deleted_life_fits_the_next_one(chat):
    chat.to_exercises()
    old = {number: row.revision for number, row in chat.messages.items()}
    chat.type("/delete")
    chat.tap(CONTENT.screens["delete"].buttons["confirm"])
    chat.clock.pass_by(minutes=1)
    chat.type("/start")
    assert chat.session().revision not in old.values()
    assert chat.tap("I'm 16 or over: agree, start", on=min(old)).toast == "stale"


def test_a_group_is_told_once_and_nothing_is_kept(chat):
    for _ in range(3):
        assert chat.arrive(GroupSpoke(), -500).chats == {-500}
    assert chat.waiting(-500) == [("group_only", None)]
    assert chat.rows("people") == []


def test_whoever_blocks_the_bot_is_left_alone_until_they_speak_again(chat):
    chat.to_exercises()
    chat.type("/help", deliver=False)
    assert chat.arrive(BotBlocked(blocked=True)) == Answer()
    chat.clock.pass_by(hours=3)
    assert chat.arrive(Alarm("session_expired")) == Answer()
    assert chat.rows("sessions")[0]["ending"] == "expired"
    chat.arrive(BotBlocked(blocked=False))
    chat.db.execute("UPDATE people SET blocked = 1")
    assert chat.type("/start", deliver=False).chats == {ANN}
    assert chat.rows("people")[0]["blocked"] == 0


def test_a_photo_is_answered(chat):
    chat.to_exercises()
    assert chat.arrive(Sent(99)).chats == {ANN}


# --- errors ---------------------------------------------------------------------------------------


def test_an_update_that_breaks_us_is_undone_and_set_aside(chat):
    chat.to_exercises()

    def breaks(session, event, setting, tapped):
        raise ZeroDivisionError("a secret in an error")

    coach, chat.coach = chat.coach, replace(chat.coach, respond=breaks)
    before = [chat.rows(table) for table in ("conversations", "seen_updates", "outbox")]
    poison = Incoming(9, ANN, Typed("a secret", 77))
    with pytest.raises(ZeroDivisionError), chat.db.atomic():
        chat.coach.handle(chat.db, poison)
    assert [chat.rows(table) for table in ("conversations", "seen_updates", "outbox")] == before
    assert coach.set_aside(chat.db, poison, "ZeroDivisionError") == Answer(None, frozenset({ANN}))
    [kept] = chat.rows("set_aside")
    assert (kept["update_id"], kept["person"], kept["why"]) == (9, ANN, "ZeroDivisionError")
    assert json.loads(kept["payload"]) == {"kind": "Typed"}
    assert chat.waiting() == [("set_aside", None)]
    chat.coach = coach
    assert chat.arrive(Typed("a secret", 77), update_id=9).toast is None
    assert chat.waiting() == [("set_aside", None)]


def test_an_update_that_could_not_even_be_read_is_set_aside_by_its_number(chat):
    assert (
        chat.coach.set_aside(chat.db, 9, "broken", {"update_id": 9, "message": {"date": 10**15}}) == Answer()
    )
    assert chat.rows("set_aside")[0]["person"] is None
    assert chat.arrive(Typed("/start", 1), update_id=9) == Answer()


def test_every_effect_is_carried_out_by_somebody():
    assert set(CARRY) == set(effects.Effect.__subclasses__())


def lacking(*names: str) -> Content:
    """The content after a therapist has taken exercises out."""
    left = {name: exercise for name, exercise in CONTENT.exercises.items() if name not in names}
    order = tuple(name for name in CONTENT.routine.exercises if name in left)
    return replace(CONTENT, exercises=left, routine=replace(CONTENT.routine, exercises=order))


def test_an_exercise_that_is_gone_is_skipped_with_a_sentence(chat):
    chat.to_exercises()
    chat.coach = replace(chat.coach, content=lacking("knee_rocks"))
    chat.tap("Done")
    session = chat.session()
    assert (session.step, session.word) == (Step.EXERCISING, "word:exercise_gone")
    assert session.current.exercise == "figure4_rocks"
    chat.tap("Now the other leg")
    assert chat.session().current.other_leg


def test_the_next_exercise_may_be_gone_too(chat):
    chat.to_exercises()
    chat.coach = replace(chat.coach, content=lacking("figure4_rocks", "marching"))
    chat.tap("Done")
    assert chat.session().word == "word:exercise_gone"
    chat.tap("Done")
    assert chat.session().step is Step.FINISHING


def test_when_the_last_exercise_is_gone_it_is_over(chat):
    chat.to_exercises()
    chat.tap("Done")
    chat.tap("Now the other leg")
    chat.tap("Done")
    chat.coach = replace(chat.coach, content=lacking("marching"))
    chat.tap("Hurts or feels odd")
    assert chat.session().step is Step.HURTING
    chat.tap("Go on")
    assert chat.session().step is Step.FINISHING


def test_words_of_danger_count_though_the_exercise_is_gone(chat):
    chat.to_exercises()
    chat.coach = replace(chat.coach, content=lacking("knee_rocks"))
    chat.type("my chest hurts")
    assert chat.session().step is Step.EMERGENCY_CHECK


def test_deleting_goes_on_though_the_exercise_is_gone(chat):
    chat.to_exercises()
    chat.type("/delete")
    chat.coach = replace(chat.coach, content=lacking("knee_rocks"))
    chat.tap("Yes, erase everything")
    assert chat.rows("people") == []


# --- reminders ------------------------------------------------------------------------------------


def reminded(chat: Chat) -> DueRow:
    """Somebody with a reminder at half past seven, which has come."""
    chat.to_first_question()
    chat.type("stop")
    chat.tap("Everything")
    chat.type("/reminder")
    chat.type("07:30")
    chat.tap("Yes")
    chat.clock.instant = datetime(2026, 3, 3, 7, 30, tzinfo=UTC)
    [row] = chat.store.due.come(chat.clock.now(), 9)
    return row


def ring(chat: Chat, row: DueRow) -> None:
    with chat.db.atomic():
        assert chat.store.due.take(row, chat.clock.now())
        alarm = Alarm(row.kind, row.key, row.day, row.at)
        chat.coach.handle(chat.db, Incoming(None, row.person, alarm))


def test_what_a_reminder_changes_is_one_transaction(chat):
    ring(chat, reminded(chat))
    assert chat.waiting() == [("reminder", None)]
    assert [(row["number"], row["day"], row["came"]) for row in chat.rows("reminders_over")] == [
        (1, "2026-03-03", "sent")
    ]
    assert [(row["kind"], row["day"]) for row in chat.rows("due")] == [("reminder_came", "2026-03-04")]
    assert chat.rows("reminding")[0]["unanswered"] == 1


def test_nothing_counts_as_unanswered_while_the_bot_is_blocked(chat):
    row = reminded(chat)
    chat.arrive(BotBlocked(blocked=True))
    before = chat.rows("reminding")
    ring(chat, row)
    assert chat.waiting() == []
    assert chat.rows("reminding") == before
    assert [each["day"] for each in chat.rows("due")] == ["2026-03-04"]


def test_the_second_tap_on_a_reminder_is_a_slip_of_the_finger(chat):
    ring(chat, reminded(chat))
    chat.deliver()
    callback, message_id = chat.button("4")
    assert chat.arrive(Tapped(callback, message_id)).toast is None
    assert chat.arrive(Tapped(callback, message_id)).toast == "already"
    assert chat.values() == [("sitting", "daily", 4)]


def test_a_lost_due_row_is_there_again_after_the_night(chat):
    """An alarm that was set aside takes its row along; nobody stays without reminders for that."""
    row = reminded(chat)
    with chat.db.atomic():
        chat.store.due.take(row, chat.clock.now())
    assert chat.rows("due") == []
    assert chat.coach.people_after(chat.db, -(2**63), 9) == [ANN]
    chat.coach.reschedule(chat.db, ANN)
    assert [each["day"] for each in chat.rows("due")] == ["2026-03-04"]
    assert chat.coach.people_after(chat.db, ANN, 9) == []


def test_an_unreadable_conversation_after_a_red_flag_stays_without_reminders(chat):
    ring(chat, reminded(chat))
    chat.deliver()
    chat.type("it is numb")
    chat.tap("Yes, at least one")
    assert chat.rows("due") == []
    chat.db.execute("UPDATE conversations SET snapshot = '{}'")
    chat.type("hello")
    assert chat.session().red_flag
    chat.coach.reschedule(chat.db, ANN)
    assert chat.rows("due") == []
