"""Reads `reply_markup` and refuses what Telegram refuses."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.bot_api.reply_keys import STYLES, check_markup_fields, read_key
from bot.sandbox.text.links import checked_link, mentioned_user
from bot.sandbox.wire import JSON, Refusal, bad_request

LONGEST_CALLBACK = 64
"""Bytes of UTF-8 in a button's `callback_data`."""
MOST_BUTTONS = 100
_MOST_BYTES = 10_240
_KINDS = {
    "url": str,
    "callback_data": str,
    "web_app": dict,
    "login_url": dict,
    "switch_inline_query": str,
    "switch_inline_query_current_chat": str,
    "switch_inline_query_chosen_chat": dict,
    "copy_text": dict,
    "callback_game": dict,
    "pay": bool,
}
_TYPE_NAMES = {str: "String", dict: "Object", bool: "Boolean"}


def read_markup(arguments: Arguments) -> JSON | None:
    """The checked markup: an inline keyboard, a reply keyboard, its removal or a `ForceReply`.

    None when there is none (an empty one counts as none). Raises `Refusal`.
    """
    try:
        given = arguments.parsed("reply_markup")
    except ValueError:
        raise bad_request("can't parse reply keyboard markup JSON object") from None
    if given is None and not arguments.text("reply_markup"):
        return None
    if not isinstance(given, dict):
        raise bad_request("object expected as reply markup")
    check_markup_fields(given)
    if rows := _rows(given, "keyboard", 'Field "keyboard" must be an Array of Arrays', read_key):
        return {**given, "keyboard": rows}
    nested = 'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
    if rows := _rows(given, "inline_keyboard", nested, _inline_button):
        if len(arguments.text("reply_markup").encode()) > _MOST_BYTES or sum(map(len, rows)) > MOST_BUTTONS:
            raise bad_request("reply markup is too long")
        return {"inline_keyboard": rows}
    return given if given.get("remove_keyboard") or given.get("force_reply") else None


def read_inline_markup(arguments: Arguments) -> JSON | None:
    """As `read_markup`, for edits, where only an inline keyboard is allowed."""
    markup = read_markup(arguments)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup


def _rows(given: JSON, name: str, complaint: str, read: Callable[[Any], JSON]) -> list[list[JSON]]:
    rows = given.get(name) or []
    if not isinstance(rows, list):
        raise bad_request(f'field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(complaint)
    return [[read(button) for button in row] for row in rows if row]


def _inline_button(given: Any) -> JSON:
    called = "can't parse inline keyboard button"
    if not isinstance(given, dict):
        raise bad_request(f"{called}: InlineKeyboardButton must be an Object")
    label = _label(given, called)
    if str(given.get("style") or "").lower() not in STYLES:
        raise bad_request(f"{called}: invalid button style specified")
    kinds = [name for name in _KINDS if given.get(name) not in (None, "") or _may_be_empty(given, name)]
    for name in kinds:
        if not isinstance(given[name], _KINDS[name]):
            raise bad_request(f'{called}: Field "{name}" must be of type {_TYPE_NAMES[_KINDS[name]]}')
    if not kinds:
        raise bad_request(f"{called}: Text buttons are unallowed in the inline keyboard")
    if len(kinds) > 1:  # Telegram takes the first and silently forgets the others; nobody means that.
        raise bad_request(f"{called}: exactly one of {', '.join(kinds)} must be used")
    return {**given, "text": label, **_checked_kind(given, kinds[0])}


def _may_be_empty(given: JSON, name: str) -> bool:
    return name.startswith("switch_inline_query") and given.get(name) == ""


def _label(button: JSON, called: str) -> str:
    if "text" not in button:
        raise bad_request(f'{called}: Can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise bad_request(f'{called}: Field "text" must be of type String')
    if not button["text"].strip():  # Telegram silently leaves such a button out; nobody means that.
        raise bad_request("inline keyboard button text must be non-empty")
    return button["text"]


def _checked_kind(given: JSON, kind: str) -> JSON:
    if kind == "callback_data" and len(given[kind].encode()) > LONGEST_CALLBACK:
        raise bad_request("BUTTON_DATA_INVALID")
    if kind == "url":
        return {"url": _checked_url(given[kind])}
    if kind == "web_app" and not str(given[kind].get("url", "")).startswith("https://"):
        raise bad_request(
            f"inline keyboard button Web App URL '{given[kind].get('url', '')}' is invalid: "
            "Only HTTPS links are allowed"
        )
    return {}


def _checked_url(url: str) -> str:
    checked = url if mentioned_user(url) else checked_link(url)
    if not checked:
        raise Refusal(400, f"Bad Request: inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return checked
