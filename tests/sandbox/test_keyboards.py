"""reply_markup: what is taken and what is refused."""

from typing import Any

import pytest

from bot.sandbox import Person
from tests.sandbox.conftest import Bot

BUTTON = "Bad Request: can't parse inline keyboard button"


def inline(*buttons: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[button] for button in buttons]}


async def test_a_keyboard_is_shown_in_its_rows(bot: Bot, ada: Person):
    rows = [[{"text": "a", "callback_data": "1"}, {"text": "b", "callback_data": "2"}], []]
    link = [{"text": "c", "url": "https://Example.org"}]
    message = await bot.call(
        "sendMessage", chat_id=ada.person_id, text="x", reply_markup={"inline_keyboard": [*rows, link]}
    )
    assert ada.last.labels == [["a", "b"], ["c"]]
    assert message["reply_markup"]["inline_keyboard"][1] == [{"text": "c", "url": "https://example.org/"}]


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("{nonsense", "Bad Request: can't parse reply keyboard markup JSON object"),
        ("[]", "Bad Request: object expected as reply markup"),
        ({"inline_keyboard": "x"}, 'Bad Request: field "inline_keyboard" must be of type Array'),
        (
            {"inline_keyboard": [{}]},
            'Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        ({"keyboard": ["x"]}, 'Bad Request: field "keyboard" must be an Array of Arrays'),
        (
            {"keyboard": [[5]]},
            "Bad Request: can't parse keyboard button: KeyboardButton must be a String or an Object",
        ),
        (inline("x"), f"{BUTTON}: InlineKeyboardButton must be an Object"),
        (inline({"callback_data": "x"}), f'{BUTTON}: Can\'t find field "text"'),
        (inline({"text": 5, "callback_data": "x"}), f'{BUTTON}: Field "text" must be of type String'),
        (
            inline({"text": " ", "callback_data": "x"}),
            "Bad Request: inline keyboard button text must be non-empty",
        ),
        (inline({"text": "a"}), f"{BUTTON}: Text buttons are unallowed in the inline keyboard"),
        (
            inline({"text": "a", "callback_data": ""}),
            f"{BUTTON}: Text buttons are unallowed in the inline keyboard",
        ),
        (
            inline({"text": "a", "callback_data": 5}),
            f'{BUTTON}: Field "callback_data" must be of type String',
        ),
        (
            inline({"text": "a", "callback_data": "x", "url": "https://x.org"}),
            f"{BUTTON}: exactly one of url, callback_data must be used",
        ),
        (
            inline({"text": "a", "callback_data": "x", "style": "pink"}),
            f"{BUTTON}: invalid button style specified",
        ),
        (inline({"text": "a", "callback_data": "é" * 33}), "Bad Request: BUTTON_DATA_INVALID"),
        (
            inline({"text": "a", "url": "nowhere"}),
            "Bad Request: inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL",
        ),
        (inline(*[{"text": "a", "callback_data": "x"}] * 101), "Bad Request: reply markup is too long"),
    ],
)
async def test_malformed_markup_is_refused(bot: Bot, ada: Person, markup: Any, words: str):
    assert await bot.refused("sendMessage", chat_id=ada.person_id, text="x", reply_markup=markup) == words
    assert ada.bot_messages == []


async def test_the_limits_themselves_are_allowed(bot: Bot, ada: Person):
    markup = inline(*[{"text": "a", "callback_data": "x" * 64}] * 100)
    assert await bot.call("sendMessage", chat_id=ada.person_id, text="x", reply_markup=markup)


async def test_a_reply_keyboard_is_no_inline_keyboard(bot: Bot, ada: Person):
    markup = {"keyboard": [["a", {"text": "b"}]]}
    message = await bot.call("sendMessage", chat_id=ada.person_id, text="x", reply_markup=markup)
    assert "reply_markup" not in message
    words = await bot.refused(
        "editMessageText",
        chat_id=ada.person_id,
        message_id=message["message_id"],
        text="y",
        reply_markup=markup,
    )
    assert words == "Bad Request: inline keyboard expected"
