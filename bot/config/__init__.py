"""The settings: from the environment or from a file named ``.env``, read here and nowhere else.

What the environment says goes before what the file says; an empty value counts as not set.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values

from bot.config import meanings
from bot.config.meanings import TELEGRAM, Listen, Token

__all__ = [
    "BadSettings",
    "Listen",
    "Settings",
    "Token",
    "environment_with",
    "read_content_folder",
    "read_settings",
]

Value = TypeVar("Value")

LISTEN = Listen("127.0.0.1", 8080)
"""Where the server listens for updates unless the host says otherwise."""

_WEBHOOK_PORTS = (None, 443, 80, 88, 8443)


class BadSettings(ValueError):
    """Settings the bot can't start with; ``problems`` has one sentence for each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


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
    webhook_url: str = field(default="", repr=False)
    """Where Telegram sends updates; empty when they are asked for. Its path may be somebody's secret."""
    webhook_secret: str = field(default="", repr=False)
    """What Telegram proves itself by there; empty: one is made and kept."""
    listen: Listen | None = None
    """Where the bot's own server listens; None when there is none, unless there is a webhook."""
    clock: Path | None = None
    """File of a moved clock."""
    log_level: str = "INFO"
    log_format: str = "plain"
    """"plain", or "json": each line an object."""

    @property
    def backups(self) -> Path | None:
        """Folder of the nightly copies of the database; None when none are wanted."""
        if self.backups_in.lower() == meanings.NO_BACKUPS:
            return None
        return Path(self.backups_in) if self.backups_in else self.database.parent / "backups"

    @property
    def on_this_machine(self) -> bool:
        """Whether the Bot API is a server on this machine, so not Telegram's."""
        return meanings.is_loopback(self.api_url)

    @property
    def webhook_path(self) -> str | None:
        """The path that updates come in at; None when they are asked for."""
        return (urlsplit(self.webhook_url).path or "/") if self.webhook_url else None

    @property
    def listens(self) -> Listen | None:
        """Where the bot's own server listens, if there is one."""
        return LISTEN if self.listen is None and self.webhook_url else self.listen


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
            token=self._one("BOT_TOKEN", meanings.token, None),
            api_url=self._one("TELEGRAM_API_URL", meanings.api_url, plain.api_url),
            database=self._one("BOT_DATABASE", meanings.database, plain.database),
            database_named="BOT_DATABASE" in self._values,
            backups_in=self._one("BOT_BACKUPS", meanings.backups, plain.backups_in),
            content=self._one("BOT_CONTENT", Path, plain.content),
            timezone=self._one("BOT_TIMEZONE", meanings.timezone, plain.timezone),
            owner=self._one("BOT_OWNER", meanings.owner, None),
            contact=self._one("BOT_CONTACT", meanings.shown(200), ""),
            emergency_number=self._one("BOT_EMERGENCY_NUMBER", meanings.shown(40), ""),
            keep_months=self._one("BOT_KEEP_MONTHS", meanings.keep_months, plain.keep_months),
            send_rate=self._one("BOT_SEND_RATE", meanings.send_rate, plain.send_rate),
            webhook_url=self._one("BOT_WEBHOOK_URL", meanings.webhook_url, ""),
            webhook_secret=self._one("BOT_WEBHOOK_SECRET", meanings.webhook_secret, ""),
            listen=self._one("BOT_LISTEN", meanings.listen, None),
            clock=self._one("BOT_CLOCK", Path, None),
            log_level=self._one("BOT_LOG_LEVEL", meanings.log_level, plain.log_level),
            log_format=self._one("BOT_LOG_FORMAT", meanings.log_format, plain.log_format),
        )
        if read.clock is not None and read.token is not None and not read.on_this_machine:
            self._problems.append(
                "BOT_CLOCK moves the time, so it is only allowed when TELEGRAM_API_URL is a server on this"
                " machine, such as http://127.0.0.1:8081."
            )
        self._check_webhook(read)
        if self._problems:
            raise BadSettings(tuple(self._problems))
        return read

    def _check_webhook(self, read: Settings) -> None:
        address = urlsplit(read.webhook_url)
        if read.webhook_url and "BOT_LISTEN" in self._values and read.listen is None:
            self._problems.append(
                "BOT_LISTEN is off, but updates that are sent to BOT_WEBHOOK_URL have to come in somewhere."
            )
        if address.scheme == "http" and not read.on_this_machine:
            self._problems.append(
                "BOT_WEBHOOK_URL has to begin with https://, because Telegram sends updates to nothing else."
            )
        elif address.scheme == "https" and read.api_url == TELEGRAM and address.port not in _WEBHOOK_PORTS:
            self._problems.append(
                "BOT_WEBHOOK_URL has a port that Telegram does not send to: it has to be 443, 80, 88 or 8443."
            )

    def _one(self, name: str, meaning: Callable[[str], Value], default: Value) -> Value:
        value = self._values.get(name, "").strip()
        if not value:
            return default
        try:
            return meaning(value)
        except ValueError as error:
            self._problems.append(f"{name} {error}")
            return default
