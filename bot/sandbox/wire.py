"""What goes over the wire: JSON, numbers as Telegram reads them, and the envelope of every Bot API answer."""

import json
import math
import re
import traceback
from pathlib import PurePath
from typing import Any, NoReturn

JSON = dict[str, Any]
"""One JSON object, as Telegram sends or receives it."""
_DEEPEST = 100
"""How deep JSON may be nested: Telegram's own limit."""
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_LEADING_INTEGER = re.compile(r"-?\d+")


def parse_json(written: str | bytes) -> Any:
    """Reads JSON, as strictly as it is defined: no NaN, no infinite numbers, and not nested without end.

    Raises `ValueError`: a `UnicodeError` for texts that are not valid Unicode (half of a surrogate pair).
    """
    text = written.decode() if isinstance(written, bytes) else written
    try:
        found = json.loads(text, parse_constant=_refuse_number, parse_float=_finite)
    except RecursionError:
        raise _too_deep() from None
    if text.count("[") + text.count("{") > _DEEPEST:
        _refuse_deep(found, _DEEPEST)
    if _SURROGATE.search(text):
        json.dumps(found, ensure_ascii=False).encode()
    return found


def dump_json(value: Any) -> str:
    """Writes JSON that every reader takes; raises `ValueError` for what has no place in it, as NaN."""
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


def leading_integer(written: str) -> int:
    """The number a text begins with, as Telegram reads one: "12ab" is 12 and "ab" is 0."""
    found = _LEADING_INTEGER.match(written.strip())
    return int(found.group()[:20]) if found else 0


def acceptance(result: Any) -> JSON:
    """The answer to a call that was carried out."""
    return {"ok": True, "result": result}


class Refusal(Exception):
    """A call is refused: the HTTP status, Telegram's words and the `parameters` that come with them."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def answer(self) -> JSON:
        """The body Telegram sends with this refusal."""
        body: JSON = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = dict(self.parameters)
        return body


def bad_request(reason: str) -> Refusal:
    """A 400 with Telegram's prefix, the first letter lowered unless it is a code (`BUTTON_DATA_INVALID`)."""
    is_code = len(reason) > 1 and (reason[1] == "_" or reason[1].isupper())
    words = reason if is_code else reason[:1].lower() + reason[1:]
    return Refusal(400, f"Bad Request: {words}")


def told_mistake(error: Exception) -> str:
    """What a mistake of our own was, and where, for the log: without its words, which may hold anything."""
    place = traceback.extract_tb(error.__traceback__)[-1:]
    where = "".join(f" in {PurePath(each.filename).name}, line {each.lineno}" for each in place)
    return f"{type(error).__name__}{where}"


def forbidden(reason: str) -> Refusal:
    """A 403 with Telegram's prefix."""
    return Refusal(403, f"Forbidden: {reason}")


def too_many_requests(seconds: int) -> Refusal:
    """A 429 that asks to wait `seconds`."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def _refuse_number(written: str) -> NoReturn:
    raise ValueError(f"{written} is no number in JSON")


def _finite(written: str) -> float:
    number = float(written)
    if not math.isfinite(number):
        raise ValueError("a number is too large")
    return number


def _refuse_deep(value: Any, more: int) -> None:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if inside and not more:
        raise _too_deep()
    for each in inside:
        _refuse_deep(each, more - 1)


def _too_deep() -> ValueError:
    return ValueError("JSON is nested too deep")
