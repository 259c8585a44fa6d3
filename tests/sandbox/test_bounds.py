"""Nothing grows without end, however long the sandbox runs."""

import pytest

from bot.sandbox import Person, SandboxServer
from bot.sandbox.people import person
from bot.sandbox.world.files import Files, Upload
from bot.sandbox.world.updates import MOST_PENDING
from tests.sandbox.conftest import Bot


def upload(content: str) -> Upload:
    return Upload("a.png", "image/png", content.encode())


async def test_updates_that_nobody_fetches(bot: Bot, sandbox: SandboxServer):
    for _ in range(MOST_PENDING + 5):
        sandbox.inject({"poll": {}})
    assert sandbox.updates.pending_count == MOST_PENDING
    first, *_ = await bot.call("getUpdates")
    assert first["update_id"] == sandbox.updates.last_id - MOST_PENDING + 1
    for _ in range(MOST_PENDING + 5):
        sandbox.updates._repeated.append({"update_id": 1})
    sandbox.inject({"update_id": 1})
    assert len(sandbox.updates._repeated) == MOST_PENDING


def test_taps(ada: Person, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(person, "MOST_TAPS", 3)
    taps = [ada.tap_data(1, str(number)) for number in range(5)]
    assert ada.taps == taps[2:]


def test_the_oldest_files_are_forgotten():
    files = Files(most_bytes=25)
    first, second, third = (files.keep("photo", upload(letter * 10)) for letter in "abc")
    assert files.find(first.file_id) is None
    assert files.at(first.path) is None
    assert files.find(second.file_id) is second
    assert files.keep("photo", upload("b" * 10)) is second
    files.keep("photo", upload("d" * 10))
    assert [files.find(each.file_id) for each in (second, third)] == [second, None]


async def test_a_forgotten_file_is_an_unknown_one(bot: Bot, sandbox: SandboxServer, ada: Person):
    sandbox.world.files = Files(most_bytes=10)
    sent = await bot.upload("sendPhoto", {"photo": upload("a" * 8)}, {"chat_id": str(ada.person_id)})
    await bot.upload("sendPhoto", {"photo": upload("b" * 8)}, {"chat_id": str(ada.person_id)})
    file_id = sent["photo"][0]["file_id"]
    assert await bot.refused("getFile", file_id=file_id) == "Bad Request: invalid file_id"
    refused = await bot.refused("sendPhoto", chat_id=ada.person_id, photo=file_id)
    assert refused == "Bad Request: wrong file identifier/HTTP URL specified"


async def test_the_samples_stay(bot: Bot, sandbox: SandboxServer, ada: Person):
    sandbox.world.files._most_bytes = 1
    sandbox.world.files.keep("photo", upload("a" * 8))
    assert await bot.download(ada.message(ada.send_photo()).file_id)
