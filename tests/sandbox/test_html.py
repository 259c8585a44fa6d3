"""HTML to text and entities, and Telegram's complaints about it."""

from typing import Any

import pytest

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.bot_api.words import read_text
from bot.sandbox.text.formatted import Formatted
from bot.sandbox.wire import Refusal
from bot.sandbox.world.users import User

ANN = {"id": 5, "is_bot": False, "first_name": "Ann"}


def read(text: str, **arguments: str) -> Formatted:
    return read_text(Arguments({"text": text, "parse_mode": "HTML", **arguments}), {5: User(5, "Ann")}.get)


def spans(words: Formatted) -> list[tuple[Any, ...]]:
    return [
        (entity["type"], entity["offset"], entity["length"], *list(entity.values())[3:])
        for entity in words.entities
    ]


@pytest.mark.parametrize(
    ("html", "text", "expected"),
    [
        ("<b>a</b><strong>b</strong>", "ab", [("bold", 0, 2)]),
        ("<i>a</i> <em>b</em>", "a b", [("italic", 0, 1), ("italic", 2, 1)]),
        ("<u>a</u> <ins>b</ins>", "a b", [("underline", 0, 1), ("underline", 2, 1)]),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", [("strikethrough", 0, 3)]),
        (
            '<span class="tg-spoiler">a</span> <tg-spoiler>b</tg-spoiler>',
            "a b",
            [("spoiler", 0, 1), ("spoiler", 2, 1)],
        ),
        ("<code>a</code> <pre>b</pre>", "a b", [("code", 0, 1), ("pre", 2, 1)]),
        ('<pre><code class="language-python">a</code></pre>', "a", [("pre", 0, 1, "python")]),
        ('<code class="language-python">a</code>', "a", [("code", 0, 1)]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ('<a href="https://Example.org">a</a>', "a", [("text_link", 0, 1, "https://example.org/")]),
        ('<a href="tg://user?id=5">a</a>', "a", [("text_mention", 0, 1, ANN)]),
        ('<a href="nothing">a</a>', "a", []),
        ('<tg-emoji emoji-id="536">👍</tg-emoji>', "👍", [("custom_emoji", 0, 2, "536")]),
        (
            '<tg-time unix="1750000000" format="tDw">x</tg-time>',
            "x",
            [("date_time", 0, 1, 1750000000, "wDt")],
        ),
        ('<tg-time unix="1750000000" format="r">x</tg-time>', "x", [("date_time", 0, 1, 1750000000, "r")]),
        ("&lt;b&gt; &amp;amp; &quot;&#128512;&#x41;&nbsp;&", '<b> &amp; "😀A&nbsp;&', []),
        ("<B>a</>", "a", [("bold", 0, 1)]),
        ("<b></b>a", "a", []),
    ],
)
def test_markup_becomes_entities(html: str, text: str, expected: list[Any]):
    words = read(html)
    assert (words.text, spans(words)) == (text, expected)


def test_offsets_count_utf16_code_units():
    assert spans(read("😀 <b>é👍</b> ñ <i>x</i>")) == [("bold", 3, 3), ("italic", 9, 1)]


def test_nested_styles_are_split_where_another_begins():
    assert spans(read("<b>a <i>b</i> c</b>")) == [("bold", 0, 2), ("bold", 2, 3), ("italic", 2, 1)]


def test_styles_vanish_inside_code_and_go_on_after_it():
    assert spans(read("<b>a <code>c</code> d</b>")) == [("bold", 0, 2), ("code", 2, 1), ("bold", 3, 2)]


def test_a_quote_holds_a_link():
    words = read('<blockquote>a <a href="https://x.org/">b</a></blockquote>')
    assert spans(words) == [("blockquote", 0, 3), ("text_link", 2, 1, "https://x.org/")]


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("é <x>", 'Unsupported start tag "x" at byte offset 3'),
        ("a <br/>", 'Unsupported start tag "br/" at byte offset 2'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a ="x">a</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x/y>a</a>", "Unexpected end of name token at byte offset 8"),
        ('<tg-emoji emoji-id="a">a</tg-emoji>', "Invalid custom emoji identifier specified"),
        ('<tg-time unix="5" format="x">a</tg-time>', "Invalid date format used"),
        (
            "&#xD800;",
            "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched "
            "surrogate code units",
        ),
    ],
)
def test_broken_markup_is_refused(html: str, complaint: str):
    with pytest.raises(Refusal) as refused:
        read(html)
    assert refused.value.description == f"Bad Request: can't parse entities: {complaint}"


def test_without_parse_mode_markup_is_text():
    assert read("<b>a</b>", parse_mode="").text == "<b>a</b>"


def test_an_unknown_parse_mode_is_refused():
    with pytest.raises(Refusal, match="Bad Request: unsupported parse_mode"):
        read("a", parse_mode="BBCode")
