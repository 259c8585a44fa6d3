"""/delete: everything of one person is gone, from the tables and from the bytes on the disk."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.core import events as e
from bot.core.content import Content
from bot.core.theirs import THEIRS
from bot.sandbox import Person, SandboxServer
from tests.e2e.bot_process import BotProcess
from tests.e2e.on_screen import data_of, question
from tests.e2e.reminded import Life, Reminded
from tests.e2e.walking import Scores, Step, Walker

SENTINEL = "unmistakablewords"
PERSON = 7_123_456_789
"""As people are numbered today: SQLite writes it in six bytes."""
OLDER_PERSON = 0x5EAC_1D37
"""As people were numbered until 2021: in four."""


def files(bot: BotProcess) -> Iterator[Path]:
    """The database and what SQLite keeps beside it."""
    return bot.folder.glob(f"{bot.database.name}*")


def traces(bot: BotProcess, person: int = PERSON) -> list[str]:
    """Where in the files the person, or what they have typed, is to be found."""
    wanted = {"words": SENTINEL.encode(), "digits": str(person).encode(), "row number": varint(person)}
    for size in (4, 6, 8):
        if person < 1 << (8 * size - 1):
            wanted[f"{size} bytes"] = person.to_bytes(size, "big")
    return [
        f"{path.name}: {name}"
        for path in files(bot)
        for name, found in wanted.items()
        if found in path.read_bytes()
    ]


def varint(number: int) -> bytes:
    """As SQLite writes the number of a row: seven bits a byte, the first ones with an eighth bit."""
    written = [number & 0x7F]
    while number := number >> 7:
        written.append(number & 0x7F | 0x80)
    return bytes(reversed(written))


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
    """Until the write-ahead log is folded into the database file, as it is after a second without work, and
    the file is written anew, where that is owed to somebody; not before all is said.
    """
    await bot.settled()
    log = bot.database.with_name(f"{bot.database.name}-wal")
    async with asyncio.timeout(20):
        while (log.exists() and log.stat().st_size) or bot.rows(  # noqa: ASYNC110 - nobody tells it
            "SELECT 1 FROM settings WHERE name = 'erased'"
        ):
            await asyncio.sleep(0.2)


async def erase(person: Person, content: Content) -> None:
    person.send("/delete")
    event = e.DeleteConfirmed()
    ask = await person.wait_for(
        lambda screen: next((s for s in screen.bot_messages if data_of(s, event)), None)
    )
    data = data_of(ask, event)
    assert data is not None
    taps = [person.tap_data(ask.message_id, data) for _ in range(2)]  # as a thumb does
    await person.wait_for(lambda screen: screen.last.text == content.screens["deleted"].text)
    for tap in taps:
        await tap.answered()


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
    reminded = Reminded(walker.person, Life(SENTINEL, "Berlin", "Europe/Berlin", "07:30"), walker.content)
    await reminded.say("/reminder")
    await reminded.say("at 07:30")
    await reminded.move_to("Berlin")
    await bot.sandbox.updates.wait_confirmed()


def leave_more(bot: BotProcess, person: int) -> None:
    """What it takes days, or a mistake of ours, to leave: with words in it that are never kept."""
    with closing(sqlite3.connect(bot.database, timeout=10)) as db, db:
        db.execute("INSERT INTO reminders_over VALUES (?, 1, '2026-03-02', 'sent', '')", [person])
        db.execute("INSERT INTO pauses VALUES (?, '2026-03-02', '2026-03-03')", [person])
        db.execute("INSERT INTO wishes VALUES (?, 'none', 'gentle', 0, 'dark')", [person])
        db.execute(
            "INSERT INTO set_aside (person, at, why, payload) VALUES (?, '2099', 'KeyError', ?)",
            [person, SENTINEL],
        )
        db.execute(
            "INSERT INTO outbox (person, slot, screen, args, revision, in_place, set_aside) "
            "VALUES (?, 'note', 'help', ?, 0, 0, 'refused')",
            [person, f'{{"word": "{SENTINEL}", "of": {person}}}'],
        )


@pytest.mark.parametrize("number", [PERSON, OLDER_PERSON])
async def test_nothing_of_a_person_is_left(
    bot: BotProcess, sandbox: SandboxServer, content: Content, number: int
):
    await bot.start()
    leaving = Walker(sandbox.person(SENTINEL, number), content)
    staying = Walker(sandbox.person("Staying"), content)
    await staying.arrive()
    await live(bot, leaving)
    assert not any("words" in trace for trace in traces(bot, number)), "what was typed was never written"
    leave_more(bot, number)
    await folded(bot)
    assert set(rows_about(bot, number)) == set(THEIRS), "they have left all that can be left"
    found = {trace.partition(": ")[2] for trace in traces(bot, number)}
    stored = "6 bytes" if number == PERSON else "4 bytes"
    assert {"words", "digits", "row number", stored} <= found

    await erase(leaving.person, content)
    await folded(bot)
    assert rows_about(bot, number) == {}
    assert traces(bot, number) == []
    assert rows_about(bot, staying.person.person_id)["people"] == 1
    await bot.terminate()
    assert traces(bot, number) == []

    await bot.start()
    await leaving.arrive()
    assert bot.rows("SELECT zone, blocked FROM people WHERE id = ?", number) == [(None, 0)]
    assert not rows_about(bot, number).keys() & {"consents", "scores", "sessions", "reminding"}


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
