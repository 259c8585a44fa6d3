"""What the sandbox shows of this bot's inside."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.adapters.store import Store, database_at
from bot.cli.insight import Insight
from bot.core.session import Session, Step
from bot.core.snapshots import write_session
from bot.sandbox import NextDue

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def kept(path: Path, snapshot: str) -> Insight:
    with database_at(path) as db, db.conn:
        store = Store(db)
        store.people.add(7, NOW)
        store.people.keep_conversation(7, snapshot, NOW)
        store.due.schedule(7, "reminder_came", "1", NOW)
    return Insight(path)


def test_the_stored_session_with_what_it_was_in_the_beginning(tmp_path: Path):
    session = replace(Session(), step=Step.EXERCISING, position=1)
    found = kept(tmp_path / "bot.db", write_session(session)).remembered(7)
    assert found is not None
    assert found.step == "exercising"
    assert found.values["session"]["position"] == 1
    assert (found.values["zone"], found.values["blocked"]) == (None, False)
    assert found.usual["session"]["position"] == 0
    assert found.usual["session"].keys() == found.values["session"].keys()


def test_a_session_of_another_version_is_shown_as_it_stands(tmp_path: Path):
    insight = kept(tmp_path / "bot.db", '{"format": 99, "step": "flying"}')
    found = insight.remembered(7)
    assert found is not None
    assert (found.step, found.values["session"]) == ("flying", {"format": 99, "step": "flying"})
    for torn in ('{"format": 1, "st', "[]", '{"step": 5}'):
        kept(tmp_path / "bot.db", torn)
        found = insight.remembered(7)
        assert found is not None
        assert found.step is None


def test_strangers_and_a_bot_that_has_not_begun(tmp_path: Path):
    insight = Insight(tmp_path / "bot.db")
    assert (insight.remembered(7), insight.due()) == (None, [])
    kept(tmp_path / "bot.db", write_session(Session()))
    assert insight.remembered(8) is None
    assert insight.due() == [NextDue(NOW.timestamp(), "reminder_came", 7)]


def test_every_step_of_an_arrow_stands_in_a_group():
    conversation = Insight(Path("nowhere")).conversation()
    steps = {step for _, group in conversation.groups for step in group}
    assert {step for arrow in conversation.arrows for step in (arrow.start, arrow.to)} == steps
