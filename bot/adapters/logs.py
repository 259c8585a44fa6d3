"""Logs of one line an event, plain or JSON, that hold no person's words, no score and no token, whatever goes
wrong.

- Chats stand in them as keyed hashes: two lines can be told to be about one chat, and nobody can be found
  by them.
- Of an exception only its type and where it was raised: its words may be a person's.
- Of other libraries' lines only where in their code they come from: they like to quote addresses and
  answers.
- As a second line of defence the token is cut out of every finished line.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote

log = logging.getLogger(__name__)

_OURS = "bot"
_ROOT = Path(__file__).resolve().parents[2]
_QUIET_SECONDS = 60.0
_HIDDEN = "<token>"


class Ids:
    """Chat ids as they may stand in a log, keyed so that nobody can try all ids and compare."""

    def __init__(self, key: bytes) -> None:
        """``key``: at most 64 bytes; made once for a database, so that a chat keeps its name in the logs."""
        self._key = key

    def hashed(self, chat_id: int) -> str:
        """Eight letters and digits that stand for a chat."""
        return hashlib.blake2b(str(chat_id).encode(), key=self._key, digest_size=4).hexdigest()


def set_up(level: str, token: str | None = None, *, as_json: bool = False) -> None:
    """Send all logs of this process to standard error, as plain lines or each as a JSON object.

    ``level`` (DEBUG, INFO, WARNING, ERROR) is for our own lines; of other libraries only warnings and
    errors come through, without their words. What nobody catches is logged in the same way.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLine(token) if as_json else OneLine(token))
    # A line that can't be written (a full disk) would otherwise be printed with its words and a traceback.
    logging.raiseExceptions = False
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(_OURS).setLevel(level)
    # APScheduler says at every skipped tick that it was skipped; the next one makes up for it.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    warnings.showwarning = _warned
    sys.excepthook = _uncaught
    threading.excepthook = lambda found: _uncaught(found.exc_type, found.exc_value, found.exc_traceback)
    sys.unraisablehook = lambda found: _uncaught(found.exc_type, found.exc_value, found.exc_traceback)


class LoopTrouble:
    """For ``loop.set_exception_handler``: the usual handler prints the objects involved, words and all.

    What fails again and again (no more files can be opened) is logged once a minute: it would fill the disk.
    """

    def __init__(self) -> None:
        self._quiet_until: dict[str, float] = {}

    def __call__(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        what, now = told(error) if error is not None else "", loop.time()
        if now >= self._quiet_until.get(what, now):
            self._quiet_until[what] = now + _QUIET_SECONDS
            log.error("something failed in the background", exc_info=error)


class OneLine(logging.Formatter):
    """Writes a record as one line that is safe to keep."""

    def __init__(self, token: str | None = None) -> None:
        super().__init__()
        self._secrets = _forms(token) if token else ()

    def format(self, record: logging.LogRecord) -> str:
        line = self.line(record, _said(record), record.exc_info[1] if record.exc_info else None)
        for secret in self._secrets:
            line = line.replace(secret, _HIDDEN)
        return line

    def line(self, record: logging.LogRecord, said: str, error: BaseException | None) -> str:
        """The line of a record that says so, about an error or none."""
        line = f"{_at(record):%Y-%m-%d %H:%M:%S}Z {record.levelname} {record.name}: {said}"
        return line if error is None else f"{line} [{told(error)}]"


class JsonLine(OneLine):
    """Writes a record as a JSON object: ``time`` (UTC), ``level``, ``logger``, ``message``, and of an error
    ``error``: a list of it and what caused it, each with its ``type`` and ``places``, the innermost last.
    """

    def line(self, record: logging.LogRecord, said: str, error: BaseException | None) -> str:
        found: dict[str, Any] = {
            "time": f"{_at(record):%Y-%m-%dT%H:%M:%S}.{int(record.msecs):03}Z",
            "level": record.levelname,
            "logger": record.name,
            "message": said,
        }
        if error is not None:
            found["error"] = [
                {"type": type(one).__name__, "places": list(_frames(one.__traceback__))}
                for one in _chain(error)
            ]
        return json.dumps(found, ensure_ascii=False)


def _at(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created, UTC)


def _said(record: logging.LogRecord) -> str:
    """A record's words as one line; of other libraries, and where they don't fit together, only its place."""
    if _is_ours(record.name):
        with suppress(Exception):
            return " ".join(record.getMessage().split())
    return f"(words left out) {_place(record)}"


def told(error: BaseException) -> str:
    """An exception in one line: types and places of it and of what caused it, none of its words."""
    return ", caused by ".join(
        f"{type(one).__name__} {' > '.join(_frames(one.__traceback__))}".strip() for one in _chain(error)
    )


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _frames(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        yield f"{_short(code.co_filename)}:{trace.tb_lineno} in {code.co_name}"
        trace = trace.tb_next


def _place(record: logging.LogRecord) -> str:
    return f"{_short(record.pathname)}:{record.lineno}"


def _short(path: str) -> str:
    file = Path(path)
    return str(file.relative_to(_ROOT)) if file.is_relative_to(_ROOT) else "/".join(file.parts[-2:])


def _is_ours(name: str) -> bool:
    return name == _OURS or name.startswith(f"{_OURS}.")


def _forms(token: str) -> tuple[str, ...]:
    """The token as it may turn up: whole, as in an address, and its secret half alone."""
    secret = token.partition(":")[2]
    return tuple(form for form in (token, quote(token, safe=""), secret) if len(form) >= len(_HIDDEN))


def _warned(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: object = None,
    line: object = None,
) -> None:
    """What ``warnings`` calls. Its message may quote anything, and so may the line of code."""
    log.warning("A %s at %s:%d.", category.__name__, _short(filename), lineno)


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    log.critical("nobody caught this", exc_info=(kind, error or kind(), trace))
