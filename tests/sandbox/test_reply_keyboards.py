"""Reply keyboards, their removal, and ForceReply: they belong to the chat."""

from typing import Any

import pytest

from bot.sandbox import Person, SandboxServer
from tests.sandbox.conftest import Bot, a_photo

CALLED = "can't parse keyboard button"


async def test_a_keyboard_stays_until_another_or_none_is_asked_for(
    bot: Bot, sandbox: SandboxServer, ada: Person
):
    chat = sandbox.world.chats[ada.person_id]
    keyboard: dict[str, Any] = {
        "keyboard": [
            ["a", {"text": "b", "request_location": True}],
            [{"text": "c", "request_contact": True}],
        ],
        "one_time_keyboard": True,
        "is_persistent": False,
        "input_field_placeholder": "Choose",
    }
    sent = await bot.call("sendPhoto", chat_id=ada.person_id, photo=a_photo(sandbox), reply_markup=keyboard)
    assert "reply_markup" not in sent
    await bot.call("sendMessage", chat_id=ada.person_id, text="a")
    assert chat.reply_keyboard == {
        **keyboard,
        "keyboard": [[{"text": "a"}, {"text": "b", "request_location": True}], keyboard["keyboard"][1]],
    }
    await bot.call("sendMessage", chat_id=ada.person_id, text="a", reply_markup={"remove_keyboard": True})
    assert chat.reply_keyboard is None


async def test_a_forced_reply_lasts_until_the_person_writes(bot: Bot, sandbox: SandboxServer, ada: Person):
    chat = sandbox.world.chats[ada.person_id]
    markup = {"force_reply": True, "input_field_placeholder": "Your name"}
    sent = await bot.call("sendMessage", chat_id=ada.person_id, text="?", reply_markup=markup)
    assert chat.force_reply == {**markup, "message_id": sent["message_id"]}
    await bot.call("sendMessage", chat_id=ada.person_id, text="still waiting")
    assert chat.force_reply is not None
    ada.send("Ada", reply_to=sent["message_id"])
    assert chat.force_reply is None


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (5, f"{CALLED}: KeyboardButton must be a String or an Object"),
        ({}, f'{CALLED}: Can\'t find field "text"'),
        ({"text": 5}, f'{CALLED}: Field "text" must be of type String'),
        (" ", "keyboard button text must be non-empty"),
        ({"text": "a", "request_contact": 1}, f'{CALLED}: Field "request_contact" must be of type Boolean'),
        ({"text": "a", "request_poll": True}, f'{CALLED}: Field "request_poll" must be of type Object'),
        ({"text": "a", "request_users": {}}, f'{CALLED}: Can\'t find field "request_id"'),
        ({"text": "a", "style": "pink"}, f"{CALLED}: invalid button style specified"),
        (
            {"text": "a", "web_app": {"url": "http://x.org"}},
            "keyboard button Web App URL 'http://x.org' is invalid: Only HTTPS links are allowed",
        ),
    ],
)
async def test_refused_keys(bot: Bot, ada: Person, key: Any, words: str):
    markup = {"keyboard": [[key]]}
    answer = await bot.refused("sendMessage", chat_id=ada.person_id, text="x", reply_markup=markup)
    assert answer == f"Bad Request: {words}"


@pytest.mark.parametrize(
    ("name", "value", "called"),
    [("one_time_keyboard", "yes", "Boolean"), ("input_field_placeholder", 5, "String")],
)
async def test_fields_of_a_wrong_type(bot: Bot, ada: Person, name: str, value: Any, called: str):
    markup = {"keyboard": [["a"]], name: value}
    answer = await bot.refused("sendMessage", chat_id=ada.person_id, text="x", reply_markup=markup)
    assert answer == f'Bad Request: field "{name}" must be of type {called}'


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ({"request_contact": True}, "phone number can be requested in private chats only"),
        ({"request_location": True}, "location can be requested in private chats only"),
        ({"request_location": False}, None),
    ],
)
async def test_a_group_is_not_asked_where_it_is(
    bot: Bot, sandbox: SandboxServer, key: dict[str, bool], words: str | None
):
    sandbox.group(-100)
    markup = {"keyboard": [[{"text": "a", **key}]]}
    answer = await bot.answer("sendMessage", chat_id=-100, text="x", reply_markup=markup)
    assert answer.get("description") == (words and f"Bad Request: {words}")
