"""The text or caption of a call, parsed and cleaned as Telegram does it."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.text.formatted import Formatted, cleaned
from bot.sandbox.text.given_entities import read_given_entities
from bot.sandbox.text.html_markup import parse_html
from bot.sandbox.text.markdown import parse_markdown
from bot.sandbox.text.markdown_v2 import parse_markdown_v2
from bot.sandbox.wire import JSON, bad_request
from bot.sandbox.world.users import User

FindUser = Callable[[int], User | None]
"""Whose id it is; nobody's is None, and is not mentioned."""
_MOST_BYTES = 1 << 15
_PARSERS = {"html": parse_html, "markdown": parse_markdown, "markdownv2": parse_markdown_v2}


def read_text(arguments: Arguments, find_user: FindUser) -> Formatted:
    """The `text` argument; raises `Refusal` when it is empty or malformed. Its length is not yet checked."""
    if not arguments.text("text"):
        raise bad_request("message text is empty")
    return _read(arguments, find_user, ("text", "entities"), may_be_empty=False)


def read_caption(arguments: Arguments, find_user: FindUser) -> Formatted:
    """The `caption` argument, which may be empty; raises `Refusal` when it is malformed."""
    return _read(arguments, find_user, ("caption", "caption_entities"), may_be_empty=True)


def read_words(
    text: str, parse_mode: str, given_entities: Any, find_user: FindUser, *, may_be_empty: bool
) -> Formatted:
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
    return cleaned(text, _mentioning(entities, find_user), may_be_empty=may_be_empty)


def _read(
    arguments: Arguments, find_user: FindUser, names: tuple[str, str], *, may_be_empty: bool
) -> Formatted:
    text, given = arguments.text(names[0]), opened(arguments, names[1])
    return read_words(text, arguments.text("parse_mode"), given, find_user, may_be_empty=may_be_empty)


def _mentioning(entities: list[JSON], find_user: FindUser) -> list[JSON]:
    """The entities with the whole `User` in those that mention somebody; who is nobody is not mentioned."""
    kept: list[JSON] = []
    for entity in entities:
        if entity["type"] != "text_mention":
            kept.append(entity)
        elif user := find_user(entity["user"]["id"]):
            kept.append({**entity, "user": user.as_api()})
    return kept


def opened(arguments: Arguments, name: str) -> Any:
    """The entities a call gives; None for none, and for what is no JSON at all: Telegram ignores that."""
    try:
        return arguments.parsed(name)
    except ValueError:
        return None
