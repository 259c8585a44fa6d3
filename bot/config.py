"""The settings: from the environment or from a file named ``.env``, read here and nowhere else.

What the environment says goes before what the file says; an empty value counts as not set.
"""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values

Value = TypeVar("Value")

TELEGRAM = "https://api.telegram.org"
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{20,}")
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_FORMATS = ("plain", "json")
_MOST_A_SECOND = 1000
_MOST_MONTHS = 1200
_NO_BACKUPS = "none"


class BadSettings(ValueError):
    """Settings the bot can't start with; ``problems`` has one sentence for each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Token:
    """A bot's token. Printing it shows nothing of it; ``secret`` has to be asked for by name."""

    secret: str = field(repr=False)

    def __str__(self) -> str:
        return "Token(hidden)"

    def __repr__(self) -> str:
        return "Token(hidden)"


@dataclass(frozen=True)
class Settings:
    """What the host has chosen."""

    token: Token | None = None
    """None: the bot runs in the sandbox."""
    api_url: str = TELEGRAM
    """Requests go to ``{api_url}/bot{token}/{method}``; no slash at its end."""
    database: Path = Path("data/bot.db")
    database_named: bool = False
    """Whether the host has named one; in the sandbox nothing is kept otherwise."""
    backups_in: str = ""
    """As the host says it: a folder, ``none``, or nothing."""
    content: Path = Path("content")
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    """Zone of a person who has not told theirs."""
    owner: int | None = None
    """Chat told of trouble."""
    contact: str = ""
    emergency_number: str = ""
    keep_months: int = 12
    """Months after which scores and sessions go by themselves."""
    send_rate: float = 30.0
    """Messages and edits a second, all chats together."""
    clock: Path | None = None
    """File of a moved clock."""
    log_level: str = "INFO"
    log_format: str = "plain"
    """"plain", or "json": each line an object."""

    @property
    def backups(self) -> Path | None:
        """Folder of the nightly copies of the database; None when none are wanted."""
        if self.backups_in.lower() == _NO_BACKUPS:
            return None
        return Path(self.backups_in) if self.backups_in else self.database.parent / "backups"

    @property
    def on_this_machine(self) -> bool:
        """Whether the Bot API is a server on this machine, so not Telegram's."""
        return _is_loopback(self.api_url)


def read_settings(environment: Mapping[str, str] | None = None, file: Path = Path(".env")) -> Settings:
    """The settings of ``environment`` (the process's own when None) and of the file, if there is one.

    Raises BadSettings with everything that is wrong at once.
    """
    return _Reading(_values(os.environ if environment is None else environment, file)).settings()


def read_content_folder(environment: Mapping[str, str] | None = None, file: Path = Path(".env")) -> Path:
    """The one setting that looking at the content needs. Raises BadSettings when the file can't be read."""
    values = _values(os.environ if environment is None else environment, file)
    return Path(values.get("BOT_CONTENT", str(Settings().content)))


def environment_with(**changed: str) -> dict[str, str]:
    """The environment of this process with some values changed: for a child process."""
    return {**os.environ, **changed}


def _values(environment: Mapping[str, str], file: Path) -> dict[str, str]:
    try:
        written = dotenv_values(file, interpolate=False) if file.is_file() else {}
    except (OSError, UnicodeDecodeError):
        raise BadSettings((f"{file} can't be read: it has to be a text file in UTF-8.",)) from None
    found = {name: value for name, value in written.items() if value}
    found.update({name: value for name, value in environment.items() if value.strip()})
    return found


class _Reading:
    """One look through all values, collecting a sentence for each that is wrong."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self._problems: list[str] = []

    def settings(self) -> Settings:
        plain = Settings()
        read = Settings(
            token=self._one("BOT_TOKEN", _token, None),
            api_url=self._one("TELEGRAM_API_URL", _api_url, plain.api_url),
            database=self._one("BOT_DATABASE", _database, plain.database),
            database_named="BOT_DATABASE" in self._values,
            backups_in=self._one("BOT_BACKUPS", _backups, plain.backups_in),
            content=self._one("BOT_CONTENT", Path, plain.content),
            timezone=self._one("BOT_TIMEZONE", _timezone, plain.timezone),
            owner=self._one("BOT_OWNER", _owner, None),
            contact=self._one("BOT_CONTACT", _shown(200), ""),
            emergency_number=self._one("BOT_EMERGENCY_NUMBER", _shown(40), ""),
            keep_months=self._one("BOT_KEEP_MONTHS", _keep_months, plain.keep_months),
            send_rate=self._one("BOT_SEND_RATE", _send_rate, plain.send_rate),
            clock=self._one("BOT_CLOCK", Path, None),
            log_level=self._one("BOT_LOG_LEVEL", _log_level, plain.log_level),
            log_format=self._one("BOT_LOG_FORMAT", _log_format, plain.log_format),
        )
        if read.clock is not None and read.token is not None and not read.on_this_machine:
            self._problems.append(
                "BOT_CLOCK moves the time, so it is only allowed when TELEGRAM_API_URL is a server on this"
                " machine, such as http://127.0.0.1:8081."
            )
        if self._problems:
            raise BadSettings(tuple(self._problems))
        return read

    def _one(self, name: str, meaning: Callable[[str], Value], default: Value) -> Value:
        value = self._values.get(name, "").strip()
        if not value:
            return default
        try:
            return meaning(value)
        except ValueError as error:
            self._problems.append(f"{name} {error}")
            return default


def _token(value: str) -> Token:
    if not _TOKEN.fullmatch(value):
        # The value itself is never shown: it may be a real token with one letter too many.
        raise ValueError(
            "is not a bot token: @BotFather gives one that looks like 123456789:AAExampleExampleExample."
        )
    return Token(value)


def _api_url(value: str) -> str:
    wrong = ValueError(
        f"is not the address of a Bot API server: it has to look like {TELEGRAM}, with no user, ? or #."
    )
    try:
        parts = urlsplit(value)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        raise wrong from None
    extras = parts.username or parts.password or parts.query or parts.fragment
    if parts.scheme not in ("http", "https") or not parts.hostname or extras or not port_is_fine:
        raise wrong
    return value.rstrip("/")


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _database(value: str) -> Path:
    path = Path(value)
    try:
        folder = path.is_dir()
    except OSError as error:
        raise ValueError(f"is {value!r}, which can't be opened: {error.strerror}.") from None
    if folder:
        raise ValueError(f"is {value!r}, which is a folder: it has to be a file, such as data/bot.db.")
    return path


def _backups(value: str) -> str:
    try:
        in_the_way = Path(value).exists() and not Path(value).is_dir()
    except OSError as error:
        raise ValueError(f"is {value!r}, which can't be opened: {error.strerror}.") from None
    if in_the_way:
        raise ValueError(f"is {value!r}, which is no folder: it has to be one, or the word {_NO_BACKUPS}.")
    return value


def _timezone(value: str) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise ValueError(
            f"is {value!r}, which is no time zone: it has to be a name such as UTC or Europe/Berlin."
        ) from None


def _owner(value: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,18}", value) or int(value) == 0:
        raise ValueError(
            f"is {value!r}, which is no chat id: it has to be a whole number such as 123456789, not a @name."
        )
    return int(value)


def _shown(longest: int) -> Callable[[str], str]:
    def meaning(value: str) -> str:
        if len(value) > longest or not value.isprintable():
            raise ValueError(f"has to be one line of at most {longest} characters.")
        return value

    return meaning


def _keep_months(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", value) or not 1 <= int(value) <= _MOST_MONTHS:
        raise ValueError(f"is {value!r}: it has to be a number of months, from 1 to {_MOST_MONTHS}.")
    return int(value)


def _send_rate(value: str) -> float:
    try:
        rate = float(value)
    except ValueError:
        rate = 0.0
    if not 1 <= rate <= _MOST_A_SECOND:
        raise ValueError(
            f"is {value!r}: it has to be a number of messages a second, from 1 to {_MOST_A_SECOND}."
        )
    return rate


def _log_level(value: str) -> str:
    if value.upper() not in _LEVELS:
        raise ValueError(f"is {value!r}: it has to be one of {', '.join(_LEVELS)}.")
    return value.upper()


def _log_format(value: str) -> str:
    if value.lower() not in _FORMATS:
        raise ValueError(f"is {value!r}: it has to be {' or '.join(_FORMATS)}.")
    return value.lower()
