from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.callbacks import LONGEST, NO_BUTTON, Callback, decode, encode
from bot.core.effects import Slot
from bot.core.events import (
    EVENTS,
    ConditionToggled,
    Event,
    ExerciseDone,
    HistoryTurned,
    TimeAsked,
    VariationChosen,
)
from bot.core.events.reminding import SNOOZES

WORDS = st.from_regex(r"[a-z_]{1,12}", fullmatch=True)
FIELDS = {
    "condition": WORDS,
    "variation": WORDS,
    "row": st.integers(0, 10**9),
    "score": st.integers(0, 10),
    "measure": st.none(),
    "moment": st.none(),
    "minute": st.integers(0, 1439),
    "other": st.none(),
    "minutes": st.sampled_from(SNOOZES),
    "days": st.sampled_from([1, 2, 7]),
    "weekday": st.integers(0, 6),
    "until": st.sampled_from(["day", "week"]) | st.dates().map(date.isoformat),
    "ahead": st.integers(0, 400),
    "part": st.integers(1, 10_000),
    "listed": st.booleans(),
    "span": st.sampled_from(["month", "all"]),
    "on": st.booleans(),
    "shown": st.sampled_from(["month", "all"]) | st.dates(date(2026, 1, 1)).map(date.isoformat),
}


def any_of(kind: type[Event]) -> st.SearchStrategy[Event]:
    names = kind.__dataclass_fields__
    numbers = {"number": st.integers(1, 2) if kind is TimeAsked else st.integers(0, 7)}
    days = {"day": st.dates() if kind is HistoryTurned else st.none()}
    known = FIELDS | numbers | days
    return st.builds(kind, **{name: known[name] for name in names if name in known})


BUTTONS = st.one_of([any_of(kind) for kind in EVENTS.values() if kind not in NO_BUTTON])


@given(st.sampled_from(Slot), st.integers(0, 2**31), BUTTONS)
def test_a_button_comes_back_as_it_was_drawn(slot, revision, event):
    text = encode(slot, revision, event)
    assert len(text.encode()) <= LONGEST
    assert decode(text) == Callback(slot, revision, event)


@given(st.text() | st.from_regex(r"[a-z]*:-?[0-9]*:[a-z_]*:.*"))
def test_anything_may_be_sent_and_nothing_is_raised(text):
    decode(text)


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "session",
        "session:1:exercise_done",
        "session:1:exercise_done:x",
        "nowhere:1:exercise_done:",
        "session::exercise_done:",
        "session:one:exercise_done:",
        "session:01:exercise_done:",
        "session:+1:exercise_done:",
        "session:1_0:exercise_done:",
        "session: 1:exercise_done:",
        "session:1:score_given:11",
        "session:1:score_given:-1",
        "session:1:score_given:07",
        "session:1:score_given:٧",
        "session:1:score_corrected:12",
        "session:1:score_corrected:12.",
        "session:1:score_corrected:99999999999999999999.3",
        "session:1:hurt_named:everywhere",
        "session:1:session_expired:",
        "session:1:not_a_score:",
        "session:1:phrase_typed:hello",
        "session:1:event:",
        "session:1:exercise_done:" + "x" * 64,
        "session:" + "9" * 5000 + ":exercise_done:",
        "session:1:condition_toggled:\ud800",
    ],
)
def test_what_we_never_wrote_is_nothing(forged):
    assert decode(forged) is None


def test_a_value_may_hold_colons():
    event = ConditionToggled("a:b")
    assert decode(encode(Slot.SESSION, 1, event)) == Callback(Slot.SESSION, 1, event)


def test_what_telegram_would_refuse_is_refused_when_drawn():
    with pytest.raises(ValueError, match="64 bytes"):
        encode(Slot.SESSION, 1, VariationChosen("é" * 30))


def test_what_nobody_can_tap_is_never_drawn():
    for kind in NO_BUTTON:
        assert kind in EVENTS.values()
    assert encode(Slot.SESSION, 3, ExerciseDone()) == "session:3:exercise_done:"
