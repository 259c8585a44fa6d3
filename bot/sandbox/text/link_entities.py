"""The entities that links in markup make."""

import re
from urllib.parse import parse_qsl

from bot.sandbox.text.complaints import complaint
from bot.sandbox.text.date_format import checked_date_format
from bot.sandbox.text.links import checked_link, mentioned_user
from bot.sandbox.wire import JSON, Refusal

_EMOJI_OR_TIME = re.compile(r"tg:(?://)?(emoji|time)/?\?(.*)", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"\d{1,19}")
_LATEST = 2**31 - 1


def link_entity(target: str, offset: int, length: int) -> list[JSON]:
    """A link or a mention of a user; nothing when it is empty or leads nowhere, as Telegram has it."""
    span: JSON = {"offset": offset, "length": length}
    if not length:
        return []
    if user_id := mentioned_user(target):
        return [{"type": "text_mention", **span, "user": {"id": user_id}}]
    if url := checked_link(target):
        return [{"type": "text_link", **span, "url": url}]
    return []


def is_number(written: str) -> bool:
    """Whether it is a number other than 0 that Telegram could hold."""
    return _NUMBER.fullmatch(written) is not None and int(written) != 0


def emoji_or_time(target: str) -> JSON:
    """What a link to a custom emoji or to a time says, without the span. Raises `Refusal` for other links."""
    written = _EMOJI_OR_TIME.fullmatch(target)
    given = dict(parse_qsl(written[2], keep_blank_values=True)) if written else {}
    number = given.get("id" if written and written[1].lower() == "emoji" else "unix", "")
    if written is None or not is_number(number):
        raise complaint("Invalid tg://emoji or tg://time URL specified")
    if written[1].lower() == "emoji":
        return {"type": "custom_emoji", "custom_emoji_id": number}
    try:
        date_format = checked_date_format(given.get("format", ""))
    except Refusal:
        raise complaint("Invalid tg://emoji or tg://time URL specified") from None
    return {"type": "date_time", "unix_time": min(int(number), _LATEST), **date_format}
