"""The keys of a reply keyboard: what Telegram takes, and in which chats."""

from typing import Any

from bot.sandbox.wire import JSON, Refusal, bad_request
from bot.sandbox.world.chats import Chat

_CALLED = "can't parse keyboard button"
_TYPES = {
    "request_contact": (bool, "Boolean"),
    "request_phone_number": (bool, "Boolean"),
    "request_location": (bool, "Boolean"),
    "request_poll": (dict, "Object"),
    "request_users": (dict, "Object"),
    "request_user": (dict, "Object"),
    "request_chat": (dict, "Object"),
    "request_managed_bot": (dict, "Object"),
    "web_app": (dict, "Object"),
    "icon_custom_emoji_id": (str, "String"),
    "style": (str, "String"),
}
_INSIDE = {"web_app": "url"} | dict.fromkeys(
    ("request_users", "request_user", "request_chat", "request_managed_bot"), "request_id"
)
"""The field that the object of such a key must have."""
_ONLY_IN_PRIVATE = {
    "request_contact": "phone number can be requested in private chats only",
    "request_phone_number": "phone number can be requested in private chats only",
    "request_location": "location can be requested in private chats only",
    "request_poll": "poll can be requested in private chats only",
    "request_users": "users can be requested in private chats only",
    "request_user": "users can be requested in private chats only",
    "request_chat": "chats can be requested in private chats only",
    "web_app": "Web App buttons can be used in private chats only",
}
STYLES = ("", "default", "primary", "success", "danger")
_MARKUP_TYPES = dict.fromkeys(
    ("resize_keyboard", "one_time_keyboard", "is_persistent", "selective", "remove_keyboard", "force_reply"),
    (bool, "Boolean"),
) | {"input_field_placeholder": (str, "String")}


def read_key(given: Any) -> JSON:
    """A checked `KeyboardButton`, which may be given as its label alone. Raises `Refusal`."""
    key = {"text": given} if isinstance(given, str) else given
    if not isinstance(key, dict):
        raise bad_request(f"{_CALLED}: KeyboardButton must be a String or an Object")
    if "text" not in key:
        raise bad_request(f'{_CALLED}: Can\'t find field "text"')
    if not isinstance(key["text"], str):
        raise bad_request(f'{_CALLED}: Field "text" must be of type String')
    if not key["text"].strip():  # Telegram silently leaves such a key out; nobody means that.
        raise bad_request("keyboard button text must be non-empty")
    for name, (wanted, called) in _TYPES.items():
        if key.get(name) is not None and not isinstance(key[name], wanted):
            raise bad_request(f'{_CALLED}: Field "{name}" must be of type {called}')
    if str(key.get("style") or "").lower() not in STYLES:
        raise bad_request(f"{_CALLED}: invalid button style specified")
    for name, field in _INSIDE.items():
        if key.get(name) is not None and field not in key[name]:
            raise bad_request(f'{_CALLED}: Can\'t find field "{field}"')
    return key


def check_markup_fields(given: JSON) -> None:
    """Raises `Refusal` for a field of a reply keyboard, its removal or a `ForceReply` of a wrong type."""
    for name, (wanted, called) in _MARKUP_TYPES.items():
        if given.get(name) is not None and not isinstance(given[name], wanted):
            raise bad_request(f'field "{name}" must be of type {called}')


def refuse_where_unfit(markup: JSON | None, chat: Chat) -> None:
    """Raises `Refusal` for keys that this chat may not have: a group is not asked where it is."""
    for row in (markup or {}).get("keyboard", []):
        for key in row:
            if complaint := _complaint(key, chat):
                raise complaint


def _complaint(key: JSON, chat: Chat) -> Refusal | None:
    if chat.kind != "private":
        unfit = next((words for name, words in _ONLY_IN_PRIVATE.items() if key.get(name)), None)
        return bad_request(unfit) if unfit else None
    url = (key.get("web_app") or {"url": "https://"}).get("url")
    if not str(url).startswith("https://"):
        return bad_request(f"keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed")
    return None
