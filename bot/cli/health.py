"""Asks the running bot how it is, for whoever looks after it: Docker, a timer, a person."""

from __future__ import annotations

import http.client
import json
from typing import Any

from bot.config import Listen, Settings

_SECONDS = 8.0
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - asked, not listened at
_WELL = {
    "loop": "its loop turned {age:.0f} s ago",
    "database": "the database was written {age:.0f} s ago",
    "telegram": "Telegram answered {age:.0f} s ago",
}
_ILL = {
    "loop": "its loop has not turned",
    "database": "the database has not been written",
    "telegram": "Telegram has not answered",
}


def health_told(settings: Settings) -> tuple[bool, str]:
    """Whether the bot says that it is well, and one sentence on it."""
    if settings.listens is None:
        return False, "The bot can't be asked: BOT_LISTEN is off or not set, so it listens nowhere."
    listens = settings.listens
    try:
        status, told = _asked(listens)
        parts = [(name, told[name]["ok"], told[name]["age_seconds"]) for name in _WELL]
    except TimeoutError:
        return False, (
            f"The bot has not answered at {listens.host}:{listens.port} for {_SECONDS:.0f} s: it hangs, or"
            " the machine is too busy."
        )
    except ConnectionError as error:
        return False, (
            f"The bot does not answer at {listens.host}:{listens.port} ({error.strerror or 'cut off'}): it"
            " does not run, or its BOT_LISTEN is another."
        )
    except OSError as error:
        return False, f"{listens.host}:{listens.port} can't be asked ({error.strerror or 'no address'})."
    except (ValueError, TypeError, KeyError, http.client.HTTPException):
        return False, f"Something else than the bot answers at {listens.host}:{listens.port}."
    well = status == http.HTTPStatus.OK
    if well:
        return True, f"The bot is well: {', '.join(_WELL[name].format(age=age) for name, _, age in parts)}."
    ill = " and ".join(_told_of(name, age) for name, ok, age in parts if not ok)
    return False, f"The bot is not well: {ill}."


def _told_of(name: str, age: float | None) -> str:
    return f"{_ILL[name]} yet" if age is None else f"{_ILL[name]} for {age:.0f} s"


def _asked(listens: Listen) -> tuple[int, Any]:
    host = _EVERYWHERE.get(listens.host, listens.host)
    # Not by way of a proxy of the environment: it is this very machine.
    connection = http.client.HTTPConnection(host, listens.port, timeout=_SECONDS)
    try:
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()
