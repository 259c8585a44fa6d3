"""Entries of /history corrected and removed, through the one door on a real database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.adapters.store import database_at
from bot.core.incoming import Tapped
from bot.core.session import Measure, Moment
from tests.chatting import ANN, BOB, CONTENT, Chat

REMOVE, KEEP = (CONTENT.screens["history_routine"].buttons[name] for name in ("remove", "keep"))
SAT_UP = CONTENT.screens["finishing"].buttons["sat_up"]


@pytest.fixture
def chat(tmp_path: Path) -> Iterator[Chat]:
    with database_at(tmp_path / "bot.db") as db:
        yield Chat(db)


def finish(chat: Chat, sitting: str = "3", getting_up: str = "5") -> None:
    """From the first move to the summary."""
    while chat.session().step.value == "exercising":
        chat.tap("Now the other leg" if "Now the other leg" in chat.labels() else "Done")
    chat.tap(SAT_UP)
    chat.tap(sitting)
    chat.tap(getting_up)


def a_day(chat: Chat) -> None:
    """A routine: sitting 4 → 3, getting up 5 → 5."""
    chat.to_exercises()
    finish(chat)


def answer_a_reminder(chat: Chat) -> None:
    """With a 3, which the conversation remembers until a session begins."""
    chat.db.execute("UPDATE conversations SET snapshot = json_set(snapshot, '$.reminder_open', json('true'))")
    chat.type("3")
    assert chat.session().day_score == 3


def words(chat: Chat, message_id: int) -> str:
    return chat.screen(chat.messages[message_id]).text


def shown(chat: Chat, value: int, number: int = 0) -> int:
    """The message that shows a score of that value."""
    return [n for n, row in chat.messages.items() if row.row.arg("value") == value][number]


# --- the list -------------------------------------------------------------------------------------


def test_a_stranger_is_told_how_it_begins(chat):
    chat.type("/start")
    chat.type("/history")
    assert words(chat, chat.shown("history")) == CONTENT.screens["history"].lines["nothing"]


def test_the_words_open_it_at_rest_and_name_it_elsewhere(chat):
    chat.to_exercises()
    chat.type("fix a score")
    assert chat.messages[max(chat.messages)].row.screen == "exercise"
    assert chat.session().word == "phrase:history"
    finish(chat)
    chat.type("my diary")
    assert chat.messages[max(chat.messages)].row.screen == "history"


def test_the_list_loses_nobodys_place(chat):
    chat.to_exercises()
    before = chat.session()
    chat.type("/history")
    chat.tap("Sitting before: 4")
    chat.tap("Back")
    assert chat.session().step is before.step
    assert chat.session().revision == before.revision
    chat.tap("Done")
    assert chat.session().position == before.position + 1


def test_it_stays_one_message(chat):
    a_day(chat)
    chat.type("/history")
    message = chat.shown("history")
    for label in ("Getting up before: 5", "Back", "Routine, gentle", KEEP, "Sitting after: 3", "2"):
        chat.tap(label, on=message)
    assert "sitting 4 → 2" in words(chat, message)


# --- corrections ----------------------------------------------------------------------------------


def test_two_taps_correct_a_score_and_its_own_message_follows(chat):
    a_day(chat)
    own = shown(chat, 5)
    chat.type("/history")
    message = chat.shown("history")
    chat.tap("Getting up before: 5")
    chat.tap("7", on=message, deliver=False)
    assert chat.waiting()[:2] == [("score_kept", own), ("history", message)]
    chat.deliver()
    assert words(chat, own) == "Getting up: 7"
    assert "getting up 7 → 5" in words(chat, message)
    assert "Corrected." in words(chat, message)
    assert ("getting_up", "before", 7) in chat.values()


def test_a_correction_of_the_open_routine_reaches_it(chat):
    chat.to_exercises()
    chat.type("/history")
    chat.tap("Sitting before: 4")
    chat.tap("8", on=chat.shown("history_score"))
    assert chat.session().step.value == "emergency_check"
    assert chat.session().score(Measure.SITTING, Moment.BEFORE) == 8


def test_a_correction_of_todays_routine_is_summed_up_anew_and_one_of_yesterdays_is_not(chat):
    a_day(chat)
    for summed_up in (True, False):
        chat.type("/history")
        chat.tap("Sitting after: 3" if summed_up else "Sitting after: 2")
        chat.tap("2" if summed_up else "6", on=chat.shown("history_score"), deliver=False)
        assert ("summary" in [screen for screen, _ in chat.waiting()]) is summed_up
        chat.deliver()
        chat.clock.pass_by(days=1)
    assert chat.session().score(Measure.SITTING, Moment.AFTER) == 6
    assert [row for row in chat.rows("due") if row["kind"] == "reask_came"] == []


def test_a_correction_in_an_older_list_still_counts_and_is_shown_there(chat):
    a_day(chat)
    chat.type("/history")
    old = chat.shown("history")
    chat.tap("Sitting before: 4")
    chat.type("/help")
    help_message = chat.shown("help")
    chat.tap("1", on=old, deliver=False)
    assert ("history", old) in chat.waiting()
    assert ("history", help_message) not in chat.waiting()
    assert ("sitting", "before", 1) in chat.values()


def test_a_corrected_number_of_the_day_counts_for_what_begins_with_it(chat):
    """Also when midnight has passed since: then it is no news, but it is sore all the same."""
    a_day(chat)
    chat.clock.pass_by(hours=14, minutes=50)  # ten to midnight
    answer_a_reminder(chat)
    chat.clock.pass_by(minutes=15)
    assert chat.clock.now().hour == 0
    chat.type("/history")
    chat.tap("Sitting: 3")
    chat.tap("9", on=chat.shown("history_score"))
    assert chat.session().day_score == 9
    chat.type("/routine")
    assert chat.session().step.value == "emergency_check"
    assert chat.session().score(Measure.SITTING, Moment.BEFORE) == 9


# --- removals -------------------------------------------------------------------------------------


def test_two_taps_remove_a_score_and_its_own_message_says_so(chat):
    a_day(chat)
    own, rows = shown(chat, 5), len(chat.values())
    chat.type("/history")
    message = chat.shown("history")
    chat.tap("Getting up before: 5")
    chat.tap(REMOVE, on=message)
    assert words(chat, own) == "Getting up: removed"
    assert chat.buttons(own) == []
    assert "Removed." in words(chat, message)
    assert "getting up – → 5" in words(chat, message)
    assert len(chat.values()) == rows - 1


def test_what_is_summed_up_of_todays_routine_follows(chat):
    a_day(chat)
    chat.type("/history")
    chat.tap("Sitting before: 4")
    chat.tap(REMOVE)
    assert chat.session().score(Measure.SITTING, Moment.BEFORE) is None
    assert chat.session().score(Measure.SITTING, Moment.AFTER) == 3
    chat.type("xyzzy")
    assert "Sitting" not in words(chat, chat.shown("summary"))


def test_a_removed_routine_leaves_nothing_of_it(chat):
    a_day(chat)
    chat.type("/history")
    message = chat.shown("history")
    chat.tap("Routine, gentle")
    chat.tap(REMOVE)
    assert {table: chat.rows(table) for table in ("sessions", "scores", "exercises_done", "questions")} == {
        "sessions": [],
        "scores": [],
        "exercises_done": [],
        "questions": [],
    }
    told = [words(chat, number) for number in chat.messages]
    assert told.count("Sitting: removed") == told.count("Getting up: removed") == 2
    assert CONTENT.screens["history"].lines["nothing"] in words(chat, message)
    chat.type("xyzzy")
    assert chat.messages[max(chat.messages)].row.screen == "resting"


def test_a_kept_routine_is_kept(chat):
    a_day(chat)
    before = [chat.rows(table) for table in ("sessions", "scores", "exercises_done")]
    chat.type("/history")
    chat.tap("Routine, gentle")
    chat.tap(KEEP)
    assert [chat.rows(table) for table in ("sessions", "scores", "exercises_done")] == before


def test_the_next_level_is_chosen_without_a_removed_routine(chat):
    a_day(chat)
    assert len(chat.store.sessions.past(ANN, 9)) == 1
    chat.type("/history")
    chat.tap("Routine, gentle")
    chat.tap(REMOVE)
    chat.clock.pass_by(days=1)
    assert chat.store.sessions.past(ANN, 9) == ()
    assert chat.store.reminders.last_done(ANN) is None
    chat.type("/routine")
    chat.tap("Nothing new, start")
    chat.tap("2")
    chat.tap("2")
    assert chat.session().reason == "first_session"


def test_nobody_is_asked_again_for_a_worse_score_that_is_gone(chat):
    chat.to_exercises()
    finish(chat, sitting="7")
    assert [row["kind"] for row in chat.rows("due")] == ["reask_came"] * 2
    chat.type("/history")
    chat.tap("Sitting after: 7")
    chat.tap(REMOVE)
    assert chat.rows("due") == []
    assert chat.session().resting == "summary"


def test_one_of_several_numbers_in_a_message_goes_and_the_others_stay(chat):
    chat.to_exercises()
    for number in ("3", "4", "5"):
        chat.type(number, deliver=False)
    chat.deliver()
    together = chat.shown("scores_kept")
    chat.type("/history")
    chat.tap("Sitting: 4")
    chat.tap(REMOVE)
    assert words(chat, together) == "Noted. Sitting: 3, 5"
    chat.tap("Sitting: 5")
    chat.tap(REMOVE)
    assert words(chat, together) == "Sitting: 3"


def test_a_number_that_is_not_sent_yet_is_not_told_any_more(chat):
    chat.to_exercises()
    chat.type("/history")
    for number in ("3", "4"):
        chat.type(number, deliver=False)
    first, second = [row["id"] for row in chat.rows("scores")][-2:]
    revision = chat.session().note_revision
    for row in (first, second):
        chat.arrive(Tapped(f"note:{revision}:score_removed:{row}", chat.shown("history")))
        revision = chat.session().note_revision
        [waiting] = [each for each in chat.rows("outbox") if each["slot"] == "score"]
        assert waiting["screen"] == ("score_kept" if row == first else "score_removed")


def test_the_number_that_answered_a_reminder_is_forgotten_with_its_row(chat):
    a_day(chat)
    chat.clock.pass_by(days=1)
    answer_a_reminder(chat)
    assert chat.store.reminders.scored_on(ANN, chat.clock.now().date())
    own = chat.shown("reminder_answered")
    chat.type("/history")
    chat.tap("Sitting: 3")
    chat.tap(REMOVE)
    assert chat.session().day_score is None
    assert words(chat, own) == "Sitting: removed"
    assert not chat.store.reminders.scored_on(ANN, chat.clock.now().date())


def test_a_removed_score_is_no_answer_any_more(chat):
    chat.to_first_question()
    chat.type("4", message_id=77)
    chat.type("/stop")
    chat.tap("Everything")
    own = shown(chat, 4)
    chat.type("/history")
    chat.tap("Sitting before: 4")
    chat.tap(REMOVE)
    chat.type("9", message_id=77, edited=True)
    assert chat.values() == []
    chat.type("2", reply_to=own)
    assert chat.values() == [("sitting", "daily", 2)]


# --- what can't be removed ------------------------------------------------------------------------


def test_the_open_routine_and_its_scores_stay(chat):
    chat.to_exercises()
    chat.type("/history")
    chat.tap("Sitting before: 4")
    assert REMOVE not in chat.labels()
    score, session = chat.rows("scores")[0]["id"], chat.rows("sessions")[0]["id"]
    for forged in (f"score_removed:{score}", f"routine_opened:{session}", f"routine_removed:{session}"):
        note = chat.session().note_revision
        answer = chat.arrive(Tapped(f"note:{note}:{forged}", chat.shown("history_score")))
        assert answer.toast == "stale"
    assert len(chat.rows("scores")) == 2
    assert len(chat.rows("sessions")) == 1


def test_a_score_that_a_routine_has_begun_with_meanwhile_stays(chat):
    a_day(chat)
    chat.clock.pass_by(days=1)
    answer_a_reminder(chat)
    chat.type("/history")
    chat.tap("Sitting: 3")
    remove = Tapped(*chat.button(REMOVE))
    chat.tap("Nothing new, start")
    assert chat.session().step.value == "getting_up_before"
    assert chat.arrive(remove).toast == "stale"
    assert chat.values()[-1] == ("sitting", "before", 3)


def test_an_older_list_removes_nothing(chat):
    a_day(chat)
    chat.type("/history")
    chat.tap("Sitting before: 4")
    callback, message = chat.button(REMOVE)
    chat.type("/history")
    chat.clock.pass_by(seconds=10)
    before = chat.rows("scores")
    assert chat.arrive(Tapped(callback, message)).toast == "stale"
    assert chat.rows("scores") == before


@pytest.mark.parametrize("label", [REMOVE, "3", "Back"])
def test_a_second_tap_is_a_slip_of_the_finger_and_brings_no_new_screen(chat, label):
    a_day(chat)
    chat.type("/history")
    chat.tap("Getting up before: 5")
    callback, message = chat.button(label, chat.shown("history_score"))
    chat.arrive(Tapped(callback, message))
    before = chat.rows("scores")
    chat.deliver()
    answer = chat.arrive(Tapped(callback, message))
    assert chat.rows("scores") == before
    assert {screen for screen, _ in chat.waiting()} <= {"history", "score_kept"}
    assert answer.toast == (None if label == "3" else "already")


def test_an_entry_that_went_while_its_screen_was_on_its_way_leads_back(chat):
    a_day(chat)
    chat.type("/history")
    message = chat.shown("history")
    chat.tap("Sitting before: 4", deliver=False)
    chat.db.execute("DELETE FROM scores WHERE moment = 'before' AND measure = 'sitting'")
    chat.deliver()
    assert CONTENT.screens["history_score"].lines["gone"] in words(chat, message)
    chat.tap("Back", on=message)
    assert "sitting – → 3" in words(chat, message)


# --- a second person ------------------------------------------------------------------------------

FORGED = (
    "entry_opened:{score}",
    "score_removed:{score}",
    "score_corrected:{score}.9",
    "score_corrected:{score}.9.listed",
    "correction_asked:{score}",
    "routine_opened:{session}",
    "routine_removed:{session}",
)


@pytest.mark.parametrize("forged", FORGED)
@pytest.mark.parametrize("slot", ["note", "score", "session", "reminder"])
def test_nobody_reaches_anothers_entries(chat, forged, slot):
    a_day(chat)
    chat.to_first_question(BOB)
    chat.type("/history", BOB)
    tables = ("scores", "sessions", "exercises_done")
    before = [chat.rows(table) for table in tables]
    score, session = before[0][0]["id"], before[1][0]["id"]
    chat.clock.pass_by(seconds=10)
    for revision in (chat.session(BOB).note_revision, chat.session(BOB).revision, 0):
        what = forged.format(score=score, session=session)
        answer = chat.arrive(Tapped(f"{slot}:{revision}:{what}", max(chat.messages)), BOB)
        assert answer.toast == "stale"
        chat.deliver(BOB)
    assert [chat.rows(table) for table in tables] == before
    assert not [row for row in chat.messages.values() if row.chat == BOB and "→" in chat.screen(row).text]
    assert chat.waiting(ANN) == []


def test_everybody_sees_their_own_days_only(chat):
    a_day(chat)
    chat.to_first_question(BOB)
    chat.tap("1", BOB, on=max(chat.messages))
    chat.type("/history", BOB)
    [line] = [line for line in words(chat, chat.shown("history")).splitlines() if "Mar" in line][:1]
    assert line.endswith(": sitting 1")


def test_a_childs_scores_are_in_nobodys_list(chat):
    a_day(chat)
    chat.clock.pass_by(days=1)
    chat.type("/stop")
    for label in (
        "Everything",
        "With a child",
        "5 to 15",
        "Yes, a doctor said so",
        "None of these",
        "None of these",
        "8",
    ):
        chat.tap(label)
    assert chat.values()[-1] == ("sitting", "before", 8)
    chat.type("/history")
    assert "8" not in words(chat, chat.shown("history"))
    note = chat.session().note_revision
    row = chat.rows("scores")[-1]["id"]
    chat.arrive(Tapped(f"note:{note}:entry_opened:{row}", chat.shown("history")))
    chat.deliver()
    assert (
        words(chat, chat.shown("history_score")) == f"<b>{CONTENT.screens['history_score'].lines['gone']}</b>"
    )
