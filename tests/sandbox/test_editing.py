"""Edits and deletions."""

from typing import Any

import pytest

from bot.sandbox import Person, SandboxServer
from bot.sandbox.world.files import Upload
from tests.sandbox.conftest import Bot

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)
KEYS = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}


@pytest.fixture
async def question(bot: Bot, ada: Person) -> dict[str, Any]:
    """A message of the bot's; its chat and id, as an edit names them."""
    sent = await bot.call(
        "sendMessage", chat_id=ada.person_id, text="<b>a</b>", parse_mode="HTML", reply_markup=KEYS
    )
    return {"chat_id": ada.person_id, "message_id": sent["message_id"]}


async def test_an_edit_is_seen_in_place(bot: Bot, ada: Person, question: dict[str, Any]):
    edited = await bot.call("editMessageText", **question, text="b", reply_markup=KEYS)
    assert edited["edit_date"] >= edited["date"]
    assert [(message.text, message.edited) for message in ada.bot_messages] == [("b", True)]


async def test_an_edit_without_a_keyboard_takes_it_away(bot: Bot, ada: Person, question: dict[str, Any]):
    edited = await bot.call("editMessageText", **question, text="b")
    assert "reply_markup" not in edited
    assert ada.last.keyboard == []


async def test_the_keyboard_alone_can_be_changed(bot: Bot, ada: Person, question: dict[str, Any]):
    await bot.call("editMessageReplyMarkup", **question)
    assert (ada.last.keyboard, ada.last.text, ada.last.edited) == ([], "a", False)
    assert await bot.refused("editMessageReplyMarkup", **question) == NOT_MODIFIED


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, question: dict[str, Any]):
    same = {**question, "text": " <b>a</b>\n", "parse_mode": "HTML"}
    assert await bot.refused("editMessageText", **same, reply_markup=KEYS) == NOT_MODIFIED
    assert await bot.call("editMessageText", **same)
    assert await bot.refused("editMessageText", **same) == NOT_MODIFIED
    assert await bot.call("editMessageText", **question, text="a")  # the same words, no longer bold


@pytest.mark.parametrize(
    ("method", "arguments", "words"),
    [
        ("editMessageText", {"text": "b", "message_id": 99}, "message to edit not found"),
        ("editMessageText", {"text": "b", "message_id": None}, "message to edit not found"),
        ("editMessageText", {"text": "b", "chat_id": 5}, "chat not found"),
        ("editMessageText", {"text": "b", "message_id": 1}, "message can't be edited"),
        ("editMessageText", {"text": ""}, "message text is empty"),
        ("editMessageText", {"text": "b" * 4097}, "MESSAGE_TOO_LONG"),
        (
            "editMessageText",
            {"text": "b", "chat_id": None, "message_id": None},
            "message identifier is not specified",
        ),
        ("editMessageCaption", {"caption": "b"}, "there is no caption in the message to edit"),
        ("editMessageReplyMarkup", {"message_id": 99}, "message to edit not found"),
        ("deleteMessage", {"message_id": 99}, "message to delete not found"),
        ("deleteMessage", {"message_id": None}, "message identifier is not specified"),
        ("deleteMessage", {"chat_id": None}, "chat identifier is not specified"),
        ("deleteMessages", {}, "message identifiers are not specified"),
        ("deleteMessages", {"message_ids": list(range(101))}, "too many message identifiers specified"),
    ],
)
async def test_refused_edits(
    bot: Bot, question: dict[str, Any], method: str, arguments: dict[str, Any], words: str
):
    assert await bot.refused(method, **{**question, **arguments}) == f"Bad Request: {words}"


async def test_captions(bot: Bot, sandbox: SandboxServer, ada: Person):
    upload = sandbox.world.files.keep("photo", _picture())
    photo = await bot.call("sendPhoto", chat_id=ada.person_id, photo=upload.file_id, caption="a")
    place = {"chat_id": ada.person_id, "message_id": photo["message_id"]}
    assert await bot.refused("editMessageCaption", **place, caption="a") == NOT_MODIFIED
    words = await bot.refused("editMessageText", **place, text="b")
    assert words == "Bad Request: there is no text in the message to edit"
    words = await bot.refused("editMessageCaption", **place, caption="b" * 1025)
    assert words == "Bad Request: MEDIA_CAPTION_TOO_LONG"
    edited = await bot.call("editMessageCaption", **place, caption="<i>b</i>", parse_mode="HTML")
    assert (edited["caption"], edited["caption_entities"][0]["type"]) == ("b", "italic")
    assert "caption" not in await bot.call("editMessageCaption", **place)


async def test_deleted_messages_are_gone(bot: Bot, ada: Person, question: dict[str, Any]):
    assert await bot.call("deleteMessage", **question) is True
    assert ada.bot_messages == []
    assert await bot.refused("deleteMessage", **question) == "Bad Request: message to delete not found"
    own = ada.send("mine")
    assert await bot.call("deleteMessages", chat_id=ada.person_id, message_ids=[own, 999]) is True
    assert [message.text for message in ada.messages] == ["/start"]


async def test_old_messages_cannot_be_deleted(bot: Bot, sandbox: SandboxServer, question: dict[str, Any]):
    now = sandbox.world.clock()
    sandbox.world.clock = lambda: now + 48 * 3600 + 5
    words = await bot.refused("deleteMessage", **question)
    assert words == "Bad Request: message can't be deleted for everyone"


async def test_a_live_location_moves_until_it_is_stopped(bot: Bot, sandbox: SandboxServer, ada: Person):
    start = {"latitude": 1, "longitude": 2, "live_period": 60}
    sent = await bot.call("sendLocation", chat_id=ada.person_id, **start)
    place = {"chat_id": ada.person_id, "message_id": sent["message_id"]}
    moved = await bot.call("editMessageLiveLocation", **place, latitude=3, longitude=4, heading=90)
    assert moved["location"] == {"latitude": 3.0, "longitude": 4.0, "live_period": 60, "heading": 90}
    assert (ada.last.details["latitude"], ada.last.edited) == (3.0, False)
    words = await bot.refused("editMessageLiveLocation", **place, latitude=3, longitude=4, heading=90)
    assert words == NOT_MODIFIED
    stopped = await bot.call("stopMessageLiveLocation", **place)
    assert stopped["location"] == {"latitude": 3.0, "longitude": 4.0}
    words = await bot.refused("editMessageLiveLocation", **place, latitude=5, longitude=6)
    assert words == "Bad Request: message can't be edited"
    again = await bot.call("sendLocation", chat_id=ada.person_id, **start)
    now = sandbox.world.clock()
    sandbox.world.clock = lambda: now + 61
    place["message_id"] = again["message_id"]
    assert await bot.refused("stopMessageLiveLocation", **place) == "Bad Request: message can't be edited"


def _picture() -> Upload:
    return Upload("a.png", "image/png", b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + b"\0\0\0\x10\0\0\0\x20")
