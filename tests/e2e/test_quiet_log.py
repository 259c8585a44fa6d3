"""The search for what no log may hold finds it, in both forms; else every test that ends with it would be in
vain.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import pytest

from bot.adapters.logs import JsonLine, OneLine
from bot.core.content import Content
from bot.sandbox import TOKEN, SandboxServer
from tests.e2e.bot_process import BotProcess
from tests.e2e.quiet_log import FORMATS, assert_nothing_secret, check_log
from tests.e2e.walking import Walker

WORDS = 'my "back" hurts — тут'
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
BEFORE_AN_EDIT, DELETED, IN_A_GROUP = "my kneé before", "take that back", "/start everybody hear"


@pytest.fixture(params=FORMATS)
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def after_a_chat(bot: BotProcess, sandbox: SandboxServer, content: Content) -> BotProcess:
    """A bot that has ended, and whose log shall hold nothing of what somebody has typed to it."""
    await bot.start()
    ada = Walker(sandbox.person("Adalind"), content)
    await ada.arrive()
    ada.person.edit(ada.person.send(BEFORE_AN_EDIT), "my knee")
    ada.person.delete(ada.person.send(DELETED))
    ada.person.send(IN_A_GROUP, chat=sandbox.group(-100123))
    ada.person.send(f"{AT:%H:%M}")
    ada.person.send(WORDS)
    await sandbox.updates.wait_confirmed()
    await bot.terminate()
    return bot


def line(form: str, said: str, level: int = logging.INFO, name: str = "bot.coach.turn") -> str:
    """What our logs would make of these words, if they were handed them at the time that was typed."""
    record = logging.LogRecord(name, level, __file__, 1, "%s", (said,), None)
    record.created = AT.timestamp()
    return (JsonLine if form == "json" else OneLine)().format(record) + "\n"


def leaks(bot: BotProcess, leak: str) -> bool:
    """Whether the search minds this in an otherwise good log, which is put back."""
    good = bot.log
    bot.log_file.write_text(good + leak, "utf-8")
    try:
        check_log(bot)
    except AssertionError:
        return True
    finally:
        bot.log_file.write_text(good, "utf-8")
    return False


async def test_what_is_in_a_log_and_must_not_be_is_found(after_a_chat: BotProcess, form: str):
    bot = after_a_chat
    [ada] = bot.sandbox.people
    welcome = ada.last.text.splitlines()[0]
    assert not leaks(bot, line(form, "Chat ab12cd34: Typed; 3 of 4 tries, 0.8 s."))
    for secret in (
        *(bot.sandbox.token, bot.sandbox.token.partition(":")[2], f"GET /bot{TOKEN}/getMe"),
        *(f"{ada.person_id}", f"chat={ada.person_id}.", "Adalind"),
        *(BEFORE_AN_EDIT, DELETED, IN_A_GROUP, f"{AT:%H:%M}"),
        *(WORDS, f"Typed(text={WORDS!r})".replace("'", ""), welcome),
        *("Sitting: 4", "sitting was 4", "Getting up 7", "score 7", "soreness 7.", "7/10", "7 of 10"),
        *("ScoreGiven(measure='sitting', value=7)", "session:3:score_given:7", "typed: 7"),
    ):
        assert leaks(bot, line(form, f"something with {secret}")), secret


async def test_a_line_of_another_form_and_an_error_that_nobody_awaits_are_found(
    after_a_chat: BotProcess, form: str
):
    bot = after_a_chat
    for strange in (
        "Traceback (most recent call last):\n",
        '{"message": "no more than this"}\n',
        line(form, "a page of another library", name="aiohttp.client"),
        line(form, "nobody awaits this", logging.ERROR),
        line(form, "nor this", logging.CRITICAL),
    ):
        assert leaks(bot, strange), strange
    bot.may_say("nobody awaits")
    assert not leaks(bot, line(form, "nobody awaits this", logging.ERROR))


def test_anybodys_token_is_found():
    assert_nothing_secret("2026-01-01 08:00:00Z INFO bot: port 8080: listening")
    for colon in (":", "%3A"):
        with pytest.raises(AssertionError):
            assert_nothing_secret(f"GET /bot123456789{colon}AAExampleExampleExampleExample/getMe")
