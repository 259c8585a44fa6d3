"""Markdown of both kinds to text and entities, and Telegram's complaints about it."""

from typing import Any

import pytest

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.bot_api.words import read_text
from bot.sandbox.text.formatted import Formatted
from bot.sandbox.wire import Refusal
from bot.sandbox.world.users import User

ANN = {"id": 5, "is_bot": False, "first_name": "Ann"}


def read(text: str, parse_mode: str = "MarkdownV2") -> Formatted:
    return read_text(Arguments({"text": text, "parse_mode": parse_mode}), {5: User(5, "Ann")}.get)


def spans(words: Formatted) -> list[tuple[Any, ...]]:
    return [
        (entity["type"], entity["offset"], entity["length"], *list(entity.values())[3:])
        for entity in words.entities
    ]


@pytest.mark.parametrize(
    ("markup", "text", "expected"),
    [
        ("*a* _b_ __c__ ~d~ ||e||", "a b c d e", ["bold", "italic", "underline", "strikethrough", "spoiler"]),
        ("*a _b_* c", "a b c", [("bold", 0, 2), ("bold", 2, 1), ("italic", 2, 1)]),
        ("_a __b___", "a b", [("italic", 0, 2), ("italic", 2, 1), ("underline", 2, 1)]),
        (r"1\. \*a\* \_ \\", r"1. *a* _ \ ".strip(), []),
        ("`a*b\\`c`", "a*b`c", [("code", 0, 5)]),
        ("```\na.b\n```", "a.b", [("pre", 0, 3)]),
        ("```python\na\n```", "a", [("pre", 0, 1, "python")]),
        ("```a```", "a", [("pre", 0, 1)]),
        ("[a](https://x.org/b\\)c)", "a", [("text_link", 0, 1, "https://x.org/b)c")]),
        ("*[a](tg://user?id=5)*", "a", [("text_mention", 0, 1, ANN), ("bold", 0, 1)]),
        ("[x\\.org/a] [a]() [](x.org)", "x.org/a a", [("text_link", 0, 7, "http://x.org/a")]),
        ("![👍](tg://emoji?id=536) b", "👍 b", [("custom_emoji", 0, 2, "536")]),
        ("![x](tg://time?unix=1750000000&format=tDw)", "x", [("date_time", 0, 1, 1750000000, "wDt")]),
        ("👍 *é* ñ _x_", "👍 é ñ x", [("bold", 3, 1), ("italic", 7, 1)]),
        ("** a __ __", "a", []),
        (">a\n>*b*\nc", "a\nb\nc", [("blockquote", 0, 4), ("bold", 2, 1)]),
        ("a\n>b\n>c||\nd", "a\nb\nc\nd", [("expandable_blockquote", 2, 4)]),
        (">a||", "a", [("expandable_blockquote", 0, 1)]),
        (">a\n**>b", "a\nb", [("blockquote", 0, 2), ("blockquote", 2, 1)]),
    ],
)
def test_the_second_markdown_becomes_entities(markup: str, text: str, expected: list[Any]):
    words = read(markup)
    found = spans(words)
    assert words.text == text
    assert ([kind for kind, *_ in found] if expected and isinstance(expected[0], str) else found) == expected


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        ("Done.", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("a-b", "Character '-' is reserved and must be escaped with the preceding '\\'"),
        ("a|b", "Character '|' is reserved and must be escaped with the preceding '\\'"),
        ("a!", "Character '!' is reserved and must be escaped with the preceding '\\'"),
        ("a>b", "Character '>' is reserved and must be escaped with the preceding '\\'"),
        ("a)", "Character ')' is reserved and must be escaped with the preceding '\\'"),
        ("é *a", "Can't find end of Bold entity at byte offset 3"),
        ("_a __b_ c__", "Can't find end of Underline entity at byte offset 9"),
        ("`a", "Can't find end of Code entity at byte offset 0"),
        ("```py\na", "Can't find end of PreCode entity at byte offset 0"),
        ("||a", "Can't find end of Spoiler entity at byte offset 0"),
        (">*a\nb*", "Can't find end of Bold entity at byte offset 1"),
        ("[a", "Can't find end of TextUrl entity at byte offset 0"),
        ("é [a](b", "Can't find end of a URL at byte offset 7"),
        ("![a]", "The entity must contain a tg://emoji or tg://time URL"),
        ("![a](https://x.org)", "Invalid tg://emoji or tg://time URL specified"),
        ("![a](tg://time?unix=5&format=x)", "Invalid tg://emoji or tg://time URL specified"),
    ],
)
def test_broken_markup_of_the_second_kind_is_refused(markup: str, complaint: str):
    with pytest.raises(Refusal) as refused:
        read(markup)
    assert refused.value.description == f"Bad Request: can't parse entities: {complaint}"


@pytest.mark.parametrize(
    ("markup", "text", "expected"),
    [
        ("*a* _b_ `c`. ", "a b c.", [("bold", 0, 1), ("italic", 2, 1), ("code", 4, 1)]),
        ("a\\_b \\*c\\* *d_e*", "a_b *c* d_e", [("bold", 8, 3)]),
        ("```python\na_b\n```", "a_b", [("pre", 0, 3, "python")]),
        ("👍 [a](x.org)!", "👍 a!", [("text_link", 3, 1, "http://x.org/")]),
        ("[x.org] [a](tg://user?id=5)", "x.org a", ["text_link", "text_mention"]),
        ("[](x.org/b) __ a", "(x.org/b)  a", ["url"]),
        ("[a](x.org", "a", [("text_link", 0, 1, "http://x.org/")]),
    ],
)
def test_the_first_markdown_becomes_entities(markup: str, text: str, expected: list[Any]):
    words = read(markup, "markdown")
    found = spans(words)
    assert words.text == text
    assert ([kind for kind, *_ in found] if expected and isinstance(expected[0], str) else found) == expected


@pytest.mark.parametrize(("markup", "place"), [("é *a", 3), ("a_b", 1), ("```\na`", 0), ("[a", 0)])
def test_broken_markup_of_the_first_kind_is_refused(markup: str, place: int):
    with pytest.raises(Refusal) as refused:
        read(markup, "Markdown")
    words = f"Can't find end of the entity starting at byte offset {place}"
    assert refused.value.description == f"Bad Request: can't parse entities: {words}"
