"""Sending: what the message looks like, and who may not be written to."""

import json

import pytest

from bot.sandbox import Limits, Person, SandboxServer
from tests.sandbox.conftest import Bot


async def test_a_message_comes_back_as_telegram_shows_it(bot: Bot, ada: Person):
    message = await bot.call("SENDmessage", chat_id=str(ada.person_id), text="hello")
    assert message == {
        "message_id": 2,
        "from": {"id": 4200000001, "is_bot": True, "first_name": "Sandbox bot", "username": "sandbox_bot"},
        "chat": {"id": ada.person_id, "type": "private", "first_name": "Ada"},
        "date": message["date"],
        "text": "hello",
    }
    assert 1_600_000_000 < message["date"] < 10_000_000_000  # seconds
    assert (ada.last.text, ada.last.from_bot) == ("hello", True)


async def test_a_reply_shows_what_it_answers(bot: Bot, ada: Person):
    asked = ada.send("7")
    parameters = {"message_id": asked}
    message = await bot.call("sendMessage", chat_id=ada.person_id, text="a", reply_parameters=parameters)
    assert message["reply_to_message"]["text"] == "7"
    assert ada.last.reply_to == asked
    nested = await bot.call(
        "sendMessage", chat_id=ada.person_id, text="b", reply_to_message_id=message["message_id"]
    )
    assert "reply_to_message" not in nested["reply_to_message"]


async def test_a_reply_to_nothing_is_refused_unless_that_is_allowed(bot: Bot, ada: Person):
    gone = {"message_id": 999}
    words = await bot.refused("sendMessage", chat_id=ada.person_id, text="a", reply_parameters=gone)
    assert words == "Bad Request: message to be replied not found"
    gone["allow_sending_without_reply"] = True
    assert await bot.call("sendMessage", chat_id=ada.person_id, text="a", reply_parameters=gone)


async def test_a_part_of_a_message_is_quoted(bot: Bot, ada: Person):
    asked = ada.send("👍 one two")
    parameters = {"message_id": asked, "quote": "*two*", "quote_parse_mode": "MarkdownV2"}
    message = await bot.call("sendMessage", chat_id=ada.person_id, text="a", reply_parameters=parameters)
    assert message["quote"] == {
        "text": "two",
        "entities": [{"type": "bold", "offset": 0, "length": 3}],
        "position": 7,
        "is_manual": True,
    }
    assert (ada.last.reply_to, ada.last.quote) == (asked, "two")


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ("{", "can't parse reply parameters JSON object"),
        ([1], "object expected as reply parameters"),
        ({"quote": "a"}, 'can\'t find field "message_id"'),
        ({"message_id": "x"}, 'field "message_id" must be a valid Number'),
        ({"message_id": 1, "chat_id": -5}, "message to be replied not found"),
        ({"message_id": 1, "quote": "stop"}, "QUOTE_TEXT_INVALID"),
    ],
)
async def test_refused_replies(bot: Bot, ada: Person, parameters: object, words: str):
    answer = await bot.refused("sendMessage", chat_id=ada.person_id, text="a", reply_parameters=parameters)
    assert answer == f"Bad Request: {words}"


@pytest.mark.parametrize(
    ("chat_id", "words"),
    [
        (None, "Bad Request: chat_id is empty"),
        (123, "Bad Request: chat not found"),
        ("abc", "Bad Request: chat not found"),
        ("@nobody", "Bad Request: chat not found"),
    ],
)
async def test_unknown_chats_are_refused(bot: Bot, chat_id: object, words: str):
    assert await bot.refused("sendMessage", chat_id=chat_id, text="a") == words


async def test_a_bot_cannot_write_first(bot: Bot, sandbox: SandboxServer):
    stranger = sandbox.person("Stranger")
    words = await bot.refused("sendMessage", chat_id=stranger.person_id, text="a")
    assert words == "Bad Request: chat not found"


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("sendMessage", {"text": "b"}),
        ("editMessageText", {"text": "b", "message_id": 2}),
        ("sendChatAction", {"action": "typing"}),
    ],
)
async def test_whoever_blocked_the_bot_cannot_be_written_to(
    bot: Bot, ada: Person, method: str, arguments: dict[str, object]
):
    await bot.call("sendMessage", chat_id=ada.person_id, text="a")
    ada.block()
    words = await bot.refused(method, chat_id=ada.person_id, **arguments)
    assert words == "Forbidden: bot was blocked by the user"
    ada.unblock()
    assert await bot.call(method, chat_id=ada.person_id, **arguments)


async def test_a_deleted_account_cannot_be_written_to(bot: Bot, ada: Person):
    ada.delete_account()
    words = await bot.refused("sendMessage", chat_id=ada.person_id, text="a")
    assert words == "Forbidden: user is deactivated"


async def test_chat_actions(bot: Bot, ada: Person):
    assert await bot.call("sendChatAction", chat_id=ada.person_id, action="typing") is True
    words = await bot.refused("sendChatAction", chat_id=ada.person_id, action="dance")
    assert words == "Bad Request: wrong parameter action in request"


async def test_limits_can_be_switched_on(bot: Bot, sandbox: SandboxServer, ada: Person):
    sandbox.world.limits = Limits(overall_rate=100, chat_rate=0.2, chat_burst=2)
    for _ in range(2):
        await bot.call("sendMessage", chat_id=ada.person_id, text="a")
    answer = await bot.answer("sendMessage", chat_id=ada.person_id, text="a")
    assert answer["description"] == "Too Many Requests: retry after 5"
    assert answer["parameters"] == {"retry_after": 5}
    assert len(ada.bot_messages) == 2


async def test_every_kind_of_body_is_read(bot: Bot, sandbox: SandboxServer, ada: Person):
    address = f"{sandbox.url}/bot{sandbox.token}/sendMessage"
    markup = json.dumps({"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]})
    arguments = {"chat_id": str(ada.person_id), "text": "hello", "reply_markup": markup}
    responses = [
        await bot.session.get(address, params=arguments),
        await bot.session.post(address, params=arguments),
        await bot.session.post(address, data=arguments),
        await bot.session.post(address, json=arguments),
        await bot.session.post(address, json={**arguments, "reply_markup": json.loads(markup)}),
    ]
    assert [response.status for response in responses] == [200] * 5
    assert all(message.labels == [["a"]] for message in ada.bot_messages)


@pytest.mark.parametrize(
    ("body", "words"),
    [(b"[1]", "Bad Request: JSON object expected"), (b"{", "Bad Request: can't parse JSON object")],
)
async def test_a_body_that_is_no_json_object_is_refused(
    bot: Bot, sandbox: SandboxServer, body: bytes, words: str
):
    address = f"{sandbox.url}/bot{sandbox.token}/sendMessage"
    async with bot.session.post(address, data=body, headers={"Content-Type": "application/json"}) as response:
        assert (response.status, (await response.json())["description"]) == (400, words)


async def test_wrong_tokens_and_unknown_methods(bot: Bot, sandbox: SandboxServer):
    async with bot.session.get(f"{sandbox.url}/bot1:x/getMe") as response:
        assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    answer = await bot.answer("sendDreams")
    assert (answer["error_code"], answer["description"]) == (404, "Not Found: method not found")
