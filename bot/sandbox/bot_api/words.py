"""The text or caption of a call, parsed and cleaned as Telegram does it."""

from typing import Any

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.text.formatted import Formatted, cleaned
from bot.sandbox.text.given_entities import read_given_entities
from bot.sandbox.text.html_markup import parse_html
from bot.sandbox.wire import JSON, bad_request

_MOST_BYTES = 1 << 15


def read_text(arguments: Arguments) -> Formatted:
    """The `text` argument; raises `Refusal` when it is empty or malformed. Its length is not yet checked."""
    if not arguments.text("text"):
        raise bad_request("message text is empty")
    return _read(arguments, "text", "entities", may_be_empty=False)


def read_caption(arguments: Arguments) -> Formatted:
    """The `caption` argument, which may be empty; raises `Refusal` when it is malformed."""
    return _read(arguments, "caption", "caption_entities", may_be_empty=True)


def _read(arguments: Arguments, name: str, entities_name: str, *, may_be_empty: bool) -> Formatted:
    text = arguments.text(name)
    if len(text.encode()) > _MOST_BYTES:
        raise bad_request("text is too long")
    parse_mode = arguments.text("parse_mode").lower()
    entities: list[JSON] = []
    if text and parse_mode == "html":
        text, entities = parse_html(text)
    elif text and parse_mode in ("markdown", "markdownv2"):
        raise bad_request(f"the sandbox can't parse entities in {parse_mode}; use HTML")
    elif text and parse_mode not in ("", "none"):
        raise bad_request("unsupported parse_mode")
    else:
        entities = read_given_entities(_opened(arguments, entities_name))
    return cleaned(text, entities, may_be_empty=may_be_empty)


def _opened(arguments: Arguments, name: str) -> Any:
    try:
        return arguments.parsed(name)
    except ValueError:  # Telegram ignores entities that are not JSON at all.
        return None
