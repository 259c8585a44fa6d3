"""What must hold after every test, whatever it did: a log without words, and no call that is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.sandbox import Call, SandboxServer
from tests.e2e.bot_process import BotProcess, rows

FORMATS = ("plain", "json")
_PLAIN = re.compile(
    r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ"
    r" (?P<level>DEBUG|INFO|WARNING|ERROR|CRITICAL) (?P<logger>[.\w]+): (?P<said>.*)"
)
_WRITTEN_AT = re.compile(r'^(\{"time": ")?\d{4}-\d\d-\d\d[ T][\d:.]+Z', re.MULTILINE)
_KEYS = ["time", "level", "logger", "message"]
_SHORTEST_WORDS = 4
"""Shorter ones stand in any text by chance."""
_SAID = ("text", "caption", "data", "first_name", "last_name")

TOKEN = re.compile(r"(?<!\d)\d{5,}(?::|%3A)[\w-]{20,}")
"""Anybody's token, as it is or in an address."""
SCORE = re.compile(
    r"\b(?:sitting|getting[ _]up|sore(?:ness)?|score\w*|pain)\W{1,3}(?:(?:was|is|of)\W)?\d"
    r"|\bvalue\W{1,3}\d|\b\d+ ?(?:/|of|out of) ?10\b|(?:score_(?:given|corrected)):|: \d+$",
    re.IGNORECASE | re.MULTILINE,
)
"""As a sentence, a button, an event or what somebody has typed would tell it."""


@dataclass(frozen=True)
class Line:
    """A line of a log, whichever of the two forms it has."""

    level: str
    logger: str
    said: str
    """Its words, and what it tells of an error."""


def read(line: str) -> Line | None:
    """What a line says; None when it has neither form."""
    if found := _PLAIN.fullmatch(line):
        return Line(**found.groupdict())
    try:
        told = json.loads(line)
    except ValueError:
        return None
    if not isinstance(told, dict) or [key for key in told if key != "error"] != _KEYS:
        return None
    error = f" {json.dumps(told['error'])}" if "error" in told else ""
    return Line(told["level"], told["logger"], f"{told['message']}{error}")


def check_house(bot: BotProcess) -> None:
    """All that must hold after a test."""
    check_log(bot)
    check_refusals(bot)
    if bot.database.exists():
        assert rows(bot.database, "PRAGMA integrity_check") == [("ok",)]
        assert rows(bot.database, "PRAGMA foreign_key_check") == []


def check_log(bot: BotProcess) -> None:
    """The log is lines of our own without a secret, somebody's words or id, or an error nobody awaits."""
    for line in bot.log.splitlines():
        if line in bot.plain_lines:
            continue
        found = read(line)
        assert found, f"no line of our own: {line!r}"
        assert found.logger.split(".")[0] in ("bot", *bot.other_loggers), f"no line of our own: {line!r}"
        if found.level in ("ERROR", "CRITICAL"):
            assert any(words in found.said for words in bot.expected_errors), line
    for secret in webhook_secrets(bot):
        assert secret not in bot.log, "the webhook's secret is in the log"
    owner = bot.settings.get("BOT_OWNER")
    assert_private(bot.log, bot.sandbox, int(owner) if owner else None)


def webhook_secrets(bot: BotProcess) -> list[str]:
    """What Telegram proves itself by: as the host has set it, and as the bot has made it."""
    given, made = bot.settings.get("BOT_WEBHOOK_SECRET"), []
    if "BOT_LISTEN" in bot.settings and bot.database.exists():
        made = [
            value
            for [value] in rows(bot.database, "SELECT value FROM settings WHERE name = 'webhook_secret'")
        ]
    return [given, *made] if given else made


def assert_private(log: str, sandbox: SandboxServer, owner: int | None = None) -> None:
    """No token, nobody's words, scores or id in ``log``; what the ``owner`` is told of trouble may stand
    there.
    """
    log = _readable(log)
    assert_nothing_secret(log)
    for secret in (sandbox.token, sandbox.token.partition(":")[2]):
        assert secret not in log, "the token is in the log"
    for chat_id in sandbox.world.chats:
        assert not re.search(rf"(?<!\d){abs(chat_id)}(?!\d)", log), "somebody's id is in the log"
    for words in set(_words(sandbox, owner)):
        assert words not in log, f"what was said is in the log: {words!r}"


def assert_nothing_secret(log: str) -> None:
    """Nothing that looks like a token or a score, whoever's it is."""
    log = _readable(log)
    assert not TOKEN.search(log), "a token is in the log"
    assert [found[0] for found in SCORE.finditer(log)] == [], "a score is in the log"


def _readable(log: str) -> str:
    """The log, and behind it what its lines of JSON say once they are read: there, letters may be escaped.

    When a line was written is left out: somebody may have typed just that time of day.
    """
    found = [read(line) for line in log.splitlines() if line.startswith("{")]
    return "\n".join([_WRITTEN_AT.sub("", log), *(line.said for line in found if line)])


def _words(sandbox: SandboxServer, owner: int | None) -> Iterator[str]:
    """Every line that somebody has said, tapped, been told or is called."""
    for text in _texts_of(sandbox, owner):
        for line in text.splitlines():
            if len(line.strip()) >= _SHORTEST_WORDS:
                yield line.strip()


def _texts_of(sandbox: SandboxServer, owner: int | None) -> Iterator[str]:
    for chat in sandbox.world.chats.values():
        if chat.person is not None:
            yield chat.person.first_name
        for message in list(chat.messages.values()):
            if chat.chat_id != owner or not message.from_bot:
                yield message.words.text
    # What was edited or deleted since stands in the calls alone, and so does what was only injected.
    for call in sandbox.calls:
        if str(call.params.get("chat_id")) != str(owner):
            yield from _said(call.params)
        if call.method.lower() == "getupdates":
            yield from _said(call.answer)


def _said(held: Any, key: str = "") -> Iterator[str]:
    """What Telegram's objects hold of what somebody has said, tapped or is called."""
    if isinstance(held, dict):
        for name, value in held.items():
            yield from _said(value, name)
    elif isinstance(held, list):
        for value in held:
            yield from _said(value, key)
    elif isinstance(held, str) and key in _SAID:
        yield held


def check_refusals(bot: BotProcess) -> None:
    """Telegram has refused nothing but what the test had it refuse, and nobody's files were fetched."""
    assert bot.calls_of("getFile") == []
    refused = [_told(call) for call in bot.sandbox.calls if _is_refused(call)]
    unexpected = [each for each in refused if not any(words in each for words in bot.expected_refusals)]
    assert unexpected == []


def _is_refused(call: Call) -> bool:
    return call.status not in (None, 200) and call.fault != "status"


def _told(call: Call) -> str:
    return f"{call.method}: {call.answer.get('description')} {call.params}"
