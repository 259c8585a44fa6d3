"""The formats of a `date_time` entity."""

import re

from bot.sandbox.text.complaints import complaint
from bot.sandbox.wire import JSON

_DATE_FORMAT = re.compile(r"[rR]|[tTdDwW]*")


def checked_date_format(written: str) -> JSON:
    """The `date_time_format` of an entity, its letters in Telegram's order; raises `Refusal` for others."""
    if not _DATE_FORMAT.fullmatch(written):
        raise complaint("Invalid date format used")
    if written in ("r", "R"):
        return {"date_time_format": "r"}
    weekday = "w" if set(written) & {"w", "W"} else ""
    date = "d" if "d" in written else "D" if "D" in written else ""
    time = "t" if "t" in written else "T" if "T" in written else ""
    return {"date_time_format": weekday + date + time}
