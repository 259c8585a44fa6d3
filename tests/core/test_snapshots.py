import json
from dataclasses import MISSING, fields
from datetime import UTC, datetime
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.session import (
    Aside,
    Choice,
    Dose,
    Level,
    Measure,
    Moment,
    PlannedExercise,
    Session,
    Step,
)
from bot.core.setup import Candidate, Setup
from bot.core.snapshots import UnreadableSession, read_session, write_session
from bot.core.wishes import Equipment, Pictures, Wishes

COUNTS = st.integers(0, 2**40)
INSTANTS = st.datetimes(timezones=st.just(UTC))
SCORES = st.tuples(st.sampled_from(Measure), st.sampled_from(Moment), st.integers(0, 10))
SPECIAL: dict[object, st.SearchStrategy[object]] = {
    datetime | None: st.none() | INSTANTS,
    int: COUNTS,
    int | None: st.none() | COUNTS,
    tuple[int, bool] | None: st.none() | st.tuples(COUNTS, st.booleans()),
    tuple[tuple[Measure, Moment, int], ...]: st.lists(SCORES, max_size=5).map(tuple),
}


def any_of(kind: type) -> st.SearchStrategy[Any]:
    """Values of a dataclass, every field at its own type."""
    special = {name: SPECIAL[hint] for name, hint in get_type_hints(kind).items() if hint in SPECIAL}
    return st.builds(
        kind, **{name: st.from_type(hint) for name, hint in get_type_hints(kind).items()} | special
    )


st.register_type_strategy(Dose, any_of(Dose))
st.register_type_strategy(Aside, any_of(Aside))
st.register_type_strategy(Setup, any_of(Setup))
SESSIONS = any_of(Session)
DOSE = Dose(8, 2, 2, 2)
FULL = Session(
    step=Step.HURTING,
    revision=12,
    passed_at=datetime(2026, 3, 1, 8, 0, 1, 250_000, tzinfo=UTC),
    scores=((Measure.SITTING, Moment.BEFORE, 4),),
    exercises=(PlannedExercise("gone", Level.STEADY, "towel", DOSE, Level.STEADY, Level.STEADY),),
    choices=(("knee_rocks", Choice(Level.STEADY, Level.GENTLE, "plain")),),
    returning=Step.EXERCISING,
)


@given(SESSIONS)
def test_a_session_comes_back_whole(session):
    assert read_session(write_session(session)) == session


def test_an_exercise_that_content_has_lost_is_left_to_the_conversation():
    assert read_session(write_session(FULL)).exercises[0].exercise == "gone"


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"format": None},
        {"step": "gone"},
        {"unknown": 1},
        {"revision": "12"},
        {"revision": True},
        {"revision": -1},
        {"child": 0},
        {"passed_at": "2026-03-01T08:00:00"},
        {"passed_at": "soon"},
        {"adaptations": ["none"]},
        {"adaptations": 3},
        {"conditions": "word"},
        {"scores": [["sitting", "before", 11]]},
        {"scores": [["sitting", "before"]]},
        {"exercises": [["knee_rocks"]]},
        {"exercises": [{"exercise": "knee_rocks"}]},
        {"exercises": None},
        {"choices": [["knee_rocks", {"planned": 0, "level": 9, "variation": "plain"}]]},
        {"choices": [["knee_rocks", {"planned": True, "level": 1, "variation": "plain"}]]},
        {"returning": "nowhere"},
    ],
)
def test_what_is_not_wholly_ours_is_unreadable(change):
    stored = {**json.loads(write_session(FULL)), **change}
    with pytest.raises(UnreadableSession):
        read_session(json.dumps(stored))


@pytest.mark.parametrize("text", ["", "{", "null", "[]", "7", '{"format": 1}', "[" * 100_000])
def test_torn_text_is_unreadable(text):
    with pytest.raises(UnreadableSession):
        read_session(text)


def test_a_field_that_the_snapshot_does_not_have_takes_its_default():
    assert read_session('{"format":1,"step":"resting","revision":12}') == Session(Step.RESTING, 12)


def test_a_field_that_says_so_is_as_good_as_none():
    """As snapshots were written once."""
    plain = {each.name: each.default for each in fields(Session) if type(each.default) in (bool, int, str)}
    stored = {**json.loads(write_session(FULL)), "aside": None, "conditions": []}
    assert read_session(json.dumps(plain | stored)) == FULL


def test_what_is_as_it_is_by_default_is_not_written():
    session = Session(step=Step.RESTING, revision=12, consented=True)
    assert write_session(session) == '{"format":1,"step":"resting","revision":12,"consented":true}'


@pytest.mark.parametrize(
    ("kind", "defaults"),
    [
        (Session, {"step": Step.WELCOME, "resting": "resting"}),
        (PlannedExercise, {}),
        (Choice, {}),
        (Dose, {"sides": 1, "legs": 1}),
        (Aside, {}),
        (Setup, {"number": 1}),
        (Candidate, {}),
        (Wishes, {"equipment": Equipment.ROLLER, "highest": Level.FULLER, "pictures": Pictures.LIGHT}),
    ],
)
def test_no_default_of_what_is_stored_has_changed(kind, defaults):
    """Snapshots leave it out, and would say something else from then on. All others are nothing, or none."""
    found = {each.name: each.default for each in fields(kind) if each.default is not MISSING}
    assert {name: default for name, default in found.items() if default} == defaults
