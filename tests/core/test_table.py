"""The three tests that pay for the table's form, and what no path through it may do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.adapters.content_files import load
from bot.core import events as e
from bot.core import guards as g
from bot.core.callbacks import NO_BUTTON, decode
from bot.core.diagram import mermaid
from bot.core.effects import ScreenRow, Slot
from bot.core.events import EVENTS, Event
from bot.core.history import Done, History, Scored
from bot.core.layouts import SCREENS
from bot.core.rows.shape import FLARE_CHOICE, SETUP
from bot.core.screens import Host, Screen, render
from bot.core.session import Hurt, Measure, Moment, Step
from bot.core.setting import Setting
from bot.core.transitions import MOVES, ROWS, TABLE

CONTENT = load(Path(__file__).parents[2] / "content")
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SETTING = Setting(NOW, date(2026, 3, 2), NOW, CONTENT)
DAYS = [date(2026, 3, 2) - timedelta(days=n) for n in range(13, -1, -1)]
HISTORY = History(
    DAYS[-1],
    tuple(Scored(n, day, NOW, Measure.SITTING, Moment.BEFORE, 4, n) for n, day in enumerate(DAYS, start=1)),
    tuple(
        Done(n, day, "gentle", "finished", (("knee_rocks", "plain", "gentle", "done"),))
        for n, day in enumerate(DAYS, start=1)
    ),
)

FULL: dict[str, str | int | bool | None] = {
    "exercise": "figure4_rocks",
    "number": 1,
    "of": 3,
    "level": "gentle",
    "variation": "plain",
    "reps": 4,
    "hold": 0,
    "seconds": 80,
    "two_legs": True,
    "row": 1,
    "value": 4,
    "values": "4, 5",
    "measure": "sitting",
    "moment": "before",
    "ticked": "",
    "reason": "first_session",
    "moving": True,
    "easier": True,
    "more": True,
    "towel": True,
    "roller": True,
    "plain": True,
    "child": True,
    "minute": 450,
    "other": 1170,
    "minutes": "420,450",
    "place_0": "Lisbon, Portugal 07:30",
    "unix": 1772436600,
    "near": "tomorrow",
    "date": "2026-03-03",
    "times": "450",
    "days": "0123456",
    "every": 2,
    "shown": 450,
    "part": "morning",
    "turn": 3,
    "lesson": 0,
    "done": 3,
    "due": 4,
    "look_back": 14,
    "ahead": 1,
    "offer": True,
    "equipment": "towel",
    "pictures": "light",
    "weekly": True,
    "running": True,
    "entry": 6,
    "routine": 6,
    "last": "2026-03-01",
    "name": "Ada",
}
VARIANTS: tuple[dict[str, str | int | bool | None], ...] = (
    {},
    {"other_leg": True, "offer": False, "times": "450,1140"},
    {"doctor_allowed": True, "paused": True, "pictures": "dark", "weekly": False},
    {"child": False, "unkept": True},
    {"child": False, "unkept": True, "agreed": True},
)
SENDERS = {
    e.RedFlagTyped: "typed",
    e.DespairTyped: "typed",
    e.NotAScore: "typed",
    e.PhraseTyped: "typed",
    e.NotUnderstood: "typed",
    e.MediaSent: "typed",
    e.Started: "command",
    e.ScoreAsked: "command",
    e.HelpAsked: "command",
    e.AboutAsked: "command",
    e.ProgressAsked: "command",
    e.HistoryAsked: "command",
    e.DeleteAsked: "command",
    e.ExportAsked: "command",
    e.StopAsked: "command",
    e.ReportAsked: "command",
    e.NameGiven: "typed",
    e.SessionExpired: "due",
    e.LookBackCame: "due",
    e.ReaskCame: "due",
    e.ReminderCame: "due",
    e.SnoozeOver: "due",
    e.PlaceTyped: "typed",
    e.SetupUnanswered: "typed",
    e.LocationShared: "shared",
}
"""Events without a button, and who sends them."""


def drawn(screen: str, **more: str | int | bool | None) -> Screen:
    args = {**FULL, **more}
    if screen == "doctor_stop":
        args["reason"] = "doctor"
    row = ScreenRow(screen, tuple(args.items()))
    return render(row, Slot.SESSION, 1, CONTENT, Host("me", "112"), HISTORY)


def every_button() -> dict[type[Event], set[str]]:
    """Each event with a button, and the screens it stands on."""
    found: dict[type[Event], set[str]] = {}
    for name in SCREENS:
        if name in ("words", "measures", "scale", "toasts", "calendar", "plan"):
            continue
        for variant in VARIANTS:
            for row in drawn(name, **variant).buttons:
                for button in row:
                    callback = decode(button.callback)
                    assert callback is not None, button
                    found.setdefault(type(callback.event), set()).add(name)
    return found


def test_no_row_hides_another() -> None:
    for rows in ROWS.values():
        for earlier, later in pairwise(rows):
            assert earlier.guard is not None, f"{later} can never be taken: {earlier} comes first"
        guards = [row.guard for row in rows]
        assert len(set(guards)) == len(guards), f"the same guard twice: {rows}"


def test_every_step_can_be_reached_and_left() -> None:
    reached, waiting = {Step.WELCOME}, [Step.WELCOME]
    while waiting:
        step = waiting.pop()
        for row in TABLE:
            if row.step is step and row.next not in reached:
                reached.add(row.next)
                waiting.append(row.next)
    assert reached == set(Step)
    for step in Step:
        assert any(row.next is not step for row in TABLE if row.step is step and row.event not in NO_BUTTON)


def test_every_button_has_a_row_and_every_event_a_sender() -> None:
    buttons = every_button()
    with_rows = {row.event for row in TABLE}
    assert set(buttons) <= with_rows
    assert with_rows == set(EVENTS.values())
    for event in EVENTS.values():
        assert (event in buttons) or (event in SENDERS), f"nobody sends {event.__name__}"
    assert not set(buttons) & set(SENDERS)


def test_the_moves_are_entered_only_behind_a_passed_check() -> None:
    """No event leads from outside the session's own steps into a move."""
    before = {Step.GETTING_UP_BEFORE, *FLARE_CHOICE, Step.HURTING, Step.STOPPING, *MOVES}
    set_up = {step for step in Step if step in SETUP}
    one_move = {e.OneMoveChosen, e.NothingReported, e.ConditionsConfirmed, e.ScoreGiven}
    for row in TABLE:
        if row.next in MOVES and row.step not in before:
            if row.event in one_move:
                assert row.guard is not None, row
                asked = "day_score_fresh" if row.event is e.OneMoveChosen else "one_move"
                assert asked in row.guard.__name__, row
            else:
                assert row.step in set_up, row
                assert row.guard is not None, row
                assert f"from {row.next.value}" in row.guard.__name__, row
    for row in TABLE:
        if row.step in set_up and row.guard and f"from {row.next.value}" in row.guard.__name__:
            continue  # a set-up leads back to where it began
        if row.next in (Step.SITTING_BEFORE, Step.FLARE_OFFER) and row.step is not row.next:
            assert row.event in (
                e.NothingReported,
                e.ConditionsConfirmed,
                e.NothingNew,
                e.WentOn,
                e.StopRemindersChosen,
                e.OneMoveChosen,
            )
        if row.next is Step.FLARE_COMFORT:
            assert row.step in before, row


def test_an_emergency_is_left_by_a_new_check_only() -> None:
    leaving = {row.event for row in TABLE if row.step is Step.EMERGENCY_STOP and row.next is not row.step}
    assert leaving == {e.CheckAsked, e.ChildEnded, e.UnkeptEnded, e.SessionExpired, e.DeleteConfirmed}
    unkept = (e.ChildEnded, e.UnkeptEnded, e.SessionExpired)
    back = [row for row in TABLE if row.step is Step.EMERGENCY_STOP and row.event in unkept]
    assert all(row.guard and ("child" in row.guard.__name__ or row.guard is g.unkept) for row in back)


@pytest.mark.parametrize("event", [e.EmergencyReported(), e.HurtNamed(Hurt.NUMB), e.HurtOpened()])
def test_a_red_flag_is_never_stale(event: Event) -> None:
    assert event.never_stale


def test_guards_say_what_they_ask() -> None:
    assert g.both(g.child, g.consented).__name__ == "child and consented"
    assert g.no(g.flare).__name__ == "not flare"


def test_the_documented_diagram_is_the_tables() -> None:
    documented = (Path(__file__).parents[2] / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert f"```mermaid\n{mermaid()}```" in documented
