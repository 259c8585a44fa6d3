"""What comes in over HTTP under /sandbox and makes no sense is refused, in words."""

from typing import Any

import pytest

from bot.sandbox import Person, SandboxServer
from tests.sandbox.conftest import Bot

PERSON = "/sandbox/people/{ada}"


async def refused(bot: Bot, ada: Person, path: str, body: str) -> str:
    address = bot.sandbox.url + path.replace("{ada}", str(ada.person_id))
    async with bot.session.post(address, data=body.encode()) as response:
        assert (response.status, response.content_type) == (400, "application/json"), await response.text()
        return str((await response.json())["error"])


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("/sandbox/people", '{"first_name": "A", "id": -5}', "a person's id is a whole number from 1 to"),
        ("/sandbox/people", '{"first_name": "A", "id": 0}', "a person's id is a whole number from 1 to"),
        ("/sandbox/people", '{"first_name": "A", "id": "zz"}', "“id” has to be a whole number"),
        ("/sandbox/people", '{"first_name": "A", "id": 1.5}', "“id” has to be a whole number"),
        ("/sandbox/people", '{"first_name": "A", "id": true}', "“id” has to be a whole number"),
        ("/sandbox/people", '{"first_name": "A", "id": 9007199254740993}', "“id” has to be a whole number"),
        ("/sandbox/people", '{"first_name": ""}', "a person needs a first name"),
        ("/sandbox/people", '{"first_name": null}', "“first_name” has to be a text"),
        ("/sandbox/people", '{"first_name": "\\ud800"}', "a text has to be valid Unicode"),
        ("/sandbox/people", '{"first_name": "' + "a" * 65 + '"}', "a first name has at most 64 characters"),
        ("/sandbox/people", '{"first_name": "A", "zone": 5}', "“zone” has to be a text"),
        ("/sandbox/people", '{"first_name": "A", "username": []}', "“username” has to be a text"),
        ("/sandbox/people", "{}", "'first_name' is missing"),
        (f"{PERSON}/change", '{"first_name": null}', "“first_name” has to be a text"),
        (f"{PERSON}/change", '{"first_name": "\\udfff"}', "a text has to be valid Unicode"),
        (f"{PERSON}/send", '{"text": null}', "“text” has to be a text"),
        (f"{PERSON}/send", '{"text": 7}', "“text” has to be a text"),
        (f"{PERSON}/send", '{"text": "a", "reply_to": [1]}', "“reply_to” has to be a whole number"),
        (f"{PERSON}/send", '{"text": "\\ud83d"}', "a text has to be valid Unicode"),
        (f"{PERSON}/send", "[" * 60_000, "JSON is nested too deep"),
        (f"{PERSON}/send", '{"text": NaN}', "NaN is no number in JSON"),
        (f"{PERSON}/start", '{"payload": {}}', "“payload” has to be a text"),
        (f"{PERSON}/photo", '{"caption": null}', "“caption” has to be a text"),
        (f"{PERSON}/location", '{"latitude": true}', "“latitude” has to be a number"),
        (f"{PERSON}/location", '{"latitude": 1e999}', "a number is too large"),
        (f"{PERSON}/tap", '{"message_id": "1", "label": "a"}', "“message_id” has to be a whole number"),
        (f"{PERSON}/tap", '{"message_id": 1, "label": 5}', "“label” has to be a text"),
        (f"{PERSON}/edit", '{"message_id": 1.0, "text": "a"}', "“message_id” has to be a whole number"),
        (f"{PERSON}/delete", '{"message_id": null}', "“message_id” has to be a whole number"),
        ("/sandbox/limits", '{"on": true, "chat_rate": 0}', "chat_rate is a number from 0.001"),
        ("/sandbox/limits", '{"on": true, "overall_rate": -1}', "overall_rate is a number from 1"),
        ("/sandbox/limits", '{"on": false, "chat_burst": 0.5}', "chat_burst is a number from 1"),
        ("/sandbox/limits", '{"on": true, "chat_rate": NaN}', "NaN is no number in JSON"),
        ("/sandbox/limits", '{"on": true, "chat_rate": "5"}', "“chat_rate” has to be a number"),
        ("/sandbox/limits", '{"on": true, "_overall": 5}', "not _overall"),
        ("/sandbox/limits", '{"on": true, "speed": 5}', "not speed"),
        ("/sandbox/limits", '{"on": "false"}', "on is true or false"),
        ("/sandbox/updates", '{"update_id": 1e999}', "a number is too large"),
        ("/sandbox/updates", '{"update_id": 5e300}', "update_id is a whole number"),
        ("/sandbox/updates", '{"update_id": -1}', "update_id is a whole number"),
        ("/sandbox/updates", '{"update_id": "7"}', "update_id is a whole number"),
        ("/sandbox/updates", '{"update_id": null}', "update_id is a whole number"),
        ("/sandbox/faults", '{"method": "getMe"}', "'kind' is missing"),
        ("/sandbox/faults", '{"kind": "zz"}', "a fault's kind is one of hang, status"),
        ("/sandbox/faults", '{"kind": []}', "a fault's kind is one of hang, status"),
        ("/sandbox/faults", '{"kind": "status", "times": "x"}', "“times” has to be a whole number"),
        ("/sandbox/faults", '{"kind": "slow", "seconds": "x"}', "“seconds” has to be a number"),
        ("/sandbox/faults", '{"kind": "status", "status": 5000}', "“status” goes from 200 to 599"),
        ("/sandbox/faults", '{"kind": "status", "body": 5}', "“body” has to be a text or an object"),
        ("/sandbox/faults", '{"kind": "status", "method": null}', "“method” has to be a text"),
        ("/sandbox/chats/-5/send", '{"person_id": [], "text": "a"}', "“person_id” has to be a whole number"),
        ("/sandbox/chats/-5/send", '{"person_id": 1, "text": "a", "kind": "zz"}', "kind is one of"),
        ("/sandbox/chats/-5/send", '{"kind": "channel", "text": null}', "“text” has to be a text"),
    ],
)
async def test_nonsense_is_refused(bot: Bot, ada: Person, path: str, body: str, words: str):
    assert words in await refused(bot, ada, path, body)
    assert (ada.user.first_name, len(ada.messages), len(bot.sandbox.people)) == ("Ada", 1, 1)
    assert bot.sandbox.world.limits is None
    assert list(bot.sandbox.faults) == []
    assert -5 not in bot.sandbox.world.chats


async def test_too_large_a_picture(bot: Bot, sandbox: SandboxServer, ada: Person, monkeypatch: Any):
    await sandbox.stop()
    monkeypatch.setattr("bot.sandbox.server._MOST_BODY_BYTES", 5000)
    await sandbox.start()
    address = f"{sandbox.url}/sandbox/people/{ada.person_id}/send"
    async with bot.session.post(address, data=b"x" * 6000) as response:
        assert (response.status, await response.json()) == (413, {"error": "that is too large"})


@pytest.mark.parametrize("person", ["5", "9" * 5000])
async def test_nobody_is_followed(bot: Bot, person: str):
    for what in ("events", "transcript"):
        async with bot.session.get(f"{bot.sandbox.url}/sandbox/people/{person}/{what}") as response:
            assert response.status == 404


@pytest.mark.parametrize("name", ["", " ", "\ud800"])
def test_nobody_is_called_that(sandbox: SandboxServer, ada: Person, name: str):
    with pytest.raises(ValueError, match=r"name|Unicode"):
        sandbox.person(name)
    with pytest.raises(ValueError, match=r"name|Unicode"):
        ada.change(first_name=name)
    with pytest.raises(ValueError, match="id"):
        sandbox.person("Bob", -1)
    with pytest.raises(ValueError, match="Unicode"):
        ada.send("a\udc00")
