"""/export: all that is stored of a person comes to them as a file, and to nobody else."""

from __future__ import annotations

import asyncio
import io
import json
import zipfile
from typing import Any
from urllib.request import urlopen

import pytest

from bot.core import events as e
from bot.core.content import Content
from bot.core.theirs import EXPORT, THEIRS
from bot.sandbox import Person, SandboxServer, Seen
from tests.e2e.bot_process import BotProcess
from tests.e2e.test_delete import erase
from tests.e2e.walking import Scores, Step, Walker

PERSON, OTHER = 7_123_456_789, 7_987_654_321
REFUSED = {"ok": False, "error_code": 400, "description": "Bad Request: PHOTO_INVALID_DIMENSIONS"}


@pytest.fixture
async def ada(bot: BotProcess, sandbox: SandboxServer, content: Content) -> Walker:
    """Somebody in the middle of the first exercise."""
    await bot.start()
    return await somebody(sandbox, content, PERSON)


async def somebody(sandbox: SandboxServer, content: Content, number: int) -> Walker:
    walker = Walker(sandbox.person("Adalind", number), content)
    walker.person.start()
    check = (
        Step("welcome", e.ConsentGiven()),
        Step("emergency_check", e.NothingReported()),
        Step("caution_check", e.NothingReported()),
    )
    sitting, getting_up, first_move, *_ = walker.routine(Scores(3, 4, 3, 4))
    await walker.walk([*check, sitting, getting_up], then=first_move.question)
    return walker


async def exported(person: Person, *, after: int) -> Seen:
    """The file, once it has come."""
    return await person.wait_for(
        lambda person: next(
            (s for s in person.bot_messages if s.message_id > after and s.file_name == EXPORT), None
        ),
        30,
    )


async def opened(sandbox: SandboxServer, seen: Seen) -> dict[str, Any]:
    """What everything.json in the file says, when it is saved from the page."""

    def load() -> bytes:
        with urlopen(f"{sandbox.url}/sandbox/files/{seen.file_id}") as answer:
            assert answer.headers["Content-Disposition"] == "attachment"
            assert answer.headers["Content-Type"] == "application/zip"
            content: bytes = answer.read()
            return content

    with zipfile.ZipFile(io.BytesIO(await asyncio.to_thread(load))) as archive:
        names = {name.rpartition("/")[2]: name for name in archive.namelist()}
        assert set(names) == {"README.txt", "everything.json", "scores.csv", "sessions.csv"}
        told: dict[str, Any] = json.loads(archive.read(names["everything.json"]))
        return told


async def test_everything_comes_and_only_ones_own(
    bot: BotProcess, sandbox: SandboxServer, content: Content, ada: Walker
):
    other = await somebody(sandbox, content, OTHER)
    ada.person.send("/export")
    seen = await exported(ada.person, after=0)
    assert "health data" in seen.text
    told = await opened(sandbox, seen)
    assert told["people"] == [{"id": PERSON, "zone": None, "blocked": 0} | _created(told)]
    assert [row["value"] for row in told["scores"]] == [3, 4]
    assert [row["screen"] for row in told["outbox"]] == ["export"], "this very file is still to be sent"
    assert str(OTHER) not in json.dumps(told)
    assert not any(seen.file_name == EXPORT for seen in other.person.bot_messages)
    await ada.walk([Step(ada.exercises()[0], e.ExerciseDone())], then=ada.exercises()[1])


def _created(told: dict[str, Any]) -> dict[str, str]:
    return {"created_at": told["people"][0]["created_at"]}


async def test_a_kill_before_it_is_sent_loses_nothing(bot: BotProcess, sandbox: SandboxServer, ada: Walker):
    fault = sandbox.faults.hang("sendDocument", times=None)
    ada.person.send("/export")
    await sandbox.calls.wait_for(lambda call: call.method == "sendDocument")
    await bot.kill()
    fault.release()
    assert bot.rows("SELECT screen FROM outbox") == [("export",)], "no more of it is stored than its name"
    await bot.start()
    assert (await opened(sandbox, await exported(ada.person, after=0)))["scores"]


async def test_what_telegram_never_takes_is_answered_in_words(
    bot: BotProcess, sandbox: SandboxServer, content: Content, ada: Walker
):
    bot.may_say("Telegram refuses the screen 'export'")
    sandbox.faults.status("sendDocument", 400, REFUSED)
    last = ada.person.last.message_id
    ada.person.send("/export")
    said = await ada.person.next_message(after=last)
    assert said.text == content.screens["fallback"].text
    await bot.settled()
    ada.person.send("/export")
    await exported(ada.person, after=last)


async def test_once_all_is_erased_there_is_nothing_to_take_along(
    bot: BotProcess, sandbox: SandboxServer, content: Content, ada: Walker
):
    ada.person.send("/export")
    first = await exported(ada.person, after=0)
    await erase(ada.person, content)
    last = ada.person.last.message_id
    ada.person.send("/export")
    told = await opened(sandbox, await exported(ada.person, after=last))
    assert first.message_id != ada.person.last.message_id
    assert {name for name in THEIRS if told[name]} == {"people", "conversations", "outbox"}
    assert "scores" not in told["conversations"][0]["snapshot"]
