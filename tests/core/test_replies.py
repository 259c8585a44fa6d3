"""What people type, read with the real words of content/en/replies.toml."""

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.adapters.content_files import load
from bot.core.content import Phrase, Replies
from bot.core.events import (
    AboutAsked,
    DeleteAsked,
    DespairTyped,
    Event,
    HelpAsked,
    HistoryAsked,
    NotAScore,
    NotUnderstood,
    PhraseTyped,
    PrivacyAsked,
    ProgressAsked,
    RedFlagTyped,
    RoutineAsked,
    ScoreAsked,
    ScoreGiven,
    SettingsAsked,
    Started,
    StopAsked,
)
from bot.core.replies import read
from bot.core.typed_scores import NOT_A_SCORE
from bot.core.typed_times import TimeWords
from bot.core.typed_words import LONGEST, normalised

REPLIES = load(Path(__file__).parents[2] / "content").replies
WORDS = {score: word for word, score in reversed(REPLIES.numbers.items())}
KEYCAPS = {10: "🔟"} | {n: f"{n}\ufe0f\u20e3" for n in range(10)}


def said(text: str, *, expecting_score: bool = True) -> Event:
    return read(text, REPLIES, expecting_score=expecting_score)


def digits(score: int, zero: str) -> str:
    """A score with the digits of a script, whose nought is ``zero``."""
    return "".join(chr(ord(zero) + int(digit)) for digit in str(score))


# --- scores ---------------------------------------------------------------------------------------

WRITINGS = (
    "{n}",
    " {n} ",
    "{n}.",
    "{n}!",
    "{n}...",
    "{n}?",
    "({n})",
    '"{n}"',
    "*{n}*",
    "{n}\n",
    "{n} \u200b",
    "\u200f{n}\u200e",
    "\ufeff{n}",
    "{n}/10",
    "{n} / 10",
    "{n}/10.",
    "{n}⁄10",
    "{n} out of 10",
    "{n} of 10",
    "{n} out of ten",
    "about {n}",
    "About {n}.",
    "about {n}/10",
    "~{n}",
    "roughly {n}",
    "maybe a {n}",
    "it's a {n}",
    "It’s {n}",
    "its {n} now",
    "i think {n}",
    "{n} today",
    "{n} please",
    "pain: {n}",
    "{n} 😩",
    "👉 {n}",
    "score {n}",
    "my pain is {n}",
    "ok, {n}, thanks",
)


@pytest.mark.parametrize("score", range(11))
@pytest.mark.parametrize("writing", WRITINGS)
def test_a_score_is_read_in_every_writing(writing: str, score: int) -> None:
    for number in (str(score), WORDS[score], WORDS[score].upper(), KEYCAPS[score]):
        assert said(writing.format(n=number)) == ScoreGiven(score)


@pytest.mark.parametrize("score", range(11))
@pytest.mark.parametrize("zero", ["٠", "۰", "０", "०", "๐", "𝟎", "𝟬"])
def test_a_score_is_read_in_every_script(zero: str, score: int) -> None:
    assert said(digits(score, zero)) == ScoreGiven(score)
    assert said(f"{digits(score, zero)}/{digits(10, zero)}") == ScoreGiven(score)


def test_a_bare_number_is_a_score_even_when_none_was_asked_for() -> None:
    assert said("7", expecting_score=False) == ScoreGiven(7)
    assert said("about 7", expecting_score=False) == ScoreGiven(7)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("-1", "negative"),
        ("−1", "negative"),
        ("– 3", "negative"),
        ("➖7", "negative"),
        ("-7.5", "negative"),
        ("-½", "negative"),
        ("about -1", "negative"),
        ("11", "too_big"),
        ("100", "too_big"),
        ("11/10", "too_big"),
        ("٧٧", "too_big"),
        ("1️⃣1️⃣", "too_big"),
        ("9" * 5000, "too_big"),
        ("7,5", "half"),
        ("7.5", "half"),
        ("7.5/10", "half"),
        ("٧٫٥", "half"),
        (".7", "half"),
        ("7.0", "half"),
        ("7½", "half"),
        ("7 ½", "half"),
        ("½", "half"),
        ("7 1/2", "half"),
        ("about 7,5", "half"),
        ("seven.five", "half"),
        ("5-6", "two_numbers"),
        ("5–6", "two_numbers"),
        ("5 - 6", "two_numbers"),
        ("7 8", "two_numbers"),
        ("7, 8", "two_numbers"),
        ("7+1", "two_numbers"),
        ("three four", "two_numbers"),
        ("7/11", "other_scale"),
        ("70/100", "other_scale"),
        ("3/5", "other_scale"),
        ("NaN", "odd_writing"),
        ("inf", "odd_writing"),
        ("1e1", "odd_writing"),
        ("²", "odd_writing"),
        ("7²", "odd_writing"),
        ("⑦", "odd_writing"),
        ("Ⅶ", "odd_writing"),
        ("七", "odd_writing"),
        ("1_0", "odd_writing"),
        ("0x7", "odd_writing"),
        ("07", "odd_writing"),
        ("7%", "odd_writing"),
        ("<7", "odd_writing"),
        ("7+", "odd_writing"),
        ("7pm", "odd_writing"),
        ("12:30", "odd_writing"),
        ("7" + " " * LONGEST + "hours", "odd_writing"),
    ],
)
def test_what_is_no_score_says_why(text: str, why: str) -> None:
    assert said(text) == NotAScore(why)
    assert said(text, expecting_score=False) == NotAScore(why)


@pytest.mark.parametrize(
    "text",
    ["seven hundred", "twenty seven", "minus one", "I sat 7 hours", "not 7", "almost 7", "7 or 8", "no 7"],
)
def test_a_number_among_words_is_no_score(text: str) -> None:
    assert said(text) == NotAScore("words")
    assert said(text, expecting_score=False) == NotUnderstood()


def test_no_word_for_nothing_is_a_score() -> None:
    assert not isinstance(said("none"), ScoreGiven | NotAScore)


def test_every_reason_is_reached_and_has_a_sentence() -> None:
    reasons = ("-1", "11", "7,5", "5-6", "7/11", "NaN", "I sat 7 hours")
    reached = {event.why for event in map(said, reasons) if isinstance(event, NotAScore)}
    assert reached == NOT_A_SCORE == set(REPLIES.not_a_score)


# --- commands -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("/start", Started()),
        ("/start chest-pain", Started()),
        ("/start 7", Started()),
        ("/routine", RoutineAsked()),
        ("/routine@BackToBasicsBot", RoutineAsked()),
        ("/ROUTINE", RoutineAsked()),
        ("/routine now please", RoutineAsked()),
        (" /routine\n", RoutineAsked()),
        ("/score", ScoreAsked()),
        ("/score 7", ScoreAsked()),
        ("/help@fall_bot", HelpAsked()),
        ("/about", AboutAsked()),
        ("/privacy", PrivacyAsked()),
        ("/progress", ProgressAsked()),
        ("/history", HistoryAsked()),
        ("/delete", DeleteAsked()),
        ("/stop", StopAsked()),
        ("/", NotUnderstood()),
        ("/7", NotUnderstood()),
        ("/settings", SettingsAsked()),
        ("/charts 7", NotUnderstood()),
        ("/routines", NotUnderstood()),
    ],
)
def test_commands(text: str, event: Event) -> None:
    assert said(text) == event


def test_danger_is_read_behind_a_command_too() -> None:
    assert said("/help I can't feel my foot") == RedFlagTyped(numb=True)
    assert said("/stop I want to die") == DespairTyped()


# --- words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "my leg is numb today",
        "NUMB",
        "nu\u200bmb",
        "I can’t feel my foot",
        "i cant feel my foot",
        "i can´t feel my foot",
        "pins & needles",
        "Chest pain!",
        "I wet myself; couldn't hold my pee.",
        "i had a small fall",
        "7 but numb",
        "stop, my legs are weak",
        "fever since yesterday",
        "ｎｕｍｂ",
    ],
)
def test_a_red_flag_is_found_in_any_sentence(text: str) -> None:
    assert isinstance(said(text), RedFlagTyped)
    assert isinstance(said(text, expecting_score=False), RedFlagTyped)


@pytest.mark.parametrize(
    ("text", "numb"),
    [
        ("my legs feel weak", True),
        ("pins & needles", True),
        ("a bit dizzy, and I fell", True),
        ("I fell", False),
        ("fever since yesterday", False),
    ],
)
def test_what_says_numb_weak_dizzy_or_chest_is_known_from_other_red_flags(text: str, numb: bool) -> None:
    assert said(text) == RedFlagTyped(numb=numb)


@pytest.mark.parametrize("text", ["snowfall", "chestnut", "peel", "feverfew", "numbers", "treasure chestful"])
def test_a_red_flag_inside_another_word_is_none(text: str) -> None:
    assert said(text) == NotUnderstood()


@pytest.mark.parametrize(
    "text", ["I want to die", "i don’t want to live. I fell", "suicide", "Kill myself 7"]
)
def test_a_wish_to_die_comes_before_all_else(text: str) -> None:
    assert said(text) == DespairTyped()


@pytest.mark.parametrize(
    "text", ["I hurt myself deadlifting", "this is killing me", "the pain is to die for"]
)
def test_despair_is_not_read_into_other_words(text: str) -> None:
    assert said(text) != DespairTyped()


@pytest.mark.parametrize(
    "text",
    ["stop", "STOP!", "please stop", "stop sending me this", "it hurts, stop", "Enough. Leave me alone"],
)
def test_stop_is_heard(text: str) -> None:
    assert said(text) == StopAsked()


def test_stop_inside_a_sentence_is_none() -> None:
    assert said("the pain won't stop") != StopAsked()


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("how long does it take?", "how_long"),
        ("can I do it in bed", "in_bed"),
        ("pillow?", "pillow"),
        ("thanks", "thanks"),
        ("Thank you so much!", "thanks"),
        ("ok", "ok"),
        ("OK 👍", "ok"),
        ("none", "ok"),
        ("done", "done"),
        ("hello", "hello"),
        ("my back hurts so much today", "back_hurts"),
        ("who are you?", "who_are_you"),
        ("can you send a reminder", "reminder"),
        ("help", "help"),
        ("should I take ibuprofen?", "medicine"),
        ("ice or heat?", "ice_heat"),
        ("do I need an MRI", "doctor"),
        ("I can't sleep", "sleep"),
        ("is walking good", "walking"),
        ("what about my job", "work"),
        ("hello, how long does it take", "how_long"),
        ("thanks but it hurts more now", "it_hurts"),
    ],
)
def test_phrases(text: str, phrase: str) -> None:
    assert said(text) == PhraseTyped(phrase)
    assert said(text, expecting_score=False) == PhraseTyped(phrase)


@pytest.mark.parametrize("name", REPLIES.phrases)
def test_every_spelling_of_every_phrase_is_found(name: str) -> None:
    for spelling in REPLIES.phrases[name].match:
        assert said(spelling) == PhraseTyped(name)
        assert said(f"{spelling.upper()}!") == PhraseTyped(name)


@pytest.mark.parametrize("text", ["ok", "thanks", "yes", "none", "sure", "ready", "hello"])
def test_polite_words_never_count_as_done_or_a_score(text: str) -> None:
    event = said(text)
    assert event != PhraseTyped("done")
    assert not isinstance(event, ScoreGiven)


@pytest.mark.parametrize(
    "text", ["I have never done this", "ok but what about my cat", "thanks for the fish"]
)
def test_whole_phrases_are_not_found_in_longer_sentences(text: str) -> None:
    assert said(text) == NotUnderstood()


@pytest.mark.parametrize(
    "text", ["", " ", "what is the meaning of life", "🙈", "...", "\u200b", "and of death"]
)
def test_what_is_on_no_list_is_not_understood(text: str) -> None:
    assert said(text) == NotUnderstood()


# --- any text -------------------------------------------------------------------------------------

HOSTILE = st.text(alphabet=st.characters()) | st.text(
    alphabet="0123456789٧７½²Ⅶ.,-–−/⁄ \u200b\ufe0f\u20e3🔟'’abinfx_ten\ue000\ue001\u0301", max_size=40
)


@given(HOSTILE, st.booleans())
def test_any_text_gives_an_event(text: str, expecting_score: bool) -> None:
    event = said(text, expecting_score=expecting_score)
    assert isinstance(event, Event)
    if isinstance(event, NotAScore):
        assert event.why in REPLIES.not_a_score
    if isinstance(event, PhraseTyped):
        assert event.phrase in REPLIES.phrases


@given(HOSTILE)
def test_no_score_comes_of_text_without_one_number(text: str) -> None:
    event = said(text)
    if isinstance(event, ScoreGiven):
        numeric = [c for c in text if unicodedata.numeric(c, None) is not None or c == "🔟"]
        words = [word for word in REPLIES.numbers if word in text.casefold()]
        assert 0 <= event.score <= 10
        assert numeric or words
        assert all(unicodedata.decimal(c, None) is not None or c == "🔟" for c in numeric)


@given(st.integers(min_value=11) | st.integers(max_value=-1))
@example(-112)
@example(911)
def test_no_number_outside_the_scale_is_a_score(number: int) -> None:
    emergency = str(abs(number)) in REPLIES.red_flags  # 112 is no score either
    assert isinstance(said(str(number)), RedFlagTyped if emergency else NotAScore)


@pytest.mark.parametrize(
    "text",
    [
        "9" * 5000,
        "9 " * 5000,
        "9." * 5000,
        "9/" * 5000,
        "a " * 5000,
        "-" * 5000,
        "7" + "." * 5000,
        "." * 5000 + "7",
        "e\u0301" * 5000,
        "a" + "\u0301\u0323" * 5000,
        "\ufdfa" * 5000,
        "numb" * 5000,
        "it's a " * 2000 + "7",
        "out of 10 " * 2000,
        "½" * 5000,
        "🔟" * 5000,
        "stop" + "," * 5000,
        "7" * 1_000_000,
    ],
)
def test_long_texts_take_no_time(text: str) -> None:
    said("warm the caches")
    started = time.perf_counter()
    said(text)
    assert time.perf_counter() - started < 0.5


# --- words of another language --------------------------------------------------------------------


def test_the_words_come_from_the_content() -> None:
    replies = Replies(
        numbers={"sieben": 7},
        phrases={"danke": Phrase(("danke schön",), "Gern.")},
        red_flags=("taub",),
        despair=("sterben will",),
        stop=("halt",),
        about=("etwa", "von 10"),
        unknown=("?",),
        not_a_score={},
        yes=("ja",),
        no=("nein",),
        times=TimeWords(),
    )
    assert read("etwa sieben", replies, expecting_score=True) == ScoreGiven(7)
    assert read("7 von 10", replies, expecting_score=True) == ScoreGiven(7)
    assert read("Danke schön", replies, expecting_score=True) == PhraseTyped("danke")
    assert read("DANKE SCHO\u0308N", replies, expecting_score=True) == PhraseTyped("danke")
    assert read("mein Bein ist taub", replies, expecting_score=True) == RedFlagTyped()
    assert read("seven", replies, expecting_score=True) == NotUnderstood()


def test_characters_that_grow_take_no_longer() -> None:
    """One "ﷺ" is eighteen letters once normalised: the work is bounded after that too."""
    assert sum(map(len, normalised("ﷺ" * 4096))) <= LONGEST
