"""Typed times of day, with English words as content would give them, and some of other languages."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.typed_times import LONGEST, TimeWords, TypedTime, read_time

ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
TENS = {"fifteen": 15, "sixteen": 16, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}

ENGLISH = TimeWords(
    numbers={word: number for number, word in enumerate(ONES, 1)} | TENS,
    named={"noon": 720, "midday": 720, "midnight": 0},
    before_hour={
        "half past": 30,
        "half": 30,
        "quarter past": 15,
        "a quarter past": 15,
        "quarter to": -15,
        "a quarter to": -15,
        "quarter of": -15,
    },
    past=("past", "after"),
    to=("to", "till", "before"),
    oclock=("o'clock", "o clock"),
    hours=("h", "hrs", "hours"),
    morning=("am", "a", "in the morning", "this morning"),
    afternoon=("pm", "p", "in the afternoon", "in the evening", "this evening"),
    night=("at night", "tonight"),
    beside=(
        "at", "about", "around", "every day", "please", "ok", "ish", "thanks", "remind me", "minutes",
    ),
)  # fmt: skip
GERMAN = TimeWords(
    numbers={"sieben": 7, "acht": 8, "zehn": 10},
    named={"mittag": 720, "mitternacht": 0},
    before_hour={"halb": -30, "viertel vor": -15, "dreiviertel": -15, "viertel nach": 15},
    past=("nach",),
    to=("vor",),
    hours=("uhr",),
    morning=("morgens", "früh"),
    afternoon=("abends",),
    beside=("um",),
)


def read(text: str) -> TypedTime | None:
    return read_time(text, ENGLISH)


def minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7:30", "07:30"),
        ("07:30", "07:30"),
        ("19:30", "19:30"),
        ("7.30", "07:30"),
        ("7,30", "07:30"),
        ("7 30", "07:30"),
        ("7 : 30", "07:30"),
        ("0730", "07:30"),
        ("730", "07:30"),
        ("1930", "19:30"),
        ("1930 hrs", "19:30"),
        ("07", "07:00"),
        ("19", "19:00"),
        ("0", "00:00"),
        ("00:00", "00:00"),
        ("24:00", "00:00"),
        ("12:30", "12:30"),
        ("7.30 pm", "19:30"),
        ("7:30PM", "19:30"),
        ("7:30 p.m.", "19:30"),
        ("7:30 p. m.", "19:30"),
        ("7pm", "19:00"),
        ("7 P.M.", "19:00"),
        ("7p", "19:00"),
        ("7 am", "07:00"),
        ("7.30p.m.", "19:30"),
        ("12 am", "00:00"),
        ("12 pm", "12:00"),
        ("12:30 am", "00:30"),
        ("12:30pm", "12:30"),
        ("19:30 pm", "19:30"),
        ("0730 pm", "19:30"),
        ("19h", "19:00"),
        ("7h", "07:00"),
        ("19h30", "19:30"),
        ("19 h 30", "19:30"),
        ("19:30h", "19:30"),
        ("noon", "12:00"),
        ("Noon!", "12:00"),
        ("12 noon", "12:00"),
        ("at midday, please", "12:00"),
        ("midnight", "00:00"),
        ("12 midnight", "00:00"),
        ("at 7 in the morning", "07:00"),
        ("in the morning at 7", "07:00"),
        ("7 o'clock in the evening", "19:00"),
        ("7 o’clock this evening", "19:00"),
        ("seven pm", "19:00"),
        ("seven thirty in the evening", "19:30"),
        ("half past seven in the evening", "19:30"),
        ("quarter to eight am", "07:45"),
        ("quarter to 12 in the morning", "11:45"),
        ("quarter to one in the afternoon", "12:45"),
        ("quarter to 12 at night", "23:45"),
        ("11 at night", "23:00"),
        ("2 at night", "02:00"),
        ("5 at night", "05:00"),
        ("6 at night", "18:00"),
        ("12 at night", "00:00"),
        ("8 pm tonight", "20:00"),
        ("quarter to twenty", "19:45"),
        ("nineteen thirty", "19:30"),
        ("every day at 7:30", "07:30"),
        ("remind me around 7:30, thanks", "07:30"),
        ("７：３０", "07:30"),
        ("٧:٣٠", "07:30"),
        ("٧٫٣٠", "07:30"),
        ("७:३०", "07:30"),
        ("7:30 👍", "07:30"),
        ("*7:30*", "07:30"),
        ("7:30\u200b", "07:30"),
        ("7:30.", "07:30"),
    ],
)
def test_a_time_that_leaves_nothing_open(text, expected):
    assert read(text) == TypedTime(minutes(expected))


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("half past seven", "07:30", "19:30"),
        ("half past 7", "07:30", "19:30"),
        ("half seven", "07:30", "19:30"),
        ("Quarter to Eight", "07:45", "19:45"),
        ("a quarter past seven", "07:15", "19:15"),
        ("quarter-past-seven", "07:15", "19:15"),
        ("ten past seven", "07:10", "19:10"),
        ("five minutes to eight", "07:55", "19:55"),
        ("5 to 8", "07:55", "19:55"),
        ("twenty five past nine", "09:25", "21:25"),
        ("twenty-five to nine", "08:35", "20:35"),
        ("half past seven o'clock", "07:30", "19:30"),
        ("seven thirty", "07:30", "19:30"),
        ("half past twelve", "12:30", "00:30"),
        ("half past one", "13:30", "01:30"),
        ("quarter to one", "12:45", "00:45"),
        ("12", "12:00", "00:00"),
        ("twelve o'clock", "12:00", "00:00"),
    ],
)
def test_a_time_of_a_face_of_twelve_hours_names_the_other_one_too(text, first, second):
    assert read(text) == TypedTime(minutes(first), minutes(second))


@pytest.mark.parametrize(
    "text", ["7", " 7 ", "seven", "at 7", "7 o'clock", "7?", "7ish", "around seven, please", "٧", "7."]
)
def test_a_bare_hour_asks_morning_or_evening(text):
    assert read(text) == TypedTime(minutes("07:00"), minutes("19:00"), ask=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "?",
        "25:00",
        "24:30",
        "7:75",
        "7:60",
        "7:5",
        "7.5",
        "-3",
        "−7:30",
        "-7",
        "25",
        "99",
        "2500",
        "0760",
        "12345",
        "7:30:00",
        "7:30 8:30",
        "7 or 8",
        "7-8",
        "7/10",
        "7½",
        "1²",
        "½ past 7",
        "13 am",
        "0 pm",
        "15 at night",
        "7 am pm",
        "7 pm 30 am",
        "am",
        "in the morning",
        "half past",
        "past seven",
        "quarter to",
        "to",
        "h",
        "o'clock",
        "h30",
        "1930 o'clock past",
        "seven eight",
        "sixty",
        "twenty five",
        "70 past 7",
        "0 past 7",
        "7 noon",
        "7th",
        "7 times",
        "in 2 hours",
        "tomorrow",
        "I sat at 7 and it hurt",
        "seven hundred",
        "7e1",
        "0x7",
        "+7",
        ":",
        ":30x",
        "at",
    ],
)
def test_what_is_no_time(text):
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("um 7 Uhr", TypedTime(420)),
        ("19 Uhr 30", TypedTime(1170)),
        ("19.30 Uhr", TypedTime(1170)),
        ("halb acht", TypedTime(450, 1170)),
        ("dreiviertel acht", TypedTime(465, 1185)),
        ("viertel nach sieben abends", TypedTime(1155)),
        ("zehn vor acht", TypedTime(470, 1190)),
        ("7 Uhr früh", TypedTime(420)),
        ("7 Uhr fru\u0308h", TypedTime(420)),
        ("Mitternacht", TypedTime(0)),
    ],
)
def test_words_of_another_language(text, expected):
    assert read_time(text, GERMAN) == expected


# --- whatever is typed ----------------------------------------------------------------------------

CLOCKS = st.integers(0, 24 * 60 - 1)
ODD = "0 1 7 12 13 24 25 30 59 60 007 0730 2400 9999 99999 : . , - / ½ ² ٧ ７ ⏰"
PHRASES = st.sampled_from(
    [
        *ENGLISH.numbers, *ENGLISH.named, *ENGLISH.before_hour, *ENGLISH.past, *ENGLISH.to, *ENGLISH.oclock,
        *ENGLISH.hours, *ENGLISH.morning, *ENGLISH.afternoon, *ENGLISH.night, *ENGLISH.beside, *ODD.split(),
    ]
)  # fmt: skip


@given(CLOCKS, st.sampled_from(["{:02}:{:02}", "{}.{:02}", "{}h{:02}", "{:02}{:02}", "at {} {:02}"]))
def test_every_minute_on_a_face_of_twenty_four(minute, writing):
    assert read(writing.format(*divmod(minute, 60))) == TypedTime(minute)


@given(CLOCKS, st.sampled_from(["{}:{:02} {}", "{}.{:02}{}", "{} {:02} {}"]))
def test_every_minute_on_a_face_of_twelve(minute, writing):
    hour, rest = divmod(minute, 60)
    typed = writing.format(hour % 12 or 12, rest, "am" if hour < 12 else "p.m.")
    assert read(typed) == TypedTime(minute)


@given(st.text(max_size=LONGEST + 5) | st.lists(PHRASES, max_size=12).map(" ".join))
def test_never_fails_and_never_leaves_the_day(text):
    said = read(text)
    assert said is None or 0 <= said.minute < 24 * 60
    assert said is None or said.other is None or (said.other - said.minute) % (24 * 60) == 12 * 60
    assert said is None or said.other is not None or not said.ask


@given(st.text(max_size=40))
def test_never_fails_without_words(text):
    read_time(text, TimeWords())


@pytest.mark.parametrize("piece", ["7", "half past ", "a.", "twenty ", ":", "\u0301", "７：", "x"])
def test_a_long_text_is_no_time_and_no_work(piece):
    texts = [piece * 100_000, "7:30 x " + piece * ((LONGEST - 7) // len(piece))]
    start = time.perf_counter()
    assert [read(text) for text in texts] == [None, None]
    assert time.perf_counter() - start < 0.2
