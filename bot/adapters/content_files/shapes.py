"""A file of TOML -> the frozen type that says its shape. Nothing here guesses, mends or leaves out."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from bot.adapters.content_files.judging import Mistake

_STRICT = ConfigDict(strict=True, extra="forbid")
_KINDS = {str: "text in quotes", int: "a whole number", float: "a number", bool: "true or false"}
_LINE = re.compile(r"\(at line (\d+), ")
_DECIMAL_COMMA = re.compile(r"[^\"']*=\s*[-+]?\d+,\d")

T = TypeVar("T")


def unopened(what: str, error: OSError) -> Mistake:
    """What may not be read."""
    return Mistake(what, "", f"can't be opened ({error.strerror})", "a file or folder that may be read")


def one_file(path: Path, file: str, kind: type[T], mistakes: list[Mistake]) -> T | None:
    """A file in its shape, or None and one or more mistakes."""
    text = ""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        table = tomllib.loads(text)
    except FileNotFoundError:
        mistakes.append(Mistake(file, "", "is missing", "a file of this name"))
    except OSError as error:
        mistakes.append(unopened(file, error))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        mistakes.append(Mistake(file, f"line {line}", "is not UTF-8 text", "a file saved as UTF-8"))
    except RecursionError:
        mistakes.append(Mistake(file, "", "has too many brackets inside one another", "TOML"))
    except ValueError as error:
        mistakes.append(_not_toml(file, text, str(error)))
    else:
        return _shaped(table, file, kind, mistakes)
    return None


def _not_toml(file: str, text: str, error: str) -> Mistake:
    """What tomllib says, with line and column; a decimal comma it takes for the end of a number."""
    at = _LINE.search(error)
    if at and _DECIMAL_COMMA.match(text.split("\n")[int(at[1]) - 1]):
        return Mistake(file, f"line {at[1]}", "has a comma in a number", "a full stop, as in 2.5")
    return Mistake(file, "", f"is not TOML: {error}", "key = value lines under [headings]")


def _shaped(table: dict[str, Any], file: str, kind: type[T], mistakes: list[Mistake]) -> T | None:
    # By way of JSON, because strict reading of Python values would want tuples where TOML has lists.
    # A date becomes its text; the file's name around it gives strictness to plain dataclasses.
    adapter = TypeAdapter(dict[str, kind], config=_STRICT)  # type: ignore[valid-type]
    try:
        return adapter.validate_json(json.dumps({file: table}, default=str))[file]
    except ValidationError as error:
        mistakes += [_told(file, kind, one) for one in error.errors(include_url=False)]
        return None


def _told(file: str, kind: type[Any], error: ErrorDetails) -> Mistake:
    """A mistake of shape in words."""
    steps = error["loc"][1:]
    key = "".join(f" #{step + 1}" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")
    if error["type"] == "missing":
        return Mistake(file, key, "is missing", _allowed(_kind_at(kind, steps)))
    if error["type"] == "unexpected_keyword_argument":
        around = _kind_at(kind, steps[:-1])
        return Mistake(file, key, "is not known here", ", ".join(one.name for one in fields(around)))
    given = error["input"]
    shown = "a table" if isinstance(given, dict) else "a list" if isinstance(given, list) else repr(given)
    return Mistake(file, key, f"is {shown}", _allowed(_kind_at(kind, steps)))


def _kind_at(kind: Any, steps: tuple[int | str, ...]) -> Any:
    """The type that the content has at a place."""
    for step in steps:
        if is_dataclass(kind):
            kind = get_type_hints(kind)[str(step)]
        else:  # dict[str, X] or tuple[X, ...]
            kind = get_args(kind)[1 if isinstance(step, str) else 0]
        if isinstance(kind, UnionType):  # X | None
            kind = get_args(kind)[0]
    return kind


def _allowed(kind: Any) -> str:
    if kind in _KINDS:
        return _KINDS[kind]
    if is_dataclass(kind):
        return "a table with " + ", ".join(one.name for one in fields(kind))
    if get_origin(kind) is not tuple:
        return "a table"
    parts = get_args(kind)
    return "a list in [ ]" if parts[1:] == (Ellipsis,) else f"a list of {len(parts)} in [ ]"
