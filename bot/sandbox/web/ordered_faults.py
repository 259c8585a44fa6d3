"""A fault ordered over HTTP."""

from typing import get_args

from bot.sandbox.web.given import number_in, text_in, whole_in
from bot.sandbox.wire import JSON
from bot.sandbox.world.faults import Fault, Kind

FAULT_FIELDS = ("kind", "method", "chat_id", "times", "seconds", "status", "body")
_MAY_BE_NULL = ("chat_id", "times", "seconds")


def read_fault(given: JSON) -> Fault:
    """The fault that an object describes. Raises `KeyError` without a kind, and `ValueError` for nonsense:
    every call would meet it.
    """
    if unknown := set(given) - set(FAULT_FIELDS):
        raise ValueError(f"a fault has {', '.join(FAULT_FIELDS)}, not {', '.join(sorted(unknown))}")
    if given["kind"] not in get_args(Kind):
        raise ValueError(f"a fault's kind is one of {', '.join(get_args(Kind))}")
    said = {name: value for name, value in given.items() if value is not None or name not in _MAY_BE_NULL}
    for name in said:
        if name == "method":
            text_in(said, name)
        elif name in ("chat_id", "times", "status"):
            whole_in(said, name)
        elif name == "seconds":
            number_in(said, name)
        elif name == "body" and not isinstance(said[name], str | dict):
            raise ValueError("“body” has to be a text or an object")
    if not 200 <= said.get("status", 200) <= 599:
        raise ValueError("“status” goes from 200 to 599")
    return Fault(**given)
