"""Buttons that are to go: of reminders only the newest keeps them, whatever is on its way meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from bot.adapters.store import Store, database_at
from bot.core.effects import ScreenRow, Slot
from bot.core.kept import KeptScore
from bot.core.outbox import Unsent
from bot.core.session import Measure, Moment

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ANN = 7001
QUESTION = (("measure", "sitting"), ("moment", "daily"))


class House:
    """A store, and a Telegram that takes what it is given."""

    def __init__(self, db: Database) -> None:
        self.db, self.store = db, Store(db)
        self.outbox = self.store.outbox
        self.last_id = 40
        self.buttons: set[int] = set()
        """Messages that have some."""

    def show(
        self, screen: str = "reminder", slot: Slot = Slot.REMINDER, *, in_place: bool = False, **args: Any
    ) -> None:
        edit = self.outbox.open_message(ANN, slot) if in_place else None
        row = ScreenRow(screen, tuple(args.items()))
        self.outbox.show(ANN, slot, row, edit=edit, in_place=in_place)

    def on_its_way(self) -> Unsent:
        row = self.outbox.next(ANN)
        assert row is not None
        return row

    def take(self, row: Unsent, *, anew: bool = False) -> Slot | None:
        """Telegram takes a row; ``anew``: what it edits is gone, so it is sent as a new message."""
        if row.slot is Slot.BUTTONS:
            assert row.target is not None
            self.buttons.discard(row.target)
            return self.outbox.accepted(row, row.target)
        if row.target is None or anew:
            self.last_id += 1
        message_id = self.last_id if anew else row.target or self.last_id
        self.buttons.add(message_id)
        return self.outbox.accepted(row, message_id)

    def deliver(self) -> list[str]:
        """Send all that waits: the screens, in order."""
        screens = []
        while (row := self.outbox.next(ANN)) is not None:
            self.take(row)
            screens.append(row.row.screen)
        return screens

    def waiting(self) -> list[tuple[str, int | None]]:
        rows = self.db.query("SELECT * FROM outbox WHERE set_aside IS NULL ORDER BY id")
        return [(row["screen"], row["target_message_id"]) for row in rows]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with database_at(tmp_path / "bot.db") as db:
        house = House(db)
        house.store.people.add(ANN, NOW)
        yield house


def test_a_new_reminder_takes_the_buttons_of_the_one_before(house):
    for _ in range(3):
        house.show()
        house.deliver()
    assert house.buttons == {43}
    assert house.outbox.open_message(ANN, Slot.REMINDER) == 43


def test_buttons_go_after_everything_else(house):
    house.show()
    house.deliver()
    house.show()
    house.show("sitting", Slot.SESSION)
    house.show("help", Slot.NOTE)
    assert house.outbox.chats() == [(ANN, Slot.NOTE)]
    left = [house.take(house.on_its_way()) for _ in range(4)]
    assert left == [Slot.SESSION, Slot.REMINDER, Slot.BUTTONS, None]


def test_a_chat_with_only_buttons_left_is_told_apart(house):
    house.show()
    house.deliver()
    house.outbox.clear_buttons(ANN, Slot.REMINDER)
    assert house.outbox.chats() == [(ANN, Slot.BUTTONS)]
    assert house.outbox.waits(ANN)


def test_a_reminder_that_is_not_sent_yet_never_is_when_its_buttons_are_to_go(house):
    house.show()
    house.outbox.clear_buttons(ANN, Slot.REMINDER)
    assert house.waiting() == []


def test_an_open_reminder_is_closed_and_loses_its_buttons_once(house):
    house.show()
    house.deliver()
    for _ in range(2):
        house.outbox.clear_buttons(ANN, Slot.REMINDER)
    assert house.waiting() == [("cleared", 41)]
    assert house.outbox.open_message(ANN, Slot.REMINDER) is None
    house.deliver()
    assert house.buttons == set()


def test_what_takes_buttons_away_leaves_a_question_to_be_answered(house):
    house.show("daily_question")
    house.deliver()
    house.outbox.clear_buttons(ANN, Slot.REMINDER)
    house.deliver()
    assert house.store.scores.asked_by(ANN, 41) is not None
    assert house.outbox.open_message(ANN, Slot.BUTTONS) is None


def test_an_edit_of_a_reminder_keeps_its_buttons(house):
    house.show()
    house.deliver()
    house.show("snoozed", in_place=True)
    assert house.waiting() == [("snoozed", 41)]
    house.deliver()
    assert house.buttons == {41}


def test_an_edit_of_an_earlier_message_takes_the_buttons_of_the_open_one(house):
    house.show()
    house.deliver()
    house.outbox.show(ANN, Slot.REMINDER, ScreenRow("snoozed"), edit=30, in_place=True)
    assert house.waiting() == [("cleared", 41), ("snoozed", 30)]


def test_what_stays_keeps_its_buttons_and_is_said(house):
    house.show("emergency_stop", Slot.SESSION)
    house.outbox.clear_buttons(ANN, Slot.SESSION)
    assert house.waiting() == [("emergency_stop", None)]
    house.deliver()
    house.outbox.clear_buttons(ANN, Slot.SESSION)
    assert house.waiting() == []


# --- while something is on its way ----------------------------------------------------------------


def test_a_reminder_replaced_on_its_way_loses_its_buttons(house):
    house.show()
    row = house.on_its_way()
    house.show("other")
    assert house.take(row) is Slot.REMINDER
    assert house.deliver() == ["other", "cleared"]
    assert house.buttons == {42}
    assert house.outbox.open_message(ANN, Slot.REMINDER) == 42


def test_reminders_replaced_on_their_way_one_after_the_other_all_lose_their_buttons(house):
    house.show()
    for _ in range(3):
        row = house.on_its_way()
        house.show("other")
        house.take(row)
    house.deliver()
    assert house.buttons == {44}


def test_a_reminder_on_its_way_that_is_edited_keeps_its_buttons(house):
    house.show()
    row = house.on_its_way()
    house.show("snoozed", in_place=True)
    house.take(row)
    assert house.waiting() == [("snoozed", 41)]
    house.deliver()
    assert house.outbox.open_message(ANN, Slot.REMINDER) == 41


@pytest.mark.parametrize("slot", [Slot.REMINDER, Slot.SESSION])
def test_a_message_on_its_way_whose_buttons_are_to_go_loses_them(house, slot):
    house.show("exercise", slot)
    row = house.on_its_way()
    house.outbox.clear_buttons(ANN, slot)
    assert house.take(row) is Slot.BUTTONS
    assert house.outbox.open_message(ANN, slot) is None
    house.deliver()
    assert house.buttons == set()


def test_an_edit_on_its_way_does_not_open_a_reminder_again(house):
    house.show()
    house.deliver()
    house.show("snoozed", in_place=True)
    row = house.on_its_way()
    house.show("other")
    house.take(row)
    assert house.outbox.open_message(ANN, Slot.REMINDER) is None
    house.deliver()
    assert house.buttons == {42}
    assert house.outbox.open_message(ANN, Slot.REMINDER) == 42


def test_an_edit_on_its_way_that_is_sent_anew_loses_its_buttons_too(house):
    house.show()
    house.deliver()
    house.show("snoozed", in_place=True)
    row = house.on_its_way()
    house.show("other")
    house.take(row, anew=True)
    house.deliver()
    assert house.buttons == {43}


def test_what_follows_an_edit_that_was_sent_anew_edits_the_new_message(house):
    house.show()
    house.deliver()
    house.show("snoozed", in_place=True)
    row = house.on_its_way()
    house.show("other", in_place=True)
    house.take(row, anew=True)
    assert house.waiting() == [("other", 42)]


def test_of_somebody_who_has_blocked_the_bot_no_buttons_are_taken(house):
    house.show()
    row = house.on_its_way()
    house.store.people.block(ANN, blocked=True)
    house.outbox.drop(ANN)
    assert house.take(row) is None
    assert house.outbox.open_message(ANN, Slot.REMINDER) == 41


def test_of_somebody_who_is_erased_no_buttons_are_taken(house):
    house.show()
    row = house.on_its_way()
    house.store.people.delete(ANN)
    assert house.take(row) is None


# --- a message that something else edits ----------------------------------------------------------


def keep_score(house: House) -> None:
    """A score is given by a button of message 41, which shows it from now on."""
    score = KeptScore(0, Measure.SITTING, Moment.DAILY, 4, None, 41)
    kept = house.store.scores.keep(ANN, score, on=NOW.date(), now=NOW, update_id=None, source_message_id=None)
    house.outbox.release(ANN, 41)
    house.outbox.show_score(ANN, ScreenRow("score_kept", (("row", kept.row),)), edit=41)


def test_a_score_that_takes_a_message_over_keeps_its_own_buttons(house):
    house.show("daily_question")
    house.deliver()
    house.outbox.clear_buttons(ANN, Slot.REMINDER)
    keep_score(house)
    assert house.waiting() == [("score_kept", 41)]


def test_a_message_that_a_score_has_taken_over_is_not_cleared(house):
    house.show("daily_question")
    house.deliver()
    keep_score(house)
    house.outbox.clear_buttons(ANN, Slot.REMINDER)
    house.outbox.clear(ANN, 41)
    assert house.waiting() == [("score_kept", 41)]


def test_an_edit_of_another_slot_comes_instead_of_taking_the_buttons(house):
    house.show()
    house.deliver()
    house.outbox.clear_buttons(ANN, Slot.REMINDER)
    house.outbox.show(ANN, Slot.NOTE, ScreenRow("help"), edit=41, in_place=True)
    assert house.waiting() == [("help", 41)]


def test_a_question_answered_while_it_is_on_its_way_is_not_open_afterwards(house):
    house.show("daily_question")
    row = house.on_its_way()
    keep_score(house)
    house.take(row)
    assert house.outbox.open_message(ANN, Slot.REMINDER) is None
    assert house.store.scores.asked_by(ANN, 41) is None
    house.show()
    assert house.waiting() == [("score_kept", 41), ("reminder", None)]


# --- what Telegram says ---------------------------------------------------------------------------


def test_buttons_that_can_not_be_taken_are_left_and_nobody_is_told(house):
    house.show()
    house.deliver()
    house.outbox.clear_buttons(ANN, Slot.REMINDER)
    assert house.outbox.refused(house.on_its_way(), "Bad Request") is None
    assert list(house.db["outbox"].rows) == []
