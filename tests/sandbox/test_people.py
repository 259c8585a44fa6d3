"""What people do, and what the bot is told of it."""

from typing import Any

import pytest

from bot.sandbox import Person, SandboxServer
from tests.sandbox.conftest import Bot


async def newest(bot: Bot) -> dict[str, Any]:
    [update] = await bot.call("getUpdates", offset=-1)
    assert isinstance(update, dict)
    return update


async def test_start_with_a_payload(bot: Bot, sandbox: SandboxServer):
    ada = sandbox.person("Ada", 77, last_name="L", username="ada_l", language_code="de")
    ada.start("morning")
    message = (await newest(bot))["message"]
    person = {"id": 77, "first_name": "Ada", "last_name": "L", "username": "ada_l"}
    assert message["from"] == {**person, "is_bot": False, "language_code": "de"}
    assert message["chat"] == {**person, "type": "private"}
    assert message["text"] == "/start morning"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_ids_go_up_by_one(bot: Bot, sandbox: SandboxServer, ada: Person):
    bob = sandbox.person("Bob")
    assert [bob.send("a"), ada.send("b"), bob.send("c")] == [2, 3, 4]
    updates = await bot.call("getUpdates")
    assert [update["update_id"] for update in updates] == [815_000_001 + count for count in range(4)]


async def test_a_long_text_comes_as_several_messages(bot: Bot, ada: Person):
    ada.send("9" * 5000)
    texts = [update["message"]["text"] for update in await bot.call("getUpdates")]
    assert [len(text) for text in texts] == [6, 4096, 904]


def test_an_empty_text_cannot_be_sent(ada: Person):
    with pytest.raises(ValueError, match="empty"):
        ada.send(" \n")


async def test_replies_and_edits(bot: Bot, ada: Person):
    question = await bot.call("sendMessage", chat_id=ada.person_id, text="?")
    answer = ada.send("7", reply_to=question["message_id"])
    assert (await newest(bot))["message"]["reply_to_message"]["text"] == "?"
    ada.edit(answer, "8")
    edited = (await newest(bot))["edited_message"]
    assert (edited["message_id"], edited["text"]) == (answer, "8")
    assert edited["edit_date"] >= edited["date"]
    assert ada.message(answer).edited
    with pytest.raises(LookupError):
        ada.edit(question["message_id"], "not mine")


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker", "location"])
async def test_other_kinds_of_message(bot: Bot, ada: Person, kind: str):
    getattr(ada, f"send_{kind}")()
    message = (await newest(bot))["message"]
    assert kind in message
    assert "text" not in message


async def test_a_photo_with_a_caption(bot: Bot, ada: Person):
    ada.send_photo("/help me")
    message = (await newest(bot))["message"]
    assert message["caption"] == "/help me"
    assert message["caption_entities"][0]["type"] == "bot_command"


async def test_blocking_is_told(bot: Bot, ada: Person):
    ada.block()
    change = (await newest(bot))["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "kicked")
    with pytest.raises(ValueError, match="blocked"):
        ada.send("a")
    ada.start()
    kinds = [list(update)[1] for update in await bot.call("getUpdates")]
    assert kinds[-2:] == ["my_chat_member", "message"]


async def test_groups_and_channels(bot: Bot, sandbox: SandboxServer, ada: Person):
    group = sandbox.group(-1001, title="Backs")
    ada.send("hello all", chat=group)
    message = (await newest(bot))["message"]
    assert message["chat"] == {"id": -1001, "title": "Backs", "type": "supergroup"}
    assert message["from"]["id"] == ada.person_id
    assert await bot.call("sendMessage", chat_id=-1001, text="only in private")
    assert [seen.text for seen in sandbox.messages(group)] == ["hello all", "only in private"]
    sandbox.post(sandbox.group(-1002, "channel", "News"), "a post")
    post = (await newest(bot))["channel_post"]
    assert (post["sender_chat"]["type"], post["text"]) == ("channel", "a post")
    assert "from" not in post


async def test_waiting_tells_what_was_there_instead(ada: Person):
    with pytest.raises(TimeoutError, match="the chat ends with"):
        await ada.wait_for(lambda person: person.bot_messages, timeout=0.01)


async def test_the_next_message(bot: Bot, ada: Person):
    first = await bot.call("sendMessage", chat_id=ada.person_id, text="1")
    await bot.call("sendMessage", chat_id=ada.person_id, text="2")
    assert (await ada.next_message(after=0)).text == "1"
    assert (await ada.next_message(after=first["message_id"])).text == "2"


def test_an_id_is_used_once(sandbox: SandboxServer, ada: Person):
    with pytest.raises(ValueError, match="already"):
        sandbox.person("Eve", ada.person_id)
    assert sandbox.find_person(ada.person_id) is ada
    with pytest.raises(LookupError):
        sandbox.find_person(5)
