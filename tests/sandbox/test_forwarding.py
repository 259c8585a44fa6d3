"""Forwarded and copied messages."""

from typing import Any

import pytest

from bot.sandbox import Chat, Person, SandboxServer
from tests.sandbox.conftest import Bot, a_photo


@pytest.fixture
def group(sandbox: SandboxServer) -> Chat:
    return sandbox.group(-100)


async def test_a_forwarded_message_tells_whose_it_was(
    bot: Bot, ada: Person, group: Chat, sandbox: SandboxServer
):
    asked = ada.send("see https://example.org")
    once = await bot.call("forwardMessage", chat_id=-100, from_chat_id=ada.person_id, message_id=asked)
    assert once["forward_origin"]["type"] == "user"
    assert once["forward_origin"]["sender_user"]["first_name"] == "Ada"
    assert once["forward_origin"]["date"] == once["forward_date"] == ada.message(asked).date
    assert (once["from"]["is_bot"], once["text"], len(once["entities"])) == (
        True,
        "see https://example.org",
        1,
    )
    assert [seen.forwarded_from for seen in sandbox.messages(group)] == ["Ada"]
    twice = await bot.call(
        "forwardMessage", chat_id=ada.person_id, from_chat_id=-100, message_id=once["message_id"]
    )
    assert twice["forward_origin"] == once["forward_origin"]
    words = await bot.refused(
        "editMessageText", chat_id=ada.person_id, message_id=twice["message_id"], text="mine"
    )
    assert words == "Bad Request: message can't be edited"


async def test_a_post_of_a_channel_keeps_its_channel(bot: Bot, ada: Person, sandbox: SandboxServer):
    channel = sandbox.group(-200, "channel", "News")
    post = sandbox.post(channel, "new")
    sent = await bot.call("forwardMessage", chat_id=ada.person_id, from_chat_id=-200, message_id=post)
    assert sent["forward_origin"] == {
        "type": "channel",
        "chat": {"id": -200, "title": "News", "type": "channel"},
        "message_id": post,
        "date": sent["forward_date"],
    }
    assert ada.last.forwarded_from == "News"


async def test_a_copy_is_the_bots_own(bot: Bot, ada: Person):
    ada.send_photo("look")
    place = {"chat_id": ada.person_id, "from_chat_id": ada.person_id, "message_id": 2}
    keys = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
    copied = await bot.call("copyMessage", **place, reply_markup=keys)
    assert copied == {"message_id": 3}
    assert (ada.last.media, ada.last.text, ada.last.forwarded_from) == ("photo", "look", "")
    assert ada.last.labels == [["a"]]
    await bot.call("copyMessage", **place, caption="<b>mine</b>", parse_mode="HTML")
    assert ada.last.html == "<b>mine</b>"
    await bot.call("editMessageCaption", chat_id=ada.person_id, message_id=3, caption="b")
    assert ada.message(2).text == "look"


async def test_several_at_once(bot: Bot, ada: Person, group: Chat, sandbox: SandboxServer):
    first, second = ada.send("a"), ada.send("b")
    place = {"chat_id": -100, "from_chat_id": ada.person_id, "message_ids": [first, second, 99]}
    assert await bot.call("forwardMessages", **place) == [{"message_id": 4}, {"message_id": 5}]
    ada.send_photo("look")
    copies = await bot.call("copyMessages", **{**place, "message_ids": [second, 6]}, remove_caption=True)
    assert copies == [{"message_id": 7}, {"message_id": 8}]
    shown = [(seen.text, seen.forwarded_from) for seen in sandbox.messages(group)]
    assert shown == [("a", "Ada"), ("b", "Ada"), ("b", ""), ("", "")]


@pytest.mark.parametrize("method", ["forwardMessages", "copyMessages"])
async def test_an_album_stays_one(bot: Bot, ada: Person, group: Chat, sandbox: SandboxServer, method: str):
    photo = {"type": "photo", "media": a_photo(sandbox)}
    album = await bot.call("sendMediaGroup", chat_id=ada.person_id, media=[photo, photo])
    alone = await bot.call("sendMessage", chat_id=ada.person_id, text="a")
    message_ids = [message["message_id"] for message in [*album, alone]]
    await bot.call(method, chat_id=-100, from_chat_id=ada.person_id, message_ids=message_ids)
    first, second, third = (seen.media_group_id for seen in sandbox.messages(group))
    assert first == second != album[0]["media_group_id"]
    assert (first != "", third) == (True, "")


@pytest.mark.parametrize(
    ("method", "given", "words"),
    [
        ("forwardMessage", {"from_chat_id": None}, 'parameter "from_chat_id" is required'),
        ("copyMessage", {"from_chat_id": 5}, "chat not found"),
        ("forwardMessage", {"message_id": 99}, "message to forward not found"),
        ("copyMessage", {"message_id": None}, "message to copy not found"),
        ("forwardMessage", {"chat_id": 5}, "chat not found"),
        ("forwardMessage", {"message_id": 2}, "message has protected content and can't be forwarded"),
        ("copyMessage", {"message_id": 2}, "the message can't be copied"),
        ("forwardMessages", {}, "message identifiers are not specified"),
        ("copyMessages", {"message_ids": "1"}, "expected an Array of message identifiers"),
        ("forwardMessages", {"message_ids": [[1]]}, "message identifier must be a Number"),
        ("forwardMessages", {"message_ids": ["x"]}, "can't parse message identifier as a Number"),
        ("forwardMessages", {"message_ids": [0]}, "invalid message identifier specified"),
        (
            "forwardMessages",
            {"message_ids": [2, 1]},
            "message identifiers must be in a strictly increasing order",
        ),
        ("copyMessages", {"message_ids": [2, 99]}, "there are no messages to forward"),
    ],
)
async def test_what_cannot_be_taken(bot: Bot, ada: Person, method: str, given: dict[str, Any], words: str):
    await bot.call("sendMessage", chat_id=ada.person_id, text="secret", protect_content=True)
    place = {"chat_id": ada.person_id, "from_chat_id": ada.person_id, "message_id": 1, **given}
    assert await bot.refused(method, **place) == f"Bad Request: {words}"
    assert len(ada.bot_messages) == 1
