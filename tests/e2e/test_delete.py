"""/delete: everything of one person is gone, from the tables and from the bytes on the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

from bot.core import events as e
from bot.core.content import Content
from bot.sandbox import Person, SandboxServer
from tests.e2e.bot_process import BotProcess
from tests.e2e.on_screen import data_of, question
from tests.e2e.walking import Scores, Step, Walker

SENTINEL = "unmistakablewords"
PERSON = 7_123_456_789


def files(bot: BotProcess) -> Iterator[Path]:
    """The database and what SQLite keeps beside it."""
    return bot.folder.glob(f"{bot.database.name}*")


def traces(bot: BotProcess, *, binary: bool = True) -> list[str]:
    """Where in the files the person, or what they have typed, is to be found."""
    as_number = PERSON.to_bytes(6, "big") if binary else str(PERSON).encode()
    wanted = {"words": SENTINEL.encode(), "digits": str(PERSON).encode(), "number": as_number}
    return [
        f"{path.name}: {name}"
        for path in files(bot)
        for name, found in wanted.items()
        if found in path.read_bytes()
    ]


def rows_about(bot: BotProcess, person: int) -> dict[str, int]:
    """In which tables the person's id stands, in whatever column, and how often."""
    found = {}
    for [table] in bot.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
        columns = [name for _, name, *_ in bot.rows(f"PRAGMA table_info({table})")]
        anywhere = " OR ".join(f'instr("{column}", {person})' for column in columns)
        [(count,)] = bot.rows(f'SELECT count(*) FROM "{table}" WHERE {anywhere}')
        if count:
            found[table] = count
    return found


async def folded(bot: BotProcess) -> None:
    """Until the write-ahead log is folded into the database file, as it is after a second without work."""
    log = bot.database.with_name(f"{bot.database.name}-wal")
    async with asyncio.timeout(10):
        while log.exists() and log.stat().st_size:  # noqa: ASYNC110 - nobody tells when a file changes
            await asyncio.sleep(0.05)


async def erase(person: Person, content: Content) -> None:
    person.send("/delete")
    event = e.DeleteConfirmed()
    ask = await person.wait_for(
        lambda screen: next((s for s in screen.bot_messages if data_of(s, event)), None)
    )
    data = data_of(ask, event)
    assert data is not None
    person.tap_data(ask.message_id, data)
    await person.wait_for(lambda screen: screen.last.text == content.screens["deleted"].text)


async def live(bot: BotProcess, walker: Walker) -> None:
    """Some of a routine, some scores, and words that mean nothing to the bot."""
    walker.person.start()
    check = (
        Step("welcome", e.ConsentGiven()),
        Step("emergency_check", e.NothingReported()),
        Step("caution_check", e.NothingReported()),
    )
    sitting, getting_up, first_move, *_ = walker.routine(Scores(3, 4, 3, 4))
    for steps, then in (
        (check, sitting.question),
        ([sitting, getting_up], first_move.question),
        ([first_move], walker.exercises()[1]),
    ):
        await walker.walk(steps, then)
        await bot.terminate()  # the next one need not wait because of what this one has sent
        await bot.start()
    last = walker.person.last.message_id
    for words in (f"{SENTINEL} and more", "4", f"my {SENTINEL} hurts", "/score", f"/start {SENTINEL}"):
        walker.person.send(words)
    await walker.person.next_message(after=last)


async def test_nothing_of_a_person_is_left(bot: BotProcess, sandbox: SandboxServer, content: Content):
    await bot.start()
    leaving = Walker(sandbox.person(SENTINEL, PERSON), content)
    staying = Walker(sandbox.person("Staying"), content)
    await staying.arrive()
    await live(bot, leaving)
    await folded(bot)
    about = rows_about(bot, PERSON)
    assert {
        "people",
        "consents",
        "safety_checks",
        "conversations",
        "sessions",
        "exercises_done",
        "scores",
    } <= set(about)
    assert traces(bot) == [f"{bot.database.name}: number"]  # and what was typed was never written

    await erase(leaving.person, content)
    await folded(bot)
    assert rows_about(bot, PERSON) == {}
    assert traces(bot) == []
    assert rows_about(bot, staying.person.person_id)["people"] == 1
    await bot.terminate()
    assert traces(bot) == []


async def test_no_button_of_an_earlier_life_fits_a_later_one(
    bot: BotProcess, sandbox: SandboxServer, content: Content
):
    """However many questions there were in however short a time."""
    await bot.start()
    leaving = Walker(sandbox.person("Leaving"), content)
    await leaving.arrive()
    await leaving.walk([Step("welcome", e.ConsentGiven())], then="emergency_check")
    for _ in range(100):
        leaving.person.send("xyzzy")
    await sandbox.updates.wait_confirmed()
    await erase(leaving.person, content)
    old = [found for seen in leaving.person.bot_messages if (found := question(seen, content))]
    leaving.person.send("/start")
    new = await leaving.person.next_message(after=leaving.person.last.message_id)
    found = question(new, content)
    assert found is not None
    assert found.name == "welcome"
    assert found.revision > max(each.revision for each in old)


async def test_a_kill_right_after_it_leaves_nothing_either(
    bot: BotProcess, sandbox: SandboxServer, content: Content
):
    await bot.start()
    leaving = Walker(sandbox.person(SENTINEL, PERSON), content)
    await leaving.arrive()
    await leaving.walk([Step("welcome", e.ConsentGiven())], then="emergency_check")
    assert traces(bot)
    await erase(leaving.person, content)
    await bot.restart()
    await folded(bot)
    assert rows_about(bot, PERSON) == {}
    assert traces(bot) == []
