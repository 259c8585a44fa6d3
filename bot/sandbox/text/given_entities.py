"""Entities a call gives explicitly instead of using markup."""

import re
from typing import Any

from bot.sandbox.text.date_format import checked_date_format
from bot.sandbox.wire import JSON, Refusal, bad_request

_PLAIN = {
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "code",
    "pre",
    "text_link",
    "text_mention",
    "custom_emoji",
    "blockquote",
    "expandable_blockquote",
    "date_time",
}
_DETECTED = {
    "mention",
    "hashtag",
    "cashtag",
    "bot_command",
    "url",
    "email",
    "phone_number",
    "bank_card_number",
}
_REQUIRED = {
    "text_link": ("url", str, "String"),
    "text_mention": ("user", dict, "Object"),
    "custom_emoji": ("custom_emoji_id", str, "String"),
    "date_time": ("unix_time", int, "Number"),
}
_USER_ID = re.compile(r"[0-9]{1,19}")


def read_given_entities(given: Any) -> list[JSON]:
    """Checked entities; those Telegram finds by itself are left out. Raises `Refusal` for malformed ones."""
    if not isinstance(given, list):
        return []
    return [entity for entity in map(_read_entity, given) if entity is not None]


def _read_entity(given: Any) -> JSON | None:
    if not isinstance(given, dict):
        raise _complaint("expected an Object")
    entity: JSON = {"type": _field(given, "type", str, "String")}
    for name in ("offset", "length"):
        entity[name] = _field(given, name, int, "Number")
        if not 0 <= entity[name] <= 1_000_000:
            raise bad_request(f"receive an entity with incorrect {name} {entity[name]}")
    kind = entity["type"]
    if kind in _DETECTED:
        return None
    if kind not in _PLAIN:
        raise _complaint("Unsupported type specified")
    if kind in _REQUIRED:
        name, wanted, called = _REQUIRED[kind]
        entity[name] = _field(given, name, wanted, called)
    if kind == "text_mention":
        entity["user"] = {"id": _user_id(given["user"])}
    if kind == "pre" and given.get("language"):
        entity["language"] = str(given["language"])
    if kind == "date_time":
        entity.update(_date_format(given))
    return entity


def _date_format(given: JSON) -> JSON:
    try:
        return checked_date_format(str(given.get("date_time_format") or ""))
    except Refusal:
        raise _complaint("Invalid date-time format specified") from None


def _user_id(user: JSON) -> int:
    """A number, which may be written as a text."""
    if isinstance(user.get("id"), str):
        if not _USER_ID.fullmatch(user["id"]):
            raise _complaint('Field "id" must be a valid Number')
        return int(user["id"])
    return int(_field(user, "id", int, "Number"))


def _field(given: JSON, name: str, wanted: type, called: str) -> Any:
    if name not in given:
        raise _complaint(f'Can\'t find field "{name}"')
    if not isinstance(given[name], wanted) or isinstance(given[name], bool):
        raise _complaint(f'Field "{name}" must be of type {called}')
    return given[name]


def _complaint(words: str) -> Refusal:
    return bad_request(f"can't parse MessageEntity: {words}")
