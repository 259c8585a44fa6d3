"""What strangers try: forged buttons, texts that other programs would run, and updates without end."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from bot.core.content import Content
from bot.sandbox import SandboxServer
from tests.e2e.bot_process import BotProcess
from tests.e2e.measured import Measured
from tests.e2e.walking import Scores, Walker

SEED = 20261126
SCORES = Scores(4, 6, 3, 5)
MOST_MEMORY = 50.0
"""MiB that the bot's memory may grow by over the fuzzed updates."""

HOSTILE = (
    "<b>bold</b> & <script>alert(1)</script> &amp; &#60;",
    "*_[]()~`>#+-=|{}.!\\",
    "'; DROP TABLE scores; --",
    '"); DELETE FROM people; SELECT ("',
    '=HYPERLINK("http://127.0.0.1/?"&A1)',
    "+1+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "{0.__class__} {person} %s %(x)s ${HOME} {{7*7}}",
    "../../../../etc/passwd",
    "\x00\x01\x1b[31mred\x07",
    "\u200ba\u200d\u2060\ufeff",
    "\u202e\u202dsdrow\u202c",
    "שלום سبعة ٧٧",
    "👨‍👩‍👧‍👦" * 100,
    "e" + "\u0301" * 2_000,
    "x" * 4_096,
    "😀" * 2_048,
    "/start " + "A" * 4_000,
    "/start ../../progress",
    "/start 7123456789",
    "/delete@sandbox_bot yes",
    "/" + "x" * 4_000,
)


def counted(bot: BotProcess, person: int) -> dict[str, list[tuple[Any, ...]]]:
    """What is kept of a person; /start, whatever stands behind it, may open a session."""
    return {
        table: bot.rows(f"SELECT * FROM {table} WHERE person = ? ORDER BY rowid", person)
        for table in ("scores", "exercises_done", "safety_checks", "consents")
    }


def forged(genuine: list[str], chance: random.Random) -> list[str]:
    """Callback data as nobody's button carries them: cut off, swapped, doubled, and of random letters."""
    parts = [each.split(":", 3) for each in genuine]
    made = [each[: chance.randrange(1, len(each))] for each in genuine]
    for _ in range(150):
        one, other = chance.choice(parts), chance.choice(parts)
        made += [
            ":".join((one[0], other[1], other[2], one[3])),
            ":".join((one[0], str(chance.choice((-1, 0, 2**31, 2**63, 10**30))), *one[2:])),
            ":".join((*one[:3], str(chance.choice((-1, 11, 2**63, "", "all", "None", "٧"))))),
            "".join(
                chance.choice("abcdefgh:_019.\u0660\U0001f600\x00") for _ in range(chance.randrange(1, 16))
            ),
        ]
    return [each for each in made if 0 < len(each.encode()) <= 64]


async def test_forged_buttons_reach_nothing_of_anybody(
    bot: BotProcess, sandbox: SandboxServer, content: Content
):
    bot.settings["BOT_SEND_RATE"] = "1000"
    await bot.start()
    ada = Walker(sandbox.person("Adalind"), content)
    await ada.first_day(SCORES)
    for command in ("/progress", "/history", "/settings", "/delete", "/report"):
        last = ada.person.last.message_id
        ada.person.send(command)
        await ada.person.next_message(after=last)
    genuine = [
        str(button["callback_data"])
        for call in sandbox.calls
        for row in _keyboard(call.params.get("reply_markup"))
        for button in row
    ]
    assert len(genuine) > 50
    await bot.settled()
    before = counted(bot, ada.person.person_id)

    mallory = Walker(sandbox.person("Mallory"), content)
    await mallory.arrive()
    message = mallory.person.last.message_id
    chance = random.Random(SEED)
    taps = [mallory.person.tap_data(message, data) for data in (*genuine, *forged(genuine, chance))]
    for tap in taps:
        await tap.answered()
    await sandbox.updates.wait_confirmed(20)
    await bot.settled()
    assert counted(bot, ada.person.person_id) == before
    assert bot.rows("SELECT count(*) FROM set_aside") == [(0,)], "none of it was a mistake of ours"
    told = [seen.text for seen in mallory.person.bot_messages]
    for score in ("4 → 3", "6 → 5"):
        assert not any(score in text for text in told)
    # A forged tap may be one that Mallory could have made: then it is Mallory's own, and nobody else's.
    kept = bot.rows("SELECT DISTINCT person FROM scores")
    assert {person for (person,) in kept} <= {ada.person.person_id, mallory.person.person_id}


def _keyboard(markup: Any) -> list[list[dict[str, Any]]]:
    given = json.loads(markup) if isinstance(markup, str) else markup or {}
    rows: list[list[dict[str, Any]]] = given.get("inline_keyboard", [])
    return rows


async def test_texts_that_other_programs_would_run_are_only_words(
    bot: BotProcess, sandbox: SandboxServer, content: Content
):
    bot.settings["BOT_SEND_RATE"] = "1000"
    await bot.start()
    ada = Walker(sandbox.person("Adalind"), content)
    await ada.first_day(SCORES)
    await bot.settled()
    before = counted(bot, ada.person.person_id)
    for text in HOSTILE:
        ada.person.send(text)
        await sandbox.updates.wait_confirmed()
    ada.person.send("/report")
    await sandbox.updates.wait_confirmed()
    ada.person.send("<i>Ada</i> & =1+1 {name}")
    await sandbox.updates.wait_confirmed()
    await bot.settled(20)
    assert counted(bot, ada.person.person_id) == before
    assert bot.rows("SELECT count(*) FROM set_aside") == [(0,)]


@pytest.mark.parametrize(
    "count",
    [3_000, pytest.param(100_000, marks=[pytest.mark.soak, pytest.mark.timeout(3_600)])],
)
async def test_memory_stays_where_it_is(
    bot: BotProcess, sandbox: SandboxServer, content: Content, measured: Measured, count: int
):
    bot.settings["BOT_SEND_RATE"] = "1000"
    bot.may_be_refused("query is too old")
    await bot.start()
    chance = random.Random(SEED)
    people = [sandbox.person(f"Person-{number}") for number in range(300)]
    idle = bot.memory
    for person in people:
        person.start()
    users = [person.user.as_api() for person in people]
    await fuzz(sandbox, users, chance, count // 3)  # what is made once has been made then
    before = bot.memory
    await fuzz(sandbox, users, chance, count - count // 3)
    grown = bot.memory - before
    measured.tell(updates=count, MiB_at_the_start=idle, MiB_after_a_third=before, MiB_grown_since=grown)
    assert grown < MOST_MEMORY


async def fuzz(
    sandbox: SandboxServer, users: list[dict[str, Any]], chance: random.Random, count: int
) -> None:
    """So many updates of all kinds, most of them nonsense."""
    for number in range(count):
        user = chance.choice(users)
        chat = {"id": user["id"], "type": "private", "first_name": "x" * chance.randrange(64)}
        message = {
            "message_id": chance.randrange(1, 10**6),
            "from": user,
            "chat": chat,
            "date": 1_700_000_000 + number,
            "text": chance.choice(
                (
                    str(chance.randrange(-5, 15)),
                    chance.choice(HOSTILE),
                    "".join(chr(chance.randrange(32, 0x2FFF)) for _ in range(chance.randrange(1, 200))),
                    chance.choice(("/start", "/help", "/routine", "/progress", "/delete", "stop", "yes")),
                )
            ),
        }
        kind = chance.randrange(4)
        if kind == 0:
            data = f"session:{chance.randrange(9)}:score_given:{chance.randrange(12)}"
            tap = {"id": str(number), "from": user, "chat_instance": "1", "message": message, "data": data}
            sandbox.inject({"callback_query": tap})
        elif kind == 1:
            sandbox.inject({"message": {key: each for key, each in message.items() if chance.random() < 0.8}})
        else:
            sandbox.inject({"message": message})
        if number % 500 == 499:
            await sandbox.updates.wait_confirmed(60)
    await sandbox.updates.wait_confirmed(60)
