"""What the host may write for each setting, and what it means.

Each function raises ValueError with the end of a sentence that begins with the setting's name.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

TELEGRAM = "https://api.telegram.org"
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{20,}")
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_FORMATS = ("plain", "json")
_MOST_A_SECOND = 10_000
"""Telegram takes 30; a Bot API server of one's own may take more."""
_MOST_MONTHS = 1200
NO_BACKUPS = "none"
_OWN_PATHS = ("/healthz", "/metrics")
_HIGHEST_PORT = 65535
_OFF = "off"
"""Says of a setting that it is not set, whatever the file says."""


@dataclass(frozen=True)
class Token:
    """A bot's token. Printing it shows nothing of it; ``secret`` has to be asked for by name."""

    secret: str = field(repr=False)

    def __str__(self) -> str:
        return "Token(hidden)"

    def __repr__(self) -> str:
        return "Token(hidden)"


class Listen(NamedTuple):
    """Where a server listens."""

    host: str
    port: int


def token(value: str) -> Token:
    """A bot's token."""
    if not _TOKEN.fullmatch(value):
        # The value itself is never shown: it may be a real token with one letter too many.
        raise ValueError(
            "is not a bot token: @BotFather gives one that looks like 123456789:AAExampleExampleExample."
        )
    return Token(value)


def api_url(value: str) -> str:
    """The address of a Bot API server, with no slash at its end."""
    wrong = ValueError(
        f"is not the address of a Bot API server: it has to look like {TELEGRAM}, with no user, ? or #."
    )
    _checked(value, wrong)
    return value.rstrip("/")


def is_loopback(url: str) -> bool:
    """Whether an address is one of this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def webhook_url(value: str) -> str:
    """An address that updates can be sent to; empty for none."""
    if value == _OFF:
        return ""
    # The value is never shown: some hosts choose a path that is a secret.
    wrong = ValueError(
        "is no address that updates can be sent to: it has to look like https://bot.example.org/updates, with"
        " no user, ? or #, and letters, digits, / . _ ~ and - in its path."
    )
    path = _checked(value, wrong).path
    if not re.fullmatch(r"[A-Za-z0-9/._~-]*", path):
        raise wrong
    if path in _OWN_PATHS:
        raise ValueError(f"ends in {path}, where the bot tells how it is: choose another path.")
    return value


def _checked(value: str, wrong: ValueError) -> SplitResult:
    try:
        parts = urlsplit(value)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        raise wrong from None
    extras = parts.username or parts.password or parts.query or parts.fragment
    if parts.scheme not in ("http", "https") or not parts.hostname or extras or not port_is_fine:
        raise wrong
    return parts


def webhook_secret(value: str) -> str:
    """A secret as Telegram takes one."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value):
        raise ValueError("has to be 1 to 256 letters (A-Z, a-z), digits, _ and -.")
    return value


def listen(value: str) -> Listen | None:
    """A place to listen at; None for none."""
    if value == _OFF:
        return None
    found = re.fullmatch(r"(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9.-]+)):([0-9]{1,5})", value)
    if not found or not 1 <= int(found[3]) <= _HIGHEST_PORT:
        raise ValueError(
            f"is {value!r}: it has to be an address of this machine and a port, such as 127.0.0.1:8080."
        )
    return Listen(found[1] or found[2], int(found[3]))


def database(value: str) -> Path:
    """A file, there or not."""
    path = Path(value)
    try:
        folder = path.is_dir()
    except OSError as error:
        raise ValueError(f"is {value!r}, which can't be opened: {error.strerror}.") from None
    if folder:
        raise ValueError(f"is {value!r}, which is a folder: it has to be a file, such as data/bot.db.")
    return path


def backups(value: str) -> str:
    """A folder, there or not, or the word for none."""
    try:
        in_the_way = Path(value).exists() and not Path(value).is_dir()
    except OSError as error:
        raise ValueError(f"is {value!r}, which can't be opened: {error.strerror}.") from None
    if in_the_way:
        raise ValueError(f"is {value!r}, which is no folder: it has to be one, or the word {NO_BACKUPS}.")
    return value


def timezone(value: str) -> ZoneInfo:
    """A zone, by its name."""
    try:
        return ZoneInfo(value)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise ValueError(
            f"is {value!r}, which is no time zone: it has to be a name such as UTC or Europe/Berlin."
        ) from None


def owner(value: str) -> int:
    """A chat's id."""
    if not re.fullmatch(r"-?[0-9]{1,18}", value) or int(value) == 0:
        raise ValueError(
            f"is {value!r}, which is no chat id: it has to be a whole number such as 123456789, not a @name."
        )
    return int(value)


def shown(longest: int) -> Callable[[str], str]:
    """Words that people are shown, of at most so many letters."""

    def meaning(value: str) -> str:
        if len(value) > longest or not value.isprintable():
            raise ValueError(f"has to be one line of at most {longest} characters.")
        return value

    return meaning


def keep_months(value: str) -> int:
    """A number of months."""
    if not re.fullmatch(r"[0-9]{1,4}", value) or not 1 <= int(value) <= _MOST_MONTHS:
        raise ValueError(f"is {value!r}: it has to be a number of months, from 1 to {_MOST_MONTHS}.")
    return int(value)


def send_rate(value: str) -> float:
    """A number of messages a second."""
    try:
        rate = float(value)
    except ValueError:
        rate = 0.0
    if not 1 <= rate <= _MOST_A_SECOND:
        raise ValueError(
            f"is {value!r}: it has to be a number of messages a second, from 1 to {_MOST_A_SECOND}."
        )
    return rate


def log_level(value: str) -> str:
    """A level of the log."""
    if value.upper() not in _LEVELS:
        raise ValueError(f"is {value!r}: it has to be one of {', '.join(_LEVELS)}.")
    return value.upper()


def log_format(value: str) -> str:
    """A form of the log."""
    if value.lower() not in _FORMATS:
        raise ValueError(f"is {value!r}: it has to be {' or '.join(_FORMATS)}.")
    return value.lower()
