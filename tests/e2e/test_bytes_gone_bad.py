"""A byte of the database that has gone bad on the disk: SQLite finds nothing wrong with it, Python no text.
It harms nobody but the one whose it is, and the host is told.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from bot.core import events as e
from bot.core.content import Content
from bot.sandbox import Person, SandboxServer
from tests.e2e.bot_process import BotProcess
from tests.e2e.test_alarms import at_the_scores, host, told
from tests.e2e.walking import Step

__all__ = ["host"]

OTHER_ZONE_DATA = "UPDATE settings SET value = '2000a' WHERE name = 'tzdata'"
DUE = (
    "INSERT INTO due (person, kind, key, at) "
    "SELECT id, 'reminder_came', CAST(x'ff' AS TEXT), '2026-01-01T00:00:00.000Z' FROM people LIMIT 1"
)
OUTBOX = (
    "INSERT INTO outbox (person, slot, screen, args, revision, in_place, silent) "
    "SELECT id, {}, CAST(x'ff' AS TEXT), '{{}}', 0, 0, 0 FROM people"
)


def change(bot: BotProcess, *statements: str) -> None:
    with closing(sqlite3.connect(bot.database)) as db, db:
        for statement in statements:
            db.execute(statement)


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ([DUE], "What was due for one person can't be read"),
        ([DUE, OTHER_ZONE_DATA], "What was due for one person can't be read"),
        (["UPDATE settings SET value = CAST(x'ff' AS TEXT) WHERE name = 'tzdata'"], "zone data of today"),
    ],
)
async def test_what_is_due_can_not_be_read(
    bot: BotProcess, sandbox: SandboxServer, content: Content, host: Person, bad: list[str], words: str
):
    bot.may_say("time zone data of today")
    await bot.start()
    ada = await at_the_scores(sandbox, content)
    await bot.settled()
    await bot.terminate()
    change(bot, *bad)
    await bot.start()
    await told(host, words)
    await ada.walk([Step("sitting_before", e.ScoreGiven(4))], then="getting_up_before")
    assert bot.rows("SELECT count(*) FROM due WHERE kind = 'reminder_came'") == [(0,)]
    await bot.terminate()


@pytest.mark.parametrize("value", ["CAST(x'ff' AS TEXT)", "'no instant and no key'"])
async def test_what_is_kept_from_start_to_start_can_not_be_read(
    bot: BotProcess, sandbox: SandboxServer, content: Content, value: str
):
    await bot.start()
    ada = await at_the_scores(sandbox, content)
    await bot.settled()
    await bot.terminate()
    keep = "INSERT OR REPLACE INTO settings (name, value) VALUES ('{}', {})"
    change(bot, *(keep.format(name, value) for name in ("told:disk", "log_key", "webhook_secret")))
    await bot.start()
    await ada.walk([Step("sitting_before", e.ScoreGiven(4))], then="getting_up_before")
    await bot.terminate()


@pytest.mark.parametrize("slot", ["'note'", "CAST(x'ff' AS TEXT)"])
async def test_what_is_to_be_sent_can_not_be_read(
    bot: BotProcess, sandbox: SandboxServer, content: Content, slot: str
):
    bot.may_say("can't be read: it is set aside")
    await bot.start()
    ada = await at_the_scores(sandbox, content)
    await bot.settled()
    await bot.terminate()
    change(bot, OUTBOX.format(slot))
    await bot.start()
    await ada.walk([Step("sitting_before", e.ScoreGiven(4))], then="getting_up_before")
    await bot.settled()
    assert bot.rows("SELECT count(*) FROM outbox WHERE set_aside = 'unreadable'") == [(1,)]
    assert bot.rows("SELECT value FROM scores") == [(4,)]
    await bot.terminate()
