"""A session as JSON text and back: ids and numbers only, with a format version.

The fields and their types are those of the dataclasses, so a new field needs nothing here. A field that is
at its default is not written, and one that a snapshot does not have takes its default: most say nothing most
of the time. So a default may not be changed once there are snapshots, no more than a name may. Beyond that
reading is strict: a name or type that is not ours makes the whole snapshot unreadable, rather than half a
session. Ids from content (exercises, conditions) are free, because content may have lost them; the
conversation skips what is gone.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from bot.core.session import FORMAT_VERSION, SCALE_MAX, Session

_PLAIN = (bool, str, int, NoneType)


class UnreadableSession(Exception):
    """A stored session that this version can't read."""


def write_session(session: Session) -> str:
    """The session as one line of JSON."""
    stored = {"format": FORMAT_VERSION, "step": session.step.value, "revision": session.revision}
    return json.dumps(stored | _written(session), separators=(",", ":"))


def plain_session() -> dict[str, Any]:
    """What a new session's snapshot would hold if it held all of it, for those who look at one."""
    session = Session()
    return {
        "format": FORMAT_VERSION,
        **{name: _written(getattr(session, name)) for name in _defaults(Session)},
    }


def read_session(text: str) -> Session:
    """The session of a snapshot. Raises UnreadableSession, without the text, when it is not wholly ours."""
    try:
        stored = json.loads(text)
        if stored.pop("format") != FORMAT_VERSION or not stored.keys() >= {"step", "revision"}:
            raise UnreadableSession("another format")
        session: Session = _read(stored, Session)
        if any(score > SCALE_MAX for _, _, score in session.scores):
            raise UnreadableSession("a score beyond the scale")
    # What torn or strange JSON raises on its way into the types.
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError) as error:
        raise UnreadableSession(type(error).__name__) from None
    return session


def _written(value: Any) -> Any:
    """The value with what JSON lacks put in words; enums are stored by value, tuples as lists."""
    if type(value) in _PLAIN:  # most are
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, tuple):
        return [_written(each) for each in value]
    if isinstance(value, frozenset):
        return sorted(_written(each) for each in value)
    kind: Any = type(value)
    return {
        name: _written(held)
        for name, default in _defaults(kind).items()
        if (held := getattr(value, name)) != default
    }


def _read(stored: Any, kind: Any) -> Any:
    """The value of a type from its JSON. Raises ValueError, TypeError or KeyError when it is another."""
    if kind in _PLAIN:
        return _plain(stored, kind)
    if isinstance(kind, type) and is_dataclass(kind):
        types = _types(kind)
        return kind(**{name: _read(value, types[name]) for name, value in stored.items()})
    origin, kinds = _origin(kind)
    if origin is UnionType:
        inner = next(each for each in kinds if each is not NoneType)
        return None if stored is None else _read(stored, inner)
    if origin in (tuple, frozenset):
        return _several(stored, origin, kinds)
    if kind is datetime:
        instant = datetime.fromisoformat(_plain(stored, str))
        if instant.tzinfo is None:
            raise ValueError("an instant without a zone")
        return instant.astimezone(UTC)
    # An Enum says itself what it does not know, but takes True for 1.
    return kind(_plain(stored, type(next(iter(kind)).value)))


def _several(stored: Any, origin: Any, kinds: tuple[Any, ...]) -> Any:
    _plain(stored, list)
    if origin is frozenset or kinds[1:] == (Ellipsis,):
        return origin(_read(each, kinds[0]) for each in stored)
    return tuple(_read(each, kind) for each, kind in zip(stored, kinds, strict=True))


def _plain(stored: Any, kind: type) -> Any:
    # Not isinstance: JSON's true is a Python int as well. No number of a session is below 0.
    if type(stored) is not kind or (type(stored) is int and stored < 0):
        raise TypeError(f"not {kind.__name__}")
    return stored


@cache
def _origin(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    return get_origin(kind), get_args(kind)


@cache
def _defaults(kind: Any) -> dict[str, Any]:
    """The fields of a dataclass, with what they are when nobody says otherwise; MISSING is like no value."""
    return {each.name: each.default for each in fields(kind)}


@cache
def _types(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
