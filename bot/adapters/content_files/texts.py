"""Texts: the markup Telegram knows, placeholders, and lengths as a phone shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from html.parser import HTMLParser
from string import Formatter

LONGEST_BEFORE_QUOTE = 450
"""Characters of an exercise's message before its quote (the style guide's limit)."""
LONGEST_CAPTION = 1024
"""Telegram's limit for the words above a figure."""
LONGEST_MESSAGE = 600
LONGEST_SAFETY = 700
LONGEST_LABEL = 30

TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ENTITY = re.compile(r"&(lt|gt|amp|quot|#\d+|#x[0-9A-Fa-f]+);")

Found = Iterator[tuple[str, str, str]]
"""What a check finds: the key, what is wrong there, and what is allowed."""


class Markup(HTMLParser):
    """Telegram HTML, read: the text a person sees, and what Telegram would refuse."""

    ATTRIBUTES: Mapping[str, frozenset[str]] = {
        **dict.fromkeys(("b", "strong", "i", "em", "u", "ins", "s", "strike", "del"), frozenset()),
        **dict.fromkeys(("tg-spoiler", "pre"), frozenset()),
        "a": frozenset({"href"}),
        "span": frozenset({"class"}),
        "code": frozenset({"class"}),
        "tg-emoji": frozenset({"emoji-id"}),
        "blockquote": frozenset({"expandable"}),
    }

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.text = ""
        self._before_quote: str | None = None
        self.wrong: list[str] = []
        self._open: list[str] = []
        rest = TAG.sub("", html)
        if "<" in rest or ">" in rest:
            self.wrong.append("has a < or > that is no tag (write &lt; or &gt;)")
        if "&" in _ENTITY.sub("", rest):
            self.wrong.append("has a lone & (write &amp;)")
        self.feed(html)
        self.close()
        self.wrong += [f"never closes <{tag}>" for tag in self._open]

    @property
    def before_quote(self) -> str:
        """The text that is seen before the first quote is opened; all of it where there is none."""
        return self.text if self._before_quote is None else self._before_quote

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.ATTRIBUTES:
            self.wrong.append(f"has <{tag}>, which Telegram doesn't know")
        elif unknown := [name for name, _ in attrs if name not in self.ATTRIBUTES[tag]]:
            self.wrong.append(f"has {', '.join(unknown)} in <{tag}>, which Telegram doesn't know")
        if tag == "blockquote" and self._before_quote is None:
            self._before_quote = self.text
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()
        else:
            self.wrong.append(f"closes <{tag}> where it isn't the last one opened")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.wrong.append(f"has <{tag}/>, which Telegram doesn't know")

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_entityref(self, name: str) -> None:
        self.text += unescape(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.text += unescape(f"&#{name};")


def length(text: str) -> int:
    """Characters as Telegram counts them: UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def placeholders(text: str) -> set[str] | None:
    """The names in braces, or None when the braces don't match."""
    try:
        found = [piece for piece in Formatter().parse(text) if piece[1] is not None]
    except ValueError:
        return None
    return {f"{name}{':' if spec else ''}{spec or ''}" for _, name, spec, _ in found}


def html(key: str, text: str, *, known: Iterable[str] = (), longest: int = LONGEST_MESSAGE) -> Found:
    """A text with nothing in it, markup Telegram refuses, unknown placeholders, or too many characters."""
    if not text.strip():
        yield key, "is empty", "a sentence"
    markup = Markup(text)
    for wrong in markup.wrong:
        yield key, wrong, "<b>, <i>, <u>, <s>, <a href>, <code>, <blockquote expandable>"
    if length(markup.text) > longest:
        yield key, f"has {length(markup.text)} characters", f"at most {longest}"
    names = placeholders(text)
    braces = ", ".join(f"{{{name}}}" for name in sorted(known)) or "no braces here"
    if names is None:
        yield key, "has a brace without its partner", braces
    for name in sorted((names or set()) - set(known)):
        yield key, f"has {{{name}}}, which means nothing here", braces


def plain(key: str, text: str, longest: int) -> Found:
    """A label or description, which Telegram shows as it is written."""
    if not text.strip():
        yield key, "is empty", "one or more words"
    if length(text) > longest:
        yield key, f"has {length(text)} characters", f"at most {longest}"
    if TAG.search(text) or _ENTITY.search(text) or "{" in text or "}" in text:
        yield key, "has markup or braces", "plain text"


def between(key: str, value: int, low: int, high: int) -> Found:
    """A number outside its limits, both of which are allowed."""
    if not low <= value <= high:
        yield key, f"is {value}", f"a whole number from {low} to {high}"
