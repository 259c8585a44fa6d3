"""The text or caption of a call, parsed and cleaned as Telegram does it."""

from typing import Any

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.text.formatted import Formatted, cleaned
from bot.sandbox.text.given_entities import read_given_entities
from bot.sandbox.text.html_markup import parse_html
from bot.sandbox.text.markdown import parse_markdown
from bot.sandbox.text.markdown_v2 import parse_markdown_v2
from bot.sandbox.wire import bad_request

_MOST_BYTES = 1 << 15
_PARSERS = {"html": parse_html, "markdown": parse_markdown, "markdownv2": parse_markdown_v2}


def read_text(arguments: Arguments) -> Formatted:
    """The `text` argument; raises `Refusal` when it is empty or malformed. Its length is not yet checked."""
    if not arguments.text("text"):
        raise bad_request("message text is empty")
    return _read(arguments, "text", "entities", may_be_empty=False)


def read_caption(arguments: Arguments) -> Formatted:
    """The `caption` argument, which may be empty; raises `Refusal` when it is malformed."""
    return _read(arguments, "caption", "caption_entities", may_be_empty=True)


def read_words(text: str, parse_mode: str, given_entities: Any, *, may_be_empty: bool) -> Formatted:
    """Text with its markup, or the entities given instead. Raises `Refusal` when they are malformed."""
    if len(text.encode()) > _MOST_BYTES:
        raise bad_request("text is too long")
    parse_mode = parse_mode.lower()
    if text and parse_mode not in ("", "none", *_PARSERS):
        raise bad_request("unsupported parse_mode")
    if text and parse_mode in _PARSERS:
        text, entities = _PARSERS[parse_mode](text)
    else:
        entities = read_given_entities(given_entities)
    return cleaned(text, entities, may_be_empty=may_be_empty)


def _read(arguments: Arguments, name: str, entities_name: str, *, may_be_empty: bool) -> Formatted:
    given = opened(arguments, entities_name)
    return read_words(arguments.text(name), arguments.text("parse_mode"), given, may_be_empty=may_be_empty)


def opened(arguments: Arguments, name: str) -> Any:
    """The entities a call gives; None for none, and for what is no JSON at all: Telegram ignores that."""
    try:
        return arguments.parsed(name)
    except ValueError:
        return None
