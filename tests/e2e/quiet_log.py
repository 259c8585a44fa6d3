"""What must hold after every test, whatever it did: a log without words, and no call that is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.sandbox import Call, SandboxServer
from tests.e2e.bot_process import BotProcess, rows

_LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ (DEBUG|INFO|WARNING|ERROR|CRITICAL) bot[.\w]*: .*")
_SHORTEST_WORDS = 4
"""Shorter ones stand in any text by chance."""


def check_house(bot: BotProcess) -> None:
    """All that must hold after a test."""
    check_log(bot)
    check_refusals(bot)
    if bot.database.exists():
        assert rows(bot.database, "PRAGMA integrity_check") == [("ok",)]
        assert rows(bot.database, "PRAGMA foreign_key_check") == []


def check_log(bot: BotProcess) -> None:
    """The log is lines of our own without a secret, somebody's words or id, or an error nobody awaits."""
    log = bot.log
    for line in log.splitlines():
        if line in bot.plain_lines:
            continue
        found = _LINE.fullmatch(line)
        assert found, f"no line of our own: {line!r}"
        if found[1] in ("ERROR", "CRITICAL"):
            assert any(words in line for words in bot.expected_errors), line
    assert_private(log, bot.sandbox)


def assert_private(log: str, sandbox: SandboxServer) -> None:
    """No token, nobody's words, scores or id in ``log``."""
    for secret in (sandbox.token, sandbox.token.partition(":")[2]):
        assert secret not in log, "the token is in the log"
    for chat_id in sandbox.world.chats:
        assert not re.search(rf"(?<!\d){abs(chat_id)}(?!\d)", log), "somebody's id is in the log"
    for words in set(_words(sandbox)):
        assert words not in log, f"what was said is in the log: {words!r}"
    assert not re.search(r"score_(given|corrected):|: \d+(/10)?$", log, re.MULTILINE), "a score is in the log"


def _words(sandbox: SandboxServer) -> Iterator[str]:
    for chat in sandbox.world.chats.values():
        if chat.person is not None:
            yield chat.person.first_name
        for message in list(chat.messages.values()):
            for line in message.words.text.splitlines():
                if len(line.strip()) >= _SHORTEST_WORDS:
                    yield line.strip()


def check_refusals(bot: BotProcess) -> None:
    """Telegram has refused nothing but what the test had it refuse."""
    refused = [_told(call) for call in bot.sandbox.calls if _is_refused(call)]
    unexpected = [each for each in refused if not any(words in each for words in bot.expected_refusals)]
    assert unexpected == []


def _is_refused(call: Call) -> bool:
    return call.status not in (None, 200) and call.fault != "status"


def _told(call: Call) -> str:
    return f"{call.method}: {call.answer.get('description')} {call.params}"
