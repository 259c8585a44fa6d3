"""Taps on buttons and their answers."""

import asyncio
from typing import Any

import pytest

from bot.sandbox import CallbackAnswer, Person, SandboxServer
from tests.sandbox.conftest import Bot

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
KEYS = {
    "inline_keyboard": [
        [{"text": "a", "callback_data": "1"}, {"text": "b", "callback_data": "2"}],
        [{"text": "link", "url": "https://example.org/"}],
    ]
}


@pytest.fixture
async def question(bot: Bot, ada: Person) -> int:
    """The id of a message with a keyboard."""
    sent = await bot.call("sendMessage", chat_id=ada.person_id, text="?", reply_markup=KEYS)
    return int(sent["message_id"])


async def newest(bot: Bot) -> dict[str, Any]:
    [update] = await bot.call("getUpdates", offset=-1)
    assert isinstance(update, dict)
    return update


async def test_a_tap_carries_the_whole_message(bot: Bot, ada: Person, question: int):
    tap = ada.tap(question, "b")
    query = (await newest(bot))["callback_query"]
    assert query["id"] == tap.query_id
    assert query["data"] == "2"
    assert query["from"] == {"id": ada.person_id, "is_bot": False, "first_name": "Ada", "language_code": "en"}
    assert query["message"]["text"] == "?"
    assert query["message"]["reply_markup"] == KEYS
    assert query["message"]["from"]["is_bot"] is True
    assert int(query["chat_instance"]) != 0


async def test_buttons_are_found_by_place_too(bot: Bot, ada: Person, question: int):
    ada.tap(question, (0, 1))
    assert (await newest(bot))["callback_query"]["data"] == "2"


@pytest.mark.parametrize("button", ["c", "link", (0, 2), (2, 0)])
def test_there_must_be_a_button(ada: Person, question: int, button: Any):
    with pytest.raises(LookupError, match="no button"):
        ada.tap(question, button)


async def test_old_and_forged_buttons(bot: Bot, ada: Person, question: int):
    await bot.call("deleteMessage", chat_id=ada.person_id, message_id=question)
    ada.tap_data(question, "forged")
    query = (await newest(bot))["callback_query"]
    chat = {"id": ada.person_id, "type": "private", "first_name": "Ada"}
    assert query["message"] == {"message_id": question, "chat": chat, "date": 0}
    assert query["data"] == "forged"


async def test_a_tap_is_answered_once(bot: Bot, ada: Person, question: int):
    tap = ada.tap(question, "a")
    answered = asyncio.create_task(tap.answered())
    assert await bot.call(
        "answerCallbackQuery", callback_query_id=tap.query_id, text="Noted", show_alert=True
    )
    assert await answered == CallbackAnswer("Noted", show_alert=True)
    assert ada.toasts == [CallbackAnswer("Noted", show_alert=True)]
    assert await bot.refused("answerCallbackQuery", callback_query_id=tap.query_id) == TOO_OLD


@pytest.mark.parametrize("query_id", [None, "", "0", "12345", "abc"])
async def test_unknown_queries_are_refused(bot: Bot, query_id: str | None):
    assert await bot.refused("answerCallbackQuery", callback_query_id=query_id) == TOO_OLD


async def test_expired_queries_are_refused(bot: Bot, sandbox: SandboxServer, ada: Person, question: int):
    tap = ada.tap(question, "a")
    sandbox.expire_taps()
    assert await bot.refused("answerCallbackQuery", callback_query_id=tap.query_id) == TOO_OLD
    later = ada.tap(question, "a")
    sandbox.world.taps.lifetime = 0.0
    assert await bot.refused("answerCallbackQuery", callback_query_id=later.query_id) == TOO_OLD


async def test_a_long_answer_is_refused_and_the_tap_stays_open(bot: Bot, ada: Person, question: int):
    tap = ada.tap(question, "a")
    words = await bot.refused("answerCallbackQuery", callback_query_id=tap.query_id, text="x" * 201)
    assert words == "Bad Request: MESSAGE_TOO_LONG"
    assert await bot.call("answerCallbackQuery", callback_query_id=tap.query_id, text="x" * 200)
