"""Trimming, limits, what Telegram finds by itself, and entities given explicitly."""

import json
from typing import Any

import pytest

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.bot_api.words import read_text
from bot.sandbox.people.rendering import as_html
from bot.sandbox.text.formatted import Formatted, typed
from bot.sandbox.wire import Refusal
from tests.sandbox.conftest import Bot


def given(text: str, *entities: dict[str, Any]) -> Formatted:
    return read_text(Arguments({"text": text, "entities": json.dumps(entities)}), nobody)


def nobody(user_id: int) -> None:
    return None


def html(text: str) -> Formatted:
    return read_text(Arguments({"text": text, "parse_mode": "HTML"}), nobody)


def test_spaces_and_line_breaks_around_the_text_go():
    assert typed(" \n a \t b\r \n").text == "a   b"


def test_an_entity_shrinks_with_the_trimmed_end():
    assert html("<b>a  </b>\n").entities == [{"type": "bold", "offset": 0, "length": 1}]


def test_spaces_inside_the_first_entity_stay():
    assert html("<b>  a</b>").text == "  a"
    assert html("  <b>a</b>").entities == [{"type": "bold", "offset": 0, "length": 1}]


def test_removed_characters_move_entities():
    assert html("a\r\n\u202e<b>b</b>").entities == [{"type": "bold", "offset": 2, "length": 1}]


@pytest.mark.parametrize("text", [" ", "\n\n", "\u200b", "\u00a0 \u2800", "\ufe0f"])
def test_text_nobody_can_see_is_refused(text: str):
    with pytest.raises(Refusal, match="Bad Request: text must be non-empty"):
        html(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start now", [("bot_command", 0, 6)]),
        ("see /help.", [("bot_command", 4, 5)]),
        ("/help@some_bot", [("bot_command", 0, 14)]),
        ("and/or 7/10", []),
        ("😀 https://example.org/a?b=c.", [("url", 3, 25)]),
        ("www.example.org, then", [("url", 0, 15)]),
        ("ada@example.org", [("email", 0, 15)]),
        ("ada.l@example.museum", [("email", 0, 20)]),
        ("call +43 660 1234567.", [("phone_number", 5, 15)]),
        ("2 + 34 is 36, +1 a day", []),
        ("$AAPL or $1INCH, not $aapl, $5 or US$ABC", [("cashtag", 0, 5), ("cashtag", 9, 6)]),
        ("@ada_l #back #1", [("mention", 0, 6), ("hashtag", 7, 5)]),
        ("e.g. this, i.e. that", []),
    ],
)
def test_links_and_commands_are_found(text: str, found: list[tuple[str, int, int]]):
    assert [(each["type"], each["offset"], each["length"]) for each in typed(text).entities] == found


def test_given_entities_are_kept_and_detected_ones_ignored():
    words = given(
        "😀 bold x",
        {"type": "bold", "offset": 3, "length": 4},
        {"type": "url", "offset": 0, "length": 2},
        {"type": "pre", "offset": 8, "length": 1, "language": "c"},
    )
    assert as_html(words) == "😀 <b>bold</b> <pre>x</pre>"


@pytest.mark.parametrize(
    ("entity", "complaint"),
    [
        ("x", "expected an Object"),
        ({"type": "bold", "length": 1}, 'Can\'t find field "offset"'),
        ({"type": "bold", "offset": "0", "length": 1}, 'Field "offset" must be of type Number'),
        ({"type": "loud", "offset": 0, "length": 1}, "Unsupported type specified"),
        ({"type": "text_link", "offset": 0, "length": 1}, 'Can\'t find field "url"'),
        (
            {"type": "date_time", "offset": 0, "length": 1, "unix_time": 5, "date_time_format": "x"},
            "Invalid date-time format specified",
        ),
    ],
)
def test_malformed_given_entities_are_refused(entity: Any, complaint: str):
    with pytest.raises(Refusal) as refused:
        given("a", entity)
    assert refused.value.description == f"Bad Request: can't parse MessageEntity: {complaint}"


@pytest.mark.parametrize(
    "markup",
    [
        "a &lt;b&gt; <b>x</b>",
        '<a href="https://x.org/">a</a> <tg-spoiler>b</tg-spoiler>',
        "<blockquote expandable>q <b>b</b></blockquote>",
        '<tg-time unix="5" format="r">x</tg-time> 👍 <code>c</code>',
    ],
)
def test_rendering_is_parsing_backwards(markup: str):
    assert as_html(html(markup)) == markup


async def test_the_limit_counts_characters_after_parsing(bot: Bot, ada: Any):
    chat = ada.person_id
    kept = await bot.call("sendMessage", chat_id=chat, text=f"<b>{'👍' * 4096}</b>", parse_mode="HTML")
    assert kept["entities"] == [{"type": "bold", "offset": 0, "length": 8192}]
    assert (
        await bot.refused("sendMessage", chat_id=chat, text="a" * 4097) == "Bad Request: message is too long"
    )
    assert (
        await bot.refused("sendMessage", chat_id=chat, text="a" * 33_000) == "Bad Request: text is too long"
    )
    assert await bot.refused("sendMessage", chat_id=chat, text="") == "Bad Request: message text is empty"


async def test_half_a_surrogate_pair_is_refused(bot: Bot, ada: Any):
    words = await bot.refused("sendMessage", chat_id=ada.person_id, text="\ud83d")
    assert words == "Bad Request: strings must be encoded in UTF-8"
