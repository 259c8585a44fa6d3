"""Figures on their way to people: each file is uploaded once, and none ever keeps the words back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import partial
from typing import Any

import pytest

from bot.core import events as e
from bot.core.content import Content
from bot.sandbox import Person, SandboxServer
from tests.e2e.bot_process import BotProcess
from tests.e2e.on_screen import Question
from tests.e2e.walking import Scores, Step, Walker

EASY = Scores(2, 2, 2, 2)
SHOWN = [
    "knee_rocks_gentle",
    "figure4_rocks_gentle_right",
    "figure4_rocks_gentle_left",
    "marching_gentle",
    "getting_up",
]
"""The figures of somebody's first routine, in their order."""


def uploads(sandbox: SandboxServer) -> list[str]:
    """The names of the files that Telegram has taken, without their endings."""
    files: list[Any] = [file for call in sandbox.calls if call.ok for file in call.params.values()]
    return [file["file"].partition(".")[0] for file in files if isinstance(file, dict) and "sha256" in file]


def sent_again(sandbox: SandboxServer, since: int) -> int:
    """How many messages were sent with a file that Telegram had already."""
    methods = ("sendAnimation", "sendPhoto", "editMessageMedia")
    return sum(call.ok and call.method in methods for call in sandbox.calls.since(since))


async def test_the_first_person_uploads_each_file_once_and_the_second_none(
    bot: BotProcess, sandbox: SandboxServer, content: Content
):
    await bot.start()
    await Walker(sandbox.person("Ada"), content).first_day(EASY)
    assert uploads(sandbox) == SHOWN

    await bot.restart()
    before = sandbox.calls.count
    await Walker(sandbox.person("Ben"), content).first_day(EASY)
    assert uploads(sandbox) == SHOWN
    assert sent_again(sandbox, before) == len(SHOWN)


async def to_the_first_move(walker: Walker) -> Question:
    """From /start to the first exercise."""
    walker.person.start()
    steps = (
        Step("welcome", e.ConsentGiven()),
        Step("emergency_check", e.NothingReported()),
        Step("caution_check", e.NothingReported()),
        *walker.routine(EASY)[:2],
    )
    return await walker.walk(steps, then=walker.content.routine.exercises[0])


@pytest.mark.parametrize("wiped", ["by Telegram", "in the database", "for another bot"])
async def test_a_file_that_telegram_or_the_database_has_forgotten_is_uploaded_anew(
    bot: BotProcess, sandbox: SandboxServer, content: Content, wiped: str
):
    await bot.start()
    ada, ben, cem = (Walker(sandbox.person(name), content) for name in ("Ada", "Ben", "Cem"))
    await to_the_first_move(ada)
    await bot.terminate()
    if wiped == "by Telegram":
        bot.may_be_refused("wrong file identifier")
        sandbox.world.files._uploads.clear()
    else:
        change = "DELETE FROM uploads" if wiped == "in the database" else "UPDATE uploads SET bot = bot + 1"
        with closing(sqlite3.connect(bot.database)) as database, database:
            database.execute(change)
    await bot.start()
    await to_the_first_move(ben)
    assert uploads(sandbox) == SHOWN[:1] * 2
    await to_the_first_move(cem)
    assert uploads(sandbox) == SHOWN[:1] * 2


async def test_whoever_telegram_shows_no_figures_still_gets_every_word(
    bot: BotProcess, sandbox: SandboxServer, content: Content
):
    refusal = {"ok": False, "error_code": 400, "description": "Bad Request: not for you"}
    for method in ("sendAnimation", "sendPhoto", "editMessageMedia"):
        sandbox.faults.status(method, 400, refusal, times=None)
    bot.may_be_refused("not for you")
    await bot.start()
    walker = Walker(sandbox.person("Ada"), content)
    await walker.first_day(EASY)
    assert [seen.media for seen in walker.person.bot_messages if seen.media] == []
    assert bot.rows("SELECT count(*) FROM outbox WHERE set_aside IS NOT NULL") == [(0,)]
    assert bot.rows("SELECT count(*) FROM scores") == [(4,)]
    assert bot.rows("SELECT count(*) FROM uploads") == [(0,)]


def shows(message_id: int, film: str, content: Content, person: Person) -> bool:
    """Whether a message is an exercise with that film."""
    seen = person.message(message_id)
    return seen.file_name == f"{film}.mp4" and bool(seen.button(content.screens["exercise"].buttons["done"]))


async def test_another_form_of_a_move_takes_the_films_place_and_the_menu_leaves_it_playing(
    bot: BotProcess, sandbox: SandboxServer, content: Content
):
    await bot.start()
    walker = Walker(sandbox.person("Ada"), content)
    person, shown = walker.person, await to_the_first_move(walker)
    labels = content.screens["change"].buttons
    for button, film in (
        ("towel", "knee_rocks_towel"),
        ("plain", "knee_rocks_gentle"),
        ("easier", "knee_rocks_mini"),
    ):
        person.tap(shown.message_id, content.screens["exercise"].buttons["change"])
        await person.wait_for(lambda p: p.message(shown.message_id).button(labels["skip"]))
        person.tap(shown.message_id, labels[button])
        await person.wait_for(partial(shows, shown.message_id, film, content))
    assert [call.ok for call in sandbox.calls.of("editMessageMedia")] == [True] * 3
    assert [call.ok for call in sandbox.calls.of("editMessageCaption")] == [True] * 3
    assert sandbox.calls.of("deleteMessage") == []
